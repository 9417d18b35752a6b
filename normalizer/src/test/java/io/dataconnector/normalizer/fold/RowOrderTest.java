package io.dataconnector.normalizer.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.RowBatch;
import io.dataconnector.normalizer.table.TextBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RowOrderTest {
    /** Against the plain comparison of all bytes. */
    @Property(tries = 1_000, seed = "1")
    void theOrderIsThatOfTheWholeRows(@ForAll("keys") List<byte[]> keys) {
        RowBatch batch = new RowBatch();
        for (byte[] key : keys) {
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
    @Provide
    Arbitrary<List<byte[]>> keys() {
        Arbitrary<byte[]> beginnings =
                Arbitraries.of(new byte[0], new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, new byte[] {-1, 0, 0});
        Arbitrary<byte[]> endings = Arbitraries.of((byte) 0, (byte) 1, (byte) 127, (byte) -128, (byte) -1)
                .array(byte[].class)
                .ofMaxSize(12);
        return beginnings
                .flatMap(beginning -> endings.map(ending -> joined(beginning, ending))
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(50))
                .injectDuplicates(0.1);
    }

    private static byte[] joined(byte[] beginning, byte[] ending) {
        byte[] key = Arrays.copyOf(beginning, beginning.length + ending.length);
        System.arraycopy(ending, 0, key, beginning.length, ending.length);
        return key;
    }
}
