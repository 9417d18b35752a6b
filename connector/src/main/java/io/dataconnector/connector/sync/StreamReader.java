package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.catalog.ConfiguredStream;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.catalog.StreamPage;
import io.dataconnector.connector.catalog.SyncMode;
import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.LogLevel;
import io.dataconnector.connector.protocol.RecordBlock;
import io.dataconnector.connector.protocol.StreamStatus;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.slicing.DatetimeCursor;
import io.dataconnector.connector.state.Cursor;
import io.dataconnector.connector.state.StreamState;
import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.cli.Quantity;
import io.dataconnector.core.document.Faults;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one stream once: goes from page to page, emits the records that pass the cursor filter, and writes its state
 * between pages and at the end.
 *
 * <p>Pages are not in cursor order, so the cursor itself advances only when the stream has been read to its end. Until
 * then a state says at which page to resume.
 *
 * <p>The source may change meanwhile, even on pages that have already been read. Such changes are found by the next
 * read, because the cursor never advances past the time at which the walk through the pages began.
 */
final class StreamReader {
    /** A state is due after this many pages, however few records they had. */
    private static final int MAX_PAGES_SINCE_STATE = 1_000;

    private static final Duration MAX_TIME_SINCE_STATE = Duration.ofMinutes(1);

    /** Timestamps may be this coarse. */
    private static final Duration CUT_OFF_MARGIN = Duration.ofSeconds(1);

    private final StreamDefinition stream;
    private final SyncMode syncMode;
    private final Optional<DatetimeCursor> cursor;
    private final StreamState startState;
    private final Config config;
    private final PageSource pages;
    private final AirbyteOutput output;
    private final Progress progress;
    private final Clock clock;
    private final ReadContext context;
    private final ScanPool pool;

    private final CursorFilter filter;
    private final MaxCursor maxCursor = new MaxCursor();
    private final StreamStatistics statistics = new StreamStatistics();
    private boolean isRunning;
    /** The page whose next one has been requested before all of its records were emitted. */
    private @Nullable PageScan followed;

    private Instant walkBegan = Instant.MIN;
    private long emittedSinceState;
    private int pagesSinceState;
    private long lastStateMillis;

    StreamReader(ConfiguredStream configured, StreamState state, ReadContext context, ScanPool pool) {
        stream = configured.definition();
        syncMode = configured.syncMode();
        startState = requireNonNull(state, "state is null");
        cursor = stream.cursor();
        config = context.config();
        pages = context.pages();
        output = context.output();
        progress = context.progress();
        clock = context.clock();
        lastStateMillis = clock.millis();
        this.context = context;
        this.pool = requireNonNull(pool, "pool is null");
        filter = cursor.map(known -> CursorFilter.of(known, filteredBy().map(Cursor::instant)))
                .orElseGet(CursorFilter::none);
    }

    /** The cursor that records are compared with; empty in a full refresh or on a first sync. */
    private Optional<Cursor> filteredBy() {
        return startState.cursor().filter(cursor -> syncMode == SyncMode.INCREMENTAL);
    }

    /**
     * Reads the stream to its end.
     *
     * @throws ConnectorException if it cannot be read to its end; what was emitted stays valid
     */
    void read() {
        // Without a cursor each read begins again, as in the CDK.
        boolean isKept = syncMode == SyncMode.FULL_REFRESH && cursor.isPresent();
        if (isKept && startState.isFullRefreshComplete()) {
            log(LogLevel.INFO, "its full refresh is complete; there is nothing to read");
            writeState(StreamState.fullRefreshFinished());
            return;
        }
        filteredBy().ifPresent(maxCursor::raiseTo);
        try (PageScans scans = new PageScans(stream, filter, context, pool)) {
            readSlices(scans);
        }
        writeState(isKept ? StreamState.fullRefreshFinished() : StreamState.finished(finalCursor()));
    }

    private void readSlices(PageScans scans) {
        Optional<StreamState.Resume> resume = resume();
        SliceWalk slices = new SliceWalk(stream, filteredBy().map(Cursor::instant), resume);
        if (resume.isPresent() && !slices.isResumed()) {
            log(LogLevel.WARN, "the slice to resume at no longer exists; starting over at the first one");
        }
        boolean isFirst = true;
        while (slices.hasNext()) {
            SliceWalk.Start start = slices.next();
            if (!isFirst) {
                writeStateIfDue(start.slice(), Optional.empty());
            }
            readFrom(beginning(start, resume.filter(place -> start.isResumed()), scans), scans);
            isFirst = false;
        }
    }

    private void readFrom(PageScan beginning, PageScans scans) {
        PageTrail trail = new PageTrail(stream.name());
        trail.add(key(beginning.page()));
        PageScan page = beginning;
        Slice slice = beginning.page().slice();
        for (Optional<JsonNode> next = read(page, scans); next.isPresent(); next = read(page, scans)) {
            StreamPage nextPage = stream.page(slice, next.get());
            trail.add(key(nextPage));
            writeStateIfDue(slice, next);
            String namedBy = page.name();
            page = scans.open(nextPage).orElseThrow(() -> missing(nextPage, namedBy));
        }
    }

    /** What tells a page from the others of its slice: its file, or what the server knows it by. */
    private String key(StreamPage page) {
        return pages.isLocal()
                ? page.name()
                : page.token().map(JsonNode::asText).orElse("(first page)");
    }

    private ConnectorException missing(StreamPage page, String namedBy) {
        return new ConnectorException(
                FailureType.SYSTEM_ERROR,
                "Page " + pages.locate(page) + " does not exist, but " + namedBy + " names it by the token "
                        + page.token().map(Faults::show).orElse("") + ". " + pages.adviceIfMissing());
    }

    /** The page that the state names, if it still exists, or else the first one of the slice. */
    private PageScan beginning(SliceWalk.Start start, Optional<StreamState.Resume> resume, PageScans scans) {
        if (resume.isPresent()) {
            StreamState.Resume place = resume.get();
            StreamPage page = place.page()
                    .map(token -> stream.page(start.slice(), token))
                    .orElse(stream.firstPage(start.slice()));
            Optional<PageScan> scan = scans.open(page);
            if (scan.isPresent() || !stream.slicing().isWhole()) {
                // Some of the pages before this one are not read again.
                place.maxCursor().ifPresent(maxCursor::raiseTo);
                place.walkBegan().ifPresent(this::walkBeganAt);
            }
            if (scan.isPresent()) {
                log(LogLevel.INFO, "resuming at " + scan.get().name());
                return opened(scan.get());
            }
            log(
                    LogLevel.WARN,
                    "the page to resume at no longer exists, " + pages.locate(page)
                            + "; starting over at the first page");
        }
        StreamPage first = stream.firstPage(start.slice());
        return opened(scans.open(first)
                .orElseThrow(() -> new ConnectorException(
                        FailureType.CONFIG_ERROR,
                        "The first page of stream " + stream.name() + " does not exist: " + pages.locate(first)
                                + ".")));
    }

    private PageScan opened(PageScan scan) {
        scan.openedAt().ifPresent(this::walkBeganAt);
        return scan;
    }

    /** The first time counts. */
    private void walkBeganAt(Instant instant) {
        if (walkBegan.equals(Instant.MIN)) {
            walkBegan = instant;
        }
    }

    /** A full refresh cannot resume where an incremental read left off, because that one skipped records. */
    private Optional<StreamState.Resume> resume() {
        return syncMode == SyncMode.FULL_REFRESH && startState.cursor().isPresent()
                ? Optional.empty()
                : startState.resume();
    }

    private Optional<JsonNode> read(PageScan page, PageScans scans) {
        while (emitNext(page, scans)) {
            // Block by block.
        }
        PageTally tally = page.tally();
        statistics.countPage(tally);
        progress.addBytes(tally.bytes());
        maxCursor.raiseTo(page.maxCursor());
        Optional<JsonNode> next = page.nextToken();
        page.keep();
        log(LogLevel.DEBUG, "read page " + page.name() + ", " + tally.bytes() + " bytes");
        return next;
    }

    /** Emits the next block, if there is one. Nothing refers to it while the one after it is waited for. */
    private boolean emitNext(PageScan page, PageScans scans) {
        Optional<RecordBlock> block = page.takeBlock();
        if (block.isEmpty()) {
            return false;
        }
        if (!page.equals(followed)) {
            page.tokenIfKnown().ifPresent(token -> {
                scans.follow(stream.page(page.page().slice(), token));
                followed = page;
            });
        }
        try {
            emit(block.get());
        } finally {
            page.giveBack(block.get());
        }
        return true;
    }

    private void emit(RecordBlock block) {
        if (!isRunning) {
            isRunning = true;
            output.status(stream.name(), StreamStatus.RUNNING);
        }
        output.records(block);
        statistics.countRecords(block.records());
        emittedSinceState += block.records();
    }

    /** Writes a checkpoint between two pages if one is due; without a token the next page is the first of its slice. */
    private void writeStateIfDue(Slice slice, Optional<JsonNode> nextToken) {
        pagesSinceState++;
        if (emittedSinceState >= config.checkpointInterval()
                || pagesSinceState >= MAX_PAGES_SINCE_STATE
                || clock.millis() - lastStateMillis >= MAX_TIME_SINCE_STATE.toMillis()) {
            StreamState.Resume place = new StreamState.Resume(
                    stream.slicing().isWhole() ? Optional.empty() : Optional.of(slice),
                    nextToken,
                    maxCursor.get(),
                    Optional.of(walkBegan));
            writeState(new StreamState(filteredBy(), Optional.of(place), false));
        }
    }

    /**
     * The greatest cursor seen, capped at the start of the walk: a record written during the walk may be on a page that
     * had already been read.
     */
    private Optional<Cursor> finalCursor() {
        Instant cutOff = walkBegan.minus(CUT_OFF_MARGIN);
        if (maxCursor.get().filter(max -> max.instant().isAfter(cutOff)).isEmpty()) {
            return maxCursor.get();
        }
        MaxCursor bounded = new MaxCursor();
        bounded.raiseTo(StateCursors.of(cursor.orElseThrow(), cutOff));
        // It never moves back.
        filteredBy().ifPresent(bounded::raiseTo);
        return bounded.get();
    }

    private void writeState(StreamState state) {
        output.state(stream.name(), state.toJson(stream.cursorField()), emittedSinceState);
        emittedSinceState = 0;
        pagesSinceState = 0;
        lastStateMillis = clock.millis();
    }

    /** Logs what was read, whether or not the stream was completed. */
    void logStatistics() {
        if (statistics.unreadableCursors() > 0) {
            log(
                    LogLevel.WARN,
                    Quantity.of(statistics.unreadableCursors(), "record") + " without a readable timestamp at /"
                            + stream.cursorField().orElseThrow()
                            + ": emitted, but not counted in the cursor. The first: "
                            + String.join(", ", statistics.unreadableExamples()));
        }
        output.log(
                LogLevel.INFO,
                "Stream " + stream.name() + ": read " + Quantity.of(statistics.records(), "record") + " from "
                        + Quantity.of(statistics.pages(), "page") + ".",
                statistics.toJson(stream.name()));
    }

    private void log(LogLevel level, String message) {
        output.log(level, "Stream " + stream.name() + ": " + message + ".");
    }
}
