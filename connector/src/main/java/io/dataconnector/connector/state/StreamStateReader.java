package io.dataconnector.connector.state;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.slicing.DatetimeCursor;
import io.dataconnector.core.document.Faults;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.scan.TimestampReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the state of one stream. What is wrong with it is a fault of the state, named by its place. */
public final class StreamStateReader {
    /** Of these, the state of a stream in partitions that has been read by its cursors has one at least. */
    private static final Set<String> MEMBERS = Set.of(
            PartitionedState.USE_GLOBAL_CURSOR,
            PartitionedState.STATES,
            PartitionedState.STATE,
            PartitionedState.PARENT_STATE);

    private final StreamDefinition stream;
    private final Faults faults;
    private final List<String> warnings;

    StreamStateReader(StreamDefinition stream, Faults faults, List<String> warnings) {
        this.stream = requireNonNull(stream, "stream is null");
        this.faults = requireNonNull(faults, "faults is null");
        this.warnings = warnings;
    }

    /**
     * The state of a parent, which is a part of another stream's.
     *
     * @param name what the state is to the user, for messages
     * @throws ConnectorException if it is not valid
     */
    public static StreamState ofParent(ObjectNode state, StreamDefinition parent, String name) {
        Faults faults = new Faults();
        StreamState read = new StreamStateReader(parent, faults, new ArrayList<>()).read(state, "");
        try {
            faults.throwIfAny(name);
        } catch (InvalidDocumentException e) {
            throw new ConnectorException(FailureType.CONFIG_ERROR, "State " + e.getMessage());
        }
        return read;
    }

    StreamState read(JsonNode given, String pointer) {
        JsonNode state = stream.slicing().migrate(given);
        Optional<Cursor> cursor = cursor(state, pointer);
        return new StreamState(
                cursor,
                partitioned(state, pointer, cursor),
                resume(state.path(StreamState.RESUME), pointer + "/" + StreamState.RESUME),
                state.path(StreamState.FULL_REFRESH_COMPLETE).asBoolean());
    }

    /** A state that has neither cursors of partitions nor a global one is a global one itself, as in the CDK. */
    private Optional<PartitionedState> partitioned(JsonNode state, String pointer, Optional<Cursor> plain) {
        if (stream.cursor().isEmpty() || !stream.slicing().hasPartitions()) {
            return Optional.empty();
        }
        Optional<ObjectNode> parents = state.path(PartitionedState.PARENT_STATE) instanceof ObjectNode object
                ? Optional.of(object)
                : Optional.empty();
        boolean isGlobal = stream.slicing().isGlobal();
        boolean isNothing = plain.isEmpty() && MEMBERS.stream().noneMatch(state::has);
        if (isNothing) {
            return Optional.empty();
        }
        if (!state.has(PartitionedState.STATES) && !state.has(PartitionedState.STATE)) {
            // The CDK forgets here that it had changed to a global cursor.
            boolean uses = state.path(PartitionedState.USE_GLOBAL_CURSOR).asBoolean(isGlobal);
            return Optional.of(new PartitionedState(uses, List.of(), plain, 0, parents));
        }
        JsonNode global = state.path(PartitionedState.STATE);
        return Optional.of(new PartitionedState(
                state.path(PartitionedState.USE_GLOBAL_CURSOR).asBoolean(false),
                states(state.path(PartitionedState.STATES), pointer + "/" + PartitionedState.STATES),
                cursor(global, pointer + "/" + PartitionedState.STATE),
                Math.max(0, state.path(PartitionedState.LOOKBACK_WINDOW).asLong()),
                parents));
    }

    private List<PartitionedState.PartitionCursor> states(JsonNode list, String pointer) {
        List<PartitionedState.PartitionCursor> states = new ArrayList<>();
        if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
            faults.addExpected(pointer, "an array of partitions with their cursors", list);
        }
        for (int i = 0; i < list.size(); i++) {
            String place = pointer + "/" + i;
            if (list.get(i).path(PartitionedState.PARTITION) instanceof ObjectNode partition) {
                JsonNode cursor = list.get(i).path(PartitionedState.CURSOR);
                states.add(new PartitionedState.PartitionCursor(
                        partition, cursor(cursor, place + "/" + PartitionedState.CURSOR)));
            } else {
                faults.addExpected(place, "an object with a partition and its cursor", list.get(i));
            }
        }
        return states;
    }

    private Optional<StreamState.Resume> resume(JsonNode resume, String pointer) {
        if (resume.isMissingNode() || resume.isNull()) {
            return Optional.empty();
        }
        if (stream.delegation().filter(now -> !now.isMeantBy(resume)).isPresent()) {
            return Optional.empty();
        }
        JsonNode page = resume.path(StreamState.PAGE);
        JsonNode slice = resume.path(StreamState.SLICE);
        boolean isAtFirstPage = page.isMissingNode() && !slice.isMissingNode();
        if (!isAtFirstPage && (page.isMissingNode() || page.isNull())) {
            faults.addExpected(pointer + "/" + StreamState.PAGE, "a page token", page);
            return Optional.empty();
        }
        return Optional.of(new StreamState.Resume(
                slice(slice, pointer + "/" + StreamState.SLICE),
                slice.path(StreamState.WINDOW) instanceof ObjectNode window ? Optional.of(window) : Optional.empty(),
                isAtFirstPage ? Optional.empty() : Optional.of(page),
                cursor(resume, pointer),
                timestamp(resume, pointer, StreamState.WALK_BEGAN).map(Cursor::instant),
                Optional.ofNullable(resume.path(StreamState.WALKED).textValue())));
    }

    private Optional<Slice> slice(JsonNode slice, String pointer) {
        if (slice.isMissingNode()) {
            return Optional.empty();
        }
        if (slice.path(StreamState.PARTITION) instanceof ObjectNode partition
                && slice.path(StreamState.INTERVAL) instanceof ObjectNode interval) {
            return Optional.of(new Slice(partition, interval));
        }
        faults.addExpected(pointer, "an object with a partition and an interval", slice);
        return Optional.empty();
    }

    /** The cursor of a stream, as any of its formats reads it. */
    private Optional<Cursor> cursor(JsonNode holder, String parent) {
        if (stream.cursor().isEmpty()) {
            return Optional.empty();
        }
        DatetimeCursor cursor = stream.cursor().get();
        JsonNode value = holder.path(cursor.cursorField());
        if (cursor.readsIso() || value.isMissingNode() || value.isNull()) {
            return timestamp(holder, parent, cursor.cursorField());
        }
        Optional<Cursor> read = cursor.parseInState(value.asText())
                .map(instant -> new Cursor(value.asText(), instant, cursor.isCount()));
        if (read.isEmpty()) {
            faults.addExpected(
                    Faults.member(parent, cursor.cursorField()), "a value in a format of the manifest", value);
        }
        return read;
    }

    private Optional<Cursor> timestamp(JsonNode holder, String parent, String name) {
        JsonNode value = holder.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        String pointer = Faults.member(parent, name);
        String text = value.asText();
        Optional<Cursor> cursor = Cursor.parse(text);
        if (cursor.isPresent()) {
            return cursor;
        }
        Optional<Cursor> inUtc =
                TimestampReader.parseInUtc(text).map(instant -> new Cursor(instant.toString(), instant));
        inUtc.ifPresentOrElse(
                taken -> warnings.add("State at " + pointer + ": " + Faults.show(value)
                        + " has no offset; it is taken as " + taken.text() + "."),
                () -> faults.addExpected(pointer, "a timestamp, such as \"2024-06-02T08:01:18Z\"", value));
        return inUtc;
    }
}
