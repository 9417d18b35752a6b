package io.dataconnector.core.scan;

import static io.dataconnector.core.scan.JsonTokens.INCOMPLETE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTokensTest {
    private static final String NO_ESCAPE = "a string holds a backslash before %s, which is not an escape";
    private static final String FOUR_DIGITS = "an escape \\u needs four hexadecimal digits but has %s";
    private static final String NOT_UTF8 = "a string is not UTF-8 at byte 0x%s";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "longer than one word of eight bytes",
                "\\\" \\\\ \\/ \\b \\f \\n \\r \\t",
                "\\u0000\\uabcd\\uABCD\\u00Ff",
                "\\ud83c\\udf32",
                "\\ud800",
                "\\udc00\\ud800",
                "\u007f",
                "é",
                "\u0080\u07ff",
                "\u0800\ud7ff\ue000\uffff",
                "\ud800\udc00\udbff\udfff"
            })
    void passesAString(String content) throws JsonSyntaxException {
        byte[] bytes = (content + "\",").getBytes(UTF_8);
        int end = bytes.length - 1;

        assertThat(JsonTokens.string(bytes, 0, bytes.length)).isEqualTo(end);
        for (int to = 0; to < end; to++) {
            assertThat(JsonTokens.string(bytes, 0, to)).as("cut at %d", to).isEqualTo(INCOMPLETE);
        }
    }

    static Stream<Arguments> badStrings() {
        return Stream.of(
                arguments("ab\u0000\"", 2, controlCharacter("0x00")),
                arguments("\n\"", 0, controlCharacter("0x0a")),
                arguments("12345678\t\"", 8, controlCharacter("0x09")),
                arguments("a\u001f\"", 1, controlCharacter("0x1f")),
                arguments("a\\x\"", 1, NO_ESCAPE.formatted("'x'")),
                arguments("\\U0041\"", 0, NO_ESCAPE.formatted("'U'")),
                arguments("\\'\"", 0, NO_ESCAPE.formatted("'''")),
                arguments("\\\u0000\"", 0, NO_ESCAPE.formatted("byte 0x00")),
                arguments("\\\u00e9\"", 0, NO_ESCAPE.formatted("byte 0xe9")),
                arguments("\\u\"", 2, FOUR_DIGITS.formatted("'\"'")),
                arguments("\\u123\"", 5, FOUR_DIGITS.formatted("'\"'")),
                arguments("\\u12g4\"", 4, FOUR_DIGITS.formatted("'g'")),
                arguments("\\u+123\"", 2, FOUR_DIGITS.formatted("'+'")),
                arguments("\\u\u00e9", 2, FOUR_DIGITS.formatted("byte 0xe9")),
                arguments("a\u0080\"", 1, NOT_UTF8.formatted("80")),
                arguments("\u00bf\"", 0, NOT_UTF8.formatted("bf")),
                arguments("\u00c0\u0080\"", 0, NOT_UTF8.formatted("c0")),
                arguments("\u00c1\u00bf\"", 0, NOT_UTF8.formatted("c1")),
                arguments("\u00e0\u009f\u00bf\"", 1, NOT_UTF8.formatted("9f")),
                arguments("\u00f0\u008f\u00bf\u00bf\"", 1, NOT_UTF8.formatted("8f")),
                arguments("\u00ed\u00a0\u0080\"", 1, NOT_UTF8.formatted("a0")),
                arguments("\u00ed\u00bf\u00bf\"", 1, NOT_UTF8.formatted("bf")),
                arguments("\u00f4\u0090\u0080\u0080\"", 1, NOT_UTF8.formatted("90")),
                arguments("\u00f5\u0080\u0080\u0080\"", 0, NOT_UTF8.formatted("f5")),
                arguments("\u00fe\"", 0, NOT_UTF8.formatted("fe")),
                arguments("\u00ff\"", 0, NOT_UTF8.formatted("ff")),
                arguments("\u00c3\u00c3\"", 1, NOT_UTF8.formatted("c3")),
                arguments("\u00e2\u0082\n\"", 2, NOT_UTF8.formatted("0a")),
                arguments("\u00c3\"", 1, "a string is not UTF-8 at '\"'"));
    }

    /** The contents are bytes: each character represents the byte with its code. */
    @ParameterizedTest
    @MethodSource("badStrings")
    void refusesAString(String content, int position, String message) {
        byte[] bytes = content.getBytes(ISO_8859_1);

        assertFault(() -> JsonTokens.string(bytes, 0, bytes.length), position, message);
    }

    /** Every lead byte with every possible second byte, followed by the bytes at the bounds. */
    @Test
    void agreesWithTheJdkOnWhatIsUtf8() {
        List<String> differences = new ArrayList<>();
        for (int lead = 0x80; lead <= 0xff; lead++) {
            for (int second = 0x7f; second <= 0xc0; second++) {
                for (int third : new int[] {0x7f, 0x80, 0xbf, 0xc0}) {
                    for (int fourth : new int[] {0x7f, 0x80}) {
                        byte[] bytes = {(byte) lead, (byte) second, (byte) third, (byte) fourth, '"'};
                        if (passesString(bytes) != JsonReference.isUtf8(bytes)) {
                            differences.add("%02x %02x %02x %02x".formatted(lead, second, third, fourth));
                        }
                    }
                }
            }
        }

        assertThat(differences).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "7",
                "10",
                "1234567890",
                "-1",
                "0.0",
                "-0.5",
                "12.3400",
                "0e0",
                "1e5",
                "1E5",
                "1e+5",
                "1e-5",
                "1e05",
                "-12.34E-56",
                "1e99999"
            })
    void passesANumber(String number) throws JsonSyntaxException {
        byte[] bytes = (number + ",").getBytes(UTF_8);
        int end = bytes.length - 1;

        assertThat(JsonTokens.number(bytes, 0, bytes.length, false)).isEqualTo(end);
        assertThat(JsonTokens.number(bytes, 0, bytes.length, true)).isEqualTo(end);
        assertThat(JsonTokens.number(bytes, 0, end, true))
                .as("the document ends with the number")
                .isEqualTo(end);
        for (int to = 1; to <= end; to++) {
            assertThat(JsonTokens.number(bytes, 0, to, false))
                    .as("more digits may follow those before %d", to)
                    .isEqualTo(INCOMPLETE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "1.", "-0.", "1e", "1E", "1e+", "1.5e-"})
    void leavesANumberIncompleteThatEndsWithoutADigit(String number) throws JsonSyntaxException {
        byte[] bytes = number.getBytes(UTF_8);

        assertThat(JsonTokens.number(bytes, 0, bytes.length, true)).isEqualTo(INCOMPLETE);
        assertThat(JsonTokens.number(bytes, 0, bytes.length, false)).isEqualTo(INCOMPLETE);
    }

    static Stream<Arguments> badNumbers() {
        String needlessZero = "a number has a leading 0";
        return Stream.of(
                arguments("00", 0, needlessZero),
                arguments("-01,", 1, needlessZero),
                arguments("0123.4,", 0, needlessZero),
                arguments("-,", 1, needsDigit("','")),
                arguments("--1,", 1, needsDigit("'-'")),
                arguments("-.5,", 1, needsDigit("'.'")),
                arguments("-Infinity", 1, needsDigit("'I'")),
                arguments("1.,", 2, needsDigit("','")),
                arguments("1.e5,", 2, needsDigit("'e'")),
                arguments("1e,", 2, needsDigit("','")),
                arguments("1e+,", 3, needsDigit("','")),
                arguments("1e+-5,", 3, needsDigit("'-'")),
                arguments("1e.5,", 2, needsDigit("'.'")),
                arguments("1.5E\n", 4, needsDigit("byte 0x0a")));
    }

    @ParameterizedTest
    @MethodSource("badNumbers")
    void refusesANumber(String number, int position, String message) {
        byte[] bytes = number.getBytes(UTF_8);

        assertFault(() -> JsonTokens.number(bytes, 0, bytes.length, true), position, message);
        assertFault(() -> JsonTokens.number(bytes, 0, bytes.length, false), position, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "null"})
    void passesALiteral(String literal) throws JsonSyntaxException {
        byte[] bytes = (literal + "x").getBytes(UTF_8);
        int end = literal.length();

        assertThat(JsonTokens.literal(bytes, 0, bytes.length)).isEqualTo(end);
        assertThat(JsonTokens.literal(bytes, 0, end)).isEqualTo(end);
        for (int to = 1; to < end; to++) {
            assertThat(JsonTokens.literal(bytes, 0, to)).as("cut at %d", to).isEqualTo(INCOMPLETE);
        }
    }

    static Stream<Arguments> badLiterals() {
        return Stream.of(
                arguments("tru,", 3, "expected 'true', found ','"),
                arguments("tRUE", 1, "expected 'true', found 'R'"),
                arguments("fals3", 4, "expected 'false', found '3'"),
                arguments("nil", 1, "expected 'null', found 'i'"),
                arguments("True", 0, "expected a value, found 'T'"),
                arguments("NaN", 0, "expected a value, found 'N'"),
                arguments("'a'", 0, "expected a value, found '''"),
                arguments("\u000b", 0, "expected a value, found byte 0x0b"));
    }

    @ParameterizedTest
    @MethodSource("badLiterals")
    void refusesALiteral(String literal, int position, String message) {
        byte[] bytes = literal.getBytes(UTF_8);

        assertFault(() -> JsonTokens.literal(bytes, 0, bytes.length), position, message);
    }

    private static String controlCharacter(String number) {
        return "a string holds the control character byte " + number + ", which must be escaped";
    }

    private static String needsDigit(String found) {
        return "a number needs a digit but has " + found;
    }

    private static boolean passesString(byte[] bytes) {
        try {
            return JsonTokens.string(bytes, 0, bytes.length) == bytes.length;
        } catch (JsonSyntaxException e) {
            return false;
        }
    }

    private static void assertFault(Scan scan, int position, String message) {
        JsonSyntaxException fault = catchThrowableOfType(JsonSyntaxException.class, scan::end);

        assertThat(fault).hasMessage(message);
        assertThat(fault.position()).isEqualTo(position);
    }

    /** A search for the end of a token. */
    private interface Scan {
        int end() throws JsonSyntaxException;
    }
}
