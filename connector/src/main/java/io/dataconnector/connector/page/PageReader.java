package io.dataconnector.connector.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.core.fault.IoFault;
import io.dataconnector.core.scan.JsonPaths;
import io.dataconnector.core.scan.JsonScanner;
import io.dataconnector.core.scan.JsonSyntaxException;
import io.dataconnector.core.scan.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads the pages of one stream, one at a time, through one buffer: it grows to hold the largest record, never
 * the page, and is let go of at the end of the page. Used by one thread.
 */
public final class PageReader {
    private static final int INITIAL_BUFFER_SIZE = 1 << 18;
    /** By what part of itself a buffer grows if there is no memory to double it. */
    private static final int MIN_GROWTH_PART = 8;

    private static final int MAX_SHOWN = 100;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final StreamDefinition stream;
    private final int maxRecordBytes;
    private final JsonScanner scanner;
    private final PageRecord record;
    private final int records;
    private final int nextPage;

    /** Kept from page to page: every page needs so much. */
    private final byte[] initialBuffer = new byte[INITIAL_BUFFER_SIZE];

    private byte[] buffer = initialBuffer;
    private int filled;
    private long bufferOffset;
    private String pageName = "";
    private long recordIndex;
    private Optional<String> nextToken = Optional.empty();

    public PageReader(StreamDefinition stream, int maxRecordBytes) {
        this.stream = stream;
        this.maxRecordBytes = maxRecordBytes;
        List<String> inner = new ArrayList<>();
        inner.add(pointer(stream.cursorField()));
        stream.primaryKey().forEach(name -> inner.add(pointer(name)));
        JsonPaths paths = new JsonPaths();
        nextPage = paths.addStop(stream.nextPage());
        int[] ids = paths.addElements(stream.records(), inner);
        records = ids[0];
        scanner = new JsonScanner(paths);
        record = new PageRecord(scanner, ids[1], Arrays.copyOfRange(ids, 2, ids.length));
    }

    private static String pointer(String member) {
        return "/" + member.replace("~", "~0").replace("/", "~1");
    }

    /**
     * Hands over every record of a page.
     *
     * @param memory where the buffer's growth is taken from, and given back at the end
     * @return the token of the next page, or nothing if this is the last one
     * @throws ConnectorException if the page cannot be read to its end or is not as it should be; the
     *     records before that place have been handed over
     */
    public Optional<String> read(Page page, PageMemory memory, RecordConsumer consumer) {
        begin(page);
        try {
            boolean last = fill(page, memory);
            if (filled == 0) {
                throw new ConnectorException(FailureType.SYSTEM_ERROR, "Page " + pageName + " is empty.");
            }
            scanner.feed(buffer, startsWithByteOrderMark() ? BYTE_ORDER_MARK.length : 0, filled, last);
            while (!scanToEnd(consumer)) {
                moveToStart(scanner.keepFrom());
                last = fill(page, memory);
                scanner.feed(buffer, 0, filled, last);
            }
        } catch (JsonSyntaxException e) {
            throw fault(e.position(), e.getMessage());
        } catch (IOException e) {
            throw new ConnectorException(
                    FailureType.SYSTEM_ERROR, "Page " + pageName + " cannot be read: " + IoFault.describe(e) + ".", e);
        } finally {
            letGoOfBuffer(memory);
        }
        if (!scanner.has(records)) {
            throw new ConnectorException(
                    FailureType.SYSTEM_ERROR,
                    "Page " + pageName + " has no array of records at " + stream.records() + ".");
        }
        return nextToken;
    }

    private void begin(Page page) {
        scanner.begin();
        filled = 0;
        bufferOffset = 0;
        pageName = page.name();
        recordIndex = 0;
        nextToken = Optional.empty();
    }

    private void letGoOfBuffer(PageMemory memory) {
        if (buffer != initialBuffer) {
            int bytes = buffer.length;
            buffer = initialBuffer;
            // The scanner and the record know the old one, too.
            scanner.letGo();
            record.letGo();
            memory.giveBack(bytes);
        }
    }

    /** How many bytes of the page that was read last have been read. */
    public long bytesRead() {
        return bufferOffset + filled;
    }

    /** Hands over the records that are complete; whether the page has been passed to its end. */
    private boolean scanToEnd(RecordConsumer consumer) throws JsonSyntaxException {
        while (true) {
            switch (scanner.next()) {
                case MORE -> {
                    return false;
                }
                case END -> {
                    return true;
                }
                case VALUE -> nextToken = token(scanner.start(nextPage), scanner.end(nextPage));
                case ELEMENT -> consumer.accept(recordAtScanner());
            }
        }
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

    private Optional<String> token(int from, int to) {
        if (buffer[from] == 'n') {
            return Optional.empty();
        }
        String token = buffer[from] == '"' ? JsonText.unescape(buffer, from + 1, to - 1) : "";
        if (token.isEmpty()) {
            String found = new String(buffer, from, Math.min(to - from, MAX_SHOWN), UTF_8);
            throw fault(
                    from,
                    stream.nextPage() + " must be a page token, a string that is not empty, or null," + " but is "
                            + JsonText.kind(buffer[from]) + ": " + found);
        }
        return Optional.of(token);
    }

    /** Makes room and reads; answers whether the page ends with what is now in the buffer. */
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

    /** What it is that the buffer holds on to. */
    private String whatIsHeld() {
        if (scanner.isWithin(nextPage)) {
            return "the page token at " + stream.nextPage();
        }
        return scanner.isWithin(records)
                ? "a record of stream " + stream.name()
                : "a number or a name outside of the records of stream " + stream.name();
    }

    private ConnectorException fault(int position, String what) {
        return new ConnectorException(FailureType.SYSTEM_ERROR, message(position, what));
    }

    private String message(int position, String what) {
        String index = scanner.isWithin(records) ? ", record " + stream.records() + "/" + recordIndex : "";
        return "Page " + pageName + ", byte " + (bufferOffset + position) + index + ": " + what + ".";
    }
}
