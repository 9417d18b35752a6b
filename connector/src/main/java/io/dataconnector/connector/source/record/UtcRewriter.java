package io.dataconnector.connector.source.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.dataconnector.core.scan.JsonText;
import io.dataconnector.core.scan.TimestampReader;
import io.dataconnector.core.scan.UtcText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Writes the declared timestamps of records in UTC, in place: {@code 2024-06-02T08:01:18.660+02:00} becomes
 * {@code 2024-06-02T06:01:18.660Z}, and all other bytes stay as they are. A timestamp is what {@link TimestampReader} reads,
 * with any number of decimal places, all of which are kept. What is none, such as a text without an offset, stays as it is,
 * and so does what in UTC is not in the years 0 to 9999. Used by one thread.
 */
public final class UtcRewriter {
    private static final Optional<DeclaredTimestamps> NONE = Optional.empty();
    private static final int MAX_OFFSET_LENGTH = "+02:00".length();

    private final Optional<DeclaredTimestamps> declared;
    private final TimestampReader reader = new TimestampReader();
    /** A timestamp without its decimal places. */
    private final byte[] whole = new byte[UtcText.LENGTH + MAX_OFFSET_LENGTH];

    private final Deque<DeclaredTimestamps> containers = new ArrayDeque<>();
    private byte[] json = {};
    /** Up to where bytes have come to their place, and from where on they have not yet. */
    private int written;

    private int unwritten;

    public UtcRewriter(DeclaredTimestamps declared) {
        this.declared = Optional.of(requireNonNull(declared, "declared is null"));
    }

    /**
     * Rewrites a record. It only becomes shorter, because {@code Z} is the shortest offset.
     *
     * @param buffer has the record, valid JSON, in {@code [from, to)}
     * @return the index after the record as it is then
     */
    public int rewrite(byte[] buffer, int from, int to) {
        json = buffer;
        written = from;
        unwritten = from;
        containers.clear();
        Optional<DeclaredTimestamps> value = declared;
        int at = from;
        while (at < to) {
            switch (json[at]) {
                case '"' -> {
                    int end = JsonText.endOfString(json, at + 1);
                    int next = skipSpace(end, to);
                    if (next < to && json[next] == ':') {
                        value = containers.element().member(json, at + 1, end - 1);
                        at = next + 1;
                    } else {
                        if (value.isPresent() && value.get().isTimestamp()) {
                            rewriteText(at + 1, end - 1);
                        }
                        at = end;
                    }
                }
                case '{', '[' -> {
                    if (value.isPresent()) {
                        containers.push(value.get());
                        value = value.get().elements();
                        at++;
                    } else {
                        at = endOfContainer(at);
                    }
                }
                case ',' -> {
                    // Before a member this is of no effect, because its name comes first.
                    value = containers.element().elements();
                    at++;
                }
                case '}', ']' -> {
                    containers.pop();
                    value = NONE;
                    at++;
                }
                default -> at++;
            }
        }
        moveTo(to);
        return written;
    }

    private int skipSpace(int from, int to) {
        int at = from;
        while (at < to && (json[at] == ' ' || json[at] == '\t')) {
            at++;
        }
        return at;
    }

    private int endOfContainer(int from) {
        int at = from;
        int open = 0;
        do {
            byte b = json[at];
            if (b == '"') {
                at = JsonText.endOfString(json, at + 1);
            } else {
                if (b == '{' || b == '[') {
                    open++;
                } else if (b == '}' || b == ']') {
                    open--;
                }
                at++;
            }
        } while (open > 0);
        return at;
    }

    /** Rewrites the content of a string, if it is a timestamp. */
    private void rewriteText(int from, int to) {
        int end = toUtc(json, from, to);
        if (end < 0 && JsonText.isEscaped(json, from, to)) {
            byte[] text = JsonText.unescape(json, from, to).getBytes(UTF_8);
            int length = toUtc(text, 0, text.length);
            if (length > 0) {
                System.arraycopy(text, 0, json, from, length);
                end = from + length;
            }
        }
        if (end >= 0) {
            moveTo(end);
            unwritten = to;
        }
    }

    /** Moves what has not come to its place yet, up to an index. */
    private void moveTo(int end) {
        System.arraycopy(json, unwritten, json, written, end - unwritten);
        written += end - unwritten;
        unwritten = end;
    }

    /** Writes a timestamp over itself; returns its new end, or -1 if it is none, and then has changed nothing. */
    private int toUtc(byte[] text, int from, int to) {
        if (to - from <= UtcText.LENGTH) {
            return -1;
        }
        int offset = endOfDecimalPlaces(text, from + UtcText.LENGTH, to);
        int offsetLength = to - offset;
        if (offsetLength > MAX_OFFSET_LENGTH) {
            return -1;
        }
        System.arraycopy(text, from, whole, 0, UtcText.LENGTH);
        System.arraycopy(text, offset, whole, UtcText.LENGTH, offsetLength);
        if (!reader.read(whole, 0, UtcText.LENGTH + offsetLength)
                || reader.seconds() < UtcText.FIRST_SECOND
                || reader.seconds() > UtcText.LAST_SECOND) {
            return -1;
        }
        UtcText.put(reader.seconds(), text, from);
        text[offset] = 'Z';
        return offset + 1;
    }

    /** The index after a point and the digits that follow it; the same index if there are none. */
    private static int endOfDecimalPlaces(byte[] text, int from, int to) {
        int at = from;
        if (text[from] == '.') {
            at++;
            while (at < to && text[at] >= '0' && text[at] <= '9') {
                at++;
            }
        }
        return at == from + 1 ? from : at;
    }
}
