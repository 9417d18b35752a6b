package io.dataconnector.normalizer.quality;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dataconnector.core.document.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The lines and records that cannot be used, one JSON object per line: {@code input}, {@code line},
 * {@code stream}, {@code table} and {@code column} as far as they are known, {@code reason} as a category,
 * {@code message} as its description, and {@code raw}, the text of the line. Bytes that are not UTF-8 are
 * U+FFFD in it.
 */
public final class RejectLog implements AutoCloseable {
    private final JsonGenerator json;

    public RejectLog(OutputStream out) throws IOException {
        json = Json.generator(requireNonNull(out, "out is null"));
        json.setRootValueSeparator(null);
    }

    /**
     * Why something cannot be used.
     *
     * @param stream null if it is not known
     * @param table null if the line does not belong to a particular table
     * @param column null if it is not about a column
     */
    public record Reject(
            @Nullable String stream,
            @Nullable String table,
            @Nullable String column,
            String reason,
            String message) implements Serializable {}

    /** Writes a reject with the line in {@code [from, to)}. */
    public void add(Place place, Reject reject, byte[] buffer, int from, int to) throws IOException {
        json.writeStartObject();
        json.writeStringField("input", place.input());
        json.writeNumberField("line", place.line());
        writeIfKnown("stream", reject.stream());
        writeIfKnown("table", reject.table());
        writeIfKnown("column", reject.column());
        json.writeStringField("reason", reject.reason());
        json.writeStringField("message", reject.message());
        json.writeStringField("raw", new String(buffer, from, to - from, UTF_8));
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void writeIfKnown(String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    @Override
    public void close() throws IOException {
        json.close();
    }

    /** The position of a line. */
    public record Place(String input, long line) {}
}
