package io.dataconnector.core.raw;

import static java.util.Objects.requireNonNull;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses gzip (RFC 1952) of any number of members, and fails on anything else, unlike
 * {@link java.util.zip.GZIPInputStream}, which takes a damaged header of a later member for the end of the data, and so it
 * does with the end of a member at which nothing is available. The input is read to its end.
 *
 * <p>Zeros after the last member are padding, as in gzip(1): tapes and block devices add them.
 */
public final class GzipStream extends InputStream {
    static final int FIRST_BYTE = 0x1f;
    static final int SECOND_BYTE = 0x8b;

    private static final int BUFFER_SIZE = 1 << 16;
    private static final int DEFLATE = 8;
    private static final int HEADER_CHECKSUM = 1 << 1;
    private static final int EXTRA_FIELD = 1 << 2;
    private static final int NAME = 1 << 3;
    private static final int COMMENT = 1 << 4;
    private static final int RESERVED_FLAGS = 0xe0;
    /** Modification time, extra flags and operating system, which are ignored. */
    private static final int IGNORED_HEADER_BYTES = 6;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int next;
    private int end;
    private long positionOfBuffer;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private boolean isInMember;
    private boolean isAtEnd;

    /**
     * Decompresses what is read, and closes it when it is closed itself. Reading fails with an {@link IOException} that says
     * what is wrong with the data if they are damaged, incomplete, or followed by something else.
     *
     * @param in begins with the two magic bytes of gzip
     */
    public GzipStream(InputStream in) {
        this.in = requireNonNull(in, "in is null");
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            while (!isAtEnd) {
                int read = isInMember ? inflater.inflate(target, offset, length) : 0;
                if (read > 0) {
                    checksum.update(target, offset, read);
                    return read;
                }
                advance();
            }
            return -1;
        } catch (DataFormatException e) {
            throw damaged(e.getMessage() == null ? "not deflate data" : e.getMessage(), e);
        }
    }

    /** Provides what decompression is waiting for: more input, or the next member. */
    private void advance() throws IOException {
        if (!isInMember) {
            beginNextMember();
        } else if (inflater.finished()) {
            next = end - inflater.getRemaining();
            readTrailer();
            isInMember = false;
        } else if (inflater.needsDictionary()) {
            throw damaged("it needs a preset dictionary, which gzip does not allow", null);
        } else {
            if (next == end) {
                fill();
            }
            inflater.setInput(buffer, next, end - next);
            next = end;
        }
    }

    private void beginNextMember() throws IOException {
        int first = readByteOrEnd();
        if (first == 0) {
            skipPadding();
        } else if (first >= 0) {
            readHeader(first);
            return;
        }
        isAtEnd = true;
    }

    private void skipPadding() throws IOException {
        for (int b = 0; b >= 0; b = readByteOrEnd()) {
            if (b != 0) {
                throw somethingElse(1);
            }
        }
    }

    private void readHeader(int first) throws IOException {
        if (first != FIRST_BYTE) {
            throw somethingElse(1);
        }
        checksum.reset();
        checksum.update(first);
        if (readHeaderByte() != SECOND_BYTE) {
            throw somethingElse(2);
        }
        int method = readHeaderByte();
        if (method != DEFLATE) {
            throw damaged("unknown compression method " + method, null);
        }
        int flags = readHeaderByte();
        if ((flags & RESERVED_FLAGS) != 0) {
            throw damaged("unknown flags in a header", null);
        }
        skipHeaderBytes(IGNORED_HEADER_BYTES);
        if ((flags & EXTRA_FIELD) != 0) {
            skipHeaderBytes(readHeaderByte() | readHeaderByte() << 8);
        }
        if ((flags & NAME) != 0) {
            skipHeaderText();
        }
        if ((flags & COMMENT) != 0) {
            skipHeaderText();
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            long expected = checksum.getValue() & 0xffff;
            if (readNumber(2) != expected) {
                throw damaged("the checksum of a header does not match", null);
            }
        }
        checksum.reset();
        inflater.reset();
        isInMember = true;
    }

    private int readHeaderByte() throws IOException {
        int b = readByte();
        checksum.update(b);
        return b;
    }

    private void skipHeaderBytes(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            readHeaderByte();
        }
    }

    private void skipHeaderText() throws IOException {
        while (readHeaderByte() != 0) {
            // Names and comments are zero-terminated.
        }
    }

    private void readTrailer() throws IOException {
        if (readNumber(4) != checksum.getValue()) {
            throw damaged("the checksum of the content does not match", null);
        }
        if (readNumber(4) != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw damaged("the length of the content does not match", null);
        }
    }

    /** Reads a little-endian number of this many bytes. */
    private long readNumber(int byteCount) throws IOException {
        long number = 0;
        for (int i = 0; i < byteCount; i++) {
            number |= (long) readByte() << (8 * i);
        }
        return number;
    }

    private int readByte() throws IOException {
        if (next == end) {
            fill();
        }
        return buffer[next++] & 0xff;
    }

    private int readByteOrEnd() throws IOException {
        return next == end && !hasMore() ? -1 : buffer[next++] & 0xff;
    }

    private void fill() throws IOException {
        if (!hasMore()) {
            throw new EOFException("it is gzip and ends before it is complete");
        }
    }

    /** Reads the next bytes, blocking until there are some. */
    private boolean hasMore() throws IOException {
        positionOfBuffer += end;
        next = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }

    private ZipException somethingElse(int bytesRead) {
        return new ZipException("it is gzip up to byte " + (positionOfBuffer + next - bytesRead)
                + ", and other data follows; remove what is not gzip");
    }

    private static ZipException damaged(String how, @Nullable DataFormatException cause) {
        ZipException failure = new ZipException("it is gzip and is damaged: " + how);
        failure.initCause(cause);
        return failure;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
