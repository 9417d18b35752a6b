package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.catalog.ConfiguredStream;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.catalog.SyncMode;
import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.page.Page;
import io.dataconnector.connector.page.PageReader;
import io.dataconnector.connector.page.PageRecord;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.ConnectorException;
import io.dataconnector.connector.protocol.FailureType;
import io.dataconnector.connector.protocol.LogLevel;
import io.dataconnector.connector.protocol.RecordEnvelope;
import io.dataconnector.connector.protocol.StreamStatus;
import io.dataconnector.connector.state.Cursor;
import io.dataconnector.connector.state.StreamState;
import io.dataconnector.core.document.IoFault;
import io.dataconnector.core.scan.TimestampReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one stream once: walks its pages by their tokens, emits the records that its cursor filter
 * lets pass, and writes its state at page boundaries and at its end.
 *
 * <p>Pages are not in the order of the cursor, so the cursor itself only moves when the stream has
 * been read to its end. A state before that says where to go on instead.
 */
final class StreamReader {
    private static final int MAX_EXAMPLES = 3;
    private static final int MAX_CYCLE_SHOWN = 10;

    private final StreamDefinition stream;
    private final SyncMode syncMode;
    private final StreamState startState;
    private final Config config;
    private final PageSource pages;
    private final AirbyteOutput output;

    private final PageReader pageReader;
    private final CursorFilter filter;
    private final TimestampReader timestamp = new TimestampReader();
    private final MaxCursor maxCursor = new MaxCursor();

    private RecordEnvelope envelope;
    private long emitted;
    private long emittedSinceState;
    private long skipped;
    private long pageCount;
    private long unreadableCursors;
    private final List<String> unreadableExamples = new ArrayList<>();

    StreamReader(
            ConfiguredStream configured, StreamState state, Config config, PageSource pages, AirbyteOutput output) {
        this.stream = configured.definition();
        this.syncMode = configured.syncMode();
        this.startState = requireNonNull(state, "state is null");
        this.config = requireNonNull(config, "config is null");
        this.pages = requireNonNull(pages, "pages is null");
        this.output = requireNonNull(output, "output is null");
        pageReader = new PageReader(stream, config.maxRecordBytes());
        filter = filter();
        envelope = output.envelope(stream.name());
    }

    private CursorFilter filter() {
        return filteredBy()
                .map(cursor -> CursorFilter.after(cursor, config.lookbackWindow()))
                .orElseGet(() -> CursorFilter.from(config.startDate(stream.name())));
    }

    /**
     * Reads the stream to its end.
     *
     * @throws ConnectorException if it cannot be read to its end; what was emitted stands
     */
    void read() {
        if (syncMode == SyncMode.FULL_REFRESH && startState.isFullRefreshComplete()) {
            log(LogLevel.INFO, "its full refresh is complete; there is nothing to read");
        } else {
            walkPages();
            logSummary();
        }
        writeState(endState());
    }

    /** Walks from where the state says, if that page is still there, or else from the first page. */
    private void walkPages() {
        filteredBy().ifPresent(maxCursor::raiseTo);
        if (resume().isPresent()) {
            StreamState.Resume place = resume().get();
            Optional<Page> page = pages.open(stream.name(), place.page());
            if (page.isPresent()) {
                log(LogLevel.INFO, "reading goes on at " + page.get().name());
                place.maxCursor().ifPresent(maxCursor::raiseTo);
                walkFrom(place.page(), page.get());
                return;
            }
            log(
                    LogLevel.WARN,
                    "the page to go on with is gone, " + pages.locate(stream.name(), place.page())
                            + "; reading begins again at the first page");
        }
        walkFrom(stream.firstPage(), open(stream.firstPage(), "the definition of the stream"));
    }

    /** A full refresh cannot go on where an incremental read left off: that one skipped records. */
    private Optional<StreamState.Resume> resume() {
        return syncMode == SyncMode.FULL_REFRESH && startState.cursor().isPresent()
                ? Optional.empty()
                : startState.resume();
    }

    private void walkFrom(String firstToken, Page firstPage) {
        Set<String> seen = new LinkedHashSet<>();
        seen.add(firstToken);
        Page page = firstPage;
        Optional<String> next = readAndClose(page);
        while (next.isPresent()) {
            String token = next.get();
            if (!seen.add(token)) {
                throw cycle(seen, token);
            }
            if (emittedSinceState >= config.checkpointInterval()) {
                writeState(placeAt(token));
            }
            page = open(token, page.name());
            next = readAndClose(page);
        }
    }

    private Page open(String token, String namedBy) {
        return pages.open(stream.name(), token)
                .orElseThrow(() -> new ConnectorException(
                        FailureType.SYSTEM_ERROR,
                        "Page " + pages.locate(stream.name(), token) + " does not exist, but " + namedBy
                                + " names it. Put the page there, or correct the token \"" + token + "\"."));
    }

    private ConnectorException cycle(Set<String> seen, String token) {
        List<String> tokens = new ArrayList<>(seen);
        List<String> cycle = tokens.subList(tokens.indexOf(token), tokens.size());
        return new ConnectorException(
                FailureType.SYSTEM_ERROR,
                "The pages of stream " + stream.name() + " form a cycle: "
                        + String.join(" -> ", shorten(cycle)) + " -> " + token
                        + ". Every page token must lead to a page that has not been read.");
    }

    /** A list of any length in a message of bearable length. */
    private static List<String> shorten(List<String> tokens) {
        if (tokens.size() <= MAX_CYCLE_SHOWN) {
            return tokens;
        }
        List<String> shortened = new ArrayList<>(tokens.subList(0, MAX_CYCLE_SHOWN / 2));
        shortened.add("(" + (tokens.size() - MAX_CYCLE_SHOWN) + " more)");
        shortened.addAll(tokens.subList(tokens.size() - MAX_CYCLE_SHOWN / 2, tokens.size()));
        return shortened;
    }

    private Optional<String> readAndClose(Page page) {
        envelope = output.envelope(stream.name());
        try (page) {
            Optional<String> next = pageReader.read(page, this::accept);
            pageCount++;
            return next;
        } catch (IOException e) {
            throw new ConnectorException(
                    FailureType.SYSTEM_ERROR, "Page " + page.name() + " cannot be closed: " + IoFault.describe(e), e);
        }
    }

    private void accept(PageRecord record) {
        if (!record.readCursor(timestamp)) {
            unreadableCursors++;
            if (unreadableExamples.size() < MAX_EXAMPLES) {
                unreadableExamples.add(record.describeKey());
            }
        } else if (filter.passes(timestamp)) {
            maxCursor.raiseTo(timestamp, record);
        } else {
            skipped++;
            return;
        }
        if (emitted == 0) {
            output.status(stream.name(), StreamStatus.RUNNING);
        }
        output.record(envelope, record.bytes(), record.from(), record.to());
        emitted++;
        emittedSinceState++;
    }

    private StreamState placeAt(String nextToken) {
        return new StreamState(filteredBy(), Optional.of(new StreamState.Resume(nextToken, maxCursor.get())), false);
    }

    /** The cursor that records are compared with: none in a full refresh. */
    private Optional<Cursor> filteredBy() {
        return startState.cursor().filter(cursor -> syncMode == SyncMode.INCREMENTAL);
    }

    private StreamState endState() {
        return syncMode == SyncMode.FULL_REFRESH
                ? StreamState.fullRefreshFinished()
                : StreamState.finished(maxCursor.get());
    }

    private void writeState(StreamState state) {
        output.state(stream.name(), state.toJson(stream.cursorField()), emittedSinceState);
        emittedSinceState = 0;
    }

    private void logSummary() {
        if (unreadableCursors > 0) {
            log(
                    LogLevel.WARN,
                    unreadableCursors + " records have no readable " + stream.cursorField()
                            + " and were emitted all the same, among them " + String.join(", ", unreadableExamples));
        }
        log(LogLevel.INFO, emitted + " records emitted, " + skipped + " skipped, " + pageCount + " pages read");
    }

    private void log(LogLevel level, String message) {
        output.log(level, "Stream " + stream.name() + ": " + message + ".");
    }
}
