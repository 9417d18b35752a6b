package io.dataconnector.normalizer.compact;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.scan.JsonPaths;
import io.dataconnector.core.scan.JsonScanner;
import io.dataconnector.core.scan.JsonScanner.Event;
import io.dataconnector.core.scan.JsonSyntaxException;
import java.util.Arrays;

/**
 * The line of a STATE: whose state it is, and where in it the number of records belongs that were found. Used by one
 * thread, for one line after the other.
 */
final class StateLine {
    private final int state;
    private final int descriptor;
    private final int stats;
    private final JsonScanner scanner;
    private byte[] buffer = {};

    StateLine() {
        JsonPaths paths = new JsonPaths();
        state = paths.add("/state");
        descriptor = paths.add("/state/stream/stream_descriptor");
        stats = paths.add("/state/destinationStats");
        scanner = new JsonScanner(paths);
    }

    /** Looks at the line in {@code [from, to)}, which is a STATE. */
    void read(byte[] lineBuffer, int from, int to) {
        buffer = lineBuffer;
        scanner.begin();
        scanner.feed(buffer, from, to, true);
        try {
            if (scanner.next() != Event.END) {
                throw new IllegalStateException("a line that was scanned before is not whole");
            }
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a line that was scanned before is not JSON", e);
        }
    }

    /** The stream whose state it is; equal for equal descriptors, and the same for all that name none. */
    Object stream() {
        if (!scanner.has(descriptor)) {
            return "";
        }
        byte[] json = Arrays.copyOfRange(buffer, scanner.start(descriptor), scanner.end(descriptor));
        try {
            return Json.readLenient(json);
        } catch (JsonProcessingException e) {
            // The line is JSON, so this is a limit of the parser.
            return new String(json, UTF_8);
        }
    }

    /** Where to write the number of records: the index of the first byte that it replaces. */
    int countFrom() {
        return scanner.has(stats) ? scanner.start(stats) : scanner.end(state) - 1;
    }

    /** The index after the last byte that the number of records replaces. */
    int countTo() {
        return scanner.has(stats) ? scanner.end(stats) : scanner.end(state) - 1;
    }

    /** What to write there. */
    byte[] count(long records) {
        String count = "{\"recordCount\":" + records + ".0}";
        return (scanner.has(stats) ? count : ",\"destinationStats\":" + count).getBytes(UTF_8);
    }
}
