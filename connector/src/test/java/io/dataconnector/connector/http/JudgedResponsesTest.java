package io.dataconnector.connector.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.failure.Redaction;
import io.dataconnector.connector.http.HttpRequest.Body;
import io.dataconnector.connector.http.HttpRequest.Header;
import io.dataconnector.connector.http.ResponsePolicy.Sight;
import io.dataconnector.connector.http.ScriptedServer.Received;
import io.dataconnector.connector.http.ScriptedServer.Reply;
import io.dataconnector.connector.http.Verdict.Action;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a policy sees of responses, and what the transport does about its verdicts. */
class JudgedResponsesTest {
    private static final int MAX_HELD = 1_000;
    private static final HttpLimits LIMITS = new HttpLimits(
            Duration.ofMillis(200),
            Duration.ofMillis(300),
            2,
            Duration.ofSeconds(1_000),
            Duration.ofSeconds(8),
            MAX_HELD);
    private static final String SECRET = "s3cr3t";

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

    /** A policy that judges by what it sees of a body. */
    private static final class ByBody implements ResponsePolicy {
        private final Sight sight;
        private final String failing;
        private final Action action;
        private final List<String> seen = new ArrayList<>();

        ByBody(Sight sight, String failing, Action action) {
            this.sight = sight;
            this.failing = failing;
            this.action = action;
        }

        @Override
        public Sight sight(ResponseHead head) {
            return sight;
        }

        @Override
        public Verdict judge(ResponseHead head) {
            throw new IllegalStateException("the body was not shown");
        }

        @Override
        public Verdict judge(ResponseHead head, byte[] body) {
            String text = new String(body, UTF_8);
            seen.add(text);
            return Verdict.of(text.contains(failing) ? action : Action.ACCEPT);
        }

        @Override
        public Backoff backoff() {
            return Backoffs.none();
        }
    }

    private Optional<String> fetch(ScriptedServer server, ResponsePolicy policy) throws IOException {
        return fetch(HttpRequest.get(server.url("/a"), List.of()), policy);
    }

    private Optional<String> fetch(HttpRequest request, ResponsePolicy policy) throws IOException {
        Optional<HttpResponse> response = transport.send(request, policy, log::add);
        if (response.isEmpty()) {
            return Optional.empty();
        }
        try (HttpResponse body = response.get()) {
            return Optional.of(new String(body.readAllBytes(), UTF_8));
        }
    }

    private ConnectorException failure(ScriptedServer server, ResponsePolicy policy) {
        ConnectorException[] failure = new ConnectorException[1];
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> fetch(server, policy))
                .satisfies(e -> failure[0] = e);
        return failure[0];
    }

    @Test
    void aWholeBodyIsJudgedAndThenReadFromMemory() throws IOException {
        String page = "x".repeat(MAX_HELD);
        ByBody policy = new ByBody(Sight.WHOLE, "pending", Action.RETRY);
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(
                request -> Reply.of(200, requests.getAndIncrement() == 0 ? "{\"status\": \"pending\"}" : page))) {
            assertThat(fetch(server, policy)).contains(page);
        }
        assertThat(policy.seen).containsExactly("{\"status\": \"pending\"}", page);
        // What a success says are records, which no message should show.
        assertThat(log)
                .singleElement()
                .asString()
                .contains("the server answered with HTTP 200. Waiting")
                .doesNotContain("pending");
        assertThat(pauses.pauses())
                .singleElement()
                .satisfies(wait -> assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2)));
    }

    @Test
    void aResponseMaySayHowLongToWait() throws IOException {
        ResponsePolicy policy = new ResponsePolicy() {
            @Override
            public Verdict judge(ResponseHead head) {
                return head.status() == 200
                        ? Verdict.of(Action.ACCEPT)
                        : Verdict.of(Action.RETRY).withBackoff(Backoffs.constant(Duration.ofSeconds(head.status())));
            }

            @Override
            public Backoff backoff() {
                return Backoffs.constant(Duration.ofSeconds(1));
            }
        };
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(
                request -> requests.getAndIncrement() == 0 ? Reply.of(503, "busy") : Reply.of(200, "whole"))) {
            assertThat(fetch(server, policy)).contains("whole");
        }
        assertThat(pauses.pauses()).containsExactly(Duration.ofSeconds(503));
    }

    @Test
    void aBodyThatIsTooLargeToBeHeldIsAnErrorThatTellsTheLimit() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(200, "x".repeat(MAX_HELD + 1)))) {
            assertThat(failure(server, new ByBody(Sight.WHOLE, "?", Action.FAIL)))
                    .hasMessageContaining("the response has more than 1000 bytes. It must be held in memory");
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void ofALargeBodyOnlyTheBeginningIsJudgedAndAllOfItIsRead() throws IOException {
        byte[] block = "0123456789abcdef".repeat(4_096).getBytes(UTF_8);
        int blocks = HttpTransport.MAX_JUDGED_BYTES / block.length + 2;
        ByBody policy = new ByBody(Sight.BEGINNING, "?", Action.FAIL);
        try (ScriptedServer server = new ScriptedServer(
                request -> Reply.head(404, (long) block.length * blocks).sendRepeatedly(block, blocks))) {
            assertThat(fetch(server, policy).orElseThrow()).hasSize(block.length * blocks);
        }
        assertThat(policy.seen)
                .singleElement()
                .satisfies(text -> assertThat(text).hasSize(HttpTransport.MAX_JUDGED_BYTES));
    }

    @Test
    void aBodyThatBreaksOffWhileItIsHeldIsRequestedAgain() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(request -> requests.getAndIncrement() == 0
                ? Reply.head(200, 100).send("half").reset()
                : Reply.of(200, "whole"))) {
            assertThat(fetch(server, new ByBody(Sight.WHOLE, "?", Action.FAIL))).contains("whole");
        }
        assertThat(log).hasSize(1);
    }

    @Test
    void aBodyThatCannotBeDecodedIsNotShown() throws IOException {
        ByBody policy = new ByBody(Sight.BEGINNING, "", Action.FAIL);
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(500, "zzz", "Content-Encoding: br"))) {
            failure(server, policy);
        }
        assertThat(policy.seen).containsExactly("");

        try (ScriptedServer server =
                new ScriptedServer(request -> Reply.of(200, "zzz", "Content-Encoding: " + SECRET))) {
            assertThat(failure(server, new ByBody(Sight.WHOLE, "?", Action.FAIL)))
                    .hasMessageContaining("the response is encoded as ****, which was not asked for");
        }
    }

    @Test
    void aPolicyThatFailsItselfLeavesNoConnectionOpen() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(200, "x"))) {
            ResponsePolicy policy = new ByBody(Sight.NOTHING, "?", Action.FAIL);
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> fetch(server, policy));
            assertThat(client.connectionPool().idleConnectionCount())
                    .isEqualTo(client.connectionPool().connectionCount());
        }
    }

    /** A policy of one verdict, which says how often to try and how long to wait. */
    private static ResponsePolicy always(Action action, int retries, Backoff backoff) {
        return new ResponsePolicy() {
            @Override
            public Verdict judge(ResponseHead head) {
                return new Verdict(action, Optional.of("key " + SECRET + " is bad"), Optional.empty());
            }

            @Override
            public Backoff backoff() {
                return backoff;
            }

            @Override
            public OptionalInt maxRetries() {
                return OptionalInt.of(retries);
            }
        };
    }

    @Test
    void thePolicySaysHowOftenARequestIsSentAgain() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(503, ""))) {
            assertThat(failure(server, always(Action.RATE_LIMITED, 4, Backoffs.constant(Duration.ofSeconds(9)))))
                    .hasMessageContaining("the server answered with HTTP 503: key **** is bad; it was tried 5 times")
                    .extracting(ConnectorException::failureType)
                    .isEqualTo(FailureType.TRANSIENT_ERROR);
            assertThat(server.received()).hasSize(5);
        }
        assertThat(pauses.pauses()).hasSize(4).containsOnly(Duration.ofSeconds(9));
        assertThat(log).first().asString().contains("Waiting 9 s before attempt 2 of 5.");
    }

    @Test
    void aWaitThatAManifestDoesNotAllowIsAnErrorAtOnce() throws IOException {
        Backoff backoff = Backoffs.shorterThan(Backoffs.retryAfter(), Duration.ofSeconds(30));
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(429, "", "Retry-After: 30"))) {
            assertThat(failure(server, always(Action.RATE_LIMITED, 4, backoff)))
                    .hasMessageContaining("the wait would be 30 s, and must be shorter than 30 s");
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void wherePolicyHasNoOpinionTheServerIsAskedAndThenTheLimits() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(request ->
                requests.getAndIncrement() == 0 ? Reply.of(503, "", "Retry-After: 120") : Reply.of(503, ""))) {
            failure(server, always(Action.RETRY, 6, Backoffs.none()));
        }
        assertThat(pauses.pauses()).first().isEqualTo(Duration.ofMinutes(2));
        assertThat(pauses.pauses())
                .last()
                .satisfies(wait -> assertThat(wait).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8)));
    }

    @Test
    void whatIsMissingIsTheConfigurationsFaultUnlessItIsALaterPage() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(404, "nothing here"))) {
            ResponsePolicy policy = always(Action.MISSING, 1, Backoffs.none());
            assertThat(failure(server, policy).failureType()).isEqualTo(FailureType.CONFIG_ERROR);

            LaterPagePolicy later = new LaterPagePolicy(policy);
            assertThat(fetch(server, later)).isEmpty();
            assertThat(later.isMissing()).isTrue();

            LaterPagePolicy ignoring = new LaterPagePolicy(always(Action.IGNORE, 1, Backoffs.none()));
            assertThat(fetch(server, ignoring)).isEmpty();
            assertThat(ignoring.isMissing()).isFalse();
        }
    }

    @Test
    void headersThatTrickleAreNotWaitedForWithoutEnd() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(request -> requests.getAndIncrement() == 0
                ? Reply.nothing().send("HTTP/1.1 200 OK\r\n").trickle("X-Slow: ", 'x', Duration.ofMillis(50))
                : Reply.of(200, "quick"))) {
            assertThat(fetch(server, ResponsePolicy.byStatus(Backoffs.none()))).contains("quick");
        }
        assertThat(log).singleElement().asString().contains("the headers of the response did not come within 0.5 s");
    }

    @Test
    void theMessageOfAFailureIsNotWaitedForWithoutEnd() throws IOException {
        try (ScriptedServer server =
                new ScriptedServer(request -> Reply.head(400, 100_000).trickle("bad", '!', Duration.ofMillis(50)))) {
            HttpTransport real = new HttpTransport(client, LIMITS, Pauses.SYSTEM, Redaction.NONE, CallBudget.UNLIMITED);
            assertThatExceptionOfType(ConnectorException.class)
                    .isThrownBy(() -> real.send(
                            HttpRequest.get(server.url("/a"), List.of()),
                            ResponsePolicy.byStatus(Backoffs.none()),
                            log::add))
                    .withMessageEndingWith("the server answered with HTTP 400.");
        }
    }

    @Test
    void bodiesAndTheirTypesAreSentAsTheRequestHasThem() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(200, ""))) {
            ResponsePolicy policy = ResponsePolicy.byStatus(Backoffs.none());
            String url = server.url("/a");
            Header own = new Header("content-type", "application/vnd.x+json");
            fetch(new HttpRequest("POST", url, List.of(own), Optional.of(new Body("{}", "application/json"))), policy);
            fetch(new HttpRequest("POST", url, List.of(), Optional.of(new Body("{}", Optional.empty()))), policy);
            fetch(new HttpRequest("POST", url, List.of(), Optional.empty()), policy);
            fetch(
                    HttpRequest.get(
                            url, List.of(new Header("Accept-Encoding", "br"), new Header("Content-Length", "9"))),
                    policy);
            fetch(HttpRequest.get(url, List.of(new Header("Accept-Encoding", "identity"))), policy);

            List<Received> received = server.received();
            assertThat(received.get(0).headers()).containsEntry("content-type", "application/vnd.x+json");
            assertThat(received.get(1).headers()).doesNotContainKey("content-type");
            assertThat(received.get(1).body()).isEqualTo("{}");
            assertThat(received.get(2).headers()).containsEntry("content-length", "0");
            assertThat(received.get(3).headers())
                    .containsEntry("accept-encoding", "gzip")
                    .doesNotContainKey("content-length");
            assertThat(received.get(4).headers()).containsEntry("accept-encoding", "identity");
        }
    }

    @Test
    void theHeadSaysWhatABodyIs() {
        ResponseHead html = new ResponseHead(200, Map.of("content-type", List.of("Text/HTML; charset=utf-8")));
        assertThat(html.mediaType()).contains("text/html");
        assertThat(html.isHtml()).isTrue();
        assertThat(new ResponseHead(200, Map.of("content-type", List.of("application/json"))).isHtml())
                .isFalse();
        assertThat(new ResponseHead(200, Map.of()).mediaType()).isEmpty();
    }

    /** Credentials by their number, of which the server takes those of one. */
    private static final class Numbered implements Credentials {
        private final String url;
        private final boolean canRenew;
        private int number = 1;

        Numbered(String url, boolean canRenew) {
            this.url = url;
            this.canRenew = canRenew;
        }

        @Override
        public HttpRequest sign(Login login) {
            return HttpRequest.get(url, List.of(new Header("Authorization", "token " + number)));
        }

        @Override
        public boolean renew(HttpRequest refused, Login login) {
            assertThat(refused.headers()).containsExactly(new Header("Authorization", "token " + number));
            if (canRenew) {
                login.hide("token " + ++number);
            }
            return canRenew;
        }
    }

    private Optional<String> fetch(ScriptedServer server, Credentials credentials) throws IOException {
        ResponsePolicy policy = new ByStatus();
        HttpRequest request = HttpRequest.get(server.url("/a"), List.of());
        Optional<HttpResponse> response =
                transport.send(new HttpCall(request, policy, Optional.of(credentials)), policy, log::add);
        try (HttpResponse body = response.orElseThrow()) {
            return Optional.of(new String(body.readAllBytes(), UTF_8));
        }
    }

    /** Renews credentials where there are none that are accepted. */
    private static final class ByStatus implements ResponsePolicy {
        @Override
        public Verdict judge(ResponseHead head) {
            return head.status() == 401 ? Verdict.of(Action.RENEW_CREDENTIALS) : ResponsePolicy.ofStatus(head.status());
        }

        @Override
        public Backoff backoff() {
            return Backoffs.none();
        }
    }

    private static ScriptedServer takingTokens(String accepted) throws IOException {
        return new ScriptedServer(request -> accepted.equals(request.headers().get("authorization"))
                ? Reply.of(200, "{}")
                : Reply.of(401, "no " + request.headers().get("authorization")));
    }

    @Test
    void credentialsThatAreRefusedAreRenewedOnce() throws IOException {
        try (ScriptedServer server = takingTokens("token 2")) {
            assertThat(fetch(server, new Numbered(server.url("/a"), true))).contains("{}");
            assertThat(log).isEmpty();
        }
        try (ScriptedServer server = takingTokens("token 3")) {
            assertThatExceptionOfType(ConnectorException.class)
                    .isThrownBy(() -> fetch(server, new Numbered(server.url("/a"), true)))
                    .withMessage(
                            "GET " + server.url("/a") + ": the server answered with HTTP 401: no ****, also after the"
                                    + " access token was renewed. Check the credentials.")
                    .matches(e -> e.failureType() == FailureType.CONFIG_ERROR);
        }
    }

    @Test
    void credentialsThatCannotBeRenewedAreSentAgain() throws IOException {
        try (ScriptedServer server = takingTokens("token 2")) {
            assertThatExceptionOfType(ConnectorException.class)
                    .isThrownBy(() -> fetch(server, new Numbered(server.url("/a"), false)))
                    .withMessageContaining("it was tried 3 times");
            assertThat(log).hasSize(2);
        }
    }

    @Test
    void anAnswerToALoginIsReceivedAsAWhole() throws IOException {
        List<String> kept = new ArrayList<>();
        HttpTransport keeping = new HttpTransport(
                client,
                LIMITS,
                pauses,
                new Redaction(List.of(SECRET)),
                CallBudget.UNLIMITED,
                config -> kept.add(config.toString()));
        Login login = new TransportLogin(keeping, new Redaction(List.of()), config -> kept.add("x"), log::add);
        try (ScriptedServer server = new ScriptedServer(request -> switch (request.path()) {
            case "/large" -> Reply.of(200, "x".repeat((1 << 20) + 1));
            case "/ignored" -> Reply.of(404, "");
            default -> Reply.of(200, "{\"token\":1}");
        })) {
            ResponsePolicy ignoring = new ByBody(Sight.BEGINNING, "", Action.IGNORE);
            assertThat(new String(login.fetch(call(server, "/token")), UTF_8)).isEqualTo("{\"token\":1}");
            assertThatExceptionOfType(ConnectorException.class)
                    .isThrownBy(() -> login.fetch(call(server, "/large")))
                    .withMessageContaining("has more than 1048576 bytes");
            assertThatExceptionOfType(ConnectorException.class)
                    .isThrownBy(() ->
                            login.fetch(new HttpCall(HttpRequest.get(server.url("/ignored"), List.of()), ignoring)))
                    .withMessageContaining("the answer was ignored");
        }
        login.keep(JsonNodeFactory.instance.objectNode());
        assertThat(kept).containsExactly("x");
    }

    private static HttpCall call(ScriptedServer server, String path) {
        return new HttpCall(HttpRequest.get(server.url(path), List.of()), ResponsePolicy.byStatus(Backoffs.none()));
    }
}
