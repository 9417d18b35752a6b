package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlainTextTest {
    /** Two words and a byte: every place in a word, and the bytes behind the last whole word. */
    private static final int MAX_LENGTH = 17;

    /** Longer than a word, so that the search begins at every alignment. */
    private static final int MAX_FROM = 9;

    @Test
    void findsEveryByteValueAtEveryPositionOfEveryLength() {
        for (int length = 1; length <= MAX_LENGTH; length++) {
            for (int position = 0; position < length; position++) {
                for (int from = 0; from <= MAX_FROM; from++) {
                    int to = from + length;
                    byte[] text = plainBetweenQuotes(from, to);
                    int[] found = new int[256];
                    int[] expected = new int[256];
                    for (int value = 0; value < 256; value++) {
                        text[from + position] = (byte) value;
                        found[value] = PlainText.end(text, from, to);
                        expected[value] = endByteByByte(text, from, to);
                    }
                    assertThat(found)
                            .as("byte %d of [%d, %d)", position, from, to)
                            .isEqualTo(expected);
                }
            }
        }
    }

    /** A subtraction over a whole word borrows from one byte to the next: it must not hide or fake one. */
    @Test
    void findsTheFirstOfTwoNeighboursOfAnyValues() {
        for (int first = 0; first < 256; first++) {
            byte[] text = plainBetweenQuotes(0, Long.BYTES);
            text[3] = (byte) first;
            int[] found = new int[256];
            int[] expected = new int[256];
            for (int second = 0; second < 256; second++) {
                text[4] = (byte) second;
                found[second] = PlainText.end(text, 0, Long.BYTES);
                expected[second] = endByteByByte(text, 0, Long.BYTES);
            }
            assertThat(found).as("byte %d before another", first).isEqualTo(expected);
        }
    }

    @Test
    void findsNothingInNoBytes() {
        assertThat(PlainText.end(new byte[] {'"'}, 0, 0)).isZero();
        assertThat(PlainText.end(new byte[] {'"'}, 1, 1)).isEqualTo(1);
    }

    @Test
    void callsOnlyAsciiPlainThatAStringMayHoldAsItStands() {
        int[] plain = IntStream.range(0, 256)
                .filter(value -> PlainText.isPlain((byte) value))
                .toArray();

        assertThat(plain)
                .isEqualTo(IntStream.rangeClosed(0x20, 0x7f)
                        .filter(value -> value != '"' && value != '\\')
                        .toArray());
    }

    @SeededTest(rounds = 1_000)
    void agreesWithTheSearchByteByByte(Draws draws) {
        byte[] text = draws.bytes(64);
        int from = draws.between(0, text.length);
        int to = draws.between(from, text.length);
        // Half of all values end the search at once, so that in places it needs a stretch that is plain.
        Arrays.fill(text, from, draws.between(from, to), (byte) 'a');

        assertThat(PlainText.end(text, from, to)).isEqualTo(endByteByByte(text, from, to));
    }

    /** Few values, so that hits and their neighbours, one more or one less, stand together. */
    @SeededTest(rounds = 1_000)
    void findsWhatIsSearchedFor(Draws draws) {
        byte[] text = draws.string(40, "\t\n\u000bDEF[\\").getBytes(US_ASCII);
        int from = draws.between(0, text.length);
        int to = draws.between(from, text.length);
        // A stretch of one value in common, so that hits are found at any distance.
        Arrays.fill(text, from, draws.between(from, to), draws.oneOf((byte) 'D', (byte) 'F', (byte) '['));

        assertThat(PlainText.indexOfLineFeed(text, from, to)).isEqualTo(indexByteByByte(text, from, to, '\n', '\n'));
        assertThat(PlainText.indexOfEither(text, from, to, 'E', '\\'))
                .isEqualTo(indexByteByByte(text, from, to, 'E', '\\'));
    }

    @Test
    void searchesForAnyByteValueAtEveryPosition() {
        for (int position = 0; position < MAX_LENGTH; position++) {
            for (int value = 0; value < 256; value++) {
                byte[] text = new byte[MAX_LENGTH];
                text[position] = (byte) value;

                assertThat(PlainText.indexOfLineFeed(text, 0, MAX_LENGTH))
                        .isEqualTo(indexByteByByte(text, 0, MAX_LENGTH, '\n', '\n'));
                assertThat(PlainText.indexOfEither(text, 0, MAX_LENGTH, 'E', '\\'))
                        .isEqualTo(indexByteByByte(text, 0, MAX_LENGTH, 'E', '\\'));
            }
        }
    }

    private static int indexByteByByte(byte[] text, int from, int to, char one, char other) {
        for (int at = from; at < to; at++) {
            if (text[at] == one || text[at] == other) {
                return at;
            }
        }
        return -1;
    }

    /** The reference: RFC 8259, section 7, less what is not ASCII. */
    private static int endByteByByte(byte[] text, int from, int to) {
        for (int at = from; at < to; at++) {
            int value = text[at] & 0xff;
            boolean plain = value >= 0x20 && value < 0x80 && value != '"' && value != '\\';
            if (!plain) {
                return at;
            }
        }
        return to;
    }

    /** Plain text whose neighbours on both sides would end the search if it looked at them. */
    private static byte[] plainBetweenQuotes(int from, int to) {
        byte[] text = new byte[to + Long.BYTES];
        Arrays.fill(text, (byte) '"');
        Arrays.fill(text, from, to, (byte) 'a');
        return text;
    }
}
