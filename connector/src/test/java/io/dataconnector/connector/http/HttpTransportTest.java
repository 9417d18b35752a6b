package io.dataconnector.connector.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.failure.Redaction;
import io.dataconnector.connector.http.HttpRequest.Header;
import io.dataconnector.connector.http.ScriptedServer.Received;
import io.dataconnector.connector.http.ScriptedServer.Reply;
import io.dataconnector.connector.http.ScriptedServer.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.zip.GZIPOutputStream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTransportTest {
    private static final String PAGE = "{\"data\": [{\"id\": \"ü\"}]}";
    private static final HttpLimits LIMITS =
            new HttpLimits(Duration.ofSeconds(5), Duration.ofMillis(300), 3, Duration.ofSeconds(100));
    private static final ResponsePolicy POLICY = ResponsePolicy.byStatus(
            Backoffs.retryAfter().or(Backoffs.exponential(Duration.ofSeconds(4), Duration.ofSeconds(60), () -> 0.5)));
    private static final String SECRET = "s3cr3t/key+1";

    private final ManualPauses pauses = new ManualPauses(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<String> log = new ArrayList<>();
    private final OkHttpClient client = HttpClients.create(LIMITS, "dataconnector/test", Map.of());
    private final HttpTransport transport =
            new HttpTransport(client, LIMITS, pauses, new Redaction(List.of(SECRET)), CallBudget.UNLIMITED);

    @AfterEach
    void endClient() {
        client.dispatcher().executorService().shutdownNow();
        client.connectionPool().evictAll();
    }

    /** The body that a server's answers come to. */
    private String fetch(ScriptedServer server) throws IOException {
        return fetch(server, "/accounts");
    }

    private String fetch(ScriptedServer server, String path) throws IOException {
        HttpRequest request =
                HttpRequest.get(server.url(path), List.of(new Header("Authorization", "Bearer " + SECRET)));
        Optional<HttpResponse> response = transport.send(request, POLICY, log::add);
        try (HttpResponse body = response.orElseThrow()) {
            return new String(body.readAllBytes(), UTF_8);
        }
    }

    /** Answers one reply after the other, and the last one ever after. */
    private static Script inTurn(Reply... replies) {
        Queue<Reply> queue = new ArrayDeque<>(List.of(replies));
        return request -> {
            synchronized (queue) {
                return queue.size() > 1 ? queue.remove() : queue.element();
            }
        };
    }

    private ConnectorException failure(ScriptedServer server) {
        ConnectorException[] failure = new ConnectorException[1];
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> fetch(server))
                .satisfies(e -> failure[0] = e);
        assertThat(failure[0].getMessage())
                .startsWith("GET " + server.url("/accounts") + ": ")
                .doesNotContain(SECRET);
        return failure[0];
    }

    @Test
    void sendsWhatItIsGivenAndReadsTheBody() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(200, PAGE))) {
            assertThat(fetch(server, "/accounts?cursor=a%20b")).isEqualTo(PAGE);

            Received request = server.received().get(0);
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.target()).isEqualTo("/accounts?cursor=a%20b");
            assertThat(request.headers())
                    .containsEntry("authorization", "Bearer " + SECRET)
                    .containsEntry("user-agent", "dataconnector/test")
                    .containsEntry("accept-encoding", "gzip");
            assertThat(log).isEmpty();
        }
    }

    @Test
    void sendsABody() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(200, request.body()))) {
            HttpRequest request = new HttpRequest(
                    "POST",
                    server.url("/search"),
                    List.of(),
                    Optional.of(new HttpRequest.Body("{\"q\": \"ü\"}", "application/json")));
            try (HttpResponse response =
                    transport.send(request, POLICY, log::add).orElseThrow()) {
                assertThat(new String(response.readAllBytes(), UTF_8)).isEqualTo("{\"q\": \"ü\"}");
            }
            assertThat(server.received().get(0).headers()).containsEntry("content-type", "application/json");
        }
    }

    @Test
    void keepsItsConnection() throws IOException {
        List<Integer> connections = new ArrayList<>();
        try (ScriptedServer server = new ScriptedServer(request -> {
            connections.add(System.identityHashCode(Thread.currentThread()));
            return Reply.of(200, PAGE);
        })) {
            for (int i = 0; i < 5; i++) {
                fetch(server);
            }
        }
        assertThat(connections).hasSize(5).containsOnly(connections.get(0));
    }

    @Test
    void asksForGzipAndDecodesIt() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(PAGE.getBytes(UTF_8));
        }
        byte[] bytes = packed.toByteArray();
        try (ScriptedServer server = new ScriptedServer(request -> Reply.bytes(200, bytes, "Content-Encoding: gzip"))) {
            assertThat(fetch(server)).isEqualTo(PAGE);
        }
    }

    @Test
    void refusesAnEncodingThatItDidNotAskFor() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(200, PAGE, "Content-Encoding: br"))) {
            assertThat(failure(server))
                    .hasMessageContaining("encoded as br")
                    .extracting(ConnectorException::failureType)
                    .isEqualTo(FailureType.SYSTEM_ERROR);
        }
    }

    @Test
    void triesAgainIfGzipIsNone() throws IOException {
        try (ScriptedServer server =
                new ScriptedServer(inTurn(Reply.of(200, PAGE, "Content-Encoding: gzip"), Reply.of(200, PAGE)))) {
            assertThat(fetch(server)).isEqualTo(PAGE);
            assertThat(log).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 599})
    void triesAgainWhatMayPassByItself(int status) throws IOException {
        try (ScriptedServer server =
                new ScriptedServer(inTurn(Reply.of(status, "busy"), Reply.of(status, ""), Reply.of(200, PAGE)))) {
            assertThat(fetch(server)).isEqualTo(PAGE);
            assertThat(pauses.pauses()).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(6));
            assertThat(log)
                    .containsExactly(
                            "GET " + server.url("/accounts") + ": the server answered with HTTP " + status
                                    + ": busy. Waiting 3 s before attempt 2 of 4.",
                            "GET " + server.url("/accounts") + ": the server answered with HTTP " + status
                                    + ". Waiting 6 s before attempt 3 of 4.");
        }
    }

    @Test
    void waitsAsLongAsTheServerAsks() throws IOException {
        try (ScriptedServer server = new ScriptedServer(inTurn(
                Reply.of(429, "slow down", "Retry-After: 17"),
                Reply.of(429, "", "Retry-After: Thu, 01 Jan 2026 00:01:00 GMT"),
                Reply.of(200, PAGE)))) {
            assertThat(fetch(server)).isEqualTo(PAGE);
            assertThat(pauses.pauses()).containsExactly(Duration.ofSeconds(17), Duration.ofSeconds(43));
        }
    }

    @Test
    void withoutRetriesItIsTriedOnce() throws IOException {
        HttpLimits impatient =
                new HttpLimits(Duration.ofSeconds(5), Duration.ofMillis(300), 0, Duration.ofSeconds(100));
        HttpTransport one = new HttpTransport(client, impatient, pauses, Redaction.NONE, CallBudget.UNLIMITED);
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(503, ""))) {
            HttpRequest request = HttpRequest.get(server.url("/accounts"), List.of());

            assertThatExceptionOfType(ConnectorException.class)
                    .isThrownBy(() -> one.send(request, POLICY, log::add))
                    .withMessageContaining("it was tried once.");
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void givesUpWhenItWasTriedOftenEnough() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(503, "maintenance"))) {
            ConnectorException failure = failure(server);
            assertThat(failure.failureType()).isEqualTo(FailureType.TRANSIENT_ERROR);
            assertThat(failure)
                    .hasMessageEndingWith("the server answered with HTTP 503: maintenance; it was tried 4 times."
                            + " Try again later.");
            assertThat(server.received()).hasSize(4);
        }
    }

    @Test
    void givesUpWhenTheWaitWouldBeTooLong() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(429, "", "Retry-After: 3600"))) {
            assertThat(failure(server))
                    .hasMessageContaining("the next attempt would be in 3600 s, and all waits together may take 100 s");
            assertThat(pauses.pauses()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void refusedCredentialsAreTheUsersAffairAtOnce(int status) throws IOException {
        try (ScriptedServer server =
                new ScriptedServer(request -> Reply.of(status, "{\"error\": \"bad key " + SECRET + "\"}"))) {
            ConnectorException failure = failure(server);
            assertThat(failure.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
            assertThat(failure)
                    .hasMessageEndingWith("the server answered with HTTP " + status
                            + ": {\"error\": \"bad key ****\"}. Check the credentials.");
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void otherFailuresOfTheRequestShowTheBeginningOfWhatTheServerSays() throws IOException {
        String page = "<html>\n<body>" + "x".repeat(5_000);
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(404, page))) {
            assertThat(failure(server))
                    .hasMessageContaining("HTTP 404: <html> <body>xxx")
                    .extracting(ConnectorException::failureType)
                    .isEqualTo(FailureType.SYSTEM_ERROR);
        }
    }

    @Test
    void triesAgainWhenTheConnectionBreaksOffBeforeTheHead() throws IOException {
        try (ScriptedServer server = new ScriptedServer(
                inTurn(Reply.nothing().reset(), Reply.nothing().close(), Reply.of(200, PAGE)))) {
            assertThat(fetch(server)).isEqualTo(PAGE);
            assertThat(log).hasSize(2);
        }
    }

    @Test
    void triesAgainWhenNothingComes() throws IOException {
        try (ScriptedServer server = new ScriptedServer(inTurn(Reply.nothing().stall(), Reply.of(200, PAGE)))) {
            assertThat(fetch(server)).isEqualTo(PAGE);
            assertThat(log).singleElement().asString().contains("nothing came within the time limit");
        }
    }

    @Test
    void timeoutsOfARequestTakeThePlaceOfTheUsualOnes() {
        Duration day = Duration.ofDays(1);
        assertThat(new Timeouts(Optional.of(Duration.ofSeconds(9)), Optional.of(day)).in(LIMITS))
                .isEqualTo(new HttpLimits(Duration.ofSeconds(9), day, 3, Duration.ofSeconds(100)));
        assertThat(Timeouts.USUAL.in(LIMITS)).isEqualTo(LIMITS);
    }

    @Test
    void goesOnWhereABodyBrokeOff() throws IOException {
        String page = "{\"data\": [" + "1,".repeat(50_000) + "2]}";
        Reply reset =
                Reply.head(200, page.length()).send(page.substring(0, 70_000)).reset();
        Reply ended =
                Reply.head(200, page.length()).send(page.substring(0, 90_000)).close();
        Reply stalled =
                Reply.head(200, page.length()).send(page.substring(0, 10)).stall();
        try (ScriptedServer server = new ScriptedServer(inTurn(reset, ended, stalled, Reply.of(200, page)))) {
            assertThat(fetch(server)).isEqualTo(page);
            assertThat(log).hasSize(3);
            assertThat(server.received()).hasSize(4);
        }
    }

    /** As servers of HTTP/1.0 do, and others after a while: that is no failure of the next request. */
    @Test
    void aKeptConnectionThatTheServerHasClosedIsReplacedWithoutAWord() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request ->
                Reply.head(200, PAGE.getBytes(UTF_8).length).send(PAGE).close())) {
            for (int i = 0; i < 5; i++) {
                assertThat(fetch(server)).isEqualTo(PAGE);
            }
            assertThat(log).isEmpty();
        }
    }

    /** Some servers say so by HTTP 408, to whoever uses the connection next. */
    @Test
    void aConnectionThatTheServerWaitedForTooLongIsReplacedOnce() throws IOException {
        Reply timeout = Reply.of(408, "", "Connection: close");
        try (ScriptedServer server = new ScriptedServer(inTurn(timeout, Reply.of(200, PAGE)))) {
            assertThat(fetch(server)).isEqualTo(PAGE);
            assertThat(log).isEmpty();
        }
        try (ScriptedServer server = new ScriptedServer(inTurn(timeout, timeout, Reply.of(200, PAGE)))) {
            assertThat(fetch(server)).isEqualTo(PAGE);
            assertThat(log).hasSize(1);
        }
    }

    @Test
    void doesNotGoOnInABodyThatHasChanged() throws IOException {
        String page = "{\"data\": [" + "1,".repeat(50_000) + "2]}";
        Reply torn =
                Reply.head(200, page.length()).send(page.substring(0, 70_000)).close();
        for (String other : List.of(page.replaceFirst("1", "3"), "{}", "")) {
            try (ScriptedServer server = new ScriptedServer(inTurn(torn, Reply.of(200, other)))) {
                ConnectorException failure = failure(server);
                assertThat(failure).hasMessageContaining("when it was requested again it had changed");
                assertThat(failure.failureType()).isEqualTo(FailureType.TRANSIENT_ERROR);
            }
        }
    }

    @Test
    void canBeFetchedAgainByWhoSeesThatItIsNotWhole() throws IOException {
        try (ScriptedServer server = new ScriptedServer(
                inTurn(Reply.headWithoutLength(200).send(PAGE.substring(0, 8)).close(), Reply.of(200, PAGE)))) {
            HttpRequest request = HttpRequest.get(server.url("/accounts"), List.of());
            try (HttpResponse body = transport.send(request, POLICY, log::add).orElseThrow()) {
                String first = new String(body.readAllBytes(), UTF_8);
                body.fetchAgain("the document ends before it is complete");
                assertThat(first + new String(body.readAllBytes(), UTF_8)).isEqualTo(PAGE);
            }
            assertThat(log)
                    .singleElement()
                    .asString()
                    .contains(": the document ends before it is complete. Waiting 3 s before attempt 2 of 4.");
        }
    }

    /** As {@link java.io.InputStream} has it. The limit of the wait makes this fail by another attempt, not by a hang. */
    @Test
    void waitsForNothingIfNothingIsAskedFor() throws IOException {
        Reply nothingYet = Reply.head(200, PAGE.getBytes(UTF_8).length).stall();
        try (ScriptedServer server = new ScriptedServer(inTurn(nothingYet, Reply.of(200, PAGE)))) {
            HttpRequest request = HttpRequest.get(server.url("/accounts"), List.of());
            try (HttpResponse body = transport.send(request, POLICY, log::add).orElseThrow()) {
                assertThat(body.read(new byte[1], 1, 0)).isZero();
                assertThat(log).isEmpty();

                assertThat(new String(body.readAllBytes(), UTF_8)).isEqualTo(PAGE);
                assertThat(log).hasSize(1);
            }
        }
    }

    @Test
    void noticesABodyThatTrickles() throws IOException {
        StallGuard guard = new StallGuard(Duration.ofSeconds(10));
        for (int i = 0; i < 9; i++) {
            guard.note(1, Duration.ofSeconds(1).toNanos());
        }
        assertThatExceptionOfType(StalledException.class)
                .isThrownBy(() -> guard.note(1, Duration.ofSeconds(1).toNanos()))
                .withMessage("only 10 bytes came within 10 s");
        guard.note(StallGuard.MIN_BYTES, 0);
        guard.note(1, Duration.ofSeconds(9).toNanos());
    }

    @Test
    void followsRedirectsWithinItsHostOnly() throws IOException {
        try (ScriptedServer other = new ScriptedServer(request -> Reply.of(200, "stolen"));
                ScriptedServer server = new ScriptedServer(request -> switch (request.path()) {
                    case "/old" -> Reply.of(302, "", "Location: /accounts");
                    case "/loop" -> Reply.of(307, "", "Location: /loop");
                    case "/away" -> Reply.of(301, "", "Location: http://localhost:" + other.port() + "/");
                    default -> Reply.of(200, PAGE);
                })) {
            assertThat(fetch(server, "/old")).isEqualTo(PAGE);
            assertThatExceptionOfType(ConnectorException.class)
                    .isThrownBy(() -> fetch(server, "/loop"))
                    .withMessageContaining("redirects without end");
            assertThatExceptionOfType(ConnectorException.class)
                    .isThrownBy(() -> fetch(server, "/away"))
                    .withMessageContaining("redirects to another host, localhost")
                    .satisfies(e -> assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR));
            assertThat(other.received()).isEmpty();
        }
    }

    @Test
    void saysThatAConnectionIsRefused() throws IOException {
        ScriptedServer server = new ScriptedServer(request -> Reply.of(200, PAGE));
        server.close();
        assertThat(failure(server))
                .hasMessageContaining("the connection was refused or cannot be made; it was tried 4 times");
    }

    @Test
    void refusesWhatCannotBeSent() {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> transport.send(HttpRequest.get("ftp://x/" + SECRET, List.of()), POLICY, log::add))
                .withMessageContaining("GET ftp://x/****: this is not a URL");
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> transport.send(
                        HttpRequest.get("http://localhost/", List.of(new Header("X", SECRET + "\n"))),
                        POLICY,
                        log::add))
                .withMessageContaining("a header has characters")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET));
    }

    @Test
    @Timeout(60)
    void endsTheRequestOfOneThreadOnly() throws Exception {
        // Nothing here ends by itself.
        HttpLimits patient = new HttpLimits(Duration.ofHours(1), Duration.ofHours(1), 3, Duration.ofSeconds(100));
        OkHttpClient patientClient = HttpClients.create(patient, "dataconnector/test", Map.of());
        HttpTransport two = new HttpTransport(patientClient, patient, pauses, Redaction.NONE, CallBudget.UNLIMITED);
        CountDownLatch isOver = new CountDownLatch(1);
        try (ScriptedServer server =
                new ScriptedServer(request -> request.path().equals("/unwanted")
                        ? Reply.head(200, 100).send("[").stall()
                        : Reply.head(200, 2).send("[").after(isOver).send("]"))) {
            CountDownLatch began = new CountDownLatch(2);
            FutureTask<String> unwanted = new FutureTask<>(() -> readSlowly(two, server.url("/unwanted"), began));
            FutureTask<String> wanted = new FutureTask<>(() -> readSlowly(two, server.url("/wanted"), began));
            Thread unwantedThread = new Thread(unwanted);
            unwantedThread.start();
            new Thread(wanted).start();
            began.await();

            two.end(unwantedThread);

            assertThat(unwanted.get()).contains("the request was interrupted before it was answered");
            isOver.countDown();
            assertThat(wanted.get()).isEqualTo("[]");
        } finally {
            patientClient.dispatcher().executorService().shutdownNow();
        }
    }

    /** The server has used up a refresh token, and answers with another one. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Timeout(60)
    void whatIsRedeemedIsReceivedThoughNobodyWaitsForThePage(boolean isStopped) throws Exception {
        HttpLimits patient = new HttpLimits(Duration.ofHours(1), Duration.ofHours(1), 3, Duration.ofSeconds(100));
        OkHttpClient patientClient = HttpClients.create(patient, "dataconnector/test", Map.of());
        HttpTransport one = new HttpTransport(patientClient, patient, pauses, Redaction.NONE, CallBudget.UNLIMITED);
        CountDownLatch isAsked = new CountDownLatch(1);
        CountDownLatch isOver = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(request -> {
            isAsked.countDown();
            return Reply.head(200, 2).after(isOver).send("{}");
        })) {
            Login login = new TransportLogin(one, Redaction.NONE, kept -> {}, log::add);
            HttpCall call = new HttpCall(HttpRequest.get(server.url("/token"), List.of()), POLICY);
            FutureTask<Boolean> redeeming = new FutureTask<>(
                    () -> new String(login.redeem(call), UTF_8).equals("{}") && (isStopped || Thread.interrupted()));
            Thread thread = new Thread(redeeming);
            thread.start();
            isAsked.await();

            if (isStopped) {
                one.stop();
            } else {
                one.end(thread);
            }
            isOver.countDown();

            assertThat(redeeming.get()).isTrue();
        } finally {
            patientClient.dispatcher().executorService().shutdownNow();
        }
    }

    /** The server does not answer. */
    @Test
    @Timeout(60)
    void whatIsRedeemedEndsShortlyAfterTheStop() throws Exception {
        HttpLimits patient = new HttpLimits(Duration.ofHours(1), Duration.ofHours(1), 3, Duration.ofSeconds(100));
        OkHttpClient patientClient = HttpClients.create(patient, "dataconnector/test", Map.of());
        HttpTransport one = new HttpTransport(patientClient, patient, pauses, Redaction.NONE, CallBudget.UNLIMITED);
        CountDownLatch isAsked = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(request -> {
            isAsked.countDown();
            return Reply.nothing().stall();
        })) {
            Login login = new TransportLogin(one, Redaction.NONE, kept -> {}, log::add);
            HttpCall call = new HttpCall(HttpRequest.get(server.url("/token"), List.of()), POLICY);
            FutureTask<byte[]> redeeming = new FutureTask<>(() -> login.redeem(call));
            new Thread(redeeming).start();
            isAsked.await();

            one.stop();

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(redeeming::get)
                    .withMessageContaining("the request was interrupted before it was answered");
        } finally {
            patientClient.dispatcher().executorService().shutdownNow();
        }
    }

    /** The body, or why it could not be read; says when it has the first byte. */
    private static String readSlowly(HttpTransport transport, String url, CountDownLatch began) throws IOException {
        try (HttpResponse body = transport
                .send(HttpRequest.get(url, List.of()), POLICY, wait -> {})
                .orElseThrow()) {
            char first = (char) body.read();
            began.countDown();
            return first + new String(body.readAllBytes(), UTF_8);
        } catch (ConnectorException e) {
            return e.getMessage();
        }
    }

    /** The limits of an API may be those of an hour. */
    @Test
    @Timeout(60)
    void theStopEndsTheWaitForTheTurnOfARequest() throws Exception {
        CallBudget hourly = new CallBudget(
                List.of(new CallBudget.Policy(request -> true, List.of(new CallBudget.Rate(1, Duration.ofHours(1))))));
        CountDownLatch waits = new CountDownLatch(1);
        Pauses untilInterrupted = new Pauses() {
            @Override
            public Instant now() {
                return Pauses.SYSTEM.now();
            }

            @Override
            public long nanoTime() {
                return Pauses.SYSTEM.nanoTime();
            }

            @Override
            public void pause(Duration duration) throws InterruptedException {
                waits.countDown();
                Pauses.SYSTEM.pause(duration);
            }
        };
        HttpTransport limited = new HttpTransport(client, LIMITS, untilInterrupted, Redaction.NONE, hourly);
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(200, PAGE))) {
            HttpRequest request = HttpRequest.get(server.url("/"), List.of());
            limited.send(request, POLICY, log::add).orElseThrow().close();
            FutureTask<String> waiting = new FutureTask<>(() -> readSlowly(limited, server.url("/"), waits));
            new Thread(waiting).start();
            waits.await();

            limited.stop();

            assertThat(waiting.get()).contains("the wait for its turn was interrupted");
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    @Timeout(60)
    void sendsNothingOnceItsThreadIsEnded() throws IOException {
        try (ScriptedServer server =
                new ScriptedServer(request -> Reply.nothing().stall())) {
            transport.end(Thread.currentThread());

            assertThatExceptionOfType(ConnectorException.class)
                    .isThrownBy(() -> fetch(server))
                    .withMessageContaining("was interrupted");
            assertThat(server.received()).isEmpty();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void endsTheWaitWhenItIsInterrupted() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> {
            return Reply.of(503, "");
        })) {
            HttpTransport interrupted = new HttpTransport(
                    client,
                    LIMITS,
                    new Pauses() {
                        @Override
                        public Instant now() {
                            return Instant.EPOCH;
                        }

                        @Override
                        public long nanoTime() {
                            return 0;
                        }

                        @Override
                        public void pause(Duration duration) throws InterruptedException {
                            throw new InterruptedException();
                        }
                    },
                    Redaction.NONE,
                    CallBudget.UNLIMITED);
            assertThatExceptionOfType(ConnectorException.class)
                    .isThrownBy(() -> interrupted.send(HttpRequest.get(server.url("/"), List.of()), POLICY, log::add))
                    .withMessageContaining("was interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
