package io.dataconnector.normalizer.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.normalizer.fixture.CsvText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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

    @Property(tries = 1_000, seed = "1")
    void anyTextComesBack(@ForAll("records") List<List<String>> records) throws IOException {
        String csv = written(
                records.stream().map(record -> record.toArray(String[]::new)).toArray(String[][]::new));

        assertThat(CsvText.parse(csv)).isEqualTo(records);
    }

    @Provide
    Arbitrary<List<List<String>>> records() {
        Arbitrary<String> special = Arbitraries.strings()
                .withChars('"', ',', '\r', '\n', '\\', '\'', ' ', '\t', ';', '\0', 'a')
                .ofMaxLength(8);
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(8);
        // One column alone and null would be an empty line; a table's key column is never null.
        return Arbitraries.oneOf(special, any)
                .injectNull(0.2)
                .list()
                .ofMinSize(2)
                .ofMaxSize(4)
                .list()
                .ofMaxSize(4);
    }

    @Test
    void aFailureToWriteIsNotKeptBack() {
        CsvFile csv = new CsvFile(new FullDisk());

        assertThatThrownBy(() -> csv.write(new String[] {"a"}))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
    }

    /** What is written last meets the disk only when the file is closed. */
    @Test
    void aFailureToCloseIsNotKeptBack() throws IOException {
        CsvFile csv = new CsvFile(new BufferedWriter(new FullDisk()));
        csv.write(new String[] {"a"});

        assertThatThrownBy(csv::close).isInstanceOf(IOException.class).hasMessage("no space left");
    }

    private static String written(String[]... records) throws IOException {
        StringWriter text = new StringWriter();
        try (CsvFile csv = new CsvFile(text)) {
            for (String[] record : records) {
                csv.write(record);
            }
        }
        return text.toString();
    }

    private static final class FullDisk extends Writer {
        @Override
        public void write(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("no space left");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
