package io.dataconnector.core.raw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineBlockTest {
    private static final int CAPACITY = 16;
    private static final int MUCH_LONGER_THAN_A_BLOCK = 3_000_000;

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
    void emptyLinesAreCountedAndPassedOver() throws IOException {
        LineBlock block = new LineBlock(CAPACITY);
        List<Long> numbers = new ArrayList<>();
        try (RawReader reader = reader(new Trickle("\n\none\n\n", 100))) {
            assertThat(reader.read(block)).isTrue();
        }

        assertThat(block.forEachLine((buffer, from, to, number) -> numbers.add(number)))
                .isTrue();
        assertThat(block.lines()).isEqualTo(4);
        assertThat(numbers).containsExactly(2L);
    }

    @Test
    void aCarriageReturnBelongsToTheLine() throws IOException {
        assertThat(lines("one\r\ntwo\rthree\r\n", 100)).containsExactly("one\r", "two\rthree\r");
    }

    @Test
    void theBufferGrowsToTheLongestLine() throws IOException {
        String huge = "x".repeat(MUCH_LONGER_THAN_A_BLOCK);

        assertThat(lines("before\n" + huge + "\nafter\n" + huge, 65_536))
                .containsExactly("before", huge, "after", huge);
    }

    @Test
    void aByteOrderMarkIsPassedOverAtTheBeginningAlone() throws IOException {
        assertThat(lines("\ufeffone two three four\n\ufefffive\n", 3))
                .containsExactly("one two three four", "\ufefffive");
        assertThat(lines("\ufeff", 3)).isEmpty();
    }

    @Test
    void aConsumerMayPauseBehindAnyLine() throws IOException {
        LineBlock block = new LineBlock(CAPACITY);
        List<String> lines = new ArrayList<>();
        try (RawReader reader = reader(new Trickle("a\n\nb\nc", 100))) {
            assertThat(reader.read(block)).isTrue();
        }

        int pauses = 0;
        while (!block.forEachLine((buffer, from, to, number) -> !lines.add(number + ":" + (char) buffer[from]))) {
            pauses++;
        }

        assertThat(lines).containsExactly("0:a", "2:b", "3:c");
        assertThat(pauses).isEqualTo(2);
        assertThat(block.lines()).isEqualTo(4);
    }

    @Test
    void aBlockKnowsWhereItStands() {
        RawReader reader = reader(new Trickle("ä\nb\nlonger than a block\nc", 2));
        LineBlock block = new LineBlock(CAPACITY);
        List<Long> positions = new ArrayList<>();
        while (reader.read(block)) {
            positions.add(block.position());
        }

        assertThat(positions).containsExactly(0L, 5L);
        assertThat(reader.bytes()).isEqualTo(26);
    }

    @Test
    void thereIsNoBlockBehindTheLast() {
        RawReader reader = reader(new Trickle("one", 10));
        LineBlock block = new LineBlock(CAPACITY);

        assertThat(reader.read(block)).isTrue();
        assertThat(reader.read(block)).isFalse();
        assertThat(reader.read(block)).isFalse();
    }

    @Test
    void aFailureToReadIsTheInputs() {
        RawReader reader = reader(new BrokenDisk());

        assertThatThrownBy(() -> reader.read(new LineBlock(CAPACITY)))
                .isInstanceOf(RawInputException.class)
                .hasMessage("Input raw cannot be read: the disk is gone.");
    }

    @SeededTest(rounds = 200)
    void linesDoNotDependOnHowTheBytesArrive(Draws draws) throws IOException {
        List<String> lines = draws.list(0, 10, () -> draws.string(30, "aß\r中"));
        int pieceSize = draws.between(1, 20);
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));

        assertThat(lines(text.toString(), pieceSize))
                .isEqualTo(lines.stream().filter(line -> !line.isBlank()).toList());
    }

    /** The lines of a text that are not blank. */
    private static List<String> lines(String text, int pieceSize) throws IOException {
        List<String> lines = new ArrayList<>();
        try (RawReader reader = reader(new Trickle(text, pieceSize))) {
            LineBlock block = new LineBlock(CAPACITY);
            while (reader.read(block)) {
                block.forEachLine((buffer, from, to, number) -> lines.add(new String(buffer, from, to - from, UTF_8)));
            }
        }
        return lines;
    }

    private static RawReader reader(InputStream in) {
        return new RawReader(new RawInput("raw"), in, bytes -> {});
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
