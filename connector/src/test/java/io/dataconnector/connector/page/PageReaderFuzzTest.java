package io.dataconnector.connector.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.protocol.TokenSequence;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged pages through the whole reader: it says the same of a page wherever its buffer ends and
 * however few bytes a read brings, it fails in no way but its own, and what it passes is what another
 * parser finds. A page that it once got wrong goes into the corpus.
 */
final class PageReaderFuzzTest {
    private static final int RUNS = 3_000;
    /** The size of the reader's first buffer. */
    private static final int FIRST_FILL = 1 << 18;

    private static final int MAX_SLOW_READ = 997;

    private static final byte[] TELLING =
            "{}[]\",:\\/ \t\n\r019eE+-.utfn\u0000\u001f\u0080\u00c3\u00ed\u00ef\u00ff".getBytes(ISO_8859_1);
    private static final Pattern PLACE = Pattern.compile(", byte ([0-9]+)");

    private final PageReader reader = new PageReader(
            new PageFormat(
                    "accounts", "/data", true, Optional.of("/updated_at"), List.of("/id"), Set.of("/next_cursor")),
            2_000_000);

    static List<Path> corpus() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(PageReaderFuzzTest.class.getResource("/pages"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void saysTheSameOfTheCorpusWhereverTheBufferEnds(Path file) throws IOException {
        byte[] page = Files.readAllBytes(file);
        for (int end = 0; end <= page.length; end++) {
            requireSame(page, FIRST_FILL - end, end % 2 == 0);
        }
    }

    @Test
    void saysTheSameOfDamagedPagesWhereverTheBufferEnds() throws IOException, URISyntaxException {
        Random random = new Random(8259);
        List<byte[]> pages = new ArrayList<>();
        for (Path file : corpus()) {
            pages.add(Files.readAllBytes(file));
        }
        int passed = 0;
        for (int run = 0; run < RUNS; run++) {
            byte[] page = damaged(pages.get(run % pages.size()), random);
            passed += requireSame(page, FIRST_FILL - random.nextInt(page.length + 1), random.nextBoolean()) ? 1 : 0;
        }
        assertThat(passed).as("pages that could be read all the same").isBetween(RUNS / 20, RUNS / 2);
    }

    /** Whether the page could be read. */
    private boolean requireSame(byte[] page, int padding, boolean isSlow) {
        String shown = "after " + padding + " spaces: " + new String(page, ISO_8859_1);
        // Space is allowed before anything but a byte order mark.
        int mark = startsWithMark(page) ? 3 : 0;
        ByteArrayOutputStream padded = new ByteArrayOutputStream();
        padded.write(page, 0, mark);
        padded.writeBytes(" ".repeat(padding).getBytes(UTF_8));
        padded.write(page, mark, page.length - mark);
        try {
            ReadPage whole = ReadPage.of(reader, page);
            ReadPage inPieces = ReadPage.of(
                    reader, new Page("accounts/page_1.json", in(padded.toByteArray(), isSlow), Instant.EPOCH));
            assertThat(inPieces.records()).as(shown).isEqualTo(whole.records());
            assertThat(inPieces.next()).as(shown).isEqualTo(whole.next());
            assertThat(inPieces.failure().isPresent())
                    .as(shown)
                    .isEqualTo(whole.failure().isPresent());
            if (whole.failure().isPresent()) {
                if (page.length > mark) {
                    assertThat(inPieces.fault()).as(shown).isEqualTo(moved(whole.fault(), padding));
                }
                return false;
            }
            String text = new String(page, mark, page.length - mark, UTF_8);
            assertThat(whole.records().stream().map(TokenSequence::of))
                    .as(shown)
                    .isEqualTo(TokenSequence.ofElements(text, "data"));
            return true;
        } catch (RuntimeException e) {
            throw new AssertionError("the reader fails " + shown, e);
        }
    }

    private static boolean startsWithMark(byte[] page) {
        return new String(page, ISO_8859_1).startsWith("\u00ef\u00bb\u00bf");
    }

    private static String moved(String fault, int bytes) {
        return PLACE.matcher(fault)
                .replaceFirst((MatchResult place) -> ", byte " + (Long.parseLong(place.group(1)) + bytes));
    }

    private static InputStream in(byte[] page, boolean isSlow) {
        InputStream whole = new ByteArrayInputStream(page);
        return !isSlow
                ? whole
                : new FilterInputStream(whole) {
                    @Override
                    public int read(byte[] target, int from, int length) throws IOException {
                        return super.read(target, from, Math.min(length, MAX_SLOW_READ));
                    }
                };
    }

    private static byte[] damaged(byte[] page, Random random) {
        byte[] damaged = page;
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

    private static byte[] joined(byte[] page, int from, byte[] replacement, int to) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(page, 0, from);
        joined.writeBytes(replacement);
        joined.write(page, to, page.length - to);
        return joined.toByteArray();
    }
}
