package io.dataconnector.normalizer.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dataconnector.core.scan.JsonPaths;
import io.dataconnector.core.scan.JsonScanner;
import io.dataconnector.core.scan.JsonSyntaxException;
import io.dataconnector.normalizer.fixture.RecordRows;
import io.dataconnector.normalizer.fixture.Tables;
import io.dataconnector.normalizer.table.UnfitRecordException.Reason;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargeRowTest {
    private static final int MAX_ROW_BYTES = 1_000;
    private static final TableDefinition TAGS = Tables.parse("""
            {
              "name": "t", "stream": "s", "key": ["id", "tag"], "rows": "/tags",
              "columns": [
                {"name": "text", "type": "string", "from": ["/text"], "of": "record"},
                {"name": "tag", "type": "string", "from": [""]},
                {"name": "id", "type": "string", "from": ["/id"], "of": "record"}
              ]
            }
            """);

    /** An array may have thousands of elements, and the record large columns. */
    @Test
    void theFieldsOfTheRecordAreInTheRowOnce() throws UnfitRecordException {
        RecordRows tags = new RecordRows(TAGS);
        String text = "x".repeat(10_000);

        Row row = tags.row(record(text, 1_000));

        assertThat(row.to() - row.from()).isLessThan(2 * text.length() + 1_000 * 10);
        assertThat(tags.rows(record("y", 2))).containsExactly(List.of("y", "0", "i"), List.of("y", "1", "i"));
    }

    /** By one column, by the elements together, and by what a number becomes in plain notation. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"i\",\"text\":\"LONG\",\"tags\":[\"a\"]}",
                "{\"id\":\"i\",\"text\":\"t\",\"tags\":[\"a\",\"LONG\"]}",
                "{\"id\":\"i\",\"text\":\"t\",\"tags\":[\"aHALF\",\"bHALF\"]}",
                "{\"id\":\"LONG\",\"text\":\"t\",\"tags\":[\"a\"]}"
            })
    void aRowThatIsTooLargeIsRejectedAndLeavesNothingBehind(String record) throws Exception {
        JsonPaths paths = new JsonPaths();
        RowEncoder encoder = new RowEncoder(TAGS, paths, MAX_ROW_BYTES);
        JsonScanner scanner = new JsonScanner(paths);
        RowBatch rows = new RowBatch();
        byte[] tooLarge = record.replace("LONG", "x".repeat(MAX_ROW_BYTES))
                .replace("HALF", "x".repeat(MAX_ROW_BYTES / 2))
                .getBytes(UTF_8);

        encode(encoder, scanner, record("t", 3).getBytes(UTF_8), rows);
        int size = rows.size();
        UnfitRecordException failure =
                catchThrowableOfType(UnfitRecordException.class, () -> encode(encoder, scanner, tooLarge, rows));
        encode(encoder, scanner, record("t", 3).getBytes(UTF_8), rows);

        assertThat(failure.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(failure).hasMessage("its row would have more than 1000 bytes");
        assertThat(rows.count()).isEqualTo(2);
        assertThat(rows.size()).isEqualTo(2 * size);
    }

    private static void encode(RowEncoder encoder, JsonScanner scanner, byte[] record, RowBatch rows)
            throws UnfitRecordException, JsonSyntaxException {
        scanner.begin();
        scanner.feed(record, 0, record.length, true);
        scanner.next();
        encoder.encode(scanner, record, 1, 1, rows, unfit -> {});
    }

    private static String record(String text, int tags) {
        return "{\"id\":\"i\",\"text\":\"" + text + "\",\"tags\":["
                + IntStream.range(0, tags).mapToObj(i -> "\"" + i + "\"").collect(Collectors.joining(",")) + "]}";
    }
}
