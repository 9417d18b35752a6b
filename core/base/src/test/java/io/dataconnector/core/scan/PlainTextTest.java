package io.dataconnector.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
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

    @Property(seed = "6")
    void agreesWithTheSearchByteByByte(
            @ForAll @Size(max = 64) byte[] text,
            @ForAll @IntRange(max = 64) int one,
            @ForAll @IntRange(max = 64) int two) {
        int from = Math.min(Math.min(one, two), text.length);
        int to = Math.min(Math.max(one, two), text.length);

        assertThat(PlainText.end(text, from, to)).isEqualTo(endByteByByte(text, from, to));
    }

    /** Few values, so that hits and their neighbours, one more or one less, stand together. */
    @Property(seed = "7")
    void findsWhatIsSearchedFor(
            @ForAll("fewValues") byte[] text,
            @ForAll @IntRange(max = 40) int one,
            @ForAll @IntRange(max = 40) int two) {
        int from = Math.min(Math.min(one, two), text.length);
        int to = Math.min(Math.max(one, two), text.length);

        assertThat(PlainText.indexOfLineFeed(text, from, to)).isEqualTo(indexByteByByte(text, from, to, '\n', '\n'));
        assertThat(PlainText.indexOfEither(text, from, to, 'E', '\\'))
                .isEqualTo(indexByteByByte(text, from, to, 'E', '\\'));
    }

    @Provide
    Arbitrary<byte[]> fewValues() {
        return Arbitraries.of(
                        (byte) 9, (byte) 10, (byte) 11, (byte) 'D', (byte) 'E', (byte) 'F', (byte) '[', (byte) '\\')
                .injectDuplicates(0.2)
                .array(byte[].class)
                .ofMaxSize(40);
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
