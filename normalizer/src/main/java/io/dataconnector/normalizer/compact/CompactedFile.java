package io.dataconnector.normalizer.compact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.dataconnector.core.fault.IoFault;
import io.dataconnector.core.raw.RawInput;
import io.dataconnector.core.zstd.Zstd;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.failure.NormalizerException.Category;
import io.dataconnector.normalizer.output.OutputFolder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** The raw output that a compaction writes, compressed as its name says: {@code .gz} by gzip, {@code .zst} by Zstandard. */
public record CompactedFile(Path path) {
    private static final int BUFFER_SIZE = 1 << 16;

    /** A raw output holds at least one message: an empty one would be taken for that of a read that failed. */
    private static final byte[] NO_RECORDS =
            "{\"type\":\"LOG\",\"log\":{\"level\":\"INFO\",\"message\":\"Compacted: there was no record that a table needs.\"}}\n"
                    .getBytes(UTF_8);

    /** @throws NormalizerException if no file can be there */
    public CompactedFile {
        requireNonNull(path, "path is null");
        if (path.getFileName() == null || path.toString().isEmpty()) {
            throw new NormalizerException(
                    Category.OUTPUT, "The name of the output is empty. Name a file with --output.");
        }
        if (path.toString().equals(RawInput.STANDARD_INPUT)) {
            throw new NormalizerException(
                    Category.OUTPUT,
                    "What is compacted cannot be written to standard output. Name a file with --output.");
        }
        if (Files.isDirectory(path)) {
            throw new NormalizerException(
                    Category.OUTPUT, "Output " + path + " is a folder. Name a file in it with --output.");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new NormalizerException(
                    Category.OUTPUT, "Output " + path + " is not a regular file. Name another one with --output.");
        }
    }

    /** The folder that the file is in. */
    public Path folder() {
        Path parent = path.getParent();
        return parent == null ? Path.of(".") : parent;
    }

    /**
     * Makes sure, before anything is read, that the file can be compressed.
     *
     * @throws NormalizerException if not
     */
    public void check() {
        if (isZstd()) {
            try {
                Zstd.load();
            } catch (IOException e) {
                throw new NormalizerException(
                        Category.OUTPUT, "Output " + path + " cannot be written to: " + IoFault.describe(e) + ".", e);
            }
        }
    }

    private boolean isZstd() {
        return name().toLowerCase(Locale.ROOT).endsWith(".zst");
    }

    private String name() {
        return String.valueOf(path.getFileName());
    }

    /** Opens the file, which gets its name when the folder is committed. */
    Writer create(OutputFolder folder) throws IOException {
        OutputStream file = folder.create(name());
        try {
            return new Writer(compressed(file));
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private OutputStream compressed(OutputStream file) throws IOException {
        String name = name().toLowerCase(Locale.ROOT);
        if (name.endsWith(".gz")) {
            return new BufferedOutputStream(new GZIPOutputStream(file), BUFFER_SIZE);
        }
        return isZstd() ? new BufferedOutputStream(Zstd.compress(file), BUFFER_SIZE) : file;
    }

    /** Writes whole lines. */
    static final class Writer implements AutoCloseable {
        private final OutputStream out;
        private boolean isEmpty = true;

        private Writer(OutputStream out) {
            this.out = out;
        }

        /** Writes the line in {@code [from, to)}, which has no line feed. */
        void writeLine(byte[] buffer, int from, int to) throws IOException {
            if (isEmpty && buffer[from] != '{') {
                // A line that cannot be used might pass for a byte order mark, or for something compressed.
                out.write('\n');
            }
            isEmpty = false;
            out.write(buffer, from, to - from);
            out.write('\n');
        }

        /** Writes a message that says that there is no other. */
        void writeNoRecords() throws IOException {
            isEmpty = false;
            out.write(NO_RECORDS);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
