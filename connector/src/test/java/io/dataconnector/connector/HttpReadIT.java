package io.dataconnector.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.http.ScriptedServer;
import io.dataconnector.connector.http.ScriptedServer.Received;
import io.dataconnector.connector.http.ScriptedServer.Reply;
import io.dataconnector.connector.http.ScriptedServer.Script;
import io.dataconnector.connector.http.SelfSigned;
import io.dataconnector.connector.protocol.RawOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A read over HTTP as the built jar does it, from a server that fails in every way: what the user is told, what
 * becomes of the records before the fault, and that the API's key is in none of it. Several faults share a run, one in
 * each stream.
 */
final class HttpReadIT {
    private static final String[] ALL = {
        "accounts:incremental", "users:incremental", "events:incremental", "invoices:incremental"
    };
    private static final List<String> STREAMS = List.of("accounts", "users", "events", "invoices");
    private static final String KEY = "k3y/of+the~API=";
    private static final String ONE = "{\"id\":\"one\",\"updated_at\":\"2024-06-02T10:00:00Z\"}";
    private static final String TWO = "{\"id\":\"two\",\"updated_at\":\"2024-06-02T11:00:00Z\"}";
    private static final int GIGABYTE = 1 << 30;

    @TempDir
    private Path folder;

    private World world;

    @BeforeEach
    void makeWorld() {
        world = new World(folder);
    }

    private World api(String url) {
        return world.api(url)
                .option("api_key", KEY)
                .option("checkpoint_interval", 1)
                .option("max_retries", 2)
                .option("max_retry_wait", "PT0.01S")
                .option("stall_timeout", "PT1S");
    }

    private World api(ScriptedServer server) {
        return api(server.url(""));
    }

    private static String lastPage(String... records) {
        return "{\"data\":[" + String.join(",", records) + "],\"next_cursor\":null}";
    }

    private static String page(String next, String... records) {
        return "{\"data\":[" + String.join(",", records) + "],\"next_cursor\":\"" + next + "\"}";
    }

    /** Answers by the stream, and the number of the request of that stream from 1 on. */
    private static Script byStream(Map<String, Answers> answers) {
        Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
        return request -> {
            String stream = request.path().substring(1);
            long count =
                    counts.computeIfAbsent(stream, name -> new AtomicLong()).incrementAndGet();
            return answers.getOrDefault(stream, (any, number) -> Reply.of(200, lastPage(ONE)))
                    .answer(request, (int) count);
        };
    }

    private interface Answers {
        Reply answer(Received request, int number);
    }

    private RawOutput audited(ConnectorJar.Finished run) {
        List<String> texts = new ArrayList<>(run.lines());
        texts.add(run.standardError());
        String base64 = Base64.getEncoder().encodeToString(KEY.getBytes(UTF_8));
        assertThat(texts)
                .noneMatch(text -> text.contains(KEY)
                        || text.contains(URLEncoder.encode(KEY, UTF_8))
                        || text.contains(base64.substring(0, base64.length() - 4)));
        assertThat(run.standardError()).isEmpty();
        return run.raw();
    }

    /** The TRACE ERROR of a stream, of a type. */
    private static String error(RawOutput raw, String stream, String failureType) {
        JsonNode error = raw.errors().stream()
                .filter(one -> one.at("/stream_descriptor/name").asText().equals(stream))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no error of " + stream));
        assertThat(error.path("failure_type").asText()).as("%s", error).isEqualTo(failureType);
        assertThat(raw.statuses(stream)).endsWith("INCOMPLETE");
        return error.path("message").asText();
    }

    private static List<String> waits(RawOutput raw, String stream) {
        return raw.ofType("LOG", "log").stream()
                .map(log -> log.path("message").asText())
                .filter(message -> message.startsWith("Stream " + stream + ": GET ") && message.contains(". Waiting "))
                .toList();
    }

    @Test
    void givesTheSameAsFiles() throws IOException {
        World fixtures = World.withFixtures(folder);
        RawOutput ofFiles = fixtures.read(ALL).rawOfSuccess();

        try (ScriptedServer server = new ScriptedServer(new PageServer(fixtures.fixtures()))) {
            world = fixtures;
            RawOutput raw = api(server.url("/")).read(ALL).rawOfSuccess();

            for (String stream : STREAMS) {
                assertThat(raw.recordTexts(stream)).isNotEmpty().isEqualTo(ofFiles.recordTexts(stream));
                assertThat(raw.lastStreamState(stream)).isEqualTo(ofFiles.lastStreamState(stream));
                assertThat(raw.statuses(stream)).endsWith("COMPLETE");
            }
            // Streams are read side by side, so that it need not be the first of all.
            Received first = server.received().stream()
                    .filter(request -> request.path().equals("/accounts"))
                    .findFirst()
                    .orElseThrow();
            assertThat(first.target()).isEqualTo("/accounts");
            assertThat(first.headers())
                    .containsEntry("authorization", "Bearer " + KEY)
                    .containsEntry("accept", "*/*");
            assertThat(first.headers().get("user-agent")).startsWith("DataConnector/");
            assertThat(server.received()).extracting(Received::target).contains("/users?cursor=page_2");

            JsonNode status = api(server)
                    .check()
                    .rawOfSuccess()
                    .ofType("CONNECTION_STATUS", "connectionStatus")
                    .get(0);
            assertThat(status.path("status").asText()).isEqualTo("SUCCEEDED");
        }
    }

    @Test
    void aTokenMayBeAnything() throws IOException {
        String token = "a b&c=d/é?+#%41";
        try (ScriptedServer server = new ScriptedServer(byStream(Map.of(
                "users", (request, number) -> Reply.of(200, number == 1 ? page(token, ONE) : lastPage(TWO)))))) {
            RawOutput raw = audited(api(server).read("users:incremental"));

            assertThat(raw.recordIds("users")).containsExactly("one", "two");
            assertThat(server.received().get(1).target()).isEqualTo("/users?cursor=a+b%26c%3Dd%2F%C3%A9%3F%2B%23%2541");
        }
    }

    @Test
    void refusalsAreErrorsAtOnce() throws IOException {
        String echo = "key " + KEY + ", " + URLEncoder.encode(KEY, UTF_8) + ", "
                + Base64.getEncoder().encodeToString(KEY.getBytes(UTF_8)) + " is not valid";
        try (ScriptedServer server = new ScriptedServer(byStream(Map.of(
                "accounts", (request, number) -> Reply.of(401, echo),
                "users", (request, number) -> Reply.of(403, "{\"error\":\"forbidden\"}"),
                "events", (request, number) -> Reply.of(404, "no such stream"),
                "invoices",
                        (request, number) ->
                                number == 1 ? Reply.of(200, page("next", ONE)) : Reply.of(404, "gone"))))) {
            ConnectorJar.Finished read = api(server).read(ALL);
            RawOutput raw = audited(read);

            assertThat(read.exitCode()).isEqualTo(1);
            assertThat(error(raw, "accounts", "config_error"))
                    .isEqualTo("GET " + server.url("/accounts")
                            + ": the server answered with HTTP 401: key ****, ****, **** is not valid."
                            + " Check the credentials.");
            assertThat(error(raw, "users", "config_error"))
                    .isEqualTo("GET " + server.url("/users")
                            + ": the server answered with HTTP 403: {\"error\":\"forbidden\"}. Check the credentials.");
            assertThat(error(raw, "events", "config_error"))
                    .isEqualTo("GET " + server.url("/events")
                            + ": the server answered with HTTP 404: no such stream. Check the URL.");
            assertThat(error(raw, "invoices", "system_error"))
                    .startsWith("Page GET " + server.url("/invoices?cursor=next") + " does not exist, but GET "
                            + server.url("/invoices") + " names it by the token \"next\".");
            assertThat(raw.recordIds("invoices")).containsExactly("one");
            assertThat(server.received()).hasSize(5);

            String message = audited(api(server).check())
                    .ofType("CONNECTION_STATUS", "connectionStatus")
                    .get(0)
                    .path("message")
                    .asText();
            assertThat(message).contains("HTTP 401", "HTTP 403", "HTTP 404");
        }
    }

    @Test
    void whatMayPassIsTriedAgain() throws IOException {
        try (ScriptedServer server = new ScriptedServer(byStream(Map.of(
                "accounts",
                        (request, number) ->
                                number == 1 ? Reply.of(429, "", "Retry-After: 0") : Reply.of(200, lastPage(ONE)),
                "users", (request, number) -> Reply.of(429, "slow down"),
                "events", (request, number) -> Reply.of(500, "oops " + KEY),
                "invoices", (request, number) -> number <= 2 ? Reply.of(500, "") : Reply.of(200, lastPage(ONE)))))) {
            ConnectorJar.Finished read = api(server).read(ALL);
            RawOutput raw = audited(read);

            assertThat(read.exitCode()).isEqualTo(1);
            assertThat(raw.statuses("accounts")).endsWith("COMPLETE");
            assertThat(waits(raw, "accounts"))
                    .containsExactly("Stream accounts: GET " + server.url("/accounts")
                            + ": the server answered with HTTP 429. Waiting 0 s before attempt 2 of 3.");
            assertThat(error(raw, "users", "transient_error"))
                    .isEqualTo("GET " + server.url("/users")
                            + ": the server answered with HTTP 429: slow down; it was tried 3 times. Try again later.");
            assertThat(waits(raw, "users")).hasSize(2);
            assertThat(error(raw, "events", "transient_error"))
                    .isEqualTo("GET " + server.url("/events")
                            + ": the server answered with HTTP 500: oops ****; it was tried 3 times. Try again later.");
            assertThat(raw.statuses("invoices")).endsWith("COMPLETE");
            assertThat(waits(raw, "invoices")).hasSize(2);
            assertThat(raw.recordIds("invoices")).containsExactly("one");
        }
    }

    @Test
    void whatBreaksOffForEverIsATransientError() throws IOException {
        String body = lastPage(ONE, TWO);
        String half = body.substring(0, body.length() / 2);
        try (ScriptedServer server = new ScriptedServer(byStream(Map.of(
                "accounts", (request, number) -> Reply.nothing().stall(),
                "users",
                        (request, number) ->
                                Reply.head(200, body.length()).send(half).stall(),
                "events",
                        (request, number) ->
                                Reply.head(200, body.length()).send(half).reset(),
                "invoices",
                        (request, number) ->
                                Reply.headWithoutLength(200).send(half).close())))) {
            ConnectorJar.Finished read = api(server).option("max_retries", 1).read(ALL);
            RawOutput raw = audited(read);

            assertThat(read.exitCode()).isEqualTo(1);
            assertThat(error(raw, "accounts", "transient_error"))
                    .isEqualTo("GET " + server.url("/accounts")
                            + ": nothing came within the time limit; it was tried 2 times. Try again later.");
            assertThat(error(raw, "users", "transient_error"))
                    .isEqualTo("GET " + server.url("/users")
                            + ": nothing came within the time limit; it was tried 2 times. Try again later.");
            assertThat(error(raw, "events", "transient_error"))
                    .startsWith("GET " + server.url("/events") + ": the connection broke off: ")
                    .endsWith("; it was tried 2 times. Try again later.");
            assertThat(error(raw, "invoices", "transient_error"))
                    .isEqualTo("GET " + server.url("/invoices")
                            + ": the response ended within its JSON document; it was tried 2 times. Try again later.");
        }
    }

    /** Half a page has been written by then: it is neither repeated nor lost. */
    @Test
    void aBodyThatBreaksOffGoesOnWhereItWas() throws IOException {
        String[] records = IntStream.range(0, 20_000)
                .mapToObj(i -> "{\"id\":\"" + i + "\",\"updated_at\":\"2024-06-02T10:00:00Z\",\"name\":\"Zoë\"}")
                .toArray(String[]::new);
        byte[] body = lastPage(records).getBytes(UTF_8);
        byte[] part = Arrays.copyOf(body, body.length - 100_000);
        Reply whole = Reply.bytes(200, body);
        try (ScriptedServer server = new ScriptedServer(byStream(Map.of(
                "accounts", (request, number) -> number == 1 ? Reply.nothing().stall() : whole,
                "users",
                        (request, number) -> number == 1
                                ? Reply.head(200, body.length).send(part).stall()
                                : whole,
                "events",
                        (request, number) -> number == 1
                                ? Reply.head(200, body.length).send(part).reset()
                                : whole,
                "invoices",
                        (request, number) -> number == 1
                                ? Reply.headWithoutLength(200).send(part).close()
                                : whole)))) {
            RawOutput raw = audited(api(server).read(ALL));

            List<String> ids = IntStream.range(0, records.length)
                    .mapToObj(Integer::toString)
                    .toList();
            for (String stream : STREAMS) {
                assertThat(raw.recordIds(stream)).as(stream).isEqualTo(ids);
                assertThat(raw.recordsAccountedFor(stream)).isEqualTo(records.length);
                assertThat(waits(raw, stream)).hasSize(1);
            }
        }
    }

    @Test
    void answersThatAreNoPagesAreErrors() throws IOException {
        try (ScriptedServer server = new ScriptedServer(byStream(Map.of(
                "accounts", (request, number) -> Reply.of(200, "<!DOCTYPE html><html>Log in</html>"),
                "users", (request, number) -> Reply.of(200, lastPage(ONE), "Content-Encoding: br"),
                "events",
                        (request, number) -> Reply.of(302, "", "Location: http://elsewhere.example/events?key=" + KEY),
                "invoices", (request, number) -> Reply.of(200, page("again", ONE)))))) {
            ConnectorJar.Finished read = api(server).read(ALL);
            RawOutput raw = audited(read);

            assertThat(read.exitCode()).isEqualTo(1);
            assertThat(error(raw, "accounts", "system_error"))
                    .isEqualTo("Page GET " + server.url("/accounts") + ", byte 0: it is HTML or XML, not JSON.");
            assertThat(error(raw, "users", "system_error"))
                    .isEqualTo("GET " + server.url("/users")
                            + ": the response is encoded as br, which was not asked for and cannot be read.");
            assertThat(error(raw, "events", "config_error"))
                    .startsWith("GET " + server.url("/events")
                            + ": the server redirects to another host, elsewhere.example");
            assertThat(error(raw, "invoices", "system_error")).contains("again");
            assertThat(raw.recordIds("invoices")).containsExactly("one", "one");
        }
    }

    @Test
    void whatChangesOrLiesIsSaidToo() throws IOException {
        String body = lastPage(ONE, TWO);
        try (ScriptedServer server = new ScriptedServer(byStream(Map.of(
                "accounts", (request, number) -> Reply.of(503, "", "Retry-After: 3600"),
                "users", (request, number) -> Reply.of(200, body, "Content-Encoding: gzip"),
                "events", (request, number) -> Reply.of(200, ""),
                "invoices",
                        (request, number) -> number == 1
                                ? Reply.headWithoutLength(200)
                                        .send(body.substring(0, 60))
                                        .close()
                                : Reply.of(200, lastPage(TWO, ONE)))))) {
            ConnectorJar.Finished read = api(server).read(ALL);
            RawOutput raw = audited(read);

            assertThat(read.exitCode()).isEqualTo(1);
            assertThat(error(raw, "accounts", "transient_error"))
                    .isEqualTo(
                            "GET " + server.url("/accounts") + ": the server answered with HTTP 503; the next attempt"
                                    + " would be in 3600 s, and all waits together may take 600 s. Try again later.");
            assertThat(error(raw, "users", "transient_error"))
                    .contains("the body is not compressed by gzip, though the Content-Encoding says so");
            assertThat(error(raw, "events", "transient_error")).contains("the response has an empty body");
            assertThat(error(raw, "invoices", "transient_error")).contains("it had changed");
        }
    }

    @Test
    void aServerThatCannotBeReachedIsAnError() throws IOException {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
        String refused = "http://127.0.0.1:" + closedPort;
        assertThat(error(audited(api(refused).read("users:incremental")), "users", "transient_error"))
                .isEqualTo("GET " + refused + "/users: the connection was refused or cannot be made; it was tried 3"
                        + " times. Try again later.");

        assertThat(error(
                        audited(api("https://host.invalid/v1/").read("users:incremental")), "users", "transient_error"))
                .isEqualTo(
                        "GET https://host.invalid/v1/users: the host is unknown: check the URL, and the connection to the"
                                + " network; it was tried 3 times. Try again later.");

        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(200, ""))) {
            String hangsUp = "https://127.0.0.1:" + server.port();
            assertThat(error(audited(api(hangsUp).read("users:incremental")), "users", "transient_error"))
                    .isEqualTo(
                            "GET " + hangsUp + "/users: the server ended the connection before it was secured by TLS;"
                                    + " it was tried 3 times. Try again later.");
        }

        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String noTls = "https://127.0.0.1:" + server.getLocalPort();
            answerInPlainText(server);
            assertThat(error(audited(api(noTls).read("users:incremental")), "users", "config_error"))
                    .isEqualTo("GET " + noTls + "/users: the connection cannot be secured by TLS: the server does not"
                            + " speak it at this port. Check scheme and port of the URL.");
        }
    }

    /** Answers whatever comes as a server without TLS does, until the socket is closed. */
    private static void answerInPlainText(ServerSocket server) {
        Thread answering = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // The client or the test is done.
                }
            }
        });
        answering.setDaemon(true);
        answering.start();
    }

    /** It is a matter of trust, and no attempt changes that. */
    @Test
    void aCertificateThatNobodyHasSignedIsAnError() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(SelfSigned.serverSocket(folder), request -> Reply.of(200, lastPage(ONE)))) {
            String url = "https://127.0.0.1:" + server.port();
            RawOutput raw = audited(api(url).read("users:incremental"));

            assertThat(error(raw, "users", "config_error"))
                    .isEqualTo("GET " + url + "/users: the connection cannot be secured by TLS: the certificate of the"
                            + " server is not signed by anybody whom this Java trusts. If the server is the right one, name"
                            + " a trust store with its authority by -Djavax.net.ssl.trustStore.");
            assertThat(server.received()).isEmpty();
            assertThat(waits(raw, "users")).isEmpty();
        }
    }

    @Test
    void aPageToGoOnWithThatIsGoneIsBegunAgain() throws IOException {
        String state = "[{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\"},"
                + "\"stream_state\":{\"resume\":{\"page\":\"expired\"}}}}]";
        Files.writeString(folder.resolve("state.json"), state);
        try (ScriptedServer server = new ScriptedServer(request ->
                request.parameter("cursor").isPresent() ? Reply.of(410, "") : Reply.of(200, lastPage(ONE)))) {
            World api = api(server);
            RawOutput raw = audited(api.jar().run(World.withState(api.readArguments("users:incremental"))));

            assertThat(raw.warnings())
                    .containsExactly("Stream users: the page to resume at no longer exists, GET "
                            + server.url("/users?cursor=expired") + "; starting over at the first page.");
            assertThat(raw.recordIds("users")).containsExactly("one");
            assertThat(raw.statuses("users")).endsWith("COMPLETE");
        }
    }

    /** It is not waited for: the limits are those of an hour. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aSignalEndsReadsAndWaits() throws IOException {
        try (ScriptedServer server = new ScriptedServer(byStream(Map.of(
                "users",
                (request, number) -> number == 1
                        ? Reply.of(200, page("next", ONE))
                        : Reply.head(200, 1_000).send("{\"data\":[").stall(),
                "events",
                (request, number) -> Reply.of(503, "", "Retry-After: 500"))))) {
            World api = api(server).option("stall_timeout", "PT1H");
            // STARTED, RUNNING, the record, the state.
            ConnectorJar.Finished stalled = api.jar().stopAfter(4, api.readArguments("users:incremental"));
            assertThat(error(audited(stalled), "users", "transient_error"))
                    .isEqualTo("The read was stopped by a signal. Run it again with the last state to resume.");
            assertThat(stalled.exitCode()).isEqualTo(143);
            assertThat(stalled.raw().lastStreamState("users").at("/resume/page").asText())
                    .isEqualTo("next");

            // STARTED, and the word that it waits.
            ConnectorJar.Finished waiting = api.jar().stopAfter(2, api.readArguments("events:incremental"));
            assertThat(error(audited(waiting), "events", "transient_error"))
                    .startsWith("The read was stopped by a signal.");
            assertThat(waits(waiting.raw(), "events")).hasSize(1);
        }
    }

    @Test
    void aResponseMayBeLargerThanTheHeap() throws IOException {
        byte[] record = ("{\"id\":\"usr\",\"name\":\"" + "x".repeat(65_000)
                        + "\",\"updated_at\":\"2020-01-01T00:00:00Z\"},")
                .getBytes(UTF_8);
        Reply large = Reply.headWithoutLength(200)
                .send("{\"data\":[")
                .sendRepeatedly(record, GIGABYTE / record.length + 1)
                .send(ONE + "]}")
                .close();
        try (ScriptedServer server = new ScriptedServer(request -> large)) {
            World api = api(server).option("stall_timeout", "PT30S").option("start_date", "2024-01-01");
            RawOutput raw = audited(api.jar().withJavaOptions("-Xmx64m").run(api.readArguments("users:incremental")));

            assertThat(raw.recordIds("users")).containsExactly("one");
            assertThat(raw.statuses("users")).endsWith("COMPLETE");
        }
    }

    /** What is read from files does not pay for HTTP. */
    @Test
    void nothingOfHttpIsLoadedForFiles() throws IOException {
        ConnectorJar jar = World.withFixtures(folder).jar().withMoreJavaOptions("-Xlog:class+load:file=classes.txt");
        for (String[] arguments : List.of(
                new String[] {"spec"},
                new String[] {"check", "--config", "config.json"},
                new String[] {"discover", "--config", "config.json"},
                world.readArguments(ALL))) {
            assertThat(jar.run(arguments).exitCode()).isZero();
            try (Stream<String> classes = Files.lines(folder.resolve("classes.txt"))) {
                assertThat(classes)
                        .as("%s", List.of(arguments))
                        .noneMatch(line -> line.contains(" okhttp3.")
                                || line.contains(" kotlin.")
                                || line.contains(" okio.")
                                || line.contains(".connector.http."));
            }
        }
    }

    /** Records and states are data: a secret in them is not taken out. */
    @Test
    void dataIsNotAltered() throws IOException {
        String record = "{\"id\":\"" + KEY + "\",\"updated_at\":\"2024-06-02T10:00:00Z\"}";
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(200, lastPage(record)))) {
            assertThat(api(server).read("users:incremental").rawOfSuccess().recordTexts("users"))
                    .containsExactly(record);
        }
    }
}
