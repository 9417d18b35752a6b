package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged pages: the scanner passes them or says where their fault is, and says the same however they
 * are fed. A page that it once got wrong goes into the corpus.
 */
class JsonScannerFuzzTest {
    private static final int MAX_PIECE = 100;

    private final JsonPaths paths = new JsonPaths();
    private final int next = paths.addStop("/next_cursor");
    private final int[] ids = paths.addElements("/data", List.of("/id", "/updated_at", "/address/city", "/tags/1"));
    private final ScanRecorder recorder = new ScanRecorder(paths, ids[1], ids[2], ids[3], ids[4]);

    private final List<byte[]> corpusPages = new ArrayList<>();

    @BeforeEach
    void readCorpus() throws IOException, URISyntaxException {
        for (Path file : corpus()) {
            corpusPages.add(Files.readAllBytes(file));
        }
    }

    static List<Path> corpus() throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(JsonScannerFuzzTest.class.getResource("/corpus"));
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void saysTheSameOfTheCorpusInPiecesOfAnySize(Path file) throws IOException {
        byte[] page = Files.readAllBytes(file);
        ScanTrace whole = recorder.whole(page);

        for (int size = 1; size <= page.length; size++) {
            assertThat(recorder.inPieces(page, List.of(size), size % 2 == 0))
                    .as("%d bytes at a time", size)
                    .isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"page.json", "compact_page.json", "empty_page.json"})
    void passesTheWholePagesOfTheCorpus(String name) throws IOException, URISyntaxException {
        Path file = corpus().stream()
                .filter(path -> path.endsWith(name))
                .findFirst()
                .orElseThrow();
        ScanTrace trace = recorder.whole(Files.readAllBytes(file));

        assertThat(trace.fault()).isEmpty();
        assertThat(trace.values()).extracting(ScanTrace.Value::id).containsExactly(next);
    }

    @SeededTest(rounds = 15_000)
    void saysTheSameOfDamagedPagesInPiecesAsWhole(Draws draws) {
        byte[] page = Mutation.of(corpusPages.get(draws.below(corpusPages.size())), draws.random());
        List<Integer> sizes = draws.list(8, 8, () -> draws.between(1, MAX_PIECE));

        assertThat(recorder.inPieces(page, sizes, draws.bool()))
                .as("in pieces of %s: %s", sizes, new String(page, ISO_8859_1))
                .isEqualTo(recorder.whole(page));
    }
}
