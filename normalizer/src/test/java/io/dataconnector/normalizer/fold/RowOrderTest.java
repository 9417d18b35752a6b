package io.dataconnector.normalizer.fold;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.RowBatch;
import io.dataconnector.normalizer.table.TextBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

class RowOrderTest {
    /** Against the plain comparison of all bytes. */
    @SeededTest(rounds = 1_000)
    void theOrderIsThatOfTheWholeRows(Draws draws) {
        RowBatch batch = new RowBatch();
        for (byte[] key : keys(draws)) {
            TextBuffer row = batch.begin();
            row.append(key, 0, key.length);
            batch.end(key.length);
        }

        List<Row> ordered =
                Arrays.stream(RowOrder.of(batch)).mapToObj(batch::row).toList();

        List<Row> expected =
                IntStream.range(0, batch.count()).mapToObj(batch::row).sorted().toList();
        assertThat(ordered).usingElementComparator(Row::compareTo).isEqualTo(expected);
    }

    /** With a long beginning in common or none, zeros at the end, high bits, and many that are equal. */
    private static List<byte[]> keys(Draws draws) {
        byte[] beginning = draws.oneOf(new byte[0], new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, new byte[] {-1, 0, 0});
        return draws.list(1, 50, () -> joined(beginning, ending(draws)));
    }

    private static byte[] ending(Draws draws) {
        return draws.string(12, "\0\1\u007f\u0080\u00ff").getBytes(ISO_8859_1);
    }

    private static byte[] joined(byte[] beginning, byte[] ending) {
        byte[] key = Arrays.copyOf(beginning, beginning.length + ending.length);
        System.arraycopy(ending, 0, key, beginning.length, ending.length);
        return key;
    }
}
