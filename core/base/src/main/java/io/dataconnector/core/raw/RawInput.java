package io.dataconnector.core.raw;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.fault.IoFault;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One raw output: a file, or standard input for {@code -}. Gzip is recognised by its first two
 * bytes (RFC 1952), whatever the name.
 *
 * @param name as the user gave it
 */
public record RawInput(String name) {
    public static final String STANDARD_INPUT = "-";

    private static final int BUFFER_SIZE = 1 << 16;

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

    /** Opens the input and decompresses it if necessary. */
    public InputStream open() {
        try {
            InputStream bytes = name.equals(STANDARD_INPUT) ? System.in : new FileInputStream(name);
            BufferedInputStream buffered = new BufferedInputStream(bytes, BUFFER_SIZE);
            return isCompressed(buffered) ? decompressed(buffered) : buffered;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Whether what comes next of a stream that can be reset is compressed; the stream stays where it is. */
    public static boolean isCompressed(InputStream in) throws IOException {
        in.mark(2);
        boolean isGzip = in.read() == GzipStream.FIRST_BYTE && in.read() == GzipStream.SECOND_BYTE;
        in.reset();
        return isGzip;
    }

    /** The content of an input that {@link #isCompressed} is true of. */
    public static InputStream decompressed(InputStream in) {
        return new GzipStream(in);
    }

    /** What a failure to read the input means to the user. */
    public RawInputException failure(IOException e) {
        return new RawInputException("Input " + name + " cannot be read: " + IoFault.describe(e) + ".", e);
    }
}
