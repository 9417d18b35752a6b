package io.dataconnector.core.zstd;

import static java.util.Objects.requireNonNull;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** Decompresses Zstandard, and says in the words of {@code GzipStream} what is wrong with it. */
final class ZstdStream extends InputStream {
    /** How the message of the library begins or ends when a frame is not complete. */
    private static final String TRUNCATED = "Truncated source";

    private final Compressed compressed;
    private final InputStream in;

    ZstdStream(InputStream in) {
        compressed = new Compressed(requireNonNull(in, "in is null"));
        try {
            this.in = new ZstdInputStreamNoFinalizer(compressed);
        } catch (IOException e) {
            throw new IllegalStateException("nothing is read yet", e);
        }
    }

    /** The compressed bytes, as they are; an error in reading them is not one of decompression. */
    private static final class Compressed extends InputStream {
        private final InputStream in;
        private boolean hasFailed;

        private Compressed(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            hasFailed = true;
            int read = in.read(target, offset, length);
            hasFailed = false;
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return in.read(target, offset, length);
        } catch (IOException e) {
            throw compressed.hasFailed ? e : described(e);
        }
    }

    private static IOException described(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains(TRUNCATED)) {
            EOFException end = new EOFException("it is zstd and ends before it is complete");
            end.initCause(e);
            return end;
        }
        String how = e instanceof ZstdIOException ? message : "not zstd data";
        ZipException damaged = new ZipException("it is zstd and is damaged, or other data follows: " + how);
        damaged.initCause(e);
        return damaged;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
