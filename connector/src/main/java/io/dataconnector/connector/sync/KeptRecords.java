package io.dataconnector.connector.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.core.document.Json;
import java.util.Arrays;

/**
 * What is kept of the records of a page of a parent, in their order. It is kept as text, which takes a fraction of what trees
 * would; so the keys of a page of a million parents take some ten megabytes. With first pages of the child (
 * {@code lazy_read_pointer}) it is more: whoever adds them limits that by {@link #bytes}.
 */
final class KeptRecords {
    private static final int INITIAL_BYTES = 1 << 10;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int end;
    private int next;

    /** Adds what is kept of one record. */
    void add(ObjectNode values) {
        byte[] text = Json.write(values).getBytes(UTF_8);
        int needed = Math.addExact(end, text.length + 1);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8, 2L * bytes.length)));
        }
        System.arraycopy(text, 0, bytes, end, text.length);
        bytes[end + text.length] = '\n';
        end = needed;
    }

    /** How many bytes are kept since the last time that there was nothing. */
    int bytes() {
        return end;
    }

    boolean hasNext() {
        return next < end;
    }

    /** Takes the next one; once all have been taken, their memory is free. */
    ObjectNode next() {
        int to = next;
        while (bytes[to] != '\n') {
            to++;
        }
        byte[] text = Arrays.copyOfRange(bytes, next, to);
        next = to + 1;
        if (next == end) {
            bytes = new byte[INITIAL_BYTES];
            next = 0;
            end = 0;
        }
        try {
            return (ObjectNode) Json.readLenient(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("this was written as JSON", e);
        }
    }
}
