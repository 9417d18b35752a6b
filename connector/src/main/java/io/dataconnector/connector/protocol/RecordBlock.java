package io.dataconnector.connector.protocol;

/**
 * Consecutive RECORD messages, each a whole line, that are written together. A message that is too large for a block
 * forms its own block, which refers to the data instead of copying it.
 */
public final class RecordBlock {
    /**
     * The capacity in bytes: small enough for a block to stay in the processor's cache from being filled to being
     * written.
     */
    public static final int CAPACITY = 1 << 18;

    private static final RecordEnvelope NO_ENVELOPE = new RecordEnvelope(new byte[0], new byte[0]);

    private final RecordEnvelope envelope;
    private final byte[] bytes;
    private final int from;
    private int to;
    private int records;

    /** Makes an empty block. */
    public RecordBlock() {
        this(NO_ENVELOPE, new byte[CAPACITY], 0, 0);
    }

    private RecordBlock(RecordEnvelope envelope, byte[] bytes, int from, int to) {
        this.envelope = envelope;
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** A block of one message, whose data, {@code [from, to)}, must not change until it has been written. */
    public static RecordBlock ofOne(RecordEnvelope envelope, byte[] data, int from, int to) {
        RecordBlock block = new RecordBlock(envelope, data, from, to);
        block.records = 1;
        return block;
    }

    /** Whether a message with so many bytes of data fits into an empty block. */
    public static boolean canHold(RecordEnvelope envelope, int dataBytes) {
        return dataBytes <= CAPACITY - envelope.size();
    }

    /** Appends a message if there is room for it, and returns whether there was. */
    public boolean append(RecordEnvelope wrapping, byte[] data, int dataFrom, int dataTo) {
        int length = dataTo - dataFrom;
        if (length > bytes.length - to - wrapping.size()) {
            return false;
        }
        append(wrapping.prefix(), 0, wrapping.prefix().length);
        append(data, dataFrom, length);
        append(wrapping.suffix(), 0, wrapping.suffix().length);
        records++;
        return true;
    }

    private void append(byte[] source, int sourceFrom, int length) {
        System.arraycopy(source, sourceFrom, bytes, to, length);
        to += length;
    }

    /** Receives a line without its end; the bytes are valid only until this returns. */
    @FunctionalInterface
    public interface LineConsumer {
        void accept(byte[] bytes, int from, int to);
    }

    /** Passes each line on, if the block is of records in {@link RecordEnvelope#BARE}. */
    public void forEachLine(LineConsumer consumer) {
        int start = from;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                consumer.accept(bytes, start, i);
                start = i + 1;
            }
        }
        if (start < to) {
            consumer.accept(bytes, start, to);
        }
    }

    /** How many messages the block contains. */
    public int records() {
        return records;
    }

    /** Whether the block can be filled again once it has been written, because it owns its bytes. */
    public boolean isReusable() {
        return envelope.size() == 0;
    }

    /** Removes all messages. */
    public void clear() {
        to = from;
        records = 0;
    }

    /** What is around the bytes. */
    RecordEnvelope envelope() {
        return envelope;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int size() {
        return to - from;
    }
}
