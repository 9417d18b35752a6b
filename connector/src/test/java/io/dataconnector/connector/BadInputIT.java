package io.dataconnector.connector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.protocol.RawOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Invalid and unusual input to the built jar: which messages the user gets, and what happens to the other streams and
 * to the records before the fault. Several faults share a run, one in each stream.
 */
final class BadInputIT {
    private static final String[] ALL = {
        "accounts:incremental", "users:incremental", "events:incremental", "invoices:incremental"
    };
    private static final String ONE = record("one", "2024-06-02T10:00:00Z");
    private static final String TWO = record("two", "2024-06-02T09:00:00Z");
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    private Path folder;

    private World world;

    @BeforeEach
    void putOnePageInEachStream() throws IOException {
        world = new World(folder).option("checkpoint_interval", 1);
        for (String stream : List.of("accounts", "users", "events", "invoices")) {
            world.put(stream, "page_1", lastPage(ONE));
        }
    }

    private static String record(String id, String updatedAt) {
        return "{\"id\":\"" + id + "\",\"updated_at\":\"" + updatedAt + "\"}";
    }

    private static String lastPage(String... records) {
        return "{\"data\":[" + String.join(",", records) + "]}";
    }

    /** A page whose {@code next_cursor} is any JSON. */
    private static String page(String next, String... records) {
        return "{\"data\":[" + String.join(",", records) + "],\"next_cursor\":" + next + "}";
    }

    private static String failedCheck(ConnectorJar.Finished check) {
        JsonNode status = check.rawOfSuccess()
                .ofType("CONNECTION_STATUS", "connectionStatus")
                .get(0);
        assertThat(status.path("status").asText()).isEqualTo("FAILED");
        return status.path("message").asText();
    }

    /** The message of a read that could not begin. */
    private static String refusal(ConnectorJar.Finished read) {
        assertThat(read.exitCode()).isEqualTo(1);
        assertThat(read.standardError()).isEmpty();
        RawOutput raw = read.raw();
        assertThat(raw.ofType("RECORD", "record")).isEmpty();
        assertThat(raw.errors()).singleElement().satisfies(error -> {
            assertThat(error.path("failure_type").asText()).isEqualTo("config_error");
            assertThat(error.has("stack_trace")).isFalse();
        });
        return raw.errorMessages().get(0);
    }

    /** The output of a read in which these streams failed and all others came to their end. */
    private static RawOutput failed(ConnectorJar.Finished read, String... streams) {
        assertThat(read.exitCode()).isEqualTo(1);
        assertThat(read.standardError()).isEmpty();
        RawOutput raw = read.raw();
        assertThat(raw.errors())
                .extracting(error -> error.at("/stream_descriptor/name").asText())
                .containsExactlyInAnyOrder(streams);
        for (String configured : ALL) {
            String stream = configured.substring(0, configured.indexOf(':'));
            boolean isFailed = List.of(streams).contains(stream);
            assertThat(raw.statuses(stream)).as(stream).endsWith(isFailed ? "INCOMPLETE" : "COMPLETE");
        }
        return raw;
    }

    private static String error(RawOutput raw, String stream, String failureType) {
        JsonNode error = raw.errors().stream()
                .filter(candidate ->
                        candidate.at("/stream_descriptor/name").asText().equals(stream))
                .findFirst()
                .orElseThrow();
        assertThat(error.path("failure_type").asText()).isEqualTo(failureType);
        return error.path("message").asText();
    }

    private static String error(RawOutput raw, String stream) {
        return error(raw, stream, "system_error");
    }

    @Test
    void aBasePathThatIsMissing() throws IOException {
        world.option("fixtures_base_path", "nowhere");

        assertThat(failedCheck(world.check())).contains("fixtures_base_path", "nowhere", "does not exist");
        assertThat(refusal(world.read(ALL))).contains("fixtures_base_path", "nowhere", "does not exist");
    }

    @Test
    void aBasePathThatIsAFile() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        world.option("fixtures_base_path", "file");

        assertThat(failedCheck(world.check())).contains("fixtures_base_path", "file is not a folder");
        assertThat(refusal(world.read(ALL))).contains("fixtures_base_path", "file is not a folder");
    }

    @Test
    void aBasePathThatIsUnreadable() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, Set.of(OWNER_WRITE));
        assumeThat(Files.isReadable(closed))
                .as("the superuser can read everything")
                .isFalse();
        world.option("fixtures_base_path", "closed");

        assertThat(failedCheck(world.check())).contains("fixtures_base_path", "closed", "permission denied");
        assertThat(refusal(world.read(ALL))).contains("fixtures_base_path", "closed", "permission denied");
    }

    @Test
    void firstPagesThatAreMissing() throws IOException {
        Files.delete(world.page("users", "page_1"));
        Files.delete(world.page("events", "page_1"));
        Files.delete(world.page("events", "page_1").getParent());

        assertThat(failedCheck(world.check()))
                .contains("stream users", "users/page_1.json", "stream events", "events/page_1.json")
                .doesNotContain("accounts", "invoices");
        RawOutput raw = failed(world.read(ALL), "users", "events");
        assertThat(error(raw, "users", "config_error")).contains("first page", "users/page_1.json");
        assertThat(error(raw, "events", "config_error")).contains("events/page_1.json");
    }

    @Test
    void aLaterPageThatIsMissing() throws IOException {
        world.put("users", "page_1", page("\"b\"", ONE)).put("users", "b", page("\"c\"", TWO));

        RawOutput raw = failed(world.read(ALL), "users");

        assertThat(error(raw, "users")).contains("users/c.json does not exist", "users/b.json names it", "\"c\"");
        assertThat(raw.recordTexts("users")).containsExactly(ONE, TWO);
        assertThat(raw.recordsAccountedFor("users")).isEqualTo(2);
        assertThat(raw.lastStreamState("users").toString())
                .matches(
                        "\\{\"resume\":\\{\"page\":\"c\",\"updated_at\":\"2024-06-02T10:00:00Z\",\"walk_began\":\"[^\"]+Z\"}}");

        String three = record("three", "2024-06-02T08:00:00Z");
        world.put("users", "c", lastPage(three));
        assertThat(world.readAfter(raw, ALL).rawOfSuccess().recordTexts("users"))
                .as("once the page is there")
                .containsExactly(three);
    }

    @Test
    void pagesThatAreNotWhole() throws IOException {
        world.put("accounts", "page_1", "")
                .put("users", "page_1", "{\"data\":[" + ONE + ",{\"id\":\"to")
                .put("events", "page_1", "<html>Sorry</html>")
                .put("invoices", "page_1", lastPage(ONE, TWO) + "{}");

        RawOutput raw = failed(world.read(ALL), "accounts", "users", "events", "invoices");

        assertThat(error(raw, "accounts")).contains("accounts/page_1.json is empty");
        assertThat(error(raw, "users")).contains("users/page_1.json, byte 67, record /data/1:", "ends before");
        assertThat(raw.recordTexts("users")).containsExactly(ONE);
        assertThat(error(raw, "events")).contains("events/page_1.json, byte 0: it is HTML or XML, not JSON");
        assertThat(error(raw, "invoices"))
                .contains("invoices/page_1.json, byte " + lastPage(ONE, TWO).length(), "'{'");
        assertThat(raw.recordTexts("invoices")).containsExactly(ONE, TWO);
    }

    @Test
    void pagesOfAnotherShape() throws IOException {
        world.put("accounts", "page_1", "{\"items\":[" + ONE + "]}")
                .put("users", "page_1", "{\"data\":{\"id\":\"one\"}}")
                .put("events", "page_1", lastPage(ONE, "17", TWO))
                .put("invoices", "page_1", lastPage(ONE, "[" + TWO + "]"));

        RawOutput raw = failed(world.read(ALL), "accounts", "users", "events", "invoices");

        assertThat(error(raw, "accounts")).contains("accounts/page_1.json has no array of records at /data");
        assertThat(error(raw, "users")).contains("users/page_1.json, byte 8", "expected an array", "an object");
        assertThat(error(raw, "events")).contains("events/page_1.json, byte", "record /data/1:", "object", "a number");
        assertThat(error(raw, "invoices")).contains("record /data/1:", "object", "an array");
        assertThat(raw.recordTexts("events")).containsExactly(ONE);
    }

    @Test
    void nextCursorsThatAreNoTokens() throws IOException {
        world.put("accounts", "page_1", page("2", ONE))
                .put("users", "page_1", page("{\"after\":\"x\"}", ONE))
                .put("events", "page_1", page("\"\"", ONE));

        RawOutput raw = failed(world.read(ALL), "accounts", "users");

        assertThat(error(raw, "accounts")).contains("fixtures/accounts/2.json does not exist", "by the token 2.");
        assertThat(error(raw, "users")).contains("does not exist", "{\"after\":\"x\"}");
        assertThat(raw.recordTexts("accounts")).containsExactly(ONE);
        assertThat(raw.recordTexts("events")).containsExactly(ONE);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            a/b,          ../users/page_1,  a\\\\b,      \\u0000
            ..,           .,                C:x,         \\ud800
            """)
    void tokensThatLeadElsewhere(String accounts, String users, String events, String invoices) throws IOException {
        world.put("accounts", "page_1", page("\"" + accounts + "\"", ONE))
                .put("users", "page_1", page("\"" + users + "\"", ONE))
                .put("events", "page_1", page("\"" + events + "\"", ONE))
                .put("invoices", "page_1", page("\"" + invoices + "\"", ONE));

        RawOutput raw = failed(world.read(ALL), "accounts", "users", "events", "invoices");

        assertThat(raw.errorMessages())
                .hasSize(4)
                .allMatch(message -> message.chars().noneMatch(Character::isISOControl));
        assertThat(error(raw, "accounts"))
                .contains("fixtures/accounts/", "%2", "does not exist", "by the token \"" + accounts + "\"");
        assertThat(raw.ofType("RECORD", "record")).hasSize(4);
    }

    @Test
    void whatIsOutsideOfTheBasePathIsNeverOpened() throws IOException {
        String secret = record("secret", "2024-06-02T10:00:00Z");
        Files.createDirectory(folder.resolve("outside"));
        Path page = Files.writeString(folder.resolve("outside/page_1.json"), lastPage(secret));
        String absolute = page.toString().replace(".json", "");
        Files.delete(world.page("events", "page_1"));
        Files.delete(world.page("events", "page_1").getParent());
        Files.createSymbolicLink(world.page("events", "page_1").getParent(), page.getParent());
        Files.createSymbolicLink(world.page("users", "link"), page);
        world.put("accounts", "page_1", page("\"" + absolute + "\"", ONE))
                .put("users", "page_1", page("\"link\"", ONE))
                .put("invoices", "page_1", page("\"../../outside/page_1\"", ONE));

        RawOutput raw = failed(world.read(ALL), "accounts", "users", "events", "invoices");

        assertThat(raw.lines()).noneMatch(line -> line.contains("secret"));
        assertThat(error(raw, "accounts")).contains(absolute, "%2Foutside%2Fpage_1.json does not exist");
        assertThat(error(raw, "users", "config_error")).contains("users/link.json is refused", "a link that leaves");
        assertThat(error(raw, "events", "config_error")).contains("events/page_1.json is refused");
        assertThat(error(raw, "invoices"))
                .contains("../../outside/page_1", "%2E.%2F..%2Foutside%2Fpage_1.json does not exist");
    }

    @Test
    void tokensInACycle() throws IOException {
        world.put("accounts", "page_1", page("\"page_1\"", ONE))
                .put("users", "page_1", page("\"b\"", ONE))
                .put("users", "b", page("\"c\"", TWO))
                .put("users", "c", page("\"b\""));
        for (int i = 1; i <= 40; i++) {
            world.put("events", "page_" + i, page("\"page_" + (i % 40 + 1) + "\"", ONE));
        }

        RawOutput raw = failed(world.read(ALL), "accounts", "users", "events");

        assertThat(error(raw, "accounts")).contains("stream accounts", "cycle: page_1 -> page_1");
        assertThat(error(raw, "users")).contains("stream users", "cycle: b -> c -> b");
        assertThat(error(raw, "events")).contains("page_1 -> page_2", "30 more", "page_40 -> page_1");
        assertThat(raw.recordTexts("accounts")).containsExactly(ONE);
        assertThat(raw.recordTexts("users")).containsExactly(ONE, TWO);
        assertThat(raw.records("events")).hasSize(40);
    }

    @Test
    void pagesInAnotherDressAreReadAsUsual() throws IOException {
        world.put("accounts", "page_1", "\ufeff" + lastPage(ONE))
                .put("users", "page_1", "{\r\n\"data\":\r\n[\r\n" + ONE + ",\r\n" + TWO + "\r\n]\r\n}\r\n")
                .put("events", "page_1", lastPage(ONE.replace(",", ",\r\n").replace("{", "{\n")));

        RawOutput raw = world.read(ALL).rawOfSuccess();

        assertThat(raw.recordTexts("accounts")).containsExactly(ONE);
        assertThat(raw.recordTexts("users")).containsExactly(ONE, TWO);
        assertThat(raw.recordTexts("events")).containsExactly(ONE);
    }

    @Test
    void textThatIsNotUtf8() throws IOException {
        byte[] page = lastPage(ONE, "{\"id\":\"two\",\"name\":\"Göteborg\"}").getBytes(ISO_8859_1);
        Files.write(world.page("users", "page_1"), page);
        Files.write(world.page("events", "page_1"), lastPage(ONE).getBytes(UTF_16));

        RawOutput raw = failed(world.read(ALL), "users", "events");

        assertThat(error(raw, "users"))
                .contains("users/page_1.json, byte", "record /data/1:", "is not UTF-8 at byte 0xf6");
        assertThat(raw.recordTexts("users")).containsExactly(ONE);
        assertThat(error(raw, "events")).contains("events/page_1.json, byte 0:", "byte 0xfe");
    }

    @Test
    void halvesOfSurrogatePairsArePassedOn() throws IOException {
        String halves = "{\"id\":\"\\ud800\",\"name\":\"\\udc00\\ud800\",\"updated_at\":\"2024-06-02T10:00:00Z\"}";
        world.put("users", "page_1", lastPage(halves));

        assertThat(world.read(ALL).rawOfSuccess().recordTexts("users")).containsExactly(halves);
    }

    /** In a record nothing is lost or chosen, not even by the tests, whose parser refuses such a record. */
    @Test
    void namesThatAreThereTwice() throws IOException {
        String twice = "{\"id\":\"a\",\"id\":\"b\",\"updated_at\":\"2024-06-02T11:00:00Z\","
                + "\"updated_at\":\"2024-06-02T10:00:00Z\"}";
        world.put("users", "page_1", lastPage(twice))
                .put("events", "page_1", "{\"data\":[" + ONE + "],\"data\":[" + TWO + "]}");

        ConnectorJar.Finished read = world.read("users:incremental", "events:incremental");

        assertThat(read.exitCode()).isEqualTo(1);
        assertThat(read.lines())
                .anyMatch(line -> line.endsWith(",\"data\":" + twice + "}}"))
                .anyMatch(line -> line.contains(
                        "\"name\":\"users\"},\"stream_state\":" + "{\"updated_at\":\"2024-06-02T10:00:00Z\"}"))
                .anyMatch(line -> line.contains("events/page_1.json, byte") && line.contains("second time"))
                .noneMatch(line -> line.contains(TWO));
    }

    @Test
    void deepNestingAndLongNumbersArePassedOn() throws IOException {
        String deep = "{\"id\":\"deep\",\"x\":" + "[{\"y\":".repeat(5_000) + "1" + "}]".repeat(5_000)
                + ",\"updated_at\":\"2024-06-02T10:00:00Z\"}";
        String number = "{\"id\":\"long\",\"x\":-" + "1234567890".repeat(500) + "." + "0".repeat(5_000)
                + "e-5000,\"updated_at\":\"2024-06-02T10:00:00Z\"}";
        world.put("accounts", "page_1", lastPage(deep))
                .put("users", "page_1", lastPage(number))
                .put("events", "page_1", "{\"skipped\":" + "[".repeat(10_000) + "]".repeat(10_000) + ",\"data\":[]}")
                .put("invoices", "page_1", "{\"data\":[" + ONE + ",{\"x\":" + "[".repeat(10_000));

        ConnectorJar.Finished read = world.read(ALL);

        assertThat(read.exitCode()).isEqualTo(1);
        assertThat(read.standardError()).isEmpty();
        assertThat(read.lines())
                .anyMatch(line -> line.endsWith(",\"data\":" + deep + "}}"))
                .anyMatch(line -> line.endsWith(",\"data\":" + number + "}}"));
        List<String> errors =
                read.lines().stream().filter(line -> line.contains("\"ERROR\"")).toList();
        assertThat(errors)
                .singleElement()
                .asString()
                .contains("invoices/page_1.json", "record /data/1:", "ends before", "system_error");
    }

    @Test
    void aRecordThatIsTooLarge() throws IOException {
        world.option("max_record_bytes", MEGABYTE);
        world.put("users", "page_1", lastPage(ONE, "{\"x\":\"" + "x".repeat(MEGABYTE) + "\"}"));
        writeRecord(world.page("events", "page_1"), 100 * MEGABYTE);
        List<String> lines = new ArrayList<>();

        ConnectorJar.Finished read =
                world.jar().withJavaOptions("-Xmx48m").runAndConsume(lines::add, world.readArguments(ALL));

        RawOutput raw =
                failed(new ConnectorJar.Finished(read.exitCode(), lines, read.standardError()), "users", "events");
        assertThat(error(raw, "users"))
                .contains(
                        "users/page_1.json, byte",
                        "record /data/1:",
                        "stream users",
                        "max_record_bytes, 1048576",
                        "bytes");
        assertThat(error(raw, "events")).contains("events/page_1.json, byte", "record /data/1:", "max_record_bytes");
        assertThat(raw.recordTexts("users")).containsExactly(ONE);
        assertThat(raw.recordTexts("events")).containsExactly(ONE);
    }

    @Test
    void aHeapThatIsTooSmall() throws IOException {
        writeRecord(world.page("users", "page_1"), 40 * MEGABYTE);
        List<String> lines = new ArrayList<>();

        ConnectorJar.Finished read =
                world.jar().withJavaOptions("-Xmx24m").runAndConsume(lines::add, world.readArguments(ALL));

        RawOutput raw = failed(new ConnectorJar.Finished(read.exitCode(), lines, read.standardError()), "users");
        assertThat(error(raw, "users"))
                .contains(
                        "users/page_1.json, byte",
                        "record /data/1",
                        "the heap has no room for a record of stream users",
                        "-Xmx",
                        "max_record_bytes");
        assertThat(raw.recordTexts("users")).containsExactly(ONE);
        assertThat(raw.recordTexts("invoices")).containsExactly(ONE);
    }

    /** A page of a small record and one that is as large as is wanted. */
    private static void writeRecord(Path page, int size) throws IOException {
        byte[] filling = "x".repeat(MEGABYTE).getBytes(UTF_8);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(page))) {
            out.write(("{\"data\":[" + ONE + ",{\"id\":\"large\",\"x\":\"").getBytes(UTF_8));
            for (int written = 0; written < size; written += filling.length) {
                out.write(filling);
            }
            out.write("\",\"updated_at\":\"2024-06-02T10:00:00Z\"}]}".getBytes(UTF_8));
        }
    }

    @Test
    void timestampsOfAllFormsThatCanBeCompared() throws IOException {
        world.put(
                "users",
                "page_1",
                lastPage(
                        record("nanoseconds", "2024-06-30T23:59:59.999999999Z"),
                        record("leap second", "2024-06-30T23:59:60Z"),
                        record("offset", "2024-07-01T01:59:59+02:00"),
                        record("before", "2024-06-30T20:00:00-04:00")));

        RawOutput first = world.read("users:incremental").rawOfSuccess();

        assertThat(first.lastStreamState("users")).hasToString("{\"updated_at\":\"2024-06-30T23:59:60Z\"}");
        assertThat(first.warnings()).isEmpty();
        world.put(
                "users",
                "page_1",
                lastPage(
                        record("same", "2024-06-30T20:00:00-04:00"),
                        record("later", "2024-07-01T00:00:00.000000001Z"),
                        record("earlier", "2024-07-01T01:59:59.999999999+02:00")));
        assertThat(world.readAfter(first, "users:incremental").rawOfSuccess().recordIds("users"))
                .containsExactly("later");
    }

    @Test
    void timestampsThatCannotBeCompared() throws IOException {
        world.put(
                "users",
                "page_1",
                lastPage(
                        "{\"id\":\"missing\"}",
                        "{\"id\":\"null\",\"updated_at\":null}",
                        ONE,
                        record("words", "yesterday"),
                        "{\"id\":\"number\",\"updated_at\":1717322400}",
                        record("no offset", "2030-06-02T10:00:00")));

        RawOutput raw = world.read(ALL).rawOfSuccess();

        assertThat(raw.recordIds("users")).containsExactly("missing", "null", "one", "words", "number", "no offset");
        assertThat(raw.lastStreamState("users")).hasToString("{\"updated_at\":\"2024-06-02T10:00:00Z\"}");
        assertThat(raw.warnings())
                .singleElement()
                .asString()
                .contains("Stream users", "5 records", "/updated_at", "\"missing\", \"null\", \"words\"")
                .doesNotContain("number");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            config.json  |                                     | Configuration config.json: no such file
            config.json  | {"fixtures_base_path": "fixtures",} | Configuration config.json: not JSON at line 1, column
            config.json  | ["fixtures"]                        | Configuration config.json: at the top
            config.json  | {"fixtures_base_path": 7}           | config.json: at /fixtures_base_path
            catalog.json |                                     | Configured catalog catalog.json: no such file
            catalog.json | {"streams": [                       | Configured catalog catalog.json: not JSON at line 1
            catalog.json | {"streams": {}}                     | catalog.json: at /streams
            catalog.json | {"streams": [{"stream": {"name": "planets"}, "sync_mode": "incremental"}]} | at /streams/0/stream/name
            catalog.json | {"streams": [{"stream": {"name": "users"}, "sync_mode": "append"}]}        | at /streams/0/sync_mode
            state.json   |                                     | State state.json: no such file
            state.json   | {"users"                            | State state.json: not JSON at line 1, column
            state.json   | "users"                             | State state.json: at the top
            state.json   | {"users": {"updated_at": "now"}}    | State state.json: at /users/updated_at
            state.json   | [{"type": "STREAM"}]                | State state.json: at /0/stream/stream_descriptor/name
            """)
    void documentsThatAreWrong(String file, String content, String message) throws IOException {
        String[] arguments = World.withState(world.readArguments(ALL));
        Files.writeString(folder.resolve("state.json"), "{}");
        if (content == null) {
            Files.delete(folder.resolve(file));
        } else {
            Files.writeString(folder.resolve(file), content);
        }

        assertThat(refusal(world.jar().run(arguments)).replaceAll("\\s+", " ")).contains(message);
    }

    @Test
    void oddDocumentsAreWarnedOf() throws IOException {
        String[] arguments = World.withState(world.readArguments("users:incremental"));
        Files.writeString(folder.resolve("state.json"), "{\"planets\":{\"updated_at\":\"2024-06-02T10:00:00Z\"}}");
        Files.writeString(
                folder.resolve("catalog.json"),
                "{\"streams\":[{\"stream\":{\"name\":\"users\"},\"sync_mode\":\"incremental\","
                        + "\"cursor_field\":[\"created_at\"]}]}");

        RawOutput raw = world.jar().run(arguments).rawOfSuccess();

        assertThat(raw.warnings())
                .hasSize(2)
                .anyMatch(warning -> warning.contains("State at /planets") && warning.contains("is ignored"))
                .anyMatch(warning -> warning.contains("/streams/0/cursor_field") && warning.contains("created_at"));
        assertThat(raw.recordTexts("users")).containsExactly(ONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--debug"})
    void stackTracesAreOnlyForThoseWhoAskForThem(String debug) throws IOException {
        Files.delete(world.page("users", "page_1"));
        Files.createSymbolicLink(world.page("users", "page_1"), Path.of("page_1.json"));
        List<String> arguments = new ArrayList<>(List.of(world.readArguments(ALL)));
        if (!debug.isEmpty()) {
            arguments.add(debug);
        }

        RawOutput raw = failed(world.jar().run(arguments.toArray(String[]::new)), "users");

        assertThat(error(raw, "users"))
                .contains("users/page_1.json", "cannot be opened")
                .doesNotContain("Exception");
        assertThat(raw.errors().get(0).has("stack_trace")).isEqualTo(!debug.isEmpty());
        assertThat(raw.errors().get(0).path("internal_message").asText()).contains("Exception");
    }

    /** What standard output gets is likely to be the state of the next read. */
    @Test
    void stateThatRunsOutOfMemorySaysSoOnStandardErrorOnly() throws IOException {
        String line = "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"x\":\"" + "x".repeat(64 << 20)
                + "\"}}}\n";
        Files.writeString(folder.resolve("raw.jsonl"), line);

        ConnectorJar.Finished state = ConnectorJar.in(folder)
                .withJavaOptions("-Xmx32m", "-XX:+UseSerialGC")
                .run("state", "raw.jsonl");

        assertThat(state.exitCode()).isEqualTo(1);
        assertThat(state.lines()).isEmpty();
        assertThat(state.standardError())
                .isEqualToIgnoringNewLines(
                        "connector: The heap is too small for the longest line. Raise it with -Xmx.");
    }
}
