package io.dataconnector.normalizer.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.core.scan.JsonPaths;
import io.dataconnector.core.scan.JsonScanner;
import io.dataconnector.core.scan.JsonScanner.Event;
import io.dataconnector.core.scan.JsonSyntaxException;
import io.dataconnector.core.scan.JsonText;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/**
 * Scans lines of raw output, which are Airbyte messages of any source: their members may stand in any
 * order, and unknown ones are passed over.
 */
public final class MessageScanner {
    /** Where the data of a RECORD stands in its message. */
    public static final String DATA = "/record/data";

    private static final String RECORD = "RECORD";
    private static final byte[] RECORD_JSON = "\"RECORD\"".getBytes(UTF_8);

    private final int type;
    private final int stream;
    private final int namespace;
    private final int emittedAt;
    private final int data;
    private final int stateStream;
    private final int stateNamespace;
    private final int recordCount;
    private final JsonScanner scanner;
    private byte[] buffer = {};

    private String currentType = "";
    private StreamName currentStream = new StreamName("", "");
    private byte[] currentStreamJson = {};
    private long currentEmittedAt;
    private byte[] before = {};
    private byte[] behind = {};

    /** @param paths what else is to be found in a message; not to be added to any more */
    public MessageScanner(JsonPaths paths) {
        type = paths.add("/type");
        stream = paths.add("/record/stream");
        namespace = paths.add("/record/namespace");
        emittedAt = paths.add("/record/emitted_at");
        stateStream = paths.add("/state/stream/stream_descriptor/name");
        stateNamespace = paths.add("/state/stream/stream_descriptor/namespace");
        recordCount = paths.add("/state/sourceStats/recordCount");
        data = paths.add(DATA);
        scanner = new JsonScanner(paths);
    }

    /**
     * Scans the line in {@code [from, to)}.
     *
     * @throws BadLineException if it is no Airbyte message, or a RECORD without what makes one
     */
    public void scan(byte[] lineBuffer, int from, int to) throws BadLineException {
        buffer = lineBuffer;
        scanner.begin();
        scanner.feed(lineBuffer, from, to, true);
        try {
            Event event = scanner.next();
            if (event != Event.END) {
                throw new IllegalStateException("a scan of a whole line ended with " + event);
            }
        } catch (JsonSyntaxException e) {
            throw new BadLineException(
                    BadLineException.Reason.NOT_JSON, "byte " + (e.position() - from) + ": " + e.getMessage());
        }
        if (!isString(type)) {
            throw new BadLineException(
                    BadLineException.Reason.NOT_A_MESSAGE, "it has no /type, as every Airbyte message has");
        }
        currentType = isRecordType() ? RECORD : text(type);
        if (isRecord()) {
            requireRecord();
            currentEmittedAt = readEmittedAt();
            currentStream = readStream();
        }
    }

    private boolean isRecordType() {
        return Arrays.equals(buffer, scanner.start(type), scanner.end(type), RECORD_JSON, 0, RECORD_JSON.length);
    }

    /** The name of the stream, which is mostly that of the record before. */
    private StreamName readStream() {
        int from = scanner.start(stream);
        int to = scanner.end(stream);
        boolean isLast = !scanner.has(namespace)
                && currentStream.namespace().isEmpty()
                && Arrays.equals(buffer, from, to, currentStreamJson, 0, currentStreamJson.length);
        if (!isLast) {
            currentStreamJson = Arrays.copyOfRange(buffer, from, to);
            return streamName(namespace, stream);
        }
        return currentStream;
    }

    private void requireRecord() throws BadLineException {
        if (!isString(stream)) {
            throw badRecord("it has no stream at /record/stream");
        }
        if (!scanner.has(data)) {
            throw badRecord("it has no data at " + DATA);
        }
        byte first = buffer[scanner.start(data)];
        if (first != '{') {
            throw badRecord("its data must be an object but is " + JsonText.kind(first));
        }
    }

    private static BadLineException badRecord(String what) {
        return new BadLineException(BadLineException.Reason.BAD_RECORD, what);
    }

    private boolean isString(int id) {
        return scanner.has(id) && buffer[scanner.start(id)] == '"';
    }

    public boolean isRecord() {
        return currentType.equals(RECORD);
    }

    public boolean isState() {
        return currentType.equals("STATE");
    }

    /** The type of the message, in the protocol's words or others. */
    public String type() {
        return currentType;
    }

    /** The stream of a RECORD. */
    public StreamName stream() {
        return currentStream;
    }

    /** The stream of a STATE, if it is that of one stream. */
    public Optional<StreamName> stateStream() {
        return isString(stateStream) ? Optional.of(streamName(stateNamespace, stateStream)) : Optional.empty();
    }

    /** How many records of its stream a STATE says were written since the last one, if that is a count. */
    public Optional<BigDecimal> recordCount() {
        if (!scanner.has(recordCount)) {
            return Optional.empty();
        }
        try {
            BigDecimal count = BigDecimal.valueOf(new BigDecimal(json(recordCount)).longValueExact());
            return count.signum() < 0 ? Optional.empty() : Optional.of(count);
        } catch (NumberFormatException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private StreamName streamName(int namespaceId, int nameId) {
        return new StreamName(isString(namespaceId) ? text(namespaceId) : "", text(nameId));
    }

    /** When a RECORD was emitted, in milliseconds since 1970; 0 if it does not say. */
    public long emittedAt() {
        return currentEmittedAt;
    }

    private long readEmittedAt() {
        if (!scanner.has(emittedAt)) {
            return 0;
        }
        try {
            return Long.parseLong(json(emittedAt));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * Remembers what stands around the data of the RECORD at hand, so that {@link #isAsRemembered} knows
     * others that differ in their data alone.
     */
    public void remember(int from, int to) {
        before = Arrays.copyOfRange(buffer, from, scanner.start(data));
        behind = Arrays.copyOfRange(buffer, scanner.end(data), to);
    }

    /** Knows no record any more. */
    public void forget() {
        before = new byte[0];
    }

    /**
     * Whether a line is, but for its data, the RECORD that was remembered. Its data is not looked at, but
     * for the braces around it, so this is for records that nobody wants.
     */
    public boolean isAsRemembered(byte[] lineBuffer, int from, int to) {
        return before.length > 0
                && to - from > before.length + 1 + behind.length
                && lineBuffer[from + before.length] == '{'
                && lineBuffer[to - behind.length - 1] == '}'
                && Arrays.equals(lineBuffer, from, from + before.length, before, 0, before.length)
                && Arrays.equals(lineBuffer, to - behind.length, to, behind, 0, behind.length);
    }

    /** Where everything that was to be found stands, in the line's buffer. */
    public JsonScanner scanner() {
        return scanner;
    }

    private String json(int id) {
        return new String(buffer, scanner.start(id), scanner.end(id) - scanner.start(id), UTF_8);
    }

    private String text(int id) {
        return JsonText.unescape(buffer, scanner.start(id) + 1, scanner.end(id) - 1);
    }
}
