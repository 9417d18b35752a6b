package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectCheckTest {
    private static final byte[] OBJECT =
            "{\"a\":{\"b\":[1,-2.5e+3,[],{},true],\"é\\n\":\"x\\u00e9\\\\\"} , \"c\" : null,\"d\":[\"{\",\"}\",0]}"
                    .getBytes(UTF_8);
    private static final byte[] TELLING =
            "{}[]\",:\\/ \t\r\n019eE+-.utfn\u0000\u001f\u0080\u00c3\u00ed\u00ef\u00ff".getBytes(ISO_8859_1);

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{ }", "{\"a\":[]}", "{\"a\":{\"b\":[{},[1]]}}", "{\"\":0,\"\":\"\"}"})
    void anObjectIsKnown(String text) {
        assertThat(isObject(text.getBytes(UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "[]",
                "{",
                "{}}",
                "{}{}",
                "{} ",
                " {}",
                "{,}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":1]",
                "{\"a\":[1}",
                "{\"a\":[,]}",
                "{\"a\":[1,]}",
                "{a:1}",
                "{\"a\":1}, \"data\":{\"b\":1}",
                "{\"a\" 1}",
                "{\"a\":01}",
                "{\"a\":tru}",
                "{\"a\":\"x{\"type\":\"RECORD\"}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":\"\\x\"}"
            })
    void anythingElseIsNot(String text) {
        assertThat(isObject(text.getBytes(UTF_8))).isFalse();
    }

    @Test
    void whatIsNestedTooDeepIsNotKnown() {
        assertThat(isObject(nested(64))).isTrue();
        assertThat(isObject(nested(65))).isFalse();
    }

    private static byte[] nested(int levels) {
        return ("{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}").getBytes(UTF_8);
    }

    @Test
    void nothingOutsideOfTheBytesMatters() {
        byte[] surrounded = new byte[OBJECT.length + 20];
        Arrays.fill(surrounded, (byte) '}');
        System.arraycopy(OBJECT, 0, surrounded, 10, OBJECT.length);

        for (int end = 10; end < 10 + OBJECT.length; end++) {
            assertThat(ObjectCheck.isObject(surrounded, 10, end)).isFalse();
        }
        assertThat(ObjectCheck.isObject(surrounded, 10, 10 + OBJECT.length)).isTrue();
    }

    @SeededTest(rounds = 20_000)
    void damagedObjectsAreObjectsIfTheScannerSaysSo(Draws draws) {
        byte[] damaged = OBJECT.clone();
        for (int steps = draws.between(1, 3); steps > 0; steps--) {
            damaged = damaged(damaged, draws);
        }
        assertThat(isObject(damaged)).as(new String(damaged, ISO_8859_1)).isEqualTo(isObjectToTheScanner(damaged));
    }

    private static byte[] damaged(byte[] text, Draws draws) {
        int one = draws.between(0, text.length);
        int two = draws.between(0, text.length);
        int from = Math.min(one, two);
        int to = Math.max(one, two);
        String whole = new String(text, ISO_8859_1);
        char telling = (char) (TELLING[draws.between(0, TELLING.length - 1)] & 0xff);
        String damaged = switch (draws.between(0, 3)) {
            case 0 -> whole.substring(0, from) + telling + whole.substring(from);
            case 1 -> whole.substring(0, from) + telling + whole.substring(Math.min(from + 1, text.length));
            case 2 -> whole.substring(0, from) + whole.substring(Math.min(from + 1, text.length));
            default -> whole.substring(0, to) + whole.substring(from);
        };
        return damaged.getBytes(ISO_8859_1);
    }

    /** An object without space after it, which the scanner would allow. */
    private static boolean isObjectToTheScanner(byte[] text) {
        if (text.length == 0 || text[0] != '{' || text[text.length - 1] != '}') {
            return false;
        }
        JsonScanner scanner = new JsonScanner(new JsonPaths());
        scanner.feed(text, 0, text.length, true);
        try {
            return scanner.next() == JsonScanner.Event.END;
        } catch (JsonSyntaxException e) {
            return false;
        }
    }

    private static boolean isObject(byte[] text) {
        return ObjectCheck.isObject(text, 0, text.length);
    }
}
