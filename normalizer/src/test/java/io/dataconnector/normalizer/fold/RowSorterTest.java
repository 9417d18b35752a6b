package io.dataconnector.normalizer.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import io.dataconnector.normalizer.fixture.RecordRows;
import io.dataconnector.normalizer.fixture.Tables;
import io.dataconnector.normalizer.fixture.TemporaryFolder;
import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.normalizer.table.UnfitRecordException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowSorterTest {
    private static final TableDefinition TABLE = Tables.table(
            "[\"id\"]",
            "[{\"name\": \"id\", \"type\": \"string\", \"from\": [\"/id\"]},"
                    + " {\"name\": \"text\", \"type\": \"string\", \"from\": [\"/text\"]}]");
    private static final String LONG_TEXT = "x".repeat(100_000);
    private static final long NO_SPILL = Long.MAX_VALUE;
    private static final long SPILL_EVERY_ROW = 0;
    private static final long SPILL_EVERY_FEW_ROWS = 500;

    @TempDir
    private Path folder;

    @Test
    void noRowsAreSortedToNoRows() throws IOException {
        try (RowSorter sorter = new RowSorter(folder, new SortMemory(NO_SPILL))) {
            assertThat(sorter.sorted()).isExhausted();
        }
    }

    @SeededTest(rounds = 100)
    void theOrderDoesNotDependOnTheMemory(Draws draws) throws IOException {
        List<Row> rows = rows(draws);
        List<Row> expected = new ArrayList<>(rows);
        Collections.sort(expected);

        for (long maxBytes : new long[] {NO_SPILL, SPILL_EVERY_FEW_ROWS, SPILL_EVERY_ROW}) {
            assertThat(sorted(rows, maxBytes))
                    .as("with %s bytes", maxBytes)
                    .usingElementComparator(RowSorterTest::compareBytes)
                    .isEqualTo(expected);
        }
    }

    /** Rows with few keys and with values from none to longer than the buffer of a spilled file. */
    private static List<Row> rows(Draws draws) {
        RecordRows rows = new RecordRows(TABLE);
        return draws.list(
                0,
                30,
                () -> row(
                        rows,
                        draws.oneOf(
                                "{\"id\":\"a\"}",
                                "{\"id\":\"b\",\"text\":\"\"}",
                                "{\"id\":\"\",\"text\":\"short\"}",
                                "{\"id\":\"é\",\"text\":\"" + LONG_TEXT + "\"}")));
    }

    @Test
    void manyRunsAreMerged() throws IOException {
        RecordRows records = new RecordRows(TABLE);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            rows.add(row(records, "{\"id\":\"" + i * 7_919 % 1_000 + "\",\"text\":\"" + i + "\"}"));
        }
        Collections.shuffle(rows, new Random(1));

        assertThat(sorted(rows, 10_000)).hasSize(5_000).isSorted();
    }

    /** So many that they are merged in passes, some of two runs at a time. */
    @ParameterizedTest
    @ValueSource(longs = {0, 300_000, Long.MAX_VALUE})
    void hundredsOfRunsOnDiskAreMerged(long mergeBytes) throws IOException {
        RecordRows records = new RecordRows(TABLE);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            rows.add(row(records, "{\"id\":\"" + i * 7_919 % 350 + "\",\"text\":\"" + i + "\"}"));
        }
        Collections.shuffle(rows, new Random(1));
        List<Row> expected = new ArrayList<>(rows);
        Collections.sort(expected);

        try (RowSorter sorter = new RowSorter(folder, new SortMemory(SPILL_EVERY_ROW, mergeBytes))) {
            for (Row row : rows) {
                add(sorter, row);
            }
            for (int time = 0; time < 2; time++) {
                assertThat(sorter.sorted())
                        .toIterable()
                        .usingElementComparator(RowSorterTest::compareBytes)
                        .isEqualTo(expected);
            }
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void fewerRunsAreMergedAtOnceIfTheirRowsAreLong() {
        SortMemory memory = new SortMemory(NO_SPILL, 4 << 20);

        assertThat(memory.mergeWidth(100)).isEqualTo(32);
        assertThat(memory.mergeWidth(500_000)).isEqualTo(4);
        assertThat(memory.mergeWidth(50_000_000)).isEqualTo(2);
    }

    @Test
    void whatIsSpilledLeavesNothingBehind() throws IOException {
        RecordRows records = new RecordRows(TABLE);
        try (RowSorter sorter = new RowSorter(folder, new SortMemory(SPILL_EVERY_ROW))) {
            add(sorter, row(records, "{\"id\":\"a\"}"));
            add(sorter, row(records, "{\"id\":\"b\"}"));
            sorter.sorted().next();
        }

        assertThat(folder).isEmptyDirectory();
    }

    /** So that nothing stays behind however the process ends. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatIsSpilledHasNoNameEvenWhileItIsUsed() throws IOException {
        RecordRows records = new RecordRows(TABLE);
        try (RowSorter sorter = new RowSorter(folder, new SortMemory(SPILL_EVERY_ROW))) {
            add(sorter, row(records, "{\"id\":\"a\"}"));

            assertThat(folder).isEmptyDirectory();
            assertThat(sorter.sorted().next().bytes()).isNotEmpty();
        }
    }

    @Test
    void aSpillThatCannotBeWrittenIsAnError() {
        RecordRows records = new RecordRows(TABLE);
        try (RowSorter sorter = new RowSorter(folder.resolve("gone"), new SortMemory(SPILL_EVERY_ROW))) {
            assertThatThrownBy(() -> add(sorter, row(records, "{\"id\":\"a\"}")))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void thereIsNoRowBehindTheLast() throws IOException {
        RecordRows records = new RecordRows(TABLE);
        try (RowSorter sorter = new RowSorter(folder, new SortMemory(SPILL_EVERY_ROW))) {
            add(sorter, row(records, "{\"id\":\"a\"}"));
            Iterator<Row> rows = sorter.sorted();
            rows.next();

            assertThat(rows.hasNext()).isFalse();
            assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    /** As while a table is written and its foreign keys are gathered: the rows that are read cannot be moved. */
    @Test
    void aSortMayBeReadWhileOthersNeedMemory() throws IOException {
        List<Row> rows = new ArrayList<>();
        RecordRows records = new RecordRows(TABLE);
        for (int i = 0; i < 100; i++) {
            rows.add(row(records, "{\"id\":\"" + i + "\"}"));
        }
        SortMemory memory = new SortMemory(10_000);
        try (RowSorter read = new RowSorter(folder, memory);
                RowSorter other = new RowSorter(folder, memory)) {
            for (Row row : rows.subList(0, 90)) {
                add(read, row);
            }
            List<Row> sorted = new ArrayList<>();
            for (Iterator<Row> all = read.sorted(); all.hasNext(); ) {
                sorted.add(all.next());
                for (Row row : rows) {
                    add(other, row);
                }
            }

            assertThat(sorted).hasSize(90).isSorted();
            assertThat(other.sorted()).toIterable().hasSize(9_000);
        }
    }

    private static List<Row> sorted(List<Row> rows, long maxBytes) throws IOException {
        try (TemporaryFolder spills = new TemporaryFolder();
                RowSorter sorter = new RowSorter(spills.path(), new SortMemory(maxBytes))) {
            for (Row row : rows) {
                add(sorter, row);
            }
            List<Row> sorted = new ArrayList<>();
            sorter.sorted().forEachRemaining(sorted::add);
            return sorted;
        }
    }

    private static void add(RowSorter sorter, Row... rows) throws IOException {
        sorter.add(RecordRows.batch(List.of(rows)));
    }

    private static int compareBytes(Row one, Row other) {
        return Arrays.compare(one.bytes(), one.from(), one.to(), other.bytes(), other.from(), other.to());
    }

    private static Row row(RecordRows rows, String data) {
        try {
            return rows.row(data);
        } catch (UnfitRecordException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
