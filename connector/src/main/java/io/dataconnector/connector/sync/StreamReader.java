package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.ConfiguredStream;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.catalog.StreamPage;
import io.dataconnector.connector.catalog.SyncMode;
import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.RefusedRequestException;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.LogLevel;
import io.dataconnector.connector.protocol.RecordBlock;
import io.dataconnector.connector.protocol.StreamStatus;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.record.DeclaredTimestamps;
import io.dataconnector.connector.state.StreamState;
import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.cli.Quantity;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    private final StreamDefinition stream;
    private final SyncMode syncMode;
    private final StreamState startState;
    private final Config config;
    private final PageSource pages;
    private final AirbyteOutput output;
    private final Progress progress;
    private final Clock clock;
    private final ReadContext context;
    private final ScanPool pool;

    private final StreamCursors cursors;
    private final ParentRecords parents;
    private final StreamStatistics statistics = new StreamStatistics();
    private boolean isRunning;
    /** The page whose next one has been requested before all of its records were emitted. */
    private @Nullable PageScan followed;

    private long emittedSinceState;
    private int pagesSinceState;
    private long lastStateMillis;

    StreamReader(ConfiguredStream configured, StreamState state, ReadContext context, ScanPool pool) {
        stream = configured.definition();
        syncMode = configured.syncMode();
        startState = requireNonNull(state, "state is null");
        config = context.config();
        pages = context.pages();
        output = context.output();
        progress = context.progress();
        clock = context.clock();
        lastStateMillis = clock.millis();
        this.context = context;
        this.pool = requireNonNull(pool, "pool is null");
        cursors = syncMode == SyncMode.INCREMENTAL
                ? StreamCursors.of(stream, startState, clock)
                : StreamCursors.ofWholeRead(stream);
        StreamState ofParents = syncMode == SyncMode.INCREMENTAL ? startState : StreamState.NONE;
        parents = new ParentRecords(
                stream, ofParents, ScanSetup.of(context, pool), clock, message -> log(LogLevel.WARN, message));
    }

    /**
     * Reads the stream to its end.
     *
     * @throws ConnectorException if it cannot be read to its end; what was emitted stays valid
     */
    void read() {
        if (stream.startsAnew()) {
            log(
                    LogLevel.WARN,
                    "its state is older than the changes that the API keeps, or has no cursor (api_retention_period); it is"
                            + " read as a whole again");
            output.state(stream.name(), JsonNodeFactory.instance.objectNode(), 0);
        }
        // Without a cursor each read begins again, as in the CDK.
        boolean isKept = syncMode == SyncMode.FULL_REFRESH && stream.cursor().isPresent();
        if (isKept && startState.isFullRefreshComplete()) {
            log(LogLevel.INFO, "its full refresh is complete; there is nothing to read");
            writeState(StreamState.fullRefreshFinished());
            return;
        }
        // Where an API tells it, the CDK asks for it before the first page, whether or not records are normalized.
        ObjectNode schema = stream.jsonSchema();
        stream.prepare();
        try (PageScans scans = new PageScans(
                stream,
                cursors::filter,
                config.timestampsInUtc() ? DeclaredTimestamps.of(schema) : Optional.empty(),
                () -> output.envelope(stream.name()),
                ScanSetup.of(context, pool),
                pool.maxAhead(),
                pages.isLocal() ? 0 : pool.maxSlicesAhead())) {
            readSlices(scans);
        } catch (RuntimeException | Error e) {
            Farewells.send(parents.leave(), Farewells.LIMIT);
            parents.close();
            throw e;
        }
        writeState(isKept ? StreamState.fullRefreshFinished() : cursors.finished(parents.states()));
    }

    private void readSlices(PageScans scans) {
        Optional<StreamState.Resume> resume = resume();
        SliceWalk slices = new SliceWalk(stream, cursors, parents, resume, pages.dividesSlices());
        if (resume.isPresent() && !slices.isResumed()) {
            log(LogLevel.WARN, "the slice to resume at no longer exists; starting over at the first one");
        }
        try (SliceReads reads = SliceReads.of(
                stream,
                stream.jobs().isEmpty() ? new SlicesAhead(stream, slices, scans) : slices,
                ScanSetup.of(context, pool),
                clock,
                false,
                message -> log(LogLevel.WARN, message))) {
            try {
                readSlices(reads, resume, scans);
            } catch (RuntimeException | Error e) {
                leave(reads);
                throw e;
            }
        }
    }

    /** Ends the jobs of the stream and of its parents side by side: a signal leaves no time for one after the other. */
    private void leave(SliceReads reads) {
        List<Runnable> farewells = new ArrayList<>(reads.leave());
        farewells.addAll(parents.leave());
        Farewells.send(farewells, Farewells.LIMIT);
    }

    private void readSlices(SliceReads reads, Optional<StreamState.Resume> resume, PageScans scans) {
        PageWalk walk = new PageWalk(stream, pages, scans);
        boolean isFirst = true;
        while (reads.hasNext()) {
            SliceWalk.Start start = reads.next();
            cursors.goTo(start.slice(), start.isPastLimit());
            if (!isFirst) {
                writeStateIfDue(start, start.slice(), start.window(), Optional.empty());
            }
            read(reads.await(), start, resume.filter(place -> start.isResumed()), walk, scans);
            reads.finished();
            isFirst = false;
        }
    }

    private void read(
            SliceReads.Ready ready,
            SliceWalk.Start start,
            Optional<StreamState.Resume> resume,
            PageWalk walk,
            PageScans scans) {
        if (ready.parts().isEmpty()) {
            resume.ifPresent(cursors::resume);
            ready.asOf().ifPresent(cursors::openedAt);
        }
        Optional<StreamState.Resume> place = resume;
        for (Slice part : ready.parts()) {
            SliceCourse course = new SliceCourse(stream, part, pages, message -> log(LogLevel.INFO, message));
            if (start.window().isPresent()) {
                course.resume(start.window());
            }
            PageScan beginning = beginning(course, place, walk);
            ready.asOf().or(beginning::openedAt).ifPresent(cursors::openedAt);
            readFrom(beginning, course, walk, start, scans);
            place = Optional.empty();
        }
    }

    private void readFrom(
            PageScan beginning, SliceCourse course, PageWalk walk, SliceWalk.Start start, PageScans scans) {
        PageScan page = beginning;
        for (Optional<StreamPage> next = read(page, course, scans);
                next.isPresent();
                next = read(page, course, scans)) {
            StreamPage nextPage = next.get();
            if (!nextPage.isFirst()) {
                walk.visit(nextPage);
            }
            // The tokens of what a job has prepared are of no use to another one.
            if (stream.jobs().isEmpty() && course.isResumable(nextPage)) {
                writeStateIfDue(
                        start,
                        course.slice(),
                        course.window(),
                        nextPage.isFirst() ? Optional.empty() : nextPage.token());
            }
            page = walk.openVisited(nextPage, course);
        }
        // A parent may be read next, which a page that waits for its turn must not keep from its worker.
        scans.cancelAhead();
    }

    /** The page that the state names, if it still exists and what is behind it is known, or else the first one of the slice. */
    private PageScan beginning(SliceCourse course, Optional<StreamState.Resume> resume, PageWalk walk) {
        if (resume.isPresent()) {
            StreamState.Resume place = resume.get();
            if (!course.resume(place.window())) {
                cursors.resume(place);
                log(
                        LogLevel.WARN,
                        "what is left of the slice to resume in is not known, because the manifest has changed; reading that"
                                + " slice again");
                return walk.open(course.first(), course);
            }
            StreamPage page = place.page().map(course::page).orElseGet(course::first);
            Optional<PageScan> scan = walk.begin(page, course);
            if (scan.isPresent()
                    || !stream.slicing().isWhole()
                    || place.window().isPresent()) {
                // Some of the pages before this one are not read again.
                cursors.resume(place);
            }
            if (scan.isPresent()) {
                log(LogLevel.INFO, "resuming at " + scan.get().name());
                return scan.get();
            }
            log(
                    LogLevel.WARN,
                    "the page to resume at no longer exists, " + pages.locate(page)
                            + "; starting over at the first page");
        }
        return walk.open(course.first(), course);
    }

    /** A full refresh cannot resume where an incremental read left off, because that one skipped records. */
    private Optional<StreamState.Resume> resume() {
        boolean wasIncremental =
                startState.cursor().isPresent() || startState.partitioned().isPresent();
        return syncMode == SyncMode.FULL_REFRESH && wasIncremental ? Optional.empty() : startState.resume();
    }

    /** Reads a page, and returns which one is next. */
    private Optional<StreamPage> read(PageScan page, SliceCourse course, PageScans scans) {
        while (emitNext(page, course, scans)) {
            // Block by block.
        }
        PageTally tally = page.tally();
        statistics.countPage(tally);
        progress.addBytes(tally.bytes());
        cursors.raiseTo(page.maxCursor());
        Optional<JsonNode> token;
        try {
            token = page.nextToken();
        } catch (RefusedRequestException e) {
            return Optional.of(course.insteadOfRest(page, e));
        }
        page.keep();
        log(LogLevel.DEBUG, "read page " + page.name() + ", " + tally.bytes() + " bytes");
        return course.after(page, token);
    }

    /** Emits the next block, if there is one. Nothing refers to it while the one after it is waited for. */
    private boolean emitNext(PageScan page, SliceCourse course, PageScans scans) {
        Optional<RecordBlock> block = page.takeBlock();
        if (block.isEmpty()) {
            return false;
        }
        if (!page.equals(followed)) {
            page.tokenIfKnown().flatMap(course::foresee).ifPresent(next -> {
                scans.follow(next);
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
    private void writeStateIfDue(
            SliceWalk.Start start, Slice slice, Optional<ObjectNode> window, Optional<JsonNode> nextToken) {
        pagesSinceState++;
        if (emittedSinceState >= config.checkpointInterval()
                || pagesSinceState >= MAX_PAGES_SINCE_STATE
                || clock.millis() - lastStateMillis >= MAX_TIME_SINCE_STATE.toMillis()) {
            writeState(cursors.at(new StreamState.Resume(
                    stream.slicing().isWhole() && window.isEmpty() ? Optional.empty() : Optional.of(slice),
                    window,
                    nextToken,
                    cursors.toResume(),
                    Optional.of(cursors.walkBegan()),
                    start.walked())));
        }
    }

    private void writeState(StreamState state) {
        ObjectNode json = state.toJson(stream.cursorField());
        if (stream.delegation().isPresent()) {
            stream.delegation().get().mark(json);
        }
        output.state(stream.name(), json, emittedSinceState);
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
