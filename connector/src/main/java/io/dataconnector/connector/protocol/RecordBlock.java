package io.dataconnector.connector.protocol;

/**
 * RECORD messages one after the other, as lines, in a block of bytes that goes out as a whole. A message
 * that does not fit goes on in the next block.
 */
public final class RecordBlock {
    /** In bytes: as many as the processor's cache holds between the one who fills a block and the one who writes it. */
    public static final int CAPACITY = 1 << 18;

    private final byte[] bytes = new byte[CAPACITY];
    private int size;
    private int records;

    /**
     * Appends bytes as far as there is room.
     *
     * @return the index behind the last byte that was appended
     */
    public int append(byte[] source, int from, int to) {
        int length = Math.min(to - from, CAPACITY - size);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
        return from + length;
    }

    /** Says that a record ends here. */
    public void endRecord() {
        records++;
    }

    /** How many records end in the block. */
    public int records() {
        return records;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Forgets everything. */
    public void clear() {
        size = 0;
        records = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }
}
