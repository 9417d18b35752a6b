package io.dataconnector.normalizer.output;

import static io.dataconnector.normalizer.table.ColumnType.STRING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import io.dataconnector.normalizer.fixture.CsvText;
import io.dataconnector.normalizer.table.Column;
import io.dataconnector.normalizer.table.ColumnType;
import io.dataconnector.normalizer.table.RowFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CsvFileTest {
    @ParameterizedTest
    @MethodSource("fields")
    void aFieldIsQuotedOnlyWhereItMustBe(String value, String expected) throws IOException {
        assertThat(written(new String[] {"before", value, "after"})).isEqualTo("before," + expected + ",after\r\n");
    }

    static Stream<Arguments> fields() {
        return Stream.of(
                Arguments.of(null, ""),
                Arguments.of("", "\"\""),
                Arguments.of("plain", "plain"),
                Arguments.of(" space around ", " space around "),
                Arguments.of("Möller 🐐 مكتبة", "Möller 🐐 مكتبة"),
                Arguments.of("a,b", "\"a,b\""),
                Arguments.of("a\nb", "\"a\nb\""),
                Arguments.of("a\rb", "\"a\rb\""),
                Arguments.of("a\r\nb", "\"a\r\nb\""),
                Arguments.of("\"", "\"\"\"\""),
                Arguments.of("Bengt \"The Bolt\" AB", "\"Bengt \"\"The Bolt\"\" AB\""),
                Arguments.of("back\\slash", "back\\slash"),
                Arguments.of("\\\"", "\"\\\"\"\""),
                Arguments.of("it's;\ttab", "it's;\ttab"),
                Arguments.of("=1+1", "=1+1"),
                Arguments.of("null", "null"),
                Arguments.of("\0", "\0"));
    }

    @Test
    void everyRecordEndsWithCarriageReturnAndLineFeed() throws IOException {
        assertThat(written(new String[] {"id", "name"}, new String[] {"1", null}, new String[] {"2", ""}))
                .isEqualTo("id,name\r\n1,\r\n2,\"\"\r\n");
    }

    @SeededTest(rounds = 1_000)
    void anyTextComesBack(Draws draws) throws IOException {
        List<List<String>> records = records(draws);
        String csv = written(
                records.stream().map(record -> record.toArray(String[]::new)).toArray(String[][]::new));

        assertThat(CsvText.parse(csv)).isEqualTo(records);
    }

    private static List<List<String>> records(Draws draws) {
        // One column alone and null would be an empty line; a table's key column is never null.
        return draws.list(0, 4, () -> draws.list(2, 4, () -> draws.oneIn(5) ? null : text(draws)));
    }

    private static String text(Draws draws) {
        if (draws.bool()) {
            return draws.string(8, "\",\r\n\\' \t;\0a");
        }
        // Without lone surrogates, which no UTF-8 text has.
        return new String(draws.string(8).getBytes(UTF_8), UTF_8);
    }

    /** The bytes of a field are those that opencsv writes. */
    @SeededTest(rounds = 1_000)
    void opencsvWritesTheSame(Draws draws) throws IOException {
        List<List<String>> records = records(draws);
        StringWriter expected = new StringWriter();
        try (Opencsv opencsv = new Opencsv(expected)) {
            for (List<String> record : records) {
                opencsv.writeNext(record.toArray(String[]::new), false);
            }
        }

        assertThat(written(records.stream()
                        .map(record -> record.toArray(String[]::new))
                        .toArray(String[][]::new)))
                .isEqualTo(expected.toString());
    }

    /** opencsv, told to keep empty text apart from null. */
    private static final class Opencsv extends CSVWriter {
        Opencsv(Writer writer) {
            super(writer, ',', '"', '"', ICSVWriter.RFC4180_LINE_END);
        }

        @Override
        protected boolean stringContainsSpecialCharacters(String value) {
            return value.isEmpty() || super.stringContainsSpecialCharacters(value);
        }
    }

    @Test
    void namesOfColumnsAreQuotedAsFieldsAre() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new CsvFile(bytes, List.of(column("id", STRING), column("a,\"b\"", STRING))).close();

        assertThat(bytes.toString(UTF_8)).isEqualTo("id,\"a,\"\"b\"\"\"\r\n");
    }

    @Test
    void aFailureToWriteIsNotKeptBack() {
        CsvFile csv = new CsvFile(new FullDisk(), columns(1));

        assertThatThrownBy(() -> csv.write(fields("x".repeat(100_000))))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
    }

    /** What is written last meets the disk only when the file is closed. */
    @Test
    void aFailureToCloseIsNotKeptBack() throws IOException {
        CsvFile csv = new CsvFile(new FullDisk(), columns(1));
        csv.write(fields("a"));

        assertThatThrownBy(csv::close).isInstanceOf(IOException.class).hasMessage("no space left");
    }

    /** The records behind the header. */
    private static String written(String[]... records) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String[] record : records) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (CsvFile csv = new CsvFile(bytes, columns(record.length))) {
                csv.write(fields(record));
            }
            String csv = bytes.toString(UTF_8);
            text.append(csv, csv.indexOf("\r\n") + 2, csv.length());
        }
        return text.toString();
    }

    private static List<Column> columns(int count) {
        return IntStream.range(0, count).mapToObj(i -> column("c" + i, STRING)).toList();
    }

    private static Column column(String name, ColumnType type) {
        return new Column(
                name,
                "",
                type,
                List.of(),
                Column.Origin.RECORD,
                Optional.empty(),
                false,
                List.of(),
                false,
                Optional.empty());
    }

    private static RowFields fields(String... texts) {
        RowFields fields = new RowFields(0, texts.length);
        for (String text : texts) {
            fields.append(text);
        }
        return fields;
    }

    private static final class FullDisk extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("no space left");
        }
    }
}
