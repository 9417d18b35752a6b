package io.dataconnector.normalizer.table;

import static io.dataconnector.normalizer.table.ColumnType.BOOLEAN;
import static io.dataconnector.normalizer.table.ColumnType.DECIMAL;
import static io.dataconnector.normalizer.table.ColumnType.INTEGER;
import static io.dataconnector.normalizer.table.ColumnType.JSON;
import static io.dataconnector.normalizer.table.ColumnType.STRING;
import static io.dataconnector.normalizer.table.ColumnType.TIMESTAMP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueConverterTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "Möller"         | Möller
                    " as it stands " | ' as it stands '
                    ""               | ''
                    "a\\"b\\\\c\\/d" | a"b\\c/d
                    "caf\\u00e9"     | café
                    "\\uD83D\\uDC10" | 🐐
                    "null"           | null
                    17               | 17
                    -0.50            | -0.50
                    1.5e3            | 1.5e3
                    """)
    void stringIsTextOrTheDigitsOfANumber(String json, String expected) throws UnfitValueException {
        assertThat(converted(STRING, json)).isEqualTo(expected);
    }

    @Test
    void stringKeepsControlCharacters() throws UnfitValueException {
        assertThat(converted(STRING, "\"a\\u0000b\\r\\n\\t\"")).isEqualTo("a\0b\r\n\t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "{}", "[\"a\"]", "\"\\ud83d\"", "\"\\udc10\\ud83d\"", "\"a\\ud83dz\""})
    void stringIsNothingElse(String json) {
        assertThat(fault(STRING, json)).isNotEmpty();
    }

    @Test
    void aLoneSurrogateIsRefusedWithItsReason() {
        assertThat(fault(STRING, "\"\\ud83d\"")).contains("lone surrogate").contains("\"\\ud83d\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0                      | 0
                    -0                     | 0
                    17                     | 17
                    -17                    | -17
                    17.0                   | 17
                    1e3                    | 1000
                    1.5E1                  | 15
                    120e-1                 | 12
                    9223372036854775807    | 9223372036854775807
                    -9223372036854775808   | -9223372036854775808
                    "17"                   | 17
                    "+17"                  | 17
                    "007"                  | 7
                    """)
    void integerIsAWholeNumber(String json, String expected) throws UnfitValueException {
        assertThat(converted(INTEGER, json)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.5",
                "1e-1",
                "9223372036854775808",
                "-9223372036854775809",
                "1e999999999",
                "1e99999999999",
                "\"\"",
                "\" 17\"",
                "\"17 \"",
                "\"0x11\"",
                "\"17L\"",
                "\"1_000\"",
                "\"1,000\"",
                "\"١٧\"",
                "\"NaN\"",
                "true",
                "{}",
                "[17]",
            })
    void integerIsNothingElse(String json) {
        assertThat(fault(INTEGER, json)).startsWith("must be a whole number");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1234567890.10          | 1234567890.10
                    0.30                   | 0.30
                    98765432109876.54      | 98765432109876.54
                    0                      | 0
                    0.000                  | 0.000
                    -0.0                   | 0.0
                    -45.50                 | -45.50
                    1e3                    | 1000
                    1.5e3                  | 1500
                    1.50E+1                | 15.0
                    1E-7                   | 0.0000001
                    12.5e-3                | 0.0125
                    "250.00"               | 250.00
                    "-.5"                  | -0.5
                    "5."                   | 5
                    "1e2"                  | 100
                    """)
    void decimalKeepsTheDigitsInPlainNotation(String json, String expected) throws UnfitValueException {
        assertThat(converted(DECIMAL, json)).isEqualTo(expected);
    }

    @Test
    void decimalHasAsManyDigitsAsItHas() throws UnfitValueException {
        String whole = "7".repeat(5_000);
        String small = "0." + "0".repeat(4_999) + "1";

        assertThat(converted(DECIMAL, whole)).isEqualTo(whole);
        assertThat(converted(DECIMAL, "-" + whole + "." + whole)).isEqualTo("-" + whole + "." + whole);
        assertThat(converted(DECIMAL, small)).isEqualTo(small);
    }

    @Test
    void decimalTakesExponentsThatPlainNotationCanBear() throws UnfitValueException {
        assertThat(converted(DECIMAL, "1e1000")).isEqualTo("1" + "0".repeat(1_000));
        assertThat(converted(DECIMAL, "1e-1000")).isEqualTo("0." + "0".repeat(999) + "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e999999999", "1e-999999999", "1e2147483648", "0e99999", "1e99999999999", "\"1e999999999\""})
    void decimalRefusesExponentsThatWouldFillTheDisk(String json) {
        assertThat(fault(DECIMAL, json)).startsWith("must be a number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\" 1\"",
                "\"1 \"",
                "\"1.2.3\"",
                "\"1,5\"",
                "\"€5\"",
                "\"Infinity\"",
                "\"٣\"",
                "true",
                "{}",
                "[1]"
            })
    void decimalIsNothingElse(String json) {
        assertThat(fault(DECIMAL, json)).startsWith("must be a number but is ");
    }

    @SeededTest(rounds = 300)
    void decimalNeverChangesAValueInPlainNotation(Draws draws) throws UnfitValueException {
        BigInteger unscaled = new BigInteger(draws.between(0, 140), draws.random());
        String digits =
                new BigDecimal(draws.bool() ? unscaled : unscaled.negate(), draws.between(0, 12)).toPlainString();

        assertThat(converted(DECIMAL, digits)).isEqualTo(digits);
        assertThat(converted(DECIMAL, '"' + digits + '"')).isEqualTo(digits);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false", "1, true", "0, false"})
    void booleanIsAlsoOneAndNought(String json, String expected) throws UnfitValueException {
        assertThat(converted(BOOLEAN, json)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"true\"",
                "\"false\"",
                "\"\"",
                "\"1\"",
                "10",
                "01e1",
                "-1",
                "-0",
                "1.0",
                "0.0",
                "2",
                "{}",
                "[true]"
            })
    void booleanIsNothingElse(String json) {
        assertThat(fault(BOOLEAN, json)).startsWith("must be true, false, 1 or 0 but is ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "2024-06-02T08:01:18.666Z"             | 2024-06-02T08:01:18.666Z
                    "2024-06-02T08:01:18Z"                 | 2024-06-02T08:01:18Z
                    "2024-06-02t08:01:18z"                 | 2024-06-02T08:01:18Z
                    "2024-06-02 08:01:18+02:00"            | 2024-06-02T06:01:18Z
                    "2024-06-02T08:01:18-0530"             | 2024-06-02T13:31:18Z
                    "2024-06-02T08:01:18+09"               | 2024-06-01T23:01:18Z
                    "2024-06-02T00:00:00\\u002B00:00"      | 2024-06-02T00:00:00Z
                    "2024-04-30T23:59:59.999999999+02:00"  | 2024-04-30T21:59:59.999999999Z
                    "2024-06-02T08:01:18.5Z"               | 2024-06-02T08:01:18.500Z
                    "2024-06-02T08:01:18.000000Z"          | 2024-06-02T08:01:18Z
                    "2024-02-29T00:00:00Z"                 | 2024-02-29T00:00:00Z
                    "2016-12-31T23:59:60Z"                 | 2017-01-01T00:00:00Z
                    "0000-01-01T00:00:00Z"                 | 0000-01-01T00:00:00Z
                    "9999-12-31T23:59:59.999999999Z"       | 9999-12-31T23:59:59.999999999Z
                    0                                      | 1970-01-01T00:00:00Z
                    1717315278666                          | 2024-06-02T08:01:18.666Z
                    1.717315278666e12                      | 2024-06-02T08:01:18.666Z
                    -1                                     | 1969-12-31T23:59:59.999Z
                    """)
    void timestampIsAnInstantInUtc(String json, String expected) throws UnfitValueException {
        assertThat(converted(TIMESTAMP, json)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"2024-06-02\"",
                "\"2024-06-02T08:01:18\"",
                "\"2024-06-02T08:01Z\"",
                "\"2023-02-29T00:00:00Z\"",
                "\"2024-13-01T00:00:00Z\"",
                "\"2024-06-02T24:00:00Z\"",
                "\"2024-06-02T08:01:18.Z\"",
                "\"2024-06-02T08:01:18.1234567890Z\"",
                "\"2024-06-02T08:01:18+2\"",
                "\"2024-06-02T08:01:18Z \"",
                "\"02.06.2024 08:01:18\"",
                "\"1717315278666\"",
                "\"２０２４-06-02T08:01:18Z\"",
                "\"9999-12-31T23:59:59-01:00\"",
                "\"0000-01-01T00:00:00+01:00\"",
                "1717315278.5",
                "253402300800000",
                "1e300",
                "true",
                "{}",
                "[0]",
            })
    void timestampIsNothingElse(String json) {
        assertThat(fault(TIMESTAMP, json)).startsWith("must be a timestamp");
    }

    @SeededTest(rounds = 1_000)
    void timestampIsTheTextOfItsInstant(Draws draws) throws UnfitValueException {
        Instant instant = Instant.ofEpochSecond(draws.between(-62_167_219_200L, 253_402_300_799L), nanos(draws));
        int offsetMinutes = draws.between(-1_079, 1_079);

        assertThat(converted(TIMESTAMP, '"' + instant.toString() + '"')).isEqualTo(instant.toString());
        OffsetDateTime local = instant.atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        if (local.getYear() >= 0 && local.getYear() <= 9_999) {
            assertThat(converted(TIMESTAMP, '"' + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local) + '"'))
                    .isEqualTo(instant.toString());
        }
    }

    /** With three, six or nine decimal places, or none. */
    private static int nanos(Draws draws) {
        int places = draws.oneOf(0, 1, 1_000, 1_000_000);
        return places == 0 ? 0 : draws.between(0, 999_999_999) / places * places;
    }

    /** Of four centuries, for the calendar comes back to its beginning then, and of the first and the last. */
    @Test
    void timestampKnowsEveryDayOfTheCalendar() throws UnfitValueException {
        for (int firstYear : new int[] {0, 1_900, 2_000, 2_100, 2_200, 9_900}) {
            LocalDate end = LocalDate.of(firstYear, 1, 1).plusYears(100);
            for (LocalDate day = LocalDate.of(firstYear, 1, 1); day.isBefore(end); day = day.plusDays(1)) {
                String text = day + "T23:59:59Z";
                assertThat(converted(TIMESTAMP, '"' + text + '"')).isEqualTo(text);
                assertThat(converted(
                                TIMESTAMP, Long.toString(Instant.parse(text).toEpochMilli())))
                        .isEqualTo(text);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    { "a" : [ 1.50 , "x y" , null ] } | {"a":[1.50,"x y",null]}
                    []                                | []
                    "a \\" b"                         | "a \\" b"
                    true                              | true
                    1e3                               | 1e3
                    """)
    void jsonIsItsTextWithoutTheSpaceBetween(String json, String expected) throws UnfitValueException {
        assertThat(converted(JSON, json)).isEqualTo(expected);
    }

    @Test
    void jsonStandsOnOneLine() throws UnfitValueException {
        assertThat(converted(JSON, "{\r\n\t\"a\":\n1\n}")).isEqualTo("{\"a\":1}");
    }

    @Test
    void aFaultShowsNoMoreThanTheBeginningOfAValue() {
        assertThat(fault(DECIMAL, '"' + "x".repeat(1_000) + '"'))
                .isEqualTo("must be a number but is a string: \"" + "x".repeat(59) + "...");
    }

    /** Half of a surrogate pair would make rejects.jsonl a file that strict readers refuse. */
    @Test
    void aFaultShowsNoHalfOfACharacter() {
        String shown = '"' + "x".repeat(58);

        assertThat(fault(DECIMAL, shown + "🐐🐐\"")).isEqualTo("must be a number but is a string: " + shown + "...");
    }

    private String converted(ColumnType type, String json) throws UnfitValueException {
        byte[] bytes = json.getBytes(UTF_8);
        TextBuffer text = new TextBuffer();
        ValueConverter.of(type).append(bytes, 0, bytes.length, text);
        return new String(text.bytes(), 0, text.size(), UTF_8);
    }

    private String fault(ColumnType type, String json) {
        UnfitValueException fault = catchThrowableOfType(UnfitValueException.class, () -> converted(type, json));
        assertThat(fault).as("%s as %s", json, type).isNotNull();
        return fault.getMessage();
    }
}
