package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``, ``",
                "plain é日🌲, plain é日🌲",
                "\\\"\\\\\\/, \"\\/",
                "\\\\n, \\n",
                "a\\u0041\\u00e9\\u65E5b, aAé日b",
                "\\ud83c\\udf32, 🌲",
                "\\\\\\\\, \\\\"
            })
    void unescapes(String content, String expected) {
        assertThat(unescape(content)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"b,8", "t,9", "n,10", "f,12", "r,13", "u0000,0", "uD800,55296", "udfff,57343"})
    void unescapesWhatHasNoLook(String escape, int expected) {
        assertThat(unescape("<\\" + escape + ">")).isEqualTo("<" + (char) expected + ">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "é/\""})
    void knowsAStringWithoutEscapes(String content) {
        byte[] bytes = utf8("\\" + content + "\\");

        assertThat(JsonText.isEscaped(bytes, 1, bytes.length - 1)).isFalse();
        assertThat(JsonText.isEscaped(bytes, 1, bytes.length)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "` { \"a b\" : [ 1 , -2.50e+3 ,\ttrue ] }\r\n` | {\"a b\":[1,-2.50e+3,true]}",
                "` \" \\\" \\\\\" ` | `\" \\\" \\\\\"`",
                "`[\n\n]` | []",
                "` 1 ` | 1",
                "`[\"é 🌲\" ]` | `[\"é 🌲\"]`"
            })
    void compacts(String json, String expected) {
        assertThat(compact(json)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{, an object",
                "[, an array",
                "\", a string",
                "t, a boolean",
                "f, a boolean",
                "n, null",
                "-, a number",
                "0, a number",
                "9, a number"
            })
    void namesKinds(char first, String expected) {
        assertThat(JsonText.kind((byte) first)).isEqualTo(expected);
    }

    @SeededTest(rounds = 500)
    void compactsToOneLineOfTheSameMeaning(Draws draws) {
        String document = JsonDocuments.document(draws);
        String compact = compact(document);

        assertThat(compact).doesNotContain("\n", "\r");
        assertThat(JsonReference.tree(utf8(compact))).isEqualTo(JsonReference.tree(utf8(document)));
        assertThat(compact(compact)).as("there is no more to take").isEqualTo(compact);
    }

    @SeededTest(rounds = 500)
    void unescapesAsJacksonDoes(Draws draws) {
        byte[] bytes = utf8(JsonDocuments.string(draws));

        assertThat(JsonText.unescape(bytes, 1, bytes.length - 1))
                .isEqualTo(JsonReference.tree(bytes).textValue());
    }

    private static String unescape(String content) {
        byte[] bytes = utf8("\"" + content + "\"");
        return JsonText.unescape(bytes, 1, bytes.length - 1);
    }

    /** Compacts into the middle of a target whose other bytes must stay as they are. */
    private static String compact(String json) {
        byte[] bytes = utf8(json);
        byte[] target = new byte[bytes.length + 2];
        int end = JsonText.compact(bytes, 0, bytes.length, target, 1);

        assertThat(target[0]).isZero();
        assertThat(target[end]).isZero();
        return new String(target, 1, end - 1, UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
