package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.catalog.StreamPage;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.page.PageRecord;
import io.dataconnector.connector.source.Lazy;
import io.dataconnector.connector.source.record.DeclaredTimestamps;
import io.dataconnector.connector.source.record.RecordStage;
import io.dataconnector.connector.source.record.UtcRewriter;
import io.dataconnector.core.document.Faults;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.document.JsonEncoder;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides on each record of a page whether it is emitted, and passes its bytes on. There are two lanes: the bytes of a
 * record that nothing in the manifest looks into are passed on as they came; any other record is built as a tree, alone.
 */
final class RecordSelection {
    private static final byte[] NOTHING = {};

    /** Where the records that are emitted go. */
    @FunctionalInterface
    interface Sink {
        /** Takes one record, on one line, in {@code [from, to)}; the bytes are valid only until this returns. */
        void accept(byte[] bytes, int from, int to);
    }

    private final StreamPage page;
    private final CursorFilter filter;
    private final Sink sink;
    private final Optional<RecordStage> stage;
    private final @Nullable RecordCursor cursor;
    private final boolean keepsLast;
    private final boolean omitsNulls;
    private final @Nullable UtcRewriter timestamps;

    private final JsonEncoder encoder = new JsonEncoder();
    /** What templates see of the slice; made for the first record that they look into. */
    private final Lazy<ObjectNode> streamSlice;

    private final MaxCursor maxCursor = new MaxCursor();
    /** Only where the course of the slice depends on it. */
    private final @Nullable CursorOrder order;

    private final PageTally tally = new PageTally();
    private boolean feedHasEnded;
    private byte[] lastBytes = NOTHING;
    private int lastLength;
    private @Nullable ObjectNode lastTree;

    /** @param inUtc the timestamps of the records that are emitted in UTC, if any are */
    RecordSelection(StreamPage page, CursorFilter filter, Optional<DeclaredTimestamps> inUtc, Sink sink) {
        this.page = requireNonNull(page, "page is null");
        this.filter = requireNonNull(filter, "filter is null");
        this.sink = requireNonNull(sink, "sink is null");
        stage = page.stream().stage();
        streamSlice = new Lazy<>(page.slice()::toJson);
        cursor = page.stream().cursor().map(RecordCursor::new).orElse(null);
        order = SliceCourse.splitsBy(page.stream()).map(CursorOrder::new).orElse(null);
        keepsLast = page.stream().pagination().needs().lastRecord();
        omitsNulls = page.stream().omitsNulls();
        timestamps = inUtc.map(UtcRewriter::new).orElse(null);
    }

    /** Takes a record as the scan of its page has found it. */
    void accept(PageRecord record) {
        if (stage.isPresent()) {
            ObjectNode tree = tree(record);
            if (stage.get().changesRecords()) {
                accept(tree);
            } else {
                if (select(tree).isPresent()) {
                    emit(record);
                }
            }
            return;
        }
        tally.countFound();
        tally.countSelected();
        if (keepsLast) {
            keep(record);
        }
        emit(record);
    }

    private void emit(PageRecord record) {
        RecordCursor current = cursor;
        if (current != null) {
            boolean isReadable = current.read(record);
            if (!isReadable) {
                tally.countUnreadableCursor(record::describeKey);
            } else if (isWanted(current)) {
                // The text is only made if it is needed.
                if (maxCursor.isBelow(current)) {
                    maxCursor.raiseTo(current.get(record));
                }
            } else {
                return;
            }
        }
        record.putOnOneLine();
        if (omitsNulls) {
            record.omitNulls();
        }
        pass(record.bytes(), record.from(), record.to());
    }

    /** Takes a record that has been built; it may be changed. */
    void accept(ObjectNode found) {
        select(found).ifPresent(this::acceptSelected);
    }

    /** Takes a record that {@link #select} has let through. */
    void acceptSelected(ObjectNode record) {
        lastTree = keepsLast ? record : null;
        RecordCursor current = cursor;
        if (current != null) {
            if (!current.read(record)) {
                tally.countUnreadableCursor(() -> describeKey(record));
            } else if (isWanted(current)) {
                maxCursor.raiseTo(current.get(record));
            } else {
                return;
            }
        }
        if (omitsNulls) {
            record.removeNulls();
        }
        encoder.encode(record);
        pass(encoder.bytes(), 0, encoder.length());
    }

    /** Passes a record on, after everything else has been read of it: its cursor is what the source wrote. */
    private void pass(byte[] bytes, int from, int to) {
        UtcRewriter rewriter = timestamps;
        sink.accept(bytes, from, rewriter == null ? to : rewriter.rewrite(bytes, from, to));
    }

    /** Transforms a record, and drops it if the manifest's filter does. */
    Optional<ObjectNode> select(ObjectNode found) {
        tally.countFound();
        Optional<ObjectNode> selected =
                stage.isEmpty() ? Optional.of(found) : stage.get().apply(found, streamSlice.get(), page.token());
        if (selected.isPresent()) {
            tally.countSelected();
            lastTree = keepsLast ? selected.get() : null;
        } else {
            tally.countSkipped();
        }
        return selected;
    }

    /** Whether the record of a cursor that has just been read is emitted. */
    private boolean isWanted(RecordCursor read) {
        feedHasEnded = filter.endsFeed(read);
        boolean isWanted = filter.passes(read);
        if (!isWanted) {
            tally.countSkipped();
        } else if (order != null) {
            order.add(read);
        }
        return isWanted;
    }

    private ObjectNode tree(PageRecord record) {
        return tree(record.bytes(), record.from(), record.to(), record::describeKey);
    }

    private ObjectNode tree(byte[] bytes, int from, int to, Supplier<String> key) {
        try {
            return (ObjectNode) Json.readLenient(bytes, from, to);
        } catch (JsonProcessingException e) {
            throw cannotBeBuilt(page.stream(), key.get(), e);
        }
    }

    /** A record that is no tree that the parser could make. */
    static ConnectorException cannotBeBuilt(StreamDefinition stream, String key, JsonProcessingException cause) {
        return new ConnectorException(
                FailureType.SYSTEM_ERROR,
                "Record " + key + " of stream " + stream.name() + " cannot be built, which the manifest needs: "
                        + Json.describe(cause) + ".");
    }

    /** Copying is cheap compared with building, which is done for the last record of a page only. */
    private void keep(PageRecord record) {
        lastLength = record.to() - record.from();
        if (lastBytes.length < lastLength) {
            lastBytes = new byte[Math.max(lastLength, 2 * lastBytes.length)];
        }
        System.arraycopy(record.bytes(), record.from(), lastBytes, 0, lastLength);
    }

    /** The last record that the manifest's filter let through, if the paginator asks for it. */
    Optional<JsonNode> lastRecord() {
        if (lastTree == null && lastLength > 0) {
            lastTree = tree(lastBytes, 0, lastLength, () -> "at the end");
        }
        return Optional.ofNullable(lastTree);
    }

    private String describeKey(ObjectNode record) {
        StringJoiner values = new StringJoiner("/");
        page.stream().primaryKey().forEach(path -> {
            JsonNode value = record;
            for (String name : path) {
                value = value.path(name);
            }
            values.add(value.isMissingNode() ? "without a key" : Faults.show(value));
        });
        return values.toString();
    }

    /** Whether the last record shows that all that follows has been read before. */
    boolean feedHasEnded() {
        return feedHasEnded;
    }

    PageTally tally() {
        return tally;
    }

    /** The order of the records that were emitted; empty where nothing depends on it. */
    Optional<CursorOrder> order() {
        return Optional.ofNullable(order);
    }

    /** The greatest cursor of the records that were emitted. */
    MaxCursor maxCursor() {
        return maxCursor;
    }
}
