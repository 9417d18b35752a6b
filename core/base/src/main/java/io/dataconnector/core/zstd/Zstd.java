package io.dataconnector.core.zstd;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;

/**
 * Compresses and decompresses Zstandard (RFC 8878). The library is native: it is loaded on the first use, from a copy
 * in the folder for temporary files.
 */
public final class Zstd {
    /** The default of zstd(1). */
    private static final int LEVEL = 3;

    /** The magic number of a frame (RFC 8878, section 3.1.1): 0xFD2FB528, little-endian. */
    private static final byte[] MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

    private Zstd() {}

    /** The first bytes of everything that is compressed. */
    public static byte[] magic() {
        return MAGIC.clone();
    }

    /**
     * Decompresses any number of frames. What is not Zstandard, or damaged, or ends within a frame is an {@link
     * IOException} that says so.
     *
     * @throws IOException if the library cannot be loaded
     */
    public static InputStream decompress(InputStream in) throws IOException {
        return loaded(() -> new ZstdStream(in));
    }

    /**
     * Compresses to one frame with a checksum. Equal bytes are compressed to equal bytes.
     *
     * @throws IOException if the library cannot be loaded, or {@code out} written to
     */
    public static OutputStream compress(OutputStream out) throws IOException {
        ZstdOutputStreamNoFinalizer compressed = loaded(() -> newOutput(out));
        compressed.setLevel(LEVEL);
        compressed.setChecksum(true);
        // Compression goes on beside what makes the bytes.
        compressed.setWorkers(1);
        return compressed;
    }

    private static ZstdOutputStreamNoFinalizer newOutput(OutputStream out) {
        try {
            return new ZstdOutputStreamNoFinalizer(out);
        } catch (IOException e) {
            throw new IllegalStateException("nothing is written yet", e);
        }
    }

    private static <T> T loaded(Supplier<T> stream) throws IOException {
        try {
            return stream.get();
        } catch (LinkageError e) {
            throw new IOException(
                    "the library for zstd cannot be loaded on this platform, or not from the folder for temporary files, "
                            + System.getProperty("java.io.tmpdir") + "; name another one with -Djava.io.tmpdir, or use"
                            + " gzip",
                    e);
        }
    }
}
