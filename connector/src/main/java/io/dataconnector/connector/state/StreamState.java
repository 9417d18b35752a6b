package io.dataconnector.connector.state;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.source.Slice;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How far a stream has been read: the content of a STATE message, which is passed to the next read.
 *
 * @param cursor the cursor of the last completed incremental read; empty on a first sync, and unless the whole stream has
 *     one
 * @param partitioned the cursors of a stream in partitions, if it is one
 * @param resume where to resume, if the read was interrupted
 * @param isFullRefreshComplete whether a full refresh was completed and is not to be repeated
 */
public record StreamState(
        Optional<Cursor> cursor,
        Optional<PartitionedState> partitioned,
        Optional<Resume> resume,
        boolean isFullRefreshComplete) {
    /** The state of a stream that has never been read. */
    public static final StreamState NONE = new StreamState(Optional.empty(), Optional.empty(), false);

    static final String RESUME = "resume";
    static final String PAGE = "page";
    static final String SLICE = "slice";
    static final String PARTITION = "partition";
    static final String INTERVAL = "interval";
    static final String WINDOW = "window";
    static final String WALK_BEGAN = "walk_began";
    static final String WALKED = "walked";
    static final String FULL_REFRESH_COMPLETE = "__ab_full_refresh_sync_complete";
    private static final String NO_CURSOR = "__ab_no_cursor_state_message";

    /**
     * A place between two pages.
     *
     * @param slice the slice of the page; empty if the stream is walked as a whole, and without a window
     * @param window what is left of the slice's interval to be requested, if that was divided; empty for all of it
     * @param page the token of the page to read next; empty for the first page of the slice
     * @param maxCursor the greatest cursor on the pages before it, if any
     * @param walkBegan when the first page was opened, by the clock of the source, if it is known
     * @param walked a digest of the partitions before the slice, if those are not always the same
     */
    public record Resume(
            Optional<Slice> slice,
            Optional<ObjectNode> window,
            Optional<JsonNode> page,
            Optional<Cursor> maxCursor,
            Optional<Instant> walkBegan,
            Optional<String> walked) {
        public Resume {
            requireNonNull(slice, "slice is null");
            requireNonNull(window, "window is null");
            requireNonNull(page, "page is null");
            requireNonNull(maxCursor, "maxCursor is null");
            requireNonNull(walkBegan, "walkBegan is null");
            requireNonNull(walked, "walked is null");
        }

        /** A place in a stream that is walked as a whole. */
        public static Resume at(String page, Optional<Cursor> maxCursor, Optional<Instant> walkBegan) {
            return new Resume(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(JsonNodeFactory.instance.textNode(page)),
                    maxCursor,
                    walkBegan,
                    Optional.empty());
        }
    }

    public StreamState {
        requireNonNull(cursor, "cursor is null");
        requireNonNull(partitioned, "partitioned is null");
        requireNonNull(resume, "resume is null");
    }

    /** The state of a stream that has one cursor at most. */
    public StreamState(Optional<Cursor> cursor, Optional<Resume> resume, boolean isFullRefreshComplete) {
        this(cursor, Optional.empty(), resume, isFullRefreshComplete);
    }

    /** The state of a stream in partitions. */
    public static StreamState ofPartitions(PartitionedState cursors, Optional<Resume> resume) {
        return new StreamState(Optional.empty(), Optional.of(cursors), resume, false);
    }

    /** The state after a completed incremental read. */
    public static StreamState finished(Optional<Cursor> cursor) {
        return new StreamState(cursor, Optional.empty(), false);
    }

    /** The state after a completed full refresh. */
    public static StreamState fullRefreshFinished() {
        return new StreamState(Optional.empty(), Optional.empty(), true);
    }

    /**
     * The content of {@code stream_state}, in which cursors keep their original text.
     *
     * @param cursorField the name of the member that holds the cursor, if the stream has one
     */
    public ObjectNode toJson(Optional<String> cursorField) {
        if (isFullRefreshComplete) {
            return JsonNodeFactory.instance.objectNode().put(FULL_REFRESH_COMPLETE, true);
        }
        if (cursorField.isEmpty() && resume.isEmpty()) {
            return JsonNodeFactory.instance.objectNode().put(NO_CURSOR, true);
        }
        ObjectNode state = partitioned.isPresent()
                ? partitioned.get().toJson(cursorField.orElseThrow())
                : JsonNodeFactory.instance.objectNode();
        put(cursor, cursorField, state);
        resume.ifPresent(place -> put(place, cursorField, state.putObject(RESUME)));
        return state;
    }

    private static void put(Resume place, Optional<String> cursorField, ObjectNode target) {
        place.slice().ifPresent(slice -> {
            ObjectNode parts = target.putObject(SLICE);
            parts.set(PARTITION, slice.partition());
            parts.set(INTERVAL, slice.interval());
            place.window().ifPresent(window -> parts.set(WINDOW, window));
        });
        place.page().ifPresent(token -> target.set(PAGE, token));
        put(place.maxCursor(), cursorField, target);
        place.walkBegan()
                .ifPresent(instant -> target.put(
                        WALK_BEGAN, instant.truncatedTo(ChronoUnit.MILLIS).toString()));
        place.walked().ifPresent(digest -> target.put(WALKED, digest));
    }

    private static void put(Optional<Cursor> cursor, Optional<String> cursorField, ObjectNode target) {
        cursor.ifPresent(value -> target.set(cursorField.orElseThrow(), value.toJson()));
    }
}
