package io.dataconnector.core.zstd;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
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

    /** The first magic number of a skippable frame, 0x184D2A50; the lowest four bits are free. */
    private static final byte[] SKIPPABLE = {0x50, 0x2a, 0x4d, 0x18};

    private Zstd() {}

    /**
     * Whether bytes are the beginning of what is compressed: of a frame, or of a skippable one, which some programs write
     * first (RFC 8878, section 3.1.2).
     *
     * @param bytes at least the first four
     */
    public static boolean isMagic(byte[] bytes) {
        return bytes.length >= MAGIC.length
                && (startsWith(bytes, MAGIC)
                        || ((bytes[0] & 0xf0) == 0x50
                                && bytes[1] == SKIPPABLE[1]
                                && bytes[2] == SKIPPABLE[2]
                                && bytes[3] == SKIPPABLE[3]));
    }

    private static boolean startsWith(byte[] bytes, byte[] beginning) {
        return Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
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
     * Makes sure that what is compressed later can be.
     *
     * @throws IOException if the library cannot be loaded
     */
    public static void load() throws IOException {
        compress(OutputStream.nullOutputStream()).close();
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
