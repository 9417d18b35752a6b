package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dataconnector.core.scan.ScanTrace.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Documents that are JSON and documents that are not, whole and byte by byte. They are written as
 * bytes: each character stands for the byte of its number, so that {@code \u00c3\u00a9} is an é.
 */
class JsonGrammarTest {
    private static final String INCOMPLETE = "the document ends before it is complete";
    private static final String TRAILING = "expected nothing after the document, found ";

    private final ScanRecorder recorder = new ScanRecorder(new JsonPaths());

    static final List<String> VALID = List.of(
            "null",
            "true",
            "false",
            "0",
            "-0",
            "-0.0e-0",
            "42",
            "1E+2",
            "\"\"",
            "\"a\"",
            "[]",
            "{}",
            "[[]   ]",
            "[null, 1, \"1\", {}]",
            "[1\n]",
            " [] ",
            "\t\r\n {\"a\"\t:\r1\n,\"b\" :2 }\n",
            "{\"a\":{\"b\":[{\"c\":[]}]}}",
            "{\"\":0}",
            "{\"a\":1,\"a\":2}",
            "{\"a\\u0000b\":1}",
            "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]",
            "[\"\\u0060\\u012a\\u12AB\"]",
            "[\"\\uD801\\udc37\"]",
            // A lone surrogate is no character, but its escape is within the grammar.
            "[\"\\uDEAD\"]",
            "[\"\\ud800\\ud800\"]",
            "[\"\\uD800\\n\"]",
            "[\"\u007f\"]",
            "[\"\u00c3\u00a9 \u00e6\u0097\u00a5 \u00f0\u009f\u008c\u00b2\"]",
            // Not characters, yet encoded as RFC 3629 wants: U+FFFF and U+10FFFF.
            "[\"\u00ef\u00bf\u00bf\u00f4\u008f\u00bf\u00bf\"]",
            // In a string the byte order mark is a character like others.
            "[\"\u00ef\u00bb\u00bf\"]",
            "[123456789012345678901234567890.000000000000000000001]",
            "[1e400, -1e-400]");

    @ParameterizedTest
    @FieldSource("VALID")
    void passes(String document) {
        byte[] bytes = document.getBytes(ISO_8859_1);

        assertThat(recorder.whole(bytes).fault()).isEmpty();
        assertThat(recorder.inPieces(bytes, List.of(1), true).fault()).isEmpty();
    }

    static Stream<Arguments> invalid() {
        return Stream.of(
                        emptyAndIncomplete(),
                        byteOrderMarks(),
                        trailing(),
                        arrays(),
                        objects(),
                        scalars(),
                        controlCharactersAndUtf8())
                .flatMap(cases -> cases);
    }

    private static Stream<Arguments> emptyAndIncomplete() {
        return Stream.of("", " ", "\n\n", "[", "[1", "[1,", "{", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,")
                .flatMap(start -> Stream.of(start, start + "\n"))
                // A line break inside of a name is a fault of its own.
                .filter(document -> !document.equals("{\"a\n"))
                .map(document -> arguments(document, document.length(), INCOMPLETE));
    }

    private static Stream<Arguments> byteOrderMarks() {
        return Stream.of(
                arguments("\u00ef\u00bb\u00bf{}", 0, "expected a value, found byte 0xef"),
                arguments("\u00ff\u00fe{\u0000}\u0000", 0, "expected a value, found byte 0xff"),
                arguments("{\u0000}\u0000", 1, "expected a name in quotes or '}', found byte 0x00"),
                arguments("\u00ef\u00bb\u00bf", 0, "expected a value, found byte 0xef"));
    }

    private static Stream<Arguments> trailing() {
        return Stream.of(
                arguments("1 2", 2, TRAILING + "'2'"),
                arguments("[]]", 2, TRAILING + "']'"),
                arguments("{}\n}", 3, TRAILING + "'}'"),
                arguments("{},", 2, TRAILING + "','"),
                arguments("\"a\"\"b\"", 3, TRAILING + "'\"'"),
                arguments("{} // comment", 3, TRAILING + "'/'"),
                arguments("null\u0000", 4, TRAILING + "byte 0x00"),
                arguments("truex", 4, TRAILING + "'x'"),
                arguments("1x", 1, TRAILING + "'x'"),
                arguments("0x1F", 1, TRAILING + "'x'"));
    }

    private static Stream<Arguments> arrays() {
        return Stream.of(
                arguments("]", 0, "expected a value, found ']'"),
                arguments("[,]", 1, "expected a value, found ','"),
                arguments("[1,]", 3, "expected a value, found ']'"),
                arguments("[1,,2]", 3, "expected a value, found ','"),
                arguments("[1 2]", 3, "expected ',' or ']', found '2'"),
                arguments("[1:2]", 2, "expected ',' or ']', found ':'"),
                arguments("[1}", 2, "expected ',' or ']', found '}'"),
                arguments("[\"a\" \"b\"]", 5, "expected ',' or ']', found '\"'"),
                arguments("[}", 1, "expected a value, found '}'"),
                arguments("[/* a */]", 1, "expected a value, found '/'"));
    }

    private static Stream<Arguments> objects() {
        return Stream.of(
                arguments("}", 0, "expected a value, found '}'"),
                arguments("{,}", 1, "expected a name in quotes or '}', found ','"),
                arguments("{a:1}", 1, "expected a name in quotes or '}', found 'a'"),
                arguments("{'a':1}", 1, "expected a name in quotes or '}', found '''"),
                arguments("{1:1}", 1, "expected a name in quotes or '}', found '1'"),
                arguments("{]", 1, "expected a name in quotes or '}', found ']'"),
                arguments("{\"a\"}", 4, "expected ':', found '}'"),
                arguments("{\"a\" 1}", 5, "expected ':', found '1'"),
                arguments("{\"a\",1}", 4, "expected ':', found ','"),
                arguments("{\"a\"::1}", 5, "expected a value, found ':'"),
                arguments("{\"a\":}", 5, "expected a value, found '}'"),
                arguments("{\"a\":,}", 5, "expected a value, found ','"),
                arguments("{\"a\":1,}", 7, "expected a name in quotes, found '}'"),
                arguments("{\"a\":1,,}", 7, "expected a name in quotes, found ','"),
                arguments("{\"a\":1 \"b\":2}", 7, "expected ',' or '}', found '\"'"),
                arguments("{\"a\":1]", 6, "expected ',' or '}', found ']'"),
                arguments("{\"a\":1:2}", 6, "expected ',' or '}', found ':'"));
    }

    private static Stream<Arguments> scalars() {
        return Stream.of(
                arguments("+1", 0, "expected a value, found '+'"),
                arguments(".5", 0, "expected a value, found '.'"),
                arguments("NaN", 0, "expected a value, found 'N'"),
                arguments("-NaN", 1, "a number needs a digit but has 'N'"),
                arguments("[012]", 1, "a number has a leading 0"),
                arguments("[-012]", 2, "a number has a leading 0"),
                arguments("[1.]", 3, "a number needs a digit but has ']'"),
                arguments("[1e]", 3, "a number needs a digit but has ']'"),
                arguments("[1_000]", 2, "expected ',' or ']', found '_'"),
                arguments("-", 1, INCOMPLETE),
                arguments("1.", 2, INCOMPLETE),
                arguments("1e+", 3, INCOMPLETE),
                arguments("\"a", 2, INCOMPLETE),
                arguments("\"\\", 2, INCOMPLETE),
                arguments("\"\\u12", 5, INCOMPLETE),
                arguments("tru", 3, INCOMPLETE),
                arguments("True", 0, "expected a value, found 'T'"),
                arguments("undefined", 0, "expected a value, found 'u'"),
                arguments("[nul]", 4, "expected 'null', found ']'"),
                arguments("'a'", 0, "expected a value, found '''"),
                arguments("\"\\a\"", 1, "a string holds a backslash before 'a', which is not an escape"),
                arguments("\"\\u00G0\"", 5, "an escape \\u needs four hexadecimal digits but has 'G'"));
    }

    private static Stream<Arguments> controlCharactersAndUtf8() {
        return Stream.of(
                arguments("[\u000b]", 1, "expected a value, found byte 0x0b"),
                arguments("[\u000c1]", 1, "expected a value, found byte 0x0c"),
                // A no-break space is no space to JSON.
                arguments("[\u00c2\u00a01]", 1, "expected a value, found byte 0xc2"),
                arguments("{\u0000}", 1, "expected a name in quotes or '}', found byte 0x00"),
                arguments("\"a\nb\"", 2, "a string holds the control character byte 0x0a, which must be escaped"),
                arguments("{\"\t\":1}", 2, "a string holds the control character byte 0x09, which must be escaped"),
                arguments("{\"\u00ff\":1}", 2, "a string is not UTF-8 at byte 0xff"),
                arguments("\"\u00c0\u00af\"", 1, "a string is not UTF-8 at byte 0xc0"),
                arguments("\"\u00e0\u0080\u00af\"", 2, "a string is not UTF-8 at byte 0x80"),
                arguments("\"\u00f0\u0080\u0080\u00af\"", 2, "a string is not UTF-8 at byte 0x80"),
                arguments("\"\u00ed\u00a0\u0080\"", 2, "a string is not UTF-8 at byte 0xa0"),
                arguments("\"\u00f4\u0090\u0080\u0080\"", 2, "a string is not UTF-8 at byte 0x90"),
                arguments("\"\u00e9\"", 2, "a string is not UTF-8 at '\"'"),
                arguments("\"\u00c3", 2, INCOMPLETE));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void refuses(String document, int position, String message) {
        byte[] bytes = document.getBytes(ISO_8859_1);
        Fault fault = new Fault(message, position);

        assertThat(recorder.whole(bytes).fault()).contains(fault);
        assertThat(recorder.inPieces(bytes, List.of(1), false).fault()).contains(fault);
        assertThat(recorder.inPieces(bytes, List.of(1), true).fault()).contains(fault);
    }

    static Stream<Arguments> large() {
        return Stream.of(10_000, 1_000_000)
                .flatMap(depth -> Stream.of(
                        arguments(depth + " arrays", "[".repeat(depth) + "]".repeat(depth), true),
                        arguments(depth + " objects", "{\"a\":".repeat(depth) + "1" + "}".repeat(depth), true),
                        arguments(depth + " of both", "[{\"a\":".repeat(depth) + "[]" + "}]".repeat(depth), true),
                        arguments(depth + " open arrays", "[".repeat(depth), false),
                        arguments(depth + " arrays closed wrongly", "[".repeat(depth) + "}", false),
                        arguments(depth + " digits", "9".repeat(depth) + "." + "9".repeat(depth), true),
                        arguments(depth + " characters", "\"" + "a".repeat(depth) + "\"", true)));
    }

    /** No limit but memory: the call stack would hold some ten thousand levels. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("large")
    void passesDocumentsOfAnyDepthAndLength(String name, String document, boolean valid) {
        byte[] bytes = document.getBytes(ISO_8859_1);

        assertThat(recorder.whole(bytes).fault().isEmpty()).as(name).isEqualTo(valid);
        assertThat(recorder.inPieces(bytes, List.of(65_537), false)).isEqualTo(recorder.whole(bytes));
    }
}
