package io.dataconnector.connector.state;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a stream has been read: the content of a STATE message, which the next read is handed.
 *
 * @param cursor what an incremental read has read to its end: nothing, on a first sync
 * @param resume where an interrupted read goes on, if it was interrupted
 * @param isFullRefreshComplete whether a full refresh came to its end and is not to be repeated
 */
public record StreamState(Optional<Cursor> cursor, Optional<Resume> resume, boolean isFullRefreshComplete) {
    /** Of a stream that has never been read. */
    public static final StreamState NONE = new StreamState(Optional.empty(), Optional.empty(), false);

    static final String RESUME = "resume";
    static final String PAGE = "page";
    static final String WALK_BEGAN = "walk_began";
    static final String FULL_REFRESH_COMPLETE = "__ab_full_refresh_sync_complete";

    /**
     * A place between two pages.
     *
     * @param page the token of the page to read next
     * @param maxCursor the greatest cursor on the pages before it, if there was any
     * @param walkBegan when the first page was opened, by the clock of the source, if it is known
     */
    public record Resume(String page, Optional<Cursor> maxCursor, Optional<Instant> walkBegan) {
        /** A place in a walk of which it is not known when it began. */
        public Resume(String page, Optional<Cursor> maxCursor) {
            this(page, maxCursor, Optional.empty());
        }

        public Resume {
            requireNonNull(page, "page is null");
            requireNonNull(maxCursor, "maxCursor is null");
            requireNonNull(walkBegan, "walkBegan is null");
        }
    }

    public StreamState {
        requireNonNull(cursor, "cursor is null");
        requireNonNull(resume, "resume is null");
    }

    /** Of an incremental read that came to its end. */
    public static StreamState finished(Optional<Cursor> cursor) {
        return new StreamState(cursor, Optional.empty(), false);
    }

    /** Of a full refresh that came to its end. */
    public static StreamState fullRefreshFinished() {
        return new StreamState(Optional.empty(), Optional.empty(), true);
    }

    /**
     * The content of {@code stream_state}, in which cursors keep the text of their records.
     *
     * @param cursorField the name of the member that holds the cursor
     */
    public ObjectNode toJson(String cursorField) {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        if (isFullRefreshComplete) {
            return state.put(FULL_REFRESH_COMPLETE, true);
        }
        cursor.ifPresent(value -> state.put(cursorField, value.text()));
        if (resume.isPresent()) {
            ObjectNode place = state.putObject(RESUME).put(PAGE, resume.get().page());
            resume.get().maxCursor().ifPresent(value -> place.put(cursorField, value.text()));
            resume.get().walkBegan().ifPresent(instant -> place.put(WALK_BEGAN, instant.toString()));
        }
        return state;
    }
}
