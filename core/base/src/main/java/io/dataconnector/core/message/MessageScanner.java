package io.dataconnector.core.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.core.scan.JsonPaths;
import io.dataconnector.core.scan.JsonScanner;
import io.dataconnector.core.scan.JsonScanner.Event;
import io.dataconnector.core.scan.JsonSyntaxException;
import io.dataconnector.core.scan.JsonText;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Scans lines of raw output, which are Airbyte messages of any source: their members may stand in any
 * order, and unknown ones are passed over.
 */
public final class MessageScanner {
    private static final String DATA = "/record/data";
    private static final String RECORD = "RECORD";
    /** No count and no time has more characters; reading a number of a million digits takes a minute. */
    private static final int MAX_NUMBER_LENGTH = 32;

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
    private final Map<StreamName, JsonPaths> dataPaths;
    private final Map<StreamName, JsonScanner> dataScanners = new HashMap<>();
    private final Envelope lastEnvelope = new Envelope();
    private byte[] buffer = {};

    private String currentType = "";
    private StreamName currentStream = new StreamName("", "");
    private JsonScanner currentData;
    private long currentEmittedAt;

    /** @param dataPaths what is to be found in the data of the records of each stream */
    public MessageScanner(Map<StreamName, JsonPaths> dataPaths) {
        this.dataPaths = Map.copyOf(dataPaths);
        JsonPaths paths = new JsonPaths();
        type = paths.add("/type");
        stream = paths.add("/record/stream");
        namespace = paths.add("/record/namespace");
        emittedAt = paths.add("/record/emitted_at");
        stateStream = paths.add("/state/stream/stream_descriptor/name");
        stateNamespace = paths.add("/state/stream/stream_descriptor/namespace");
        recordCount = paths.add("/state/sourceStats/recordCount");
        data = paths.add(DATA);
        scanner = new JsonScanner(paths);
        currentData = dataScanner(currentStream);
    }

    private JsonScanner dataScanner(StreamName name) {
        return dataScanners.computeIfAbsent(
                name, unknown -> new JsonScanner(dataPaths.getOrDefault(unknown, new JsonPaths())));
    }

    /**
     * Scans the line in {@code [from, to)}.
     *
     * @throws BadLineException if it is no Airbyte message, or a RECORD without what makes one
     */
    public void scan(byte[] lineBuffer, int from, int to) throws BadLineException {
        buffer = lineBuffer;
        if (lastEnvelope.isAround(lineBuffer, from, to)
                && isData(from + lastEnvelope.prefixLength(), to - lastEnvelope.suffixLength())) {
            return;
        }
        lastEnvelope.forget();
        scanMessage(from, to);
        if (isRecord()) {
            requireRecord();
            currentEmittedAt = readEmittedAt();
            currentStream = streamName(namespace, stream);
            currentData = dataScanner(currentStream);
            if (dataPaths.containsKey(currentStream) && !isData(scanner.start(data), scanner.end(data))) {
                throw new IllegalStateException("data that was scanned before is no object");
            }
            lastEnvelope.remember(lineBuffer, from, scanner.start(data), scanner.end(data), to);
        }
    }

    /**
     * Scans the data of a record, and says whether it is one object. That is asked of every stream, whether
     * its data is wanted or not: otherwise more members of the message, or half of another one, might pass as
     * data, depending on the line before.
     */
    private boolean isData(int from, int to) {
        if (from >= to || buffer[from] != '{') {
            return false;
        }
        currentData.begin();
        currentData.feed(buffer, from, to, true);
        try {
            return currentData.next() == Event.END;
        } catch (JsonSyntaxException e) {
            return false;
        }
    }

    private void scanMessage(int from, int to) throws BadLineException {
        scanner.begin();
        scanner.feed(buffer, from, to, true);
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
    }

    private boolean isRecordType() {
        return Arrays.equals(buffer, scanner.start(type), scanner.end(type), RECORD_JSON, 0, RECORD_JSON.length);
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

    private boolean isShort(int id) {
        return scanner.has(id) && scanner.end(id) - scanner.start(id) <= MAX_NUMBER_LENGTH;
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
        if (!isShort(recordCount)) {
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
        if (!isShort(emittedAt)) {
            return 0;
        }
        try {
            return Long.parseLong(json(emittedAt));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * Where everything that was to be found in the data of a RECORD stands, in the line's buffer. Only of
     * streams of which something is to be found the data has been scanned.
     */
    public JsonScanner data() {
        return currentData;
    }

    private String json(int id) {
        return new String(buffer, scanner.start(id), scanner.end(id) - scanner.start(id), UTF_8);
    }

    private String text(int id) {
        return JsonText.unescape(buffer, scanner.start(id) + 1, scanner.end(id) - 1);
    }
}
