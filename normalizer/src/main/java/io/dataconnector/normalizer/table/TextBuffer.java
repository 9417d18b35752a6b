package io.dataconnector.normalizer.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Bytes that are put together, used again for the next row. */
public final class TextBuffer {
    private byte[] bytes;
    private int size;

    public TextBuffer() {
        this(1024);
    }

    /** @param room how many bytes fit in before it grows */
    public TextBuffer(int room) {
        bytes = new byte[room];
    }

    /** The bytes, of which the first {@link #size} count. */
    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return size;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Forgets what stands behind a size. */
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

    /** Makes room for more bytes, which the caller writes itself before it moves the size. */
    public void ensureRoom(int length) {
        if (bytes.length - size < length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + length));
        }
    }
}
