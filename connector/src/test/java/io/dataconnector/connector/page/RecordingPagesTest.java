package io.dataconnector.connector.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.http.HttpCall;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordingPagesTest {
    private static final NamedPage FIRST = new NamedPage("accounts", "page_1");
    private static final String BODY = "{\"data\":[{\"id\":\"é\"}]}\n  ";

    @TempDir
    private Path temporary;

    private Path folder;
    private final InMemoryPages pages = new InMemoryPages();

    @BeforeEach
    void putPage() {
        folder = temporary.resolve("new/recording");
        pages.put("accounts", "page_1", BODY);
    }

    private RecordingPages recording() {
        return RecordingPages.into(folder, pages);
    }

    /** The files of the folder by their paths in it, with their contents. */
    private List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                files.add(folder.relativize(file) + " " + Files.readString(file));
            }
        }
        return files;
    }

    private static Page read(PageSource source, PageRequest request) throws IOException {
        Page page = source.open(request).orElseThrow();
        try (page) {
            assertThat(page.body().readAllBytes()).isNotEmpty();
        }
        return page;
    }

    private static void keep(PageSource source, PageRequest request) throws IOException {
        source.keep(request, read(source, request));
    }

    @Test
    void aPageThatIsKeptIsAFileWithItsBytes() throws IOException {
        keep(recording(), FIRST);

        assertThat(files()).containsExactly("accounts/page_1.json " + BODY);
        try (Page page = new FixturePages(folder).open(FIRST).orElseThrow()) {
            assertThat(page.body().readAllBytes()).isEqualTo(BODY.getBytes(UTF_8));
        }
    }

    @Test
    void aPageHasNoFileUntilItIsKept() throws IOException {
        RecordingPages recording = recording();

        Page page = read(recording, FIRST);

        assertThat(files()).containsExactly(".1.part " + BODY);
        recording.keep(FIRST, page);
        recording.drop(page);
        assertThat(files()).containsExactly("accounts/page_1.json " + BODY);
    }

    @Test
    void nothingIsLeftOfAPageThatIsDropped() throws IOException {
        RecordingPages recording = recording();

        recording.drop(read(recording, FIRST));

        assertThat(files()).isEmpty();
    }

    @Test
    void nothingIsLeftOfAPageThatWasNotReadToItsEnd() throws IOException {
        RecordingPages recording = recording();
        Page page = recording.open(FIRST).orElseThrow();
        try (page) {
            int length = BODY.getBytes(UTF_8).length;
            assertThat(page.body().read()).isEqualTo('{');
            // All of it, but not the news that this was all.
            assertThat(page.body().read(new byte[length], 0, length - 1)).isEqualTo(length - 1);
        }

        assertThat(files()).isEmpty();
        assertThatThrownBy(() -> recording.keep(FIRST, page))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("accounts/page_1");
    }

    /** As a body over HTTP does that ended within its document. */
    @Test
    void aBodyThatGoesOnBehindItsEndIsWhole() throws IOException {
        List<InputStream> parts = new ArrayList<>();
        Page broken = new Page("page", new Parts(parts), Instant.EPOCH);
        RecordingPages recording = RecordingPages.into(folder, only(broken));
        Page page = recording.open(FIRST).orElseThrow();
        try (page) {
            parts.add(new ByteArrayInputStream("{\"da".getBytes(UTF_8)));
            assertThat(page.body().readAllBytes()).hasSize(4);
            parts.add(new ByteArrayInputStream("ta\":[]}".getBytes(UTF_8)));
            assertThat(page.body().readAllBytes()).hasSize(7);
            assertThat(page.body().read()).isEqualTo(-1);
        }
        recording.keep(FIRST, page);

        assertThat(files()).containsExactly("accounts/page_1.json {\"data\":[]}");
    }

    /** Streams one after the other, with an end between them. */
    private static final class Parts extends InputStream {
        private final List<InputStream> parts;

        Parts(List<InputStream> parts) {
            this.parts = parts;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            if (parts.isEmpty()) {
                return -1;
            }
            int received = parts.get(0).read(buffer, from, length);
            if (received < 0) {
                parts.remove(0);
            }
            return received;
        }
    }

    /** A source with one page. */
    private static PageSource only(Page page) {
        return new PageSource() {
            @Override
            public Optional<Page> open(PageRequest request) {
                return Optional.of(page);
            }

            @Override
            public String locate(PageRequest request) {
                return "GET " + request.file();
            }

            @Override
            public String adviceIfMissing() {
                return "";
            }
        };
    }

    @Test
    void anIgnoredResponseIsReadBackAsOne() throws IOException {
        RecordingPages recording = RecordingPages.into(folder, only(Page.ignored("page", Instant.EPOCH)));
        try (Page page = recording.open(FIRST).orElseThrow()) {
            recording.keep(FIRST, page);
            recording.drop(page);
        }

        assertThat(files()).containsExactly("accounts/page_1.ignored ");
        try (Page page = new FixturePages(folder).open(FIRST).orElseThrow()) {
            assertThat(page.isIgnored()).isTrue();
            assertThat(page.name()).endsWith("page_1.ignored");
        }
        assertThat(new FixturePages(folder).open(new NamedPage("accounts", "page_2")))
                .isEmpty();
    }

    /** A resolver's or a schema's retriever asks for pages of no configured stream. */
    @Test
    void aPageOfWhichTheHeadersAreNotKnownIsRefusedBeforeItIsAskedFor() {
        NamedPage known = new NamedPage("accounts", "page_1");
        PageRequest unknown = new PageRequest() {
            @Override
            public String streamName() {
                return known.streamName();
            }

            @Override
            public boolean isFirst() {
                return known.isFirst();
            }

            @Override
            public List<String> file() {
                return known.file();
            }

            @Override
            public Set<String> headers() {
                return known.headers();
            }

            @Override
            public boolean areHeadersKnown() {
                return false;
            }

            @Override
            public HttpCall call() {
                throw new AssertionError("no request is made");
            }
        };
        PageSource recording = RecordingPages.into(folder, new InMemoryPages());

        assertThatThrownBy(() -> recording.open(unknown))
                .isInstanceOf(ConnectorException.class)
                .hasMessageStartingWith(
                        "--record: stream accounts cannot be recorded, because its paginator uses headers");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void onlyTheHeadersThatAreReadAreKept() throws IOException {
        NamedPage request = new NamedPage("accounts", "page_1", Set.of("link", "x-next", "x-absent"));
        Map<String, List<String>> headers =
                Map.of("link", List.of("<a>", "<b>"), "x-next", List.of("\"2\""), "set-cookie", List.of("secret"));
        Page answer = new Page(
                "page",
                new ByteArrayInputStream(BODY.getBytes(UTF_8)),
                Instant.EPOCH,
                headers,
                false,
                Optional.empty());
        keep(RecordingPages.into(folder, only(answer)), request);

        assertThat(files()).hasSize(2).noneMatch(file -> file.contains("secret"));
        try (Page page = new FixturePages(folder).open(request).orElseThrow()) {
            assertThat(page.headers())
                    .containsOnly(Map.entry("link", List.of("<a>, <b>")), Map.entry("x-next", List.of("\"2\"")));
        }
        try (Page page = new FixturePages(folder).open(FIRST).orElseThrow()) {
            assertThat(page.headers()).isEmpty();
        }
    }

    @Test
    void anotherPageOfTheSameNameIsAFailure() throws IOException {
        RecordingPages recording = recording();
        keep(recording, FIRST);
        keep(recording, FIRST);
        pages.put("accounts", "page_1", "{\"data\":[]}");
        Page other = read(recording, FIRST);

        assertThatThrownBy(() -> recording.keep(FIRST, other))
                .isInstanceOf(ConnectorException.class)
                .hasMessage("Page accounts/page_1 cannot be recorded: its file would be "
                        + folder.resolve("accounts/page_1.json")
                        + ", which another page of this read has, with other content. The stream can only be read"
                        + " without --record.");
        assertThat(files()).containsExactly("accounts/page_1.json " + BODY);
    }

    @Test
    void whatCannotBeWrittenIsAFailureOfThePage() throws IOException {
        RecordingPages recording = recording();
        Path full = Path.of("/dev/full");
        assumeThat(full).as("a device without room").exists();
        Files.createSymbolicLink(folder.resolve(".1.part"), full);
        try (Page page = recording.open(FIRST).orElseThrow()) {
            assertThatThrownBy(() -> page.body().readAllBytes())
                    .isInstanceOfSatisfying(
                            ConnectorException.class,
                            e -> assertThat(e.failureType()).isEqualTo(FailureType.SYSTEM_ERROR))
                    .hasMessageStartingWith("Page accounts/page_1 cannot be recorded in ")
                    .hasMessageContaining("No space left on device");
        }
        assertThat(Files.exists(full)).isTrue();
        Files.createDirectory(folder.resolve(".2.part"));
        assertThatThrownBy(() -> recording.open(FIRST))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining(".2.part");
        Files.writeString(folder.resolve("accounts"), "not a folder");
        Page page = read(recording, FIRST);
        assertThatThrownBy(() -> recording.keep(FIRST, page))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("accounts/page_1 cannot be recorded in ");
    }

    @Test
    void aNameThatNoFileCanHaveIsAFailure() throws IOException {
        NamedPage half = new NamedPage("accounts", "half \ud800");
        pages.put("accounts", "half \ud800", BODY);
        RecordingPages recording = recording();
        Page page = read(recording, half);

        assertThatThrownBy(() -> recording.keep(half, page))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("half a surrogate pair");
        recording.drop(page);
        assertThat(files()).isEmpty();
    }

    @Test
    void theFolderMustBeEmpty() throws IOException {
        Files.createDirectories(folder);
        keep(recording(), FIRST);

        assertThatThrownBy(this::recording)
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        e -> assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR))
                .hasMessage("--record: the folder " + folder
                        + " is not empty. Name an empty folder, or one that does not exist.");
    }

    @Test
    void theFolderMayBeALinkToOne() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), Files.createDirectories(folder));

        keep(RecordingPages.into(link, pages), FIRST);

        assertThat(files()).containsExactly("accounts/page_1.json " + BODY);
    }

    @Test
    void theFolderMustBeAFolder() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");

        assertThatThrownBy(() -> RecordingPages.into(file, pages))
                .isInstanceOf(ConnectorException.class)
                .hasMessageStartingWith("--record: " + file + " is not a folder.");
        assertThatThrownBy(() -> RecordingPages.into(file.resolve("below"), pages))
                .isInstanceOf(ConnectorException.class)
                .hasMessageStartingWith("--record: ");
    }

    @Test
    void theFolderMustBeWritable() throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeThat(Files.isWritable(folder)).as("permissions count").isFalse();

        assertThatThrownBy(this::recording)
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("nothing can be written to the folder " + folder);
    }

    @Test
    void everythingElseIsTheSources() {
        List<String> calls = new ArrayList<>();
        pages.guess("page_1", "page_2");
        pages.whenAbandoned(reader -> calls.add("abandon " + reader.getName()));
        pages.whenStopped(() -> calls.add("stop"));
        RecordingPages recording = recording();

        recording.abandon(Thread.currentThread());
        recording.stop();

        assertThat(calls).containsExactly("abandon " + Thread.currentThread().getName(), "stop");
        assertThat(recording.guessNext("page_1")).contains("page_2");
        assertThat(recording.isLocal()).isEqualTo(pages.isLocal());
        assertThat(recording.locate(FIRST)).isEqualTo(pages.locate(FIRST));
        assertThat(recording.adviceIfMissing()).isEqualTo(pages.adviceIfMissing());
        assertThat(recording.open(new NamedPage("accounts", "page_2"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"Link\": 1}", "{\"Link\": ", "\"text\""})
    void aFileOfHeadersMustHaveATextForEach(String content) throws IOException {
        keep(recording(), FIRST);
        Files.writeString(folder.resolve("accounts/page_1.headers"), content);

        assertThatThrownBy(() -> new FixturePages(folder).open(new NamedPage("accounts", "page_1", Set.of("link"))))
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        e -> assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR))
                .hasMessageStartingWith("Headers of a page, ")
                .hasMessageContaining("page_1.headers");
    }

    @Test
    void headersMayBeWrittenByHandOrBeMissing() throws IOException {
        keep(recording(), FIRST);
        NamedPage request = new NamedPage("accounts", "page_1", Set.of("link"));
        try (Page page = new FixturePages(folder).open(request).orElseThrow()) {
            assertThat(page.headers()).isEmpty();
        }

        Files.writeString(folder.resolve("accounts/page_1.headers"), "{\"Link\": \"<a>\"}");
        try (Page page = new FixturePages(folder).open(request).orElseThrow()) {
            assertThat(page.headers()).containsOnly(Map.entry("link", List.of("<a>")));
        }
    }

    @Test
    void headersOutsideOfTheFolderAreRefused() throws IOException {
        keep(recording(), FIRST);
        NamedPage request = new NamedPage("accounts", "page_1", Set.of("link"));
        Path link = folder.resolve("accounts/page_1.headers");
        Files.createSymbolicLink(link, Files.writeString(temporary.resolve("outside"), "{}"));

        assertThatThrownBy(() -> new FixturePages(folder).open(request))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("is a link that leaves the folder");

        Files.delete(link);
        Files.createSymbolicLink(link, temporary.resolve("nowhere"));
        assertThatThrownBy(() -> new FixturePages(folder).open(request))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("page_1.headers cannot be opened");
    }
}
