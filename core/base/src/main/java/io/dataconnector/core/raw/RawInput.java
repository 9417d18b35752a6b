package io.dataconnector.core.raw;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.fault.IoFault;
import io.dataconnector.core.zstd.Zstd;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * One raw output: a file, or standard input for {@code -}. Gzip is recognised by its first two
 * bytes (RFC 1952) and Zstandard by its first four (RFC 8878), whatever the name.
 *
 * @param name as the user gave it
 */
public record RawInput(String name) {
    public static final String STANDARD_INPUT = "-";

    private static final int BUFFER_SIZE = 1 << 16;
    private static final int MAGIC_LENGTH = 4;
    private static final byte[] GZIP = {(byte) GzipStream.FIRST_BYTE, (byte) GzipStream.SECOND_BYTE};

    public RawInput {
        requireNonNull(name, "name is null");
    }

    /**
     * Makes sure, before anything is written, that the input exists and is readable.
     *
     * @throws RawInputException if it is not a readable file
     */
    public void check() {
        if (name.equals(STANDARD_INPUT)) {
            if (StandardInput.isClosed()) {
                throw new RawInputException(
                        "Input - cannot be read: standard input is closed. Pipe a raw output into it, or name a file.");
            }
            return;
        }
        if (name.isEmpty()) {
            throw new RawInputException("The name of an input is empty. Name a raw output, or - for standard input.");
        }
        Path file = Path.of(name);
        if (!Files.exists(file)) {
            throw new RawInputException("Input " + name + " does not exist (seen from "
                    + Path.of("").toAbsolutePath() + "). Name the file that `connector read` was written to.");
        }
        if (Files.isDirectory(file)) {
            throw new RawInputException(
                    "Input " + name + " is a folder. Name the files in it, for example " + name + "/*.jsonl.");
        }
        if (!Files.isReadable(file)) {
            throw new RawInputException("Input " + name + " cannot be read: permission denied.");
        }
    }

    /**
     * Makes sure of the same for all inputs of a command, and that standard input, which can be read only once, is named
     * only once.
     *
     * @throws RawInputException if one is not a readable file, or standard input is named twice
     */
    public static void checkAll(List<RawInput> inputs) {
        if (inputs.stream().filter(input -> input.name().equals(STANDARD_INPUT)).count() > 1) {
            throw new RawInputException("Input - is named more than once, but standard input can be read only once.");
        }
        inputs.forEach(RawInput::check);
    }

    /** Opens the input and decompresses it if necessary. */
    public InputStream open() {
        try {
            InputStream bytes = name.equals(STANDARD_INPUT) ? System.in : new FileInputStream(name);
            BufferedInputStream buffered = new BufferedInputStream(bytes, BUFFER_SIZE);
            return decompressed(buffered);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** How an input is compressed. */
    private enum Compression {
        NONE,
        GZIP,
        ZSTD
    }

    private static Compression compression(InputStream in) throws IOException {
        in.mark(MAGIC_LENGTH);
        byte[] magic = in.readNBytes(MAGIC_LENGTH);
        in.reset();
        if (startsWith(magic, GZIP)) {
            return Compression.GZIP;
        }
        return Zstd.isMagic(magic) ? Compression.ZSTD : Compression.NONE;
    }

    /**
     * Whether an input is compressed, so that it can be read only from its beginning.
     *
     * @param in the input, of which nothing has been read; it can be marked, and stays where it is
     */
    public static boolean isCompressed(InputStream in) throws IOException {
        return compression(in) != Compression.NONE;
    }

    /**
     * The content of an input, decompressed if necessary.
     *
     * @param in the input, of which nothing has been read; it can be marked
     */
    public static InputStream decompressed(InputStream in) throws IOException {
        return switch (compression(in)) {
            case NONE -> in;
            case GZIP -> new GzipStream(in);
            case ZSTD -> Zstd.decompress(in);
        };
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** What a failure to read the input means to the user. */
    public RawInputException failure(IOException e) {
        return new RawInputException("Input " + name + " cannot be read: " + IoFault.describe(e) + ".", e);
    }
}
