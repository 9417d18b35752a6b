package io.dataconnector.normalizer.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** A growing buffer of bytes, reused for the next row. */
public final class TextBuffer {
    private static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;
    private static final int USUAL_ROOM = 1024;

    /** How many times the size of its content a reused buffer may keep. */
    private static final int MAX_ROOM_TO_USE = 4;

    private final int maxSize;
    private byte[] bytes;
    private int size;

    public TextBuffer() {
        this(USUAL_ROOM);
    }

    /** @param room how many bytes fit in before it grows */
    public TextBuffer(int room) {
        this(room, MAX_ARRAY_LENGTH);
    }

    private TextBuffer(int room, int maxSize) {
        this.maxSize = maxSize;
        bytes = new byte[room];
    }

    /** A buffer that refuses to hold more bytes than a limit. */
    static TextBuffer ofAtMost(int maxSize) {
        return new TextBuffer(Math.min(USUAL_ROOM, maxSize), maxSize);
    }

    /** The bytes; only the first {@link #size} are content. */
    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return size;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Discards everything after a size. */
    public void truncate(int newSize) {
        size = newSize;
    }

    public void append(byte[] source, int from, int to) {
        ensureRoom(to - from);
        System.arraycopy(source, from, bytes, size, to - from);
        size += to - from;
    }

    public void append(String text) {
        byte[] source = text.getBytes(UTF_8);
        append(source, 0, source.length);
    }

    public void append(byte b) {
        ensureRoom(1);
        bytes[size++] = b;
    }

    /** Appends a number as four bytes, the highest first. */
    public void appendInt(int value) {
        ensureRoom(Integer.BYTES);
        BigEndian.putInt(bytes, size, value);
        size += Integer.BYTES;
    }

    /** Appends a number as eight bytes, the highest first. */
    public void appendLong(long value) {
        ensureRoom(Long.BYTES);
        BigEndian.putLong(bytes, size, value);
        size += Long.BYTES;
    }

    /** Replaces the four bytes at an index by a number. */
    void setInt(int at, int value) {
        BigEndian.putInt(bytes, at, value);
    }

    /**
     * Makes room for more bytes, which the caller writes itself before it moves the size.
     *
     * @throws FullBufferException if the buffer would become too large
     */
    public void ensureRoom(int length) {
        if (bytes.length - size < length) {
            grow(length);
        }
    }

    private void grow(int length) {
        long needed = (long) size + length;
        if (needed > maxSize) {
            throw new FullBufferException(maxSize);
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(2L * bytes.length, needed), maxSize));
    }

    /** Discards everything, and releases memory if there is far more of it than was needed. */
    void clear() {
        if (bytes.length > USUAL_ROOM && bytes.length / MAX_ROOM_TO_USE > size) {
            bytes = new byte[USUAL_ROOM];
        }
        size = 0;
    }
}
