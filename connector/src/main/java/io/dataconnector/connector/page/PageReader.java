package io.dataconnector.connector.page;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.fault.IoFault;
import io.dataconnector.core.scan.JsonPaths;
import io.dataconnector.core.scan.JsonScanner;
import io.dataconnector.core.scan.JsonSyntaxException;
import io.dataconnector.core.scan.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Reads the pages of one stream, one at a time, through one buffer, which grows to hold the largest record, never the
 * page, and is released at the end of the page. Used by one thread.
 */
public final class PageReader {
    private static final int INITIAL_BUFFER_SIZE = 1 << 18;
    /** The reciprocal of the fraction by which a buffer grows if there is not enough memory to double it. */
    private static final int MIN_GROWTH_PART = 8;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final PageFormat format;
    private final int maxRecordBytes;
    private final JsonScanner scanner;
    private final PageRecord record;
    private final int records;
    /** The pointers of the watched values, by the number that the scanner gives them. */
    private final Map<Integer, String> values = new HashMap<>();

    /** Kept from page to page: every page needs this much. */
    private final byte[] initialBuffer = new byte[INITIAL_BUFFER_SIZE];

    private byte[] buffer = initialBuffer;
    private int filled;
    private long bufferOffset;
    private String pageName = "";
    private long recordIndex;
    private boolean isArray;
    private ObjectNode response = JsonNodeFactory.instance.objectNode();

    public PageReader(PageFormat format, int maxRecordBytes) {
        this.format = requireNonNull(format, "format is null");
        this.maxRecordBytes = maxRecordBytes;
        List<String> inner = new ArrayList<>(format.key());
        format.cursor().ifPresent(inner::add);
        JsonPaths paths = new JsonPaths();
        for (String pointer : format.outermostValues()) {
            values.put(paths.addStop(pointer), pointer);
            for (int end = pointer.lastIndexOf('/'); end > 0; end = pointer.lastIndexOf('/', end - 1)) {
                values.put(paths.addBeginning(pointer.substring(0, end)), pointer.substring(0, end));
            }
        }
        int[] ids = format.isRequired()
                ? paths.addElements(format.records(), inner)
                : paths.addElementsOrOne(format.records(), inner);
        records = ids[0];
        scanner = new JsonScanner(paths);
        int keyEnd = 1 + format.key().size();
        record = new PageRecord(
                scanner,
                format.cursor().isPresent() ? OptionalInt.of(ids[keyEnd]) : OptionalInt.empty(),
                Arrays.copyOfRange(ids, 1, keyEnd));
    }

    /**
     * Passes every record of a page to the consumer.
     *
     * @param memory where the buffer's growth is taken from, and given back at the end
     * @return the page as a tree that has nothing but the watched values and what contains them
     * @throws ConnectorException if the page cannot be read to its end or is invalid; the records before that position
     *     have been passed on
     */
    public ObjectNode read(Page page, PageMemory memory, RecordConsumer consumer) {
        begin(page);
        try {
            boolean isAtEnd = fillFirst(page, memory);
            isArray = firstByte() == '[';
            scanner.feed(
                    buffer, startsWithByteOrderMark() ? BYTE_ORDER_MARK.length : 0, filled, isAtEnd && isFinal(page));
            while (!scanToEnd(consumer)) {
                moveToStart(scanner.keepFrom());
                if (isAtEnd && !scanner.isComplete()) {
                    page.refetch().orElseThrow().fetchAgain("the response ended within its JSON document");
                }
                isAtEnd = fill(page, memory);
                scanner.feed(buffer, 0, filled, isAtEnd && isFinal(page));
            }
        } catch (JsonSyntaxException e) {
            boolean isMarkup = bufferOffset == 0 && firstByte() == '<';
            throw fault(e.position(), isMarkup ? "it is HTML or XML, not JSON" : e.getMessage());
        } catch (IOException e) {
            throw new ConnectorException(
                    FailureType.SYSTEM_ERROR, "Page " + pageName + " cannot be read: " + IoFault.describe(e) + ".", e);
        } finally {
            letGoOfBuffer(memory);
        }
        if (format.isRequired() && !scanner.has(records)) {
            throw new ConnectorException(
                    FailureType.SYSTEM_ERROR,
                    "Page " + pageName + " has no array of records at " + format.records() + ".");
        }
        if (isArray && !format.records().isEmpty()) {
            throw new ConnectorException(
                    FailureType.SYSTEM_ERROR,
                    "Page " + pageName + " is an array, in which there are no records at " + format.records() + ".");
        }
        return response;
    }

    /** Fills the buffer with the beginning of a page, of which there is something at least. */
    private boolean fillFirst(Page page, PageMemory memory) throws IOException {
        boolean isAtEnd = fill(page, memory);
        while (filled == 0) {
            page.refetch()
                    .orElseThrow(
                            () -> new ConnectorException(FailureType.SYSTEM_ERROR, "Page " + pageName + " is empty."))
                    .fetchAgain("the response has an empty body");
            isAtEnd = fill(page, memory);
        }
        return isAtEnd;
    }

    /** Whether the end of the bytes is that of the page: before the document is complete, there may be more to fetch. */
    private boolean isFinal(Page page) {
        return page.refetch().isEmpty() || scanner.isComplete();
    }

    private void begin(Page page) {
        scanner.begin();
        filled = 0;
        bufferOffset = 0;
        pageName = page.name();
        recordIndex = 0;
        response = JsonNodeFactory.instance.objectNode();
    }

    private void letGoOfBuffer(PageMemory memory) {
        if (buffer != initialBuffer) {
            int bytes = buffer.length;
            buffer = initialBuffer;
            // The scanner and the record refer to the old one, too.
            scanner.letGo();
            record.letGo();
            memory.giveBackAtEnd(bytes);
        }
    }

    /** How many bytes of the last page have been read. */
    public long bytesRead() {
        return bufferOffset + filled;
    }

    /** Passes on the records that are complete; returns whether the end of the page has been reached. */
    private boolean scanToEnd(RecordConsumer consumer) throws JsonSyntaxException {
        while (true) {
            switch (scanner.next()) {
                case MORE -> {
                    return false;
                }
                case END -> {
                    return true;
                }
                case VALUE -> keepValue(scanner.stopped());
                case ELEMENT -> {
                    if (!isEmptyInsteadOfArray()) {
                        consumer.accept(recordAtScanner());
                    }
                }
            }
        }
    }

    /** Whether an object without members is in the place of the array of records: many APIs say so that there are none. */
    private boolean isEmptyInsteadOfArray() {
        if (scanner.start(records) != scanner.end(records)) {
            return false;
        }
        for (int i = scanner.elementStart() + 1; i < scanner.elementEnd() - 1; i++) {
            if (buffer[i] > ' ' || buffer[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private PageRecord recordAtScanner() {
        int from = scanner.elementStart();
        int length = scanner.elementEnd() - from;
        if (buffer[from] != '{') {
            throw fault(from, "a record must be an object but is " + JsonText.kind(buffer[from]));
        }
        if (length > maxRecordBytes) {
            throw tooLarge(from, length + " bytes");
        }
        record.moveTo(buffer);
        recordIndex++;
        return record;
    }

    /** Puts a watched value into the tree of the page; of what contains others, it is only known that it is there. */
    private void keepValue(int id) {
        int from = scanner.start(id);
        String pointer = requireNonNull(values.get(id));
        if (scanner.isWithin(id)) {
            JsonNodeFactory nodes = JsonNodeFactory.instance;
            put(JsonPointer.compile(pointer), buffer[from] == '{' ? nodes.objectNode() : nodes.arrayNode());
            return;
        }
        try {
            JsonNode value = Json.readLenient(Arrays.copyOfRange(buffer, from, scanner.end(id)));
            put(JsonPointer.compile(pointer), value);
        } catch (JsonProcessingException e) {
            throw fault(from, "the value at " + pointer + " cannot be read: " + Json.describe(e));
        }
    }

    private void put(JsonPointer pointer, JsonNode value) {
        ObjectNode parent = response;
        JsonPointer rest = pointer;
        while (!rest.tail().matches()) {
            if (!(parent.path(rest.getMatchingProperty()) instanceof ObjectNode child)) {
                // A name that is an index has led into an array, which names do not.
                return;
            }
            parent = child;
            rest = rest.tail();
        }
        parent.set(rest.getMatchingProperty(), value);
    }

    /** Makes room and reads; returns whether the page ends with what is now in the buffer. */
    private boolean fill(Page page, PageMemory memory) throws IOException {
        if (filled == buffer.length) {
            if (filled > maxRecordBytes) {
                throw tooLarge(0, "more than " + filled + " bytes");
            }
            grow(memory);
        }
        int wanted = buffer.length - filled;
        int read = page.body().readNBytes(buffer, filled, wanted);
        filled += read;
        return read < wanted;
    }

    private void grow(PageMemory memory) {
        long limit = Math.max(maxRecordBytes + 1L, filled + 1L);
        long min = Math.min(limit, filled + (long) filled / MIN_GROWTH_PART);
        long size = memory.take(min, Math.min(limit, 2L * filled));
        if (size == 0) {
            throw noRoom(filled);
        }
        byte[] old = buffer;
        try {
            buffer = Arrays.copyOf(old, (int) size);
        } catch (OutOfMemoryError e) {
            memory.giveBack(size);
            throw noRoom(filled);
        }
        if (old != initialBuffer) {
            memory.giveBack(old.length);
        }
    }

    /** The first byte of the document, or a space if there is nothing but space yet. */
    private byte firstByte() {
        for (int i = startsWithByteOrderMark() ? BYTE_ORDER_MARK.length : 0; i < filled; i++) {
            if (buffer[i] > ' ' || buffer[i] < 0) {
                return buffer[i];
            }
        }
        return ' ';
    }

    private void moveToStart(int from) {
        System.arraycopy(buffer, from, buffer, 0, filled - from);
        filled -= from;
        bufferOffset += from;
    }

    private boolean startsWithByteOrderMark() {
        return filled >= BYTE_ORDER_MARK.length
                && Arrays.equals(buffer, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    private ConnectorException tooLarge(int position, String size) {
        return fault(
                position,
                whatIsHeld() + " is larger than max_record_bytes, " + maxRecordBytes + ": it has " + size
                        + ". Raise max_record_bytes, and the heap with -Xmx");
    }

    private ConnectorException noRoom(int bytes) {
        return fault(
                0,
                "the heap has no room for " + whatIsHeld() + ", which has more than " + bytes
                        + " bytes. Raise the heap with -Xmx, or lower max_record_bytes");
    }

    /** What the buffer is holding, for messages. */
    private String whatIsHeld() {
        for (Map.Entry<Integer, String> value : values.entrySet()) {
            if (scanner.isWithin(value.getKey())) {
                return "the value at " + value.getValue() + ", which paging needs,";
            }
        }
        return scanner.isWithin(records)
                ? "a record of stream " + format.stream()
                : "a number or a name outside of the records of stream " + format.stream();
    }

    private ConnectorException fault(int position, String what) {
        return new ConnectorException(FailureType.SYSTEM_ERROR, message(position, what));
    }

    private String message(int position, String what) {
        String index = scanner.isWithin(records) ? ", record " + format.records() + "/" + recordIndex : "";
        return "Page " + pageName + ", byte " + (bufferOffset + position) + index + ": " + what + ".";
    }
}
