package io.dataconnector.core.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dataconnector.core.scan.JsonPaths;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged lines: each is either a message or a bad line, whatever surrounds it in the buffer, and whatever is accepted
 * as a record is also one to another parser. Lines that were once handled incorrectly are added to the corpus.
 */
class MessageScannerFuzzTest {
    private static final int RUNS = 50_000;
    private static final byte[] TELLING =
            "{}[]\",:\\/ \t\r019eE+-.utfn\u0000\u001f\u0080\u00c3\u00ed\u00ef\u00ff".getBytes(ISO_8859_1);
    private static final ObjectMapper OTHER_PARSER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The streams of the corpus of which tables are made. */
    private static final Set<StreamName> STREAMS =
            Set.of(new StreamName("", "accounts"), new StreamName("", "b"), new StreamName("public", "accounts"));

    private final JsonPaths paths = new JsonPaths();
    private final int id = paths.add("/id");
    private final MessageScanner scanner =
            new MessageScanner(STREAMS.stream().collect(toMap(stream -> stream, stream -> paths)));

    private final List<byte[]> corpusLines = new ArrayList<>();
    private int run;

    @BeforeEach
    void readCorpus() throws IOException, URISyntaxException {
        for (Path file : corpus()) {
            corpusLines.add(Files.readAllBytes(file));
        }
    }

    static List<Path> corpus() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(MessageScannerFuzzTest.class.getResource("/lines"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void everyBeginningOfTheCorpusIsAMessageOrABadLine(Path file) throws IOException {
        byte[] line = Files.readAllBytes(file);
        for (int length = 1; length <= line.length; length++) {
            check(Arrays.copyOf(line, length));
        }
    }

    @Test
    void damagedLinesAreMessagesOrBadLines() throws IOException {
        Random random = new Random(8259);
        int records = 0;
        for (int i = 0; i < RUNS; i++) {
            records += check(damaged(corpusLines.get(i % corpusLines.size()), random)) ? 1 : 0;
        }
        assertThat(records).as("lines that were records all the same").isGreaterThan(RUNS / 50);
    }

    /** The data of a stream without tables is checked in another way than that of one with tables. */
    @Test
    void aLineMeansTheSameWhetherItsStreamIsWantedOrNot() {
        Random random = new Random(6901);
        MessageScanner wanting = new MessageScanner(Map.of(new StreamName("", "a"), paths));
        MessageScanner notWanting = new MessageScanner(Map.of());
        String data = "{\"id\":\"x\",\"o\":{\"stream\":[1,{}],\"t\":\"\\\"\"}}";
        int records = 0;
        for (int i = 0; i < RUNS / 5; i++) {
            byte[] undamaged = message(data.getBytes(UTF_8));
            byte[] line = message(damaged(data.getBytes(UTF_8), random));
            String shown = new String(line, ISO_8859_1);
            String expected = meaning(new MessageScanner(Map.of()), line);
            for (MessageScanner knowing : List.of(wanting, notWanting)) {
                meaning(knowing, undamaged);
                assertThat(meaning(knowing, line)).as(shown).isEqualTo(expected);
            }
            records += expected.startsWith("RECORD") ? 1 : 0;
        }
        assertThat(records).isBetween(RUNS / 250, RUNS / 5);
    }

    private static byte[] message(byte[] data) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes("{\"type\":\"RECORD\",\"record\":{\"stream\":\"a\",\"data\":".getBytes(UTF_8));
        line.writeBytes(data);
        line.writeBytes(",\"emitted_at\":7}}".getBytes(UTF_8));
        return line.toByteArray();
    }

    private static String meaning(MessageScanner scanner, byte[] line) {
        try {
            scanner.scan(line, 0, line.length);
            return scanner.type() + " of " + scanner.stream() + ", " + scanner.emittedAt();
        } catch (BadLineException e) {
            return e.reason() + " " + e.getMessage();
        }
    }

    /** Whether the line is a record. */
    private boolean check(byte[] line) throws IOException {
        String shown = new String(line, ISO_8859_1);
        String alone = outcome(line, 0, line.length, shown);
        byte[] surrounded = new byte[line.length + 20];
        Arrays.fill(surrounded, (byte) '"');
        System.arraycopy(line, 0, surrounded, 10, line.length);
        assertThat(outcome(surrounded, 10, 10 + line.length, shown)).as(shown).isEqualTo(alone);
        scanUndamaged();
        assertThat(outcome(line, 0, line.length, shown))
                .as("after a record: " + shown)
                .isEqualTo(alone);
        if (!alone.startsWith("record")) {
            return false;
        }
        JsonNode message = parse(line, shown);
        assertThat(message.path("type").asText()).as(shown).isEqualTo("RECORD");
        assertThat(message.at("/record/data").isObject()).as(shown).isTrue();
        assertThat(alone)
                .as(shown)
                .contains(" of " + message.at("/record/stream").asText());
        return true;
    }

    /** So that what the scanner knows of the record before is that of a line of the corpus. */
    private void scanUndamaged() {
        byte[] undamaged = corpusLines.get(run++ % corpusLines.size());
        outcome(undamaged, 0, undamaged.length, "a line of the corpus");
    }

    private static JsonNode parse(byte[] line, String shown) {
        try {
            return OTHER_PARSER.readTree(new String(line, UTF_8));
        } catch (JsonProcessingException e) {
            throw new AssertionError("taken for a record: " + shown, e);
        }
    }

    private String outcome(byte[] buffer, int from, int to, String shown) {
        try {
            scanner.scan(buffer, from, to);
            if (scanner.isRecord()) {
                boolean hasId =
                        STREAMS.contains(scanner.stream()) && scanner.data().has(id);
                return "record of " + scanner.stream().name() + ", " + scanner.emittedAt() + ", " + hasId;
            }
            return scanner.type() + (scanner.isState() ? " " + scanner.stateStream() + scanner.recordCount() : "");
        } catch (BadLineException e) {
            return e.reason() + " " + e.getMessage();
        } catch (RuntimeException e) {
            throw new AssertionError("the scanner fails at " + shown, e);
        }
    }

    private static byte[] damaged(byte[] line, Random random) {
        byte[] damaged = line;
        for (int steps = 1 + random.nextInt(3); steps > 0; steps--) {
            int one = random.nextInt(damaged.length + 1);
            int two = random.nextInt(damaged.length + 1);
            int from = Math.min(one, two);
            int to = Math.max(one, two);
            byte[] telling = {TELLING[random.nextInt(TELLING.length)]};
            damaged = switch (random.nextInt(5)) {
                case 0 -> joined(damaged, from, telling, from);
                case 1 -> joined(damaged, from, telling, Math.min(from + 1, damaged.length));
                case 2 -> joined(damaged, from, new byte[0], Math.min(from + 1, damaged.length));
                case 3 -> joined(damaged, to, Arrays.copyOfRange(damaged, from, to), to);
                default -> Arrays.copyOf(damaged, to);
            };
        }
        return damaged;
    }

    private static byte[] joined(byte[] line, int from, byte[] replacement, int to) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(line, 0, from);
        joined.writeBytes(replacement);
        joined.write(line, to, line.length - to);
        return joined.toByteArray();
    }
}
