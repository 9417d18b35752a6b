package io.dataconnector.normalizer.raw;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.cli.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads one raw output line by line. Blank lines are passed over; they are counted as lines all the same. */
public final class RawReader {
    /** Takes the lines of raw outputs. */
    public interface LineConsumer {
        /** Takes the line in {@code [from, to)} of a buffer, which is valid until this method returns. */
        void accept(byte[] buffer, int from, int to, long lineNumber) throws IOException;
    }

    /**
     * What an input had.
     *
     * @param bytes how many, after decompression
     * @param lines how many, blank ones included
     */
    public record Size(long bytes, long lines) {}

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final int LINES_PER_PROGRESS = 1_024;

    private final RawInput input;
    private final Progress progress;

    public RawReader(RawInput input, Progress progress) {
        this.input = requireNonNull(input, "input is null");
        this.progress = requireNonNull(progress, "progress is null");
    }

    /**
     * Hands over every line.
     *
     * @throws io.dataconnector.normalizer.NormalizerException if the input cannot be read to its end
     * @throws IOException only what the consumer throws
     */
    public Size read(LineConsumer consumer) throws IOException {
        try (InputStream in = input.open()) {
            LineReader lines = new LineReader(in);
            long lineNumber = 0;
            long shownBytes = 0;
            while (nextOf(lines)) {
                lineNumber++;
                if (lineNumber % LINES_PER_PROGRESS == 0) {
                    progress.addBytes(lines.bytes() - shownBytes);
                    shownBytes = lines.bytes();
                }
                if (!isBlank(lines)) {
                    int from = lineNumber == 1 ? behindByteOrderMark(lines) : lines.from();
                    consumer.accept(lines.buffer(), from, lines.to(), lineNumber);
                }
            }
            progress.addBytes(lines.bytes() - shownBytes);
            progress.finishPart();
            return new Size(lines.bytes(), lineNumber);
        }
    }

    private static int behindByteOrderMark(LineReader lines) {
        int from = lines.from();
        int end = from + BYTE_ORDER_MARK.length;
        boolean isThere = end <= lines.to()
                && Arrays.equals(lines.buffer(), from, end, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        return isThere ? end : from;
    }

    private boolean nextOf(LineReader lines) {
        try {
            return lines.next();
        } catch (IOException e) {
            throw input.failure(e);
        }
    }

    private static boolean isBlank(LineReader lines) {
        byte[] buffer = lines.buffer();
        for (int i = lines.from(); i < lines.to(); i++) {
            byte b = buffer[i];
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
