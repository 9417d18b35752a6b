package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.core.scan.ScanTrace.Element;
import io.dataconnector.core.scan.ScanTrace.End;
import io.dataconnector.core.scan.ScanTrace.Value;
import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What holds for any document, by the word of another JSON parser where there is one to ask. */
class JsonScannerPropertyTest {
    private static final List<String> WATCHED = List.of("", "/a", "/a/b", "/b/0", "/0/0", "/", "/updated_at", "/é🌲");
    private static final List<String> INNER = List.of("/a", "/b", "/a/b", "/0", "/~0~1/", "/updated_at", "");

    private final JsonPaths watchedPaths = new JsonPaths();
    private final int[] watched = WATCHED.stream().mapToInt(watchedPaths::add).toArray();
    private final ScanRecorder documentRecorder = new ScanRecorder(watchedPaths);

    private final JsonPaths pagePaths = new JsonPaths();
    private final int next = pagePaths.addStop("/next");
    private final int[] elements = pagePaths.addElements("/data", INNER);
    private final int other = pagePaths.add("/a/b");
    private final ScanRecorder pageRecorder =
            new ScanRecorder(pagePaths, Arrays.copyOfRange(elements, 1, elements.length));

    @SeededTest(rounds = 500)
    void passesEveryDocument(Draws draws) {
        String document = JsonDocuments.document(draws);

        assertThat(documentRecorder.whole(utf8(document)).fault()).isEmpty();
        assertThat(JsonReference.isJson(utf8(document)))
                .as("the renderer and Jackson agree")
                .isTrue();
    }

    @SeededTest(rounds = 1_000)
    void agreesWithJacksonOnWhatIsJson(Draws draws) {
        byte[] mutated = Mutation.of(utf8(JsonDocuments.document(draws)), draws.random());

        assertThat(documentRecorder.whole(mutated).fault().isEmpty())
                .as(() -> new String(mutated, UTF_8))
                .isEqualTo(JsonReference.isJson(mutated));
    }

    @SeededTest(rounds = 500)
    void findsTheWatchedValuesThatJacksonFinds(Draws draws) throws JsonSyntaxException {
        String document = JsonDocuments.document(draws);
        JsonScanner scanner = new JsonScanner(watchedPaths);
        byte[] bytes = utf8(document);
        scanner.feed(bytes, 0, bytes.length, true);
        scanner.next();
        JsonNode tree = tree(document);

        for (int i = 0; i < watched.length; i++) {
            JsonNode expected = tree.at(WATCHED.get(i));
            int id = watched[i];
            assertThat(scanner.has(id)).as(WATCHED.get(i)).isEqualTo(!expected.isMissingNode());
            if (scanner.has(id)) {
                int from = scanner.start(id);
                String text = new String(bytes, from, scanner.end(id) - from, UTF_8);
                assertThat(tree(text)).as(WATCHED.get(i)).isEqualTo(expected);
            }
        }
    }

    @SeededTest(rounds = 500)
    void findsTheElementsAndStopsThatJacksonFinds(Draws draws) {
        String page = JsonDocuments.page(draws);
        ScanTrace trace = pageRecorder.whole(utf8(page));
        JsonNode tree = tree(page);

        assertThat(trace.fault()).isEmpty();
        assertThat(trace.values()).extracting(Value::id).containsExactly(next);
        assertThat(trace.values()).extracting(value -> tree(value.text())).containsExactly(tree.at("/next"));
        assertThat(trace.elements())
                .extracting(element -> tree(element.text()))
                .containsExactlyElementsOf(tree.at("/data"));
        assertThat(trace.elements()).allSatisfy(JsonScannerPropertyTest::hasTheInnerValuesThatJacksonFinds);
        End end = (End) trace.sightings().get(trace.sightings().size() - 1);
        assertThat(end.present().get(other)).isEqualTo(!tree.at("/a/b").isMissingNode());
    }

    private static void hasTheInnerValuesThatJacksonFinds(Element element) {
        JsonNode tree = tree(element.text());

        assertThat(element.inner().stream()
                        .map(inner -> inner.map(JsonScannerPropertyTest::tree))
                        .toList())
                .isEqualTo(INNER.stream()
                        .map(tree::at)
                        .map(value -> Optional.of(value).filter(found -> !found.isMissingNode()))
                        .toList());
    }

    @SeededTest(rounds = 500)
    void saysTheSameOfADocumentInPiecesAsWhole(Draws draws) {
        String page = JsonDocuments.page(draws);
        List<Integer> sizes = draws.list(1, 8, () -> draws.between(1, 40));
        boolean endsLate = draws.bool();
        ScanTrace whole = pageRecorder.whole(utf8(page));

        assertThat(pageRecorder.inPieces(utf8(page), sizes, endsLate)).isEqualTo(whole);
        assertThat(pageRecorder.inPieces(utf8(page), List.of(1), endsLate)).isEqualTo(whole);
    }

    private static JsonNode tree(String json) {
        return JsonReference.tree(utf8(json));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
