package io.dataconnector.normalizer.raw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    /** The buffer that the reader begins with holds less than this. */
    private static final int LONGER_THAN_THE_BUFFER = 3_000_000;

    @Test
    void anEmptyInputHasNoLines() throws IOException {
        assertThat(lines("", 10)).isEmpty();
    }

    @Test
    void theLastLineNeedsNoLineFeed() throws IOException {
        assertThat(lines("one\ntwo", 100)).containsExactly("one", "two");
        assertThat(lines("one\ntwo\n", 100)).containsExactly("one", "two");
    }

    @Test
    void emptyLinesAreLines() throws IOException {
        assertThat(lines("\n\none\n\n", 100)).containsExactly("", "", "one", "");
    }

    @Test
    void aCarriageReturnBelongsToTheLine() throws IOException {
        assertThat(lines("one\r\ntwo\rthree\r\n", 100)).containsExactly("one\r", "two\rthree\r");
    }

    @Test
    void theBufferGrowsToTheLongestLine() throws IOException {
        String huge = "x".repeat(LONGER_THAN_THE_BUFFER);

        assertThat(lines("before\n" + huge + "\nafter\n" + huge, 65_536))
                .containsExactly("before", huge, "after", huge);
    }

    @Test
    void bytesAreCountedWithTheLineFeeds() throws IOException {
        LineReader reader = new LineReader(new Trickle("ä\nb\n", 2));
        while (reader.next()) {
            assertThat(reader.bytes()).isPositive();
        }

        assertThat(reader.bytes()).isEqualTo(5);
    }

    @Test
    void thereIsNoLineBehindTheLast() throws IOException {
        LineReader reader = new LineReader(new Trickle("one", 10));

        assertThat(reader.next()).isTrue();
        assertThat(reader.next()).isFalse();
        assertThat(reader.next()).isFalse();
    }

    @Test
    void aFailureToReadIsPassedOn() {
        LineReader reader = new LineReader(new BrokenDisk());

        assertThatThrownBy(reader::next).isInstanceOf(IOException.class).hasMessage("the disk is gone");
    }

    @Property(tries = 200, seed = "1")
    void linesDoNotDependOnHowTheBytesArrive(
            @ForAll("lines") List<String> lines, @ForAll @IntRange(min = 1, max = 20) int pieceSize)
            throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));

        assertThat(lines(text.toString(), pieceSize)).isEqualTo(lines);
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.strings()
                .withChars('a', 'ß', '\r', '中')
                .ofMaxLength(30)
                .list()
                .ofMaxSize(10);
    }

    private static List<String> lines(String text, int pieceSize) throws IOException {
        LineReader reader = new LineReader(new Trickle(text, pieceSize));
        List<String> lines = new ArrayList<>();
        while (reader.next()) {
            lines.add(new String(reader.buffer(), reader.from(), reader.to() - reader.from(), UTF_8));
        }
        return lines;
    }

    /** A text that arrives in pieces, as from a pipe. */
    private static final class Trickle extends ByteArrayInputStream {
        private final int pieceSize;

        Trickle(String text, int pieceSize) {
            super(text.getBytes(UTF_8));
            this.pieceSize = pieceSize;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, pieceSize));
        }
    }

    private static final class BrokenDisk extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the disk is gone");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return read();
        }
    }
}
