package io.dataconnector.core.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.core.scan.JsonPaths;
import io.dataconnector.core.scan.JsonScanner;
import io.dataconnector.core.scan.JsonScanner.Event;
import io.dataconnector.core.scan.JsonSyntaxException;
import io.dataconnector.core.scan.JsonText;
import io.dataconnector.core.scan.ObjectCheck;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Scans lines of raw output, which are Airbyte messages from any source: their members may be in any order, and unknown
 * ones are skipped.
 */
public final class MessageScanner {
    private static final String DATA = "/record/data";
    private static final String RECORD = "RECORD";
    /** No count or timestamp has more characters; parsing a number of a million digits takes a minute. */
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
    private final int arrivedCount;
    private final JsonScanner scanner;
    private final Map<StreamName, JsonPaths> dataPaths;
    private final Map<StreamName, JsonScanner> dataScanners = new HashMap<>();
    private final Envelope lastEnvelope = new Envelope();
    private byte[] buffer = {};

    private String currentType = "";
    private StreamName currentStream = new StreamName("", "");
    private JsonScanner currentData;
    private boolean isDataWanted;
    private long currentEmittedAt;

    /** @param dataPaths the paths to look up in the data of the records of each stream */
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
        arrivedCount = paths.add("/state/destinationStats/recordCount");
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
     * @throws BadLineException if it is not an Airbyte message, or a RECORD that lacks a required member
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
            isDataWanted = dataPaths.containsKey(currentStream);
            if (isDataWanted && !isData(scanner.start(data), scanner.end(data))) {
                throw new IllegalStateException("data that was scanned before is no object");
            }
            lastEnvelope.remember(lineBuffer, from, scanner.start(data), scanner.end(data), to);
        }
    }

    /**
     * Scans the data of a record and returns whether it is exactly one object. This is checked for every stream, even
     * if its data is not needed: otherwise, depending on the line before, further members of the message or part of
     * another message might pass as data. Data that is not needed is checked against the same grammar, but no values
     * are looked up in it.
     */
    private boolean isData(int from, int to) {
        if (!isDataWanted) {
            return ObjectCheck.isObject(buffer, from, to);
        }
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

    /** The type of the message, as written; it need not be one that the protocol defines. */
    public String type() {
        return currentType;
    }

    /** The stream of a RECORD. */
    public StreamName stream() {
        return currentStream;
    }

    /** The stream of a STATE, if it is a state of a single stream. */
    public Optional<StreamName> stateStream() {
        return isString(stateStream) ? Optional.of(streamName(stateNamespace, stateStream)) : Optional.empty();
    }

    /** The number of records since the stream's last STATE, according to a STATE; empty if it has no valid count. */
    public Optional<BigDecimal> recordCount() {
        return count(recordCount);
    }

    /**
     * How many of these records arrived, according to a STATE in whose output some may have been left out since; empty
     * if it does not say.
     */
    public Optional<BigDecimal> arrivedCount() {
        return count(arrivedCount);
    }

    private Optional<BigDecimal> count(int id) {
        if (!isShort(id)) {
            return Optional.empty();
        }
        try {
            BigDecimal count = BigDecimal.valueOf(new BigDecimal(json(id)).longValueExact());
            return count.signum() < 0 ? Optional.empty() : Optional.of(count);
        } catch (NumberFormatException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private StreamName streamName(int namespaceId, int nameId) {
        return new StreamName(isString(namespaceId) ? text(namespaceId) : "", text(nameId));
    }

    /** When a RECORD was emitted, in milliseconds since 1970; 0 if it is missing. */
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
     * The positions, in the line's buffer, of the values that were looked up in the data of a RECORD. The data has been
     * scanned only for streams that have paths to look up.
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
