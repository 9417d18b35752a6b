package io.dataconnector.connector.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FixturePagesTest {
    private static final String PAGE = "{\"data\":[]}";

    @TempDir
    private Path folder;

    private Path base;

    @BeforeEach
    void writeOnePage() throws IOException {
        base = Files.createDirectories(folder.resolve("fixtures"));
        Files.createDirectories(base.resolve("accounts"));
        Files.writeString(base.resolve("accounts/page_1.json"), PAGE);
        Files.writeString(folder.resolve("secret.json"), "{\"data\":[{\"secret\":true}]}");
    }

    @Test
    void aTokenNamesAFileInTheFolderOfItsStream() throws IOException {
        FixturePages pages = new FixturePages(base);

        try (Page page = pages.open(new NamedPage("accounts", "page_1")).orElseThrow()) {
            assertThat(page.body().readAllBytes()).isEqualTo(PAGE.getBytes(UTF_8));
            assertThat(page.name())
                    .isEqualTo(base.resolve("accounts/page_1.json").toString())
                    .isEqualTo(pages.locate(new NamedPage("accounts", "page_1")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"page 2", "page.2", "eyJvIjoyfQ==", "~", "-", "page_2?limit=10&after=%20"})
    void aTokenMayHoldAnythingElse(String token) throws IOException {
        Files.writeString(base.resolve("accounts").resolve(token + ".json"), PAGE);

        try (Page page =
                new FixturePages(base).open(new NamedPage("accounts", token)).orElseThrow()) {
            assertThat(page.body().readAllBytes()).isNotEmpty();
        }
    }

    @Test
    void aMissingPageIsNoFailure() {
        FixturePages pages = new FixturePages(base);

        assertThat(pages.open(new NamedPage("accounts", "page_2"))).isEmpty();
        assertThat(pages.open(new NamedPage("users", "page_1"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                ".|%2E",
                "..|%2E.",
                "../secret|%2E.%2Fsecret",
                "..\\secret|%2E.%5Csecret",
                "/etc/passwd|%2Fetc%2Fpasswd",
                "accounts/page_1|accounts%2Fpage_1",
                "C:page_1|C%3Apage_1",
                ".hidden|%2Ehidden",
                "%2Fa|%252Fa",
                "%|%25",
                "a%|a%",
                "%zz|%zz",
            })
    void aTokenThatCouldLeadElsewhereIsEncoded(String token, String name) throws IOException {
        FixturePages pages = new FixturePages(base);

        assertThat(pages.open(new NamedPage("accounts", token))).isEmpty();
        Files.writeString(base.resolve("accounts").resolve(name + ".json"), PAGE);
        assertThat(pages.open(new NamedPage("accounts", token))).isPresent();
        assertThat(pages.locate(new NamedPage("accounts", token))).isEqualTo(base + "/accounts/" + name + ".json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"page_1\u0000", "page_1\n", "\u0085", ""})
    void noTokenBringsControlCharactersIntoAName(String token) {
        String location = new FixturePages(base).locate(new NamedPage("accounts", token));

        assertThat(location).startsWith(base + "/accounts/").contains("%");
        assertThat(location.chars()).noneMatch(Character::isISOControl);
    }

    @Test
    void aTokenOfAnyLengthHasAName() throws IOException {
        FixturePages pages = new FixturePages(base);
        String token = "ä".repeat(3_000);
        Path file = Path.of(pages.locate(new NamedPage("accounts", token)));

        assertThat(pages.open(new NamedPage("accounts", token))).isEmpty();
        Files.writeString(file, PAGE);
        assertThat(pages.open(new NamedPage("accounts", token))).isPresent();
        assertThat(pages.open(new NamedPage("accounts", token + "ä"))).isEmpty();
    }

    @Test
    void aTokenThatNoFileCanBeNamedAfterIsRefused() {
        FixturePages pages = new FixturePages(base);

        assertThatThrownBy(() -> pages.open(new NamedPage("accounts", "page_\ud800")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll("accounts", "surrogate");
    }

    @Test
    void aLinkThatLeavesTheFolderIsRefused() throws IOException {
        Files.createSymbolicLink(base.resolve("accounts/page_2.json"), folder.resolve("secret.json"));
        Files.createSymbolicLink(base.resolve("users"), folder);

        FixturePages pages = new FixturePages(base);

        assertThatThrownBy(() -> pages.open(new NamedPage("accounts", "page_2")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll("accounts/page_2.json", "link");
        assertThatThrownBy(() -> pages.open(new NamedPage("users", "secret")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll("users/secret.json", "link");
    }

    @Test
    void aLinkWithinTheFolderIsFollowed() throws IOException {
        Files.createSymbolicLink(base.resolve("accounts/page_2.json"), base.resolve("accounts/page_1.json"));

        try (Page page =
                new FixturePages(base).open(new NamedPage("accounts", "page_2")).orElseThrow()) {
            assertThat(page.body().readAllBytes()).isEqualTo(PAGE.getBytes(UTF_8));
        }
    }

    @Test
    void theFolderItselfMayBeALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), base);

        try (Page page =
                new FixturePages(link).open(new NamedPage("accounts", "page_1")).orElseThrow()) {
            assertThat(page.body().readAllBytes()).isEqualTo(PAGE.getBytes(UTF_8));
        }
    }

    @Test
    void aLinkToNothingIsAFailure() throws IOException {
        Files.createSymbolicLink(base.resolve("accounts/page_2.json"), base.resolve("accounts/gone.json"));
        FixturePages pages = new FixturePages(base);

        assertThatThrownBy(() -> pages.open(new NamedPage("accounts", "page_2")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll("accounts/page_2.json", "no such file");
    }

    @Test
    void aFolderInPlaceOfAPageIsAFailure() throws IOException {
        Files.createDirectory(base.resolve("accounts/page_2.json"));
        FixturePages pages = new FixturePages(base);

        assertThatThrownBy(() -> pages.open(new NamedPage("accounts", "page_2")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll("accounts/page_2.json", "is a folder");
    }

    /** The first page says nothing of the second: a folder that leads out may hold a link that leads back in. */
    @Test
    void aLinkThatLeadsBackInDoesNotOpenTheFolderThatLedOut() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("page_2.json"), "{\"data\":[]}");
        Files.createSymbolicLink(outside.resolve("page_1.json"), base.resolve("accounts/page_1.json"));
        Files.createSymbolicLink(base.resolve("users"), outside);
        FixturePages pages = new FixturePages(base);

        assertThat(pages.open(new NamedPage("users", "page_1"))).isPresent();
        assertThatThrownBy(() -> pages.open(new NamedPage("users", "page_2")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("leaves the folder");
    }

    @Test
    void anUnreadablePageIsAFailure() throws IOException {
        Path page = base.resolve("accounts/page_1.json");
        takeAwayPermissions(page);
        FixturePages pages = new FixturePages(base);

        assertThatThrownBy(() -> pages.open(new NamedPage("accounts", "page_1")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll("accounts/page_1.json", "ermission denied");
    }

    @Test
    void anUnreadableFolderIsAFault() throws IOException {
        takeAwayPermissions(base);

        assertThatThrownBy(() -> new FixturePages(base))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll("fixtures_base_path", base.toString(), "permission denied");
        giveBackPermissions(base);
    }

    @ParameterizedTest
    @CsvSource({
        "page_1, page_2",
        "page_9, page_10",
        "page_0, page_1",
        "7, 8",
        "page_999999999, page_1000000000",
        "2024-06-02, ",
        "page_09, ",
        "page, ",
        "page_1a, ",
        "page_१, ",
        "page_1234567890, page_1234567891",
        "'', ",
    })
    void theNextNumberIsAGoodGuess(String token, String next) {
        assertThat(new FixturePages(base).guessNext(token)).isEqualTo(Optional.ofNullable(next));
    }

    @Test
    void aMissingFolderIsAFaultOfTheConfiguration() {
        Path missing = folder.resolve("no_fixtures");

        ConnectorException fault = catchThrowableOfType(ConnectorException.class, () -> new FixturePages(missing));

        assertThat(fault.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
        assertThat(fault).hasMessageContainingAll("fixtures_base_path", missing.toString(), "does not exist");
    }

    @Test
    void aFileInPlaceOfTheFolderIsAFault() {
        assertThatThrownBy(() -> new FixturePages(folder.resolve("secret.json")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll("fixtures_base_path", "secret.json", "not a folder");
    }

    private static void takeAwayPermissions(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        boolean isReadable = Files.isReadable(file);
        if (isReadable) {
            giveBackPermissions(file);
        }
        assumeThat(isReadable)
                .as("the superuser, as whom the tests run, may read everything")
                .isFalse();
    }

    /** So that the temporary folder can be deleted. */
    private static void giveBackPermissions(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /** Only what is not there is absent: anything else has a reason that somebody should know. */
    @Test
    void whatCannotBeLookedAtIsAFailureAndNotAbsent() throws IOException {
        Files.writeString(base.resolve("users"), "a file in place of the stream's folder");
        Files.createSymbolicLink(base.resolve("accounts/loop.json"), base.resolve("accounts/loop.json"));
        Files.createSymbolicLink(base.resolve("events"), base.resolve("events"));
        FixturePages pages = new FixturePages(base);

        assertThatThrownBy(() -> pages.open(new NamedPage("users", "page_1")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll("users/page_1.json cannot be opened: ", "ot a directory");
        assertThatThrownBy(() -> pages.open(new NamedPage("accounts", "loop")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll("accounts/loop.json cannot be opened: ", "ymbolic link");
        assertThatThrownBy(() -> pages.open(new NamedPage("events", "page_1")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll("events/page_1.json cannot be opened: ", "ymbolic link");
    }

    /** To open a pipe would wait for ever. */
    @Test
    @Timeout(60)
    void aPipeInPlaceOfAPageIsAFailure() throws IOException, InterruptedException {
        Path pipe = base.resolve("accounts/page_2.json");
        try {
            Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
            assumeThat(mkfifo.waitFor()).as("mkfifo makes a pipe").isZero();
        } catch (IOException e) {
            assumeThat(e).as("there is no mkfifo here").isNull();
        }
        Files.createSymbolicLink(base.resolve("accounts/page_3.json"), pipe);
        FixturePages pages = new FixturePages(base);

        for (String token : List.of("page_2", "page_3")) {
            assertThatThrownBy(() -> pages.open(new NamedPage("accounts", token)))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContainingAll("accounts/" + token + ".json", "not a regular file");
        }
    }
}
