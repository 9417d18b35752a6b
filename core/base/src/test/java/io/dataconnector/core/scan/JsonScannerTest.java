package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dataconnector.core.scan.JsonScanner.Event;
import io.dataconnector.core.scan.ScanTrace.Fault;
import io.dataconnector.core.scan.ScanTrace.Value;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {
    @Nested
    class WatchedValues {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "``            | {\"a\":1}                       | {\"a\":1}",
                    "``            | null                            | null",
                    "/a            | {\"a\":1}                       | 1",
                    "/a            | {\"b\":0,\"a\":\"x\",\"c\":0}   | \"x\"",
                    "/a            | {\"a\":[1, 2]}                  | [1, 2]",
                    "/a            | {\"a\":{\"a\":null}}            | {\"a\":null}",
                    "/a/b          | {\"a\":{\"b\":true}}            | true",
                    "/a/b          | {\"c\":{\"b\":0},\"a\":{\"b\":1}} | 1",
                    "/a/1          | {\"a\":[10,20,30]}              | 20",
                    "/a/1          | {\"a\":{\"1\":2}}               | 2",
                    "/a/0/b/2      | {\"a\":[{\"b\":[0,0,3.50]}]}    | 3.50",
                    "/10           | [0,1,2,3,4,5,6,7,8,9,\"ten\"]   | \"ten\"",
                    "/01           | {\"01\":1}                      | 1",
                    "/-            | {\"-\":1}                       | 1",
                    "/             | {\"\":1}                        | 1",
                    "/a//b         | {\"a\":{\"\":{\"b\":1}}}        | 1",
                    "/a~1b         | {\"a/b\":1}                     | 1",
                    "/a~0b         | {\"a~b\":1}                     | 1",
                    "/~01          | {\"~1\":1}                      | 1",
                    "/é🌲          | {\"é🌲\":1}                     | 1",
                    "/é🌲          | {\"\\u00e9\\ud83c\\udf32\":1}   | 1",
                    "/updated_at   | {\"updated\\u005fat\":1}        | 1",
                    "/a\\b         | {\"a\\\\b\":1}                  | 1",
                    "/1/2/3/4/5/6/7/8/9/10 | {\"1\":{\"2\":{\"3\":{\"4\":{\"5\":{\"6\":{\"7\":{\"8\":{\"9\":{\"10\":\"deep\"}}}}}}}}}} | \"deep\"",
                    "/a            | {\"a\":1,\"a\":2}               | 2",
                    "/a            | {\"a\":1,\"\\u0061\":[3]}       | [3]",
                    "/a/b          | {\"a\":{\"b\":1},\"a\":{\"b\":2}} | 2"
                })
        void areFound(String pointer, String document, String value) throws JsonSyntaxException {
            JsonPaths paths = new JsonPaths();
            int id = paths.add(pointer);
            JsonScanner scanner = scanToEnd(paths, document);

            assertThat(scanner.has(id)).isTrue();
            assertThat(scanner.isWithin(id)).isFalse();
            assertThat(watched(scanner, id, document)).isEqualTo(value);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "/a            | {}",
                    "/a            | 1",
                    "/a            | [\"a\"]",
                    "/a            | {\"b\":{\"a\":1}}",
                    "/a            | {\"A\":1,\"aa\":1,\"\":1}",
                    "/a            | {\"b\":\"a\"}",
                    "/a/b          | {\"a\":1,\"b\":2}",
                    "/a/b          | {\"a\":[\"b\"]}",
                    "/1            | [0]",
                    "/01           | [0,1]",
                    "/-            | [0]",
                    "/999999999999 | [0]",
                    "/a_           | {\"a\\u005b\":1}",
                    // A lone surrogate has no UTF-8; the JDK would write a question mark for it.
                    "/?            | {\"\\ud800\":1}",
                    // The last value of a name is the one that counts, and it has no such member.
                    "/a/b          | {\"a\":{\"b\":1},\"a\":{}}",
                    "/a/b          | {\"a\":{\"b\":1},\"a\":null}",
                    "/a/0/b        | {\"a\":[{\"b\":1}],\"a\":[[]]}"
                })
        void areAbsent(String pointer, String document) throws JsonSyntaxException {
            JsonPaths paths = new JsonPaths();
            int id = paths.add(pointer);
            JsonScanner scanner = scanToEnd(paths, document);

            assertThat(scanner.has(id)).isFalse();
            assertThat(scanner.isWithin(id)).isFalse();
        }

        @Test
        void mayLieWithinOneAnotherAndHaveOneNumberAPointer() throws JsonSyntaxException {
            JsonPaths paths = new JsonPaths();
            int outer = paths.add("/a");
            int inner = paths.add("/a/b");
            String document = "{\"a\": {\"b\": [1]} }";
            JsonScanner scanner = scanToEnd(paths, document);

            assertThat(paths.add("/a")).isEqualTo(outer);
            assertThat(paths.count()).isEqualTo(2);
            assertThat(watched(scanner, outer, document)).isEqualTo("{\"b\": [1]}");
            assertThat(watched(scanner, inner, document)).isEqualTo("[1]");
        }

        @Test
        void areForgottenByTheNextDocument() throws JsonSyntaxException {
            JsonPaths paths = new JsonPaths();
            int id = paths.add("/a");
            JsonScanner scanner = scanToEnd(paths, "{\"a\":1}");
            byte[] next = utf8("xx{}");

            scanner.begin();
            scanner.feed(next, 2, next.length, true);

            assertThat(scanner.next()).isEqualTo(Event.END);
            assertThat(scanner.has(id)).isFalse();
            assertThat(scanner.position()).isEqualTo(next.length);
        }

        @Test
        void areKnownToHaveBegunBeforeTheyEnd() throws JsonSyntaxException {
            JsonPaths paths = new JsonPaths();
            int id = paths.add("/a");
            JsonScanner scanner = new JsonScanner(paths);
            byte[] start = utf8("{\"a\":[1,");
            byte[] rest = utf8("2]}");

            scanner.feed(start, 0, start.length, false);
            assertThat(scanner.next()).isEqualTo(Event.MORE);
            assertThat(scanner.has(id)).isTrue();
            assertThat(scanner.isWithin(id)).isTrue();
            assertThat(scanner.keepFrom()).as("nothing has to be kept").isEqualTo(start.length);

            scanner.feed(rest, 0, rest.length, true);
            assertThat(scanner.next()).isEqualTo(Event.END);
            assertThat(scanner.isWithin(id)).isFalse();
            assertThat(scanner.end(id)).isEqualTo(2);
        }
    }

    @Nested
    class Stops {
        @ParameterizedTest
        @ValueSource(strings = {"null", "true", "-1.50", "\"page_2\"", "[ 1, {} ]", "{ \"a\" : [] }"})
        void comeBehindAValueOfAnyKind(String value) {
            JsonPaths paths = new JsonPaths();
            int id = paths.addStop("/next");
            ScanRecorder recorder = new ScanRecorder(paths);
            byte[] document = utf8("{\"a\":[],\"next\": " + value + " ,\"b\":{\"next\":1}}");

            assertThat(recorder.whole(document).values()).containsExactly(new Value(id, value));
            assertThat(recorder.inPieces(document, List.of(1), false)).isEqualTo(recorder.whole(document));
        }

        @Test
        void mayBeTheDocumentItself() {
            JsonPaths paths = new JsonPaths();
            int id = paths.addStop("");
            ScanRecorder recorder = new ScanRecorder(paths);

            assertThat(recorder.whole(utf8(" 12 ")).values()).containsExactly(new Value(id, "12"));
            assertThat(recorder.inPieces(utf8(" 12 "), List.of(1), true).values())
                    .containsExactly(new Value(id, "12"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{\"next\":1, \"next\":2}                 | 18",
                    "{\"next\":1,\"n\\u0065xt\":2}            | 22",
                    "{\"next\":null,\"b\":[{}],\"next\":null} | 29"
                })
        void refuseASecondValue(String document, int position) {
            JsonPaths paths = new JsonPaths();
            paths.addStop("/next");
            ScanRecorder recorder = new ScanRecorder(paths);
            Fault fault = new Fault("/next is there for the second time", position);

            assertThat(recorder.whole(utf8(document)).fault()).contains(fault);
            assertThat(recorder.inPieces(utf8(document), List.of(1), false)).isEqualTo(recorder.whole(utf8(document)));
        }
    }

    @Test
    void comesToItsEndAgainAndAgain() throws JsonSyntaxException {
        JsonScanner scanner = scanToEnd(new JsonPaths(), "{} ");

        assertThat(scanner.next()).isEqualTo(Event.END);
        assertThat(scanner.keepFrom()).isEqualTo(3);
    }

    @Test
    void beginsAfreshAfterAFault() throws JsonSyntaxException {
        JsonPaths paths = new JsonPaths();
        int id = paths.addElements("/data", List.of())[0];
        JsonScanner scanner = new JsonScanner(paths);
        byte[] broken = utf8("{\"data\":[[{]");
        scanner.feed(broken, 0, broken.length, true);
        JsonSyntaxException fault = catchThrowableOfType(JsonSyntaxException.class, scanner::next);
        assertThat(fault.position()).isEqualTo(broken.length - 1);

        byte[] whole = utf8("{\"data\":[]}");
        scanner.begin();
        scanner.feed(whole, 0, whole.length, true);

        assertThat(scanner.next()).isEqualTo(Event.END);
        assertThat(scanner.start(id)).isEqualTo(8);
        assertThat(scanner.end(id)).isEqualTo(10);
    }

    @Test
    void needsPathsAndABuffer() {
        assertThatNullPointerException().isThrownBy(() -> new JsonScanner(null)).withMessage("paths is null");
        JsonScanner scanner = new JsonScanner(new JsonPaths());
        assertThatNullPointerException()
                .isThrownBy(() -> scanner.feed(null, 0, 0, true))
                .withMessage("buffer is null");
    }

    private static JsonScanner scanToEnd(JsonPaths paths, String document) throws JsonSyntaxException {
        JsonScanner scanner = new JsonScanner(paths);
        byte[] bytes = utf8(document);
        scanner.feed(bytes, 0, bytes.length, true);
        assertThat(scanner.next()).isEqualTo(Event.END);
        return scanner;
    }

    private static String watched(JsonScanner scanner, int id, String document) {
        int from = scanner.start(id);
        return new String(utf8(document), from, scanner.end(id) - from, UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
