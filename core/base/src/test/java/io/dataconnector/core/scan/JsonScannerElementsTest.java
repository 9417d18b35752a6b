package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.scan.JsonScanner.Event;
import io.dataconnector.core.scan.ScanTrace.Element;
import io.dataconnector.core.scan.ScanTrace.Fault;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The elements of an array that is watched, each with the values that are watched in it. */
class JsonScannerElementsTest {
    private final JsonPaths paths = new JsonPaths();
    private final int[] ids = paths.addElements("/data", List.of("/id", "/deep/0"));
    private final ScanRecorder recorder = new ScanRecorder(paths, ids[1], ids[2]);

    @Test
    void areNumberedInTheOrderOfTheirPointers() {
        assertThat(ids).containsExactly(0, 1, 2);
        assertThat(paths.count()).isEqualTo(3);
    }

    @Test
    void areOfAnyKind() {
        assertThat(trace("{\"data\":[1, \"two\",null,[3] ,{\"id\":4}]}").elements())
                .extracting(Element::text)
                .containsExactly("1", "\"two\"", "null", "[3]", "{\"id\":4}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":[]}", "{\"data\":[ \n ]}", "{}", "[]", "{\"a\":{\"data\":[1]}}", "1"})
    void mayBeAbsent(String document) {
        ScanTrace trace = trace(document);

        assertThat(trace.elements()).isEmpty();
        assertThat(trace.fault()).isEmpty();
    }

    @Test
    void haveInnerValuesOfTheirOwn() {
        assertThat(trace("{\"id\":0,\"data\":[{\"id\":1,\"deep\":[true,false]},{\"deep\":{\"0\":\"x\"}},{\"id\":3},4]}")
                        .elements())
                .extracting(Element::inner)
                .containsExactly(
                        List.of(Optional.of("1"), Optional.of("true")),
                        List.of(Optional.empty(), Optional.of("\"x\"")),
                        List.of(Optional.of("3"), Optional.empty()),
                        List.of(Optional.empty(), Optional.empty()));
    }

    /** What was watched in a value that a second one replaces is forgotten, elements between them or not. */
    @Test
    void doNotKeepAValueOfAnEarlierDuplicateName() throws JsonSyntaxException {
        JsonPaths beside = new JsonPaths();
        int inner = beside.add("/a/b");
        beside.addElements("/data", List.of("/a/b"));
        JsonScanner scanner = new JsonScanner(beside);
        byte[] document = "{\"a\":{\"b\":1},\"data\":[{\"a\":{\"b\":2}},{}],\"a\":{}}".getBytes(UTF_8);

        scanner.feed(document, 0, document.length, true);

        assertThat(scanner.next()).isEqualTo(Event.ELEMENT);
        assertThat(scanner.has(inner)).isTrue();
        assertThat(scanner.next()).isEqualTo(Event.ELEMENT);
        assertThat(scanner.next()).isEqualTo(Event.END);
        assertThat(scanner.has(inner)).isFalse();
    }

    @Test
    void haveTheLastOfDuplicateInnerValues() {
        assertThat(trace("{\"data\":[{\"id\":1,\"x\":0,\"id\":[2]}]}").elements())
                .extracting(Element::inner)
                .containsExactly(List.of(Optional.of("[2]"), Optional.empty()));
    }

    @Test
    void haveNothingOfAValueThatAnotherOfItsNameReplaces() {
        assertThat(trace("{\"data\":[{\"deep\":[1],\"deep\":[]}]}").elements())
                .extracting(Element::inner)
                .containsExactly(List.of(Optional.empty(), Optional.empty()));
    }

    @Test
    void reportWhetherTheySpanSeveralLines() {
        assertThat(trace(
                                "\n{\n\"data\":\n[\n{\"id\":1}\n,\r{\"id\":\n2},{\"id\"\r:3}, [\t ], [\n],\n5\n,\"\\n\"\n]\n}\n")
                        .elements())
                .extracting(Element::hasLineBreak)
                .containsExactly(false, true, true, false, true, false, false);
    }

    @Test
    void reportWhetherTheyHaveANull() {
        assertThat(trace(
                                "{\"null\":null,\"data\":[{\"id\":1},{\"id\":null},{\"null\":\"null\"},[[{\"x\":null}]],2,null],\"x\":null}")
                        .elements())
                .extracting(Element::hasNull)
                .containsExactly(false, true, false, true, false, true);
    }

    @Test
    void mayBeThoseOfTheDocumentItself() {
        JsonPaths top = new JsonPaths();
        int[] elements = top.addElements("", List.of("", "/id"));

        assertThat(new ScanRecorder(top, elements[1], elements[2])
                        .whole(utf8("[{\"id\":1},[]]"))
                        .elements())
                .containsExactly(
                        new Element("{\"id\":1}", false, false, List.of(Optional.of("{\"id\":1}"), Optional.of("1"))),
                        new Element("[]", false, false, List.of(Optional.of("[]"), Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"data\":{}}       | 8 | an object",
                "{\"data\": null}    | 9 | null",
                "{\"data\":\"[1]\"}  | 8 | a string",
                "{\"data\":true}     | 8 | a boolean",
                "{\"data\":-1}       | 8 | a number"
            })
    void refuseWhatIsNoArray(String document, int position, String found) {
        assertThat(trace(document).fault()).contains(new Fault("expected an array at /data, found " + found, position));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"data\":[1],\"data\":[2]}           | 19",
                "{\"data\":[],\"x\":0,\"data\":[]}     | 24",
                "{\"data\":[{\"id\":1}],\"data\":null} | 26"
            })
    void refuseASecondArray(String document, int position) {
        assertThat(trace(document).fault()).contains(new Fault("/data occurs a second time", position));
    }

    @Test
    void refuseASecondArrayInASecondParent() {
        JsonPaths nested = new JsonPaths();
        nested.addElements("/a/data", List.of());

        assertThat(new ScanRecorder(nested)
                        .whole(utf8("{\"a\":{\"data\":[]},\"a\":{\"data\":[]}}"))
                        .fault())
                .contains(new Fault("/a/data occurs a second time", 29));
    }

    /** With the element moved to the front of the buffer, the array itself begins before it. */
    @Test
    void belongToAnArrayThatHasLeftTheBuffer() throws JsonSyntaxException {
        JsonScanner scanner = new JsonScanner(paths);
        byte[] start = utf8("{\"data\":[{\"id\":");
        byte[] rest = utf8("{\"id\":1}]}");
        scanner.feed(start, 0, start.length, false);
        assertThat(scanner.next()).isEqualTo(Event.MORE);
        assertThat(scanner.keepFrom()).isEqualTo(9);

        scanner.feed(rest, 0, rest.length, true);
        assertThat(scanner.has(ids[0])).isTrue();
        assertThat(scanner.isWithin(ids[0])).isTrue();
        assertThat(scanner.next()).isEqualTo(Event.ELEMENT);
        assertThat(scanner.next()).isEqualTo(Event.END);
        assertThat(scanner.has(ids[0])).isTrue();
        assertThat(scanner.isWithin(ids[0])).isFalse();
    }

    @Test
    void haveToBeKeptUntilTheyEnd() throws JsonSyntaxException {
        JsonScanner scanner = new JsonScanner(paths);
        byte[] start = utf8("{\"data\":[ {\"id\":1,");
        scanner.feed(start, 0, start.length, false);

        assertThat(scanner.next()).isEqualTo(Event.MORE);
        assertThat(scanner.keepFrom()).isEqualTo(10);
        assertThat(scanner.position()).isEqualTo(start.length);
        assertThat(scanner.isWithin(ids[0])).isTrue();
    }

    /** Whole and byte by byte, which must be the same. */
    private ScanTrace trace(String document) {
        ScanTrace whole = recorder.whole(utf8(document));

        assertThat(recorder.inPieces(utf8(document), List.of(1), false)).isEqualTo(whole);
        return whole;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
