package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.catalog.ConfiguredStream;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.catalog.SyncMode;
import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.page.Page;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.LogLevel;
import io.dataconnector.connector.protocol.RecordBlock;
import io.dataconnector.connector.protocol.StreamStatus;
import io.dataconnector.connector.state.Cursor;
import io.dataconnector.connector.state.StreamState;
import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.cli.Quantity;
import java.util.Optional;

/**
 * Reads one stream once: walks its pages, emits the records that its cursor filter lets pass, and
 * writes its state at page boundaries and at its end.
 *
 * <p>Pages are not in the order of the cursor, so the cursor itself only moves when the stream has
 * been read to its end. A state before that says where to go on instead.
 */
final class StreamReader implements PageWalk.Visitor {
    private final StreamDefinition stream;
    private final SyncMode syncMode;
    private final StreamState startState;
    private final Config config;
    private final PageSource pages;
    private final AirbyteOutput output;
    private final Progress progress;
    private final ReadContext context;

    private final CursorFilter filter;
    private final MaxCursor maxCursor = new MaxCursor();
    private final StreamStatistics statistics = new StreamStatistics();
    private boolean isRunning;
    private long emittedSinceState;

    StreamReader(ConfiguredStream configured, StreamState state, ReadContext context) {
        stream = configured.definition();
        syncMode = configured.syncMode();
        startState = requireNonNull(state, "state is null");
        config = context.config();
        pages = context.pages();
        output = context.output();
        progress = context.progress();
        this.context = context;
        filter = filteredBy()
                .map(cursor -> CursorFilter.after(cursor, config.lookbackWindow()))
                .orElseGet(() -> CursorFilter.from(config.startDate(stream.name())));
    }

    /** The cursor that records are compared with: none in a full refresh or on a first sync. */
    private Optional<Cursor> filteredBy() {
        return startState.cursor().filter(cursor -> syncMode == SyncMode.INCREMENTAL);
    }

    /**
     * Reads the stream to its end.
     *
     * @throws ConnectorException if it cannot be read to its end; what was emitted stands
     */
    void read() {
        if (syncMode == SyncMode.FULL_REFRESH && startState.isFullRefreshComplete()) {
            log(LogLevel.INFO, "its full refresh is complete; there is nothing to read");
            writeState(StreamState.fullRefreshFinished());
            return;
        }
        try (PageScans scans = new PageScans(stream, filter, context)) {
            walk(new PageWalk(stream, pages, scans, this));
        }
        writeState(
                syncMode == SyncMode.FULL_REFRESH
                        ? StreamState.fullRefreshFinished()
                        : StreamState.finished(maxCursor.get()));
    }

    /** Walks from where the state says, if that page is still there, or else from the first page. */
    private void walk(PageWalk walk) {
        filteredBy().ifPresent(maxCursor::raiseTo);
        if (resume().isPresent()) {
            StreamState.Resume place = resume().get();
            Optional<Page> page = pages.open(stream.name(), place.page());
            if (page.isPresent()) {
                log(LogLevel.INFO, "reading goes on at " + page.get().name());
                place.maxCursor().ifPresent(maxCursor::raiseTo);
                walk.from(place.page(), page.get());
                return;
            }
            log(
                    LogLevel.WARN,
                    "the page to go on with is gone, " + pages.locate(stream.name(), place.page())
                            + "; reading begins again at the first page");
        }
        walk.fromFirstPage();
    }

    /** A full refresh cannot go on where an incremental read left off: that one skipped records. */
    private Optional<StreamState.Resume> resume() {
        return syncMode == SyncMode.FULL_REFRESH && startState.cursor().isPresent()
                ? Optional.empty()
                : startState.resume();
    }

    @Override
    public Optional<String> read(PageScan page) {
        for (Optional<RecordBlock> block = page.take(); block.isPresent(); block = page.take()) {
            emit(block.get());
            page.giveBack(block.get());
        }
        PageTally tally = page.tally();
        statistics.countPage(tally);
        progress.addBytes(tally.bytes());
        maxCursor.raiseTo(page.maxCursor());
        Optional<String> next = page.nextToken();
        log(LogLevel.DEBUG, "read page " + page.name() + ", " + tally.bytes() + " bytes");
        return next;
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

    /** Writes a checkpoint if enough has been emitted since the last one. */
    @Override
    public void betweenPages(String nextToken) {
        if (emittedSinceState >= config.checkpointInterval()) {
            StreamState.Resume place = new StreamState.Resume(nextToken, maxCursor.get());
            writeState(new StreamState(filteredBy(), Optional.of(place), false));
        }
    }

    private void writeState(StreamState state) {
        output.state(stream.name(), state.toJson(stream.cursorField()), emittedSinceState);
        emittedSinceState = 0;
    }

    /** Says what was read, whether or not it was everything. */
    void logStatistics() {
        if (statistics.unreadableCursors() > 0) {
            log(
                    LogLevel.WARN,
                    Quantity.of(statistics.unreadableCursors(), "record") + " without a readable timestamp at /"
                            + stream.cursorField()
                            + ": emitted, and the cursor takes no notice of them. The first: "
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
