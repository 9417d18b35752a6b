package io.dataconnector.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.http.ScriptedServer;
import io.dataconnector.connector.http.ScriptedServer.Received;
import io.dataconnector.connector.http.ScriptedServer.Reply;
import io.dataconnector.connector.http.ScriptedServer.Script;
import io.dataconnector.connector.protocol.RawOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code read --record} as the built jar does it: what is read from its folder afterwards, without the API, is the same byte
 * for byte.
 */
final class RecordIT {
    private static final String[] ALL =
            KillWorld.STREAMS.stream().map(stream -> stream + ":incremental").toArray(String[]::new);
    private static final String ONE = "{\"id\":\"one\",\"updated_at\":\"2024-06-02T10:00:00Z\"}";
    private static final Pattern NOW = Pattern.compile("takes (\\S+) for now");

    @TempDir
    private Path folder;

    private Path recording;

    @BeforeEach
    void nameFolder() {
        recording = folder.resolve("recording");
    }

    private World api(ScriptedServer server) {
        return new World(folder)
                .api(server.url(""))
                .option("api_key", "not in any file")
                .option("checkpoint_interval", 20)
                .option("max_retries", 5)
                .option("max_retry_wait", "PT0.001S")
                .option("stall_timeout", "PT1M");
    }

    private static String[] plus(String[] arguments, String... more) {
        return Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new);
    }

    private ConnectorJar.Finished record(World world, String... streams) throws IOException {
        return world.jar().run(plus(world.readArguments(streams), "--record", recording.toString()));
    }

    /** A world whose fixtures are the recording. */
    private World replay() throws IOException {
        return new World(Files.createDirectories(folder.resolve("replay")))
                .option("fixtures_base_path", recording.toString())
                .option("checkpoint_interval", 20);
    }

    /** The files of a folder by their paths in it. */
    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    private static void assertSame(RawOutput replayed, RawOutput live, String... streams) {
        for (String stream : streams) {
            String name = stream.substring(0, stream.indexOf(':'));
            assertThat(replayed.recordTexts(name)).as(name).isEqualTo(live.recordTexts(name));
            assertThat(replayed.lastStreamState(name)).as(name).isEqualTo(live.lastStreamState(name));
            assertThat(replayed.statuses(name)).as(name).isEqualTo(live.statuses(name));
        }
    }

    private static String message(RawOutput raw) {
        assertThat(raw.errorMessages()).hasSize(1);
        return raw.errorMessages().get(0);
    }

    @Test
    void theFilesAreTheResponses() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        KillWorld.write(source, 20240604);
        try (ScriptedServer server = new ScriptedServer(new PageServer(source.resolve("fixtures")))) {
            RawOutput live = record(api(server), ALL).rawOfSuccess();

            assertThat(files(recording)).isEqualTo(files(source.resolve("fixtures")));
            assertThat(live.recordTexts("users")).isNotEmpty();
            assertSame(replay().read(ALL).rawOfSuccess(), live, ALL);
        }
    }

    /** Each page breaks off in one way or another, and more than once. */
    @Test
    void faultsLeaveNoTrace() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        KillWorld.write(source, 20240605);
        PageServer pages = new PageServer(source.resolve("fixtures"));
        Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
        AtomicInteger faults = new AtomicInteger();
        Script broken = request -> {
            int count = counts.computeIfAbsent(request.target(), target -> new AtomicInteger())
                    .incrementAndGet();
            if (count > 2) {
                return pages.answer(request);
            }
            byte[] body = page(pages, request);
            byte[] part = Arrays.copyOf(body, body.length * count / 3);
            return switch (faults.getAndIncrement() % 5) {
                case 0 -> Reply.of(500, "oops");
                case 1 -> Reply.head(200, body.length).send(part).reset();
                case 2 -> Reply.head(200, body.length).send(part).close();
                case 3 -> Reply.headWithoutLength(200).send(part).close();
                default -> Reply.bytes(200, part);
            };
        };
        try (ScriptedServer server = new ScriptedServer(broken)) {
            RawOutput live = record(api(server), ALL).rawOfSuccess();

            assertThat(faults.get()).isGreaterThan(100);
            assertThat(files(recording)).isEqualTo(files(source.resolve("fixtures")));
            assertSame(replay().read(ALL).rawOfSuccess(), live, ALL);
        }
    }

    private static byte[] page(PageServer pages, Received request) {
        try {
            return pages.page(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aKilledReadLeavesWholePagesOnly() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        KillWorld.write(source, 20240606);
        Map<String, String> fixtures = files(source.resolve("fixtures"));
        try (ScriptedServer server = new ScriptedServer(new PageServer(source.resolve("fixtures")))) {
            World api = api(server);
            String[] arguments = api.readArguments(ALL);
            ConnectorJar.Finished killed = api.jar().killAfter(400, plus(arguments, "--record", recording.toString()));

            Map<String, String> recorded = files(recording);
            recorded.keySet().removeIf(name -> name.startsWith("."));
            assertThat(recorded).isNotEmpty().hasSizeLessThan(fixtures.size());
            assertThat(fixtures).containsAllEntriesOf(recorded);
            RawOutput refused = record(api, ALL).raw();
            assertThat(message(refused))
                    .isEqualTo("--record: the folder " + recording
                            + " is not empty. Name an empty folder, or one that does not exist.");

            recording = folder.resolve("rest");
            String state = RawOutput.ofLines(killed.lines()).stateForNextRead();
            assertThat(state).contains("resume");
            Files.writeString(folder.resolve("state.json"), state);
            RawOutput rest = api.jar()
                    .run(World.withState(plus(arguments, "--record", recording.toString())))
                    .rawOfSuccess();
            World replay = replay();
            Files.writeString(folder.resolve("replay/state.json"), state);
            RawOutput replayed =
                    replay.jar().run(World.withState(replay.readArguments(ALL))).rawOfSuccess();
            assertSame(replayed, rest, ALL);
            assertThat(files(recording)).hasSizeLessThan(fixtures.size());
        }
    }

    @Test
    void aStoppedReadLeavesNothingElse() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        KillWorld.write(source, 20240607);
        try (ScriptedServer server = new ScriptedServer(new PageServer(source.resolve("fixtures")))) {
            World api = api(server);
            ConnectorJar.Finished stopped =
                    api.jar().stopAfter(400, plus(api.readArguments(ALL), "--record", recording.toString()));

            assertThat(stopped.exitCode()).isEqualTo(143);
            assertThat(files(recording)).isNotEmpty();
            assertThat(files(source.resolve("fixtures"))).containsAllEntriesOf(files(recording));
        }
    }

    /** A chain of pages, each of which names the next by its token. */
    private static Script chain(List<String> tokens) {
        return request -> {
            int index = request.parameter("cursor")
                    .map(cursor -> tokens.indexOf(URLDecoder.decode(cursor, UTF_8)) + 1)
                    .orElse(0);
            String next = index < tokens.size() ? "\"" + tokens.get(index) + "\"" : "null";
            return Reply.of(
                    200,
                    "{\"data\":[{\"id\":\"" + index + "\",\"updated_at\":\"2024-06-02T10:00:00Z\"}],\"next_cursor\":"
                            + next + "}  \n");
        };
    }

    @Test
    void aTokenMayBeAnything() throws IOException {
        List<String> tokens = List.of(
                "a/b==",
                "..",
                "../../etc/passwd",
                ".1.part",
                "żółć 日本 😀",
                "x".repeat(300),
                "x".repeat(299) + "y",
                "é".repeat(300),
                "%2F",
                "page_2.headers",
                "page_1.ignored",
                "C:",
                "page_7");
        try (ScriptedServer server = new ScriptedServer(chain(tokens))) {
            RawOutput live = record(api(server), "users:incremental").rawOfSuccess();

            assertThat(live.recordIds("users")).hasSize(tokens.size() + 1);
            assertThat(files(recording)).hasSize(tokens.size() + 1);
            assertThat(files(folder).keySet())
                    .filteredOn(name -> !name.startsWith("recording/"))
                    .containsExactlyInAnyOrder("config.json", "catalog.json", "stderr.txt");
            assertSame(replay().read("users:incremental").rawOfSuccess(), live, "users:incremental");
        }
    }

    @Test
    void aTokenThatIsTheNameOfTheFirstPageFailsItsStream() throws IOException {
        try (ScriptedServer server =
                new ScriptedServer(request -> request.path().equals("/users")
                        ? chain(List.of("page_1")).answer(request)
                        : Reply.of(200, "{\"data\":[" + ONE + "],\"next_cursor\":null}"))) {
            ConnectorJar.Finished read = record(api(server), "users:incremental", "events:incremental");

            assertThat(read.exitCode()).isEqualTo(1);
            RawOutput raw = read.raw();
            assertThat(message(raw))
                    .startsWith("Page GET " + server.url("/users?cursor=page_1")
                            + " cannot be recorded: its file would be " + recording.resolve("users/page_1.json"));
            assertThat(raw.statuses("events")).endsWith("COMPLETE");
            assertThat(files(recording)).containsOnlyKeys("users/page_1.json", "events/page_1.json");
        }
    }

    @Test
    void fixturesAreNotRecorded() throws IOException {
        World world = World.withFixtures(folder);

        ConnectorJar.Finished read = record(world, ALL);

        assertThat(read.exitCode()).isEqualTo(1);
        assertThat(message(read.raw()))
                .isEqualTo("--record: the configuration has fixtures_base_path, so that all pages are files already, in"
                        + " fixtures. Leave out one of the two.");
        assertThat(recording).doesNotExist();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatTheFolderHasNoRoomForFailsItsStream() throws IOException {
        String large =
                "{\"id\":\"one\",\"updated_at\":\"2024-06-02T10:00:00Z\",\"text\":\"" + "x".repeat(200_000) + "\"}";
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(
                200, "{\"data\":[" + (request.path().equals("/users") ? large : ONE) + "],\"next_cursor\":null}"))) {
            World world = api(server);
            // A limit of the size of files stands for a disk that is full.
            ConnectorJar.Finished read = world.jar()
                    .withMoreJavaOptions("-XX:-UsePerfData")
                    .inShell("ulimit -f 128; exec \"$@\"")
                    .run(plus(
                            world.readArguments("users:incremental", "events:incremental"),
                            "--record",
                            recording.toString()));

            assertThat(read.exitCode()).isEqualTo(1);
            RawOutput raw = read.raw();
            assertThat(message(raw))
                    .startsWith("Page GET " + server.url("/users") + " cannot be recorded in " + recording)
                    .contains("File too large");
            assertThat(raw.statuses("users")).endsWith("INCOMPLETE");
            assertThat(raw.statuses("events")).endsWith("COMPLETE");
            assertThat(files(recording)).containsOnlyKeys("events/page_1.json");
        }
    }

    /** The streams of {@code replay/manifest.yaml}: each kind of pagination, and each kind of slice. */
    @Test
    void everyKindOfPageIsReadBack() throws IOException {
        String[] streams = {
            "numbered:full_refresh",
            "offset:full_refresh",
            "unaligned:full_refresh",
            "url:full_refresh",
            "link:full_refresh",
            "parts:full_refresh",
            "days:incremental",
            "ignored:full_refresh"
        };
        Path manifest = Files.copy(
                Repository.root().resolve("connector/src/test/resources/replay/manifest.yaml"),
                folder.resolve("manifest.yaml"));
        try (ScriptedServer server = new ScriptedServer(RecordIT::answer)) {
            World world = new World(folder).api(server.url("")).option("num_workers", 3);
            String[] arguments = plus(world.readArguments(streams), "--manifest-path", manifest.toString());
            RawOutput live = world.jar()
                    .run(plus(arguments, "--record", recording.toString()))
                    .rawOfSuccess();

            assertThat(live.recordIds("numbered")).containsExactly("0", "1", "2", "3", "4");
            assertThat(live.recordIds("offset")).containsExactly("0", "1", "2", "3", "4");
            assertThat(live.recordIds("unaligned")).containsExactly("0", "1", "2", "3", "4");
            assertThat(live.recordIds("url")).containsExactly("0", "1", "2");
            assertThat(live.recordIds("link")).containsExactly("0", "1", "2");
            assertThat(live.recordIds("parts")).containsExactly("eu/west", "us");
            assertThat(live.recordIds("days")).contains("2024-01-01", "2024-02-01");
            assertThat(live.recordIds("ignored")).isEmpty();
            int requests = server.received().size();
            Map<String, String> files = files(recording);
            assertThat(files.keySet())
                    .contains(
                            "numbered/page_1.json",
                            "numbered/page_3.json",
                            "offset/page_3.json",
                            "link/page_1.headers",
                            "parts/region=eu%2Fwest/page_1.json",
                            "days/start_time=2024-01-01/page_1.json",
                            "ignored/page_1.ignored")
                    // What was requested ahead in vain is not part of the recording.
                    .doesNotContain("numbered/page_4.json", "offset/page_4.json")
                    .noneMatch(name -> name.startsWith("."));
            assertThat(files.values()).noneMatch(text -> text.contains("session-secret"));

            String message = live.ofType("LOG", "log").stream()
                    .map(log -> log.path("message").asText())
                    .filter(text -> text.startsWith("Recording "))
                    .findFirst()
                    .orElseThrow();
            Matcher now = NOW.matcher(message);
            assertThat(now.find()).as(message).isTrue();
            World replay =
                    world.option("fixtures_base_path", recording.toString()).option("num_workers", 1);
            RawOutput replayed = replay.jar()
                    .withMoreJavaOptions("-Ddataconnector.now=" + now.group(1))
                    .run(plus(replay.readArguments(streams), "--manifest-path", manifest.toString()))
                    .rawOfSuccess();
            assertSame(replayed, live, streams);
            assertThat(server.received()).as("no request").hasSize(requests);
        }
    }

    /** Answers the requests of {@code replay/manifest.yaml}. */
    private static Reply answer(Received request) {
        return switch (request.path()) {
            case "/numbered" -> Reply.of(200, records(2 * (number(request, "page", 1) - 1), 2));
            case "/offset" -> Reply.of(200, records(number(request, "offset", 0), 2));
            // Fewer records than were asked for, in the midst.
            case "/unaligned" -> Reply.of(200, records(number(request, "offset", 0), 3));
            case "/url" -> {
                int page = number(request, "page", 0);
                String next = "http://" + request.headers().get("host") + "/url?page=" + (page + 1) + "&size=1";
                yield Reply.of(
                        200,
                        "{\"data\":[{\"id\":\"" + page + "\"}],\"next\":" + (page < 2 ? "\"" + next + "\"" : "null")
                                + "}");
            }
            case "/link" -> {
                int page = number(request, "page", 0);
                String next = "http://" + request.headers().get("host") + "/link?page=" + (page + 1);
                List<String> headers = new ArrayList<>(List.of("Set-Cookie: id=session-secret"));
                if (page < 2) {
                    headers.add("Link: <" + next + ">; rel=\"next\"");
                }
                yield Reply.of(200, "{\"data\":[{\"id\":\"" + page + "\"}]}", headers.toArray(String[]::new));
            }
            case "/parts" ->
                Reply.of(
                        200,
                        "{\"data\":[{\"id\":\""
                                + URLDecoder.decode(request.parameter("region").orElse("none"), UTF_8) + "\"}]}");
            case "/days" -> {
                String day = request.parameter("from").orElse("none");
                yield Reply.of(200, "{\"data\":[{\"id\":\"" + day + "\",\"day\":\"" + day + "\"}]}");
            }
            default -> Reply.of(403, "{\"error\":\"not in your plan\"}");
        };
    }

    /** Some of the five records that there are. */
    private static String records(int from, int count) {
        List<String> records = new ArrayList<>();
        for (int i = from; i < Math.min(5, from + count); i++) {
            records.add("{\"id\":\"" + i + "\"}");
        }
        return "{\"data\":[" + String.join(",", records) + "]}";
    }

    private static int number(Received request, String parameter, int ifAbsent) {
        return request.parameter(parameter).map(Integer::parseInt).orElse(ifAbsent);
    }

    /** The pages of a parent are part of the recording of its children. */
    @ParameterizedTest
    @ValueSource(strings = {"link:full_refresh", "parts:full_refresh"})
    void headersThatAreNotNamedAreRefused(String stream) throws IOException {
        String manifest = Files.readString(
                        Repository.root().resolve("connector/src/test/resources/replay/manifest.yaml"))
                .replace("headers['link']['next']['url']", "headers[config['api_url']]")
                .replaceFirst(
                        "type: ListPartitionRouter\\R.*region\\R.*us\\]\\R.*request_option:(\\R.*){3}",
                        "{type: SubstreamPartitionRouter, parent_stream_configs: [{type: ParentStreamConfig, parent_key: id,"
                                + " partition_field: region, stream: {\\$ref: \"#/streams/4\"}}]}");
        Path file = Files.writeString(folder.resolve("manifest.yaml"), manifest);
        World world = new World(folder).api("http://localhost:1");

        ConnectorJar.Finished read = world.jar()
                .run(plus(
                        world.readArguments(stream),
                        "--manifest-path",
                        file.toString(),
                        "--record",
                        recording.toString()));

        assertThat(read.exitCode()).isEqualTo(1);
        JsonNode error = read.raw().errors().get(0);
        assertThat(error.path("failure_type").asText()).isEqualTo("config_error");
        assertThat(error.path("message").asText())
                .startsWith("--record: stream link cannot be recorded, because its paginator uses headers");
        assertThat(recording).doesNotExist();
    }
}
