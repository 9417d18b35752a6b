package io.dataconnector.connector.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.page.PageRecord;
import io.dataconnector.connector.source.slicing.DatetimeCursor;
import io.dataconnector.connector.state.Cursor;
import io.dataconnector.core.scan.TimestampReader;
import java.time.Instant;
import java.util.Optional;

/** Reads the cursors of records, one after the other, without making any object if they are ISO 8601. Used by one thread. */
final class RecordCursor {
    private final DatetimeCursor cursor;
    /** Asked once, since it takes longer than the cursor of a record. */
    private final boolean readsIso;

    private final TimestampReader timestamp = new TimestampReader();
    /** Whether what was read last is in the timestamp reader; otherwise it is the instant. */
    private boolean isIso;

    private Instant instant = Instant.MIN;

    RecordCursor(DatetimeCursor cursor) {
        this.cursor = requireNonNull(cursor, "cursor is null");
        readsIso = cursor.readsIso();
    }

    /** Reads the cursor of a record and returns whether it is a timestamp. */
    boolean read(PageRecord record) {
        isIso = readsIso && record.readCursor(timestamp);
        return isIso || parse(record.cursorText());
    }

    /** Reads the cursor of a record that has been built and returns whether it is a timestamp. */
    boolean read(JsonNode record) {
        Optional<String> text = textOf(record);
        byte[] bytes = text.orElse("").getBytes(UTF_8);
        isIso = readsIso && timestamp.read(bytes, 0, bytes.length);
        return isIso || parse(text);
    }

    private boolean parse(Optional<String> text) {
        Optional<Instant> parsed = text.flatMap(cursor::parse);
        instant = parsed.orElse(Instant.MIN);
        return parsed.isPresent();
    }

    private Optional<String> textOf(JsonNode record) {
        JsonNode value = record.path(cursor.cursorField());
        return value.isTextual() || value.isNumber() ? Optional.of(value.asText()) : Optional.empty();
    }

    /** Compares what was read last. */
    int compareTo(Instant other) {
        return isIso ? timestamp.compareTo(other) : instant.compareTo(other);
    }

    /** What was read last. */
    Instant instant() {
        return isIso ? timestamp.instant() : instant;
    }

    /** What was read last, from this record. */
    Cursor get(PageRecord record) {
        return of(record.cursorText());
    }

    /** What was read last, from this record. */
    Cursor get(JsonNode record) {
        return of(textOf(record));
    }

    private Cursor of(Optional<String> text) {
        return StateCursors.of(cursor, text.orElseThrow(), instant());
    }
}
