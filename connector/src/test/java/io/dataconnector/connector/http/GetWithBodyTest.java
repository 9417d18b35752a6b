package io.dataconnector.connector.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.Redaction;
import io.dataconnector.connector.http.HttpRequest.Body;
import io.dataconnector.connector.http.HttpRequest.Header;
import io.dataconnector.connector.http.ScriptedServer.Received;
import io.dataconnector.connector.http.ScriptedServer.Reply;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests by GET with a body are sent as others are: with retries, limits, proxies, and an end at a stop. */
@Timeout(60)
final class GetWithBodyTest {
    /** {@code us er} with the password {@code p@ss}. */
    private static final String USER = "Basic dXMgZXI6cEBzcw==";

    private final ManualPauses pauses = new ManualPauses(Instant.parse("2024-06-01T00:00:00Z"));
    private final List<String> log = new ArrayList<>();

    private HttpTransport transport(Duration stallLimit, Map<String, String> environment) {
        HttpLimits limits = new HttpLimits(Duration.ofSeconds(30), stallLimit, 2, Duration.ofMinutes(10));
        return new HttpTransport(
                HttpClients.create(limits, "agent", environment), limits, pauses, Redaction.NONE, CallBudget.UNLIMITED);
    }

    private String fetch(HttpTransport transport, HttpRequest request) throws IOException {
        try (HttpResponse response = transport
                .send(request, ResponsePolicy.byStatus(Backoffs.none()), log::add)
                .orElseThrow()) {
            return new String(response.readAllBytes(), UTF_8);
        }
    }

    private static HttpRequest request(String url) {
        return new HttpRequest(
                "GET",
                url,
                List.of(new Header("X-Key", "1"), new Header("Content-Length", "99")),
                Optional.of(new Body("{\"q\": 1}", "application/json")));
    }

    @Test
    void theBodyIsSentAndAnAnswerThatIsNoneIsAskedForAgain() throws IOException {
        AtomicInteger failures = new AtomicInteger(1);
        try (ScriptedServer server = new ScriptedServer(
                request -> failures.getAndDecrement() > 0 ? Reply.of(503, "busy") : Reply.of(200, "answer"))) {
            String answer = fetch(transport(Duration.ofSeconds(30), Map.of()), request(server.url("/search")));

            assertThat(answer).isEqualTo("answer");
            assertThat(server.received()).hasSize(2).allSatisfy(received -> {
                assertThat(received.method()).isEqualTo("GET");
                assertThat(received.body()).isEqualTo("{\"q\": 1}");
                assertThat(received.headers())
                        .containsEntry("content-type", "application/json")
                        .containsEntry("x-key", "1")
                        .containsEntry("user-agent", "agent")
                        .containsEntry("content-length", "8");
            });
            assertThat(log).singleElement().asString().contains("HTTP 503");
        }
    }

    @Test
    void anAnswerThatBreaksOffGoesOnWhereItWas() throws IOException {
        AtomicInteger answers = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(request -> answers.getAndIncrement() == 0
                ? Reply.head(200, 10).send("01234").reset()
                : Reply.of(200, "0123456789"))) {
            assertThat(fetch(transport(Duration.ofSeconds(30), Map.of()), request(server.url("/"))))
                    .isEqualTo("0123456789");
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void aRedirectElsewhereOnTheHostHasNoBody() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request ->
                request.path().equals("/old") ? Reply.of(302, "", "Location: /new") : Reply.of(200, "moved"))) {
            assertThat(fetch(transport(Duration.ofSeconds(30), Map.of()), request(server.url("/old"))))
                    .isEqualTo("moved");
            assertThat(server.received()).extracting(Received::body).containsExactly("{\"q\": 1}", "");
        }
    }

    @Test
    void aHeaderMayHaveAnyCharacter() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(200, "read", "X-Owner: M\u00fcller"))) {
            assertThat(fetch(transport(Duration.ofSeconds(30), Map.of()), request(server.url("/x"))))
                    .isEqualTo("read");
        }
    }

    @Test
    void aProxyOfTheEnvironmentIsAskedFor() throws IOException {
        try (ScriptedServer proxy = new ScriptedServer(request -> Reply.of(200, "by proxy"))) {
            HttpTransport transport = transport(Duration.ofSeconds(30), Map.of("http_proxy", proxy.url("")));

            assertThat(fetch(transport, request("http://api.example.com/search")))
                    .isEqualTo("by proxy");
            assertThat(proxy.received()).extracting(Received::target).containsExactly("http://api.example.com/search");
        }
    }

    /** In the clear, where the proxy sees the whole request. */
    @Test
    void aProxyLearnsWhoItsUserIs() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(200, "direct"));
                ScriptedServer proxy = new ScriptedServer(
                        request -> USER.equals(request.headers().get("proxy-authorization"))
                                ? Reply.of(200, "by proxy")
                                : Reply.of(407, "", "Proxy-Authenticate: Basic realm=\"x\""))) {
            String address = "127.0.0.1:" + proxy.port();

            assertThat(fetch(
                            transport(Duration.ofSeconds(30), Map.of("http_proxy", "http://us%20er:p%40ss@" + address)),
                            request("http://api.example.com/search")))
                    .isEqualTo("by proxy");
            assertThat(proxy.received())
                    .singleElement()
                    .satisfies(received -> assertThat(received.body()).isEqualTo("{\"q\": 1}"));
            assertThatExceptionOfType(ConnectorException.class)
                    .isThrownBy(() -> fetch(
                            transport(Duration.ofSeconds(30), Map.of("http_proxy", address)),
                            request("http://api.example.com/search")))
                    .withMessageContaining("HTTP 407");

            Map<String, String> exception =
                    Map.of("http_proxy", "http://us%20er:p%40ss@" + address, "no_proxy", "127.0.0.1");
            assertThat(fetch(transport(Duration.ofSeconds(30), exception), request(server.url("/search"))))
                    .isEqualTo("direct");
            assertThat(server.received())
                    .singleElement()
                    .satisfies(received -> assertThat(received.headers()).doesNotContainKey("proxy-authorization"));
        }
    }

    /** Through a tunnel to a server that speaks TLS, which does not learn it. */
    @Test
    void aTunnelIsOpenedForTheUserOfTheProxy(@TempDir Path folder) throws Exception {
        ServerSocket listener = SelfSigned.serverSocket(folder);
        SSLContext before = SSLContext.getDefault();
        SSLContext.setDefault(SelfSigned.trusting(folder));
        try (ScriptedServer server = new ScriptedServer(listener, request -> Reply.of(200, "by tunnel"));
                TunnelProxy proxy = new TunnelProxy(USER)) {
            String url = "https://127.0.0.1:" + server.port() + "/search";
            String address = "127.0.0.1:" + proxy.port();

            assertThat(fetch(
                            transport(
                                    Duration.ofSeconds(30), Map.of("https_proxy", "http://us%20er:p%40ss@" + address)),
                            request(url)))
                    .isEqualTo("by tunnel");
            assertThat(proxy.targets()).containsExactly("127.0.0.1:" + server.port());
            assertThat(server.received()).singleElement().satisfies(received -> {
                assertThat(received.body()).isEqualTo("{\"q\": 1}");
                assertThat(received.headers()).doesNotContainKey("proxy-authorization");
            });
            assertThatExceptionOfType(ConnectorException.class)
                    .isThrownBy(() ->
                            fetch(transport(Duration.ofSeconds(30), Map.of("https_proxy", address)), request(url)))
                    .withMessageContaining("HTTP 407");
        } finally {
            SSLContext.setDefault(before);
        }
    }

    @Test
    void aBodyThatStallsIsGivenUp() throws IOException {
        try (ScriptedServer server =
                new ScriptedServer(request -> Reply.head(200, 10).send("01234").stall())) {
            HttpTransport transport = transport(Duration.ofMillis(50), Map.of());

            assertThatExceptionOfType(ConnectorException.class)
                    .isThrownBy(() -> fetch(transport, request(server.url("/"))));
            assertThat(server.received()).hasSize(3);
        }
    }

    /** By either client; the usual limit would take longer than this test may. */
    @Test
    void aRequestMayHaveATimeoutOfItsOwn() throws IOException {
        try (ScriptedServer server =
                new ScriptedServer(request -> Reply.head(200, 10).send("01234").stall())) {
            HttpTransport transport = transport(Duration.ofSeconds(60), Map.of());
            HttpRequest withBody = request(server.url("/"));
            for (HttpRequest request : List.of(withBody, HttpRequest.get(withBody.url(), List.of()))) {
                HttpCall call = new HttpCall(
                        request,
                        ResponsePolicy.byStatus(Backoffs.none()),
                        Optional.empty(),
                        new Timeouts(Optional.empty(), Optional.of(Duration.ofMillis(50))));

                assertThatExceptionOfType(ConnectorException.class).isThrownBy(() -> {
                    try (HttpResponse response =
                            transport.send(call, call.policy(), log::add).orElseThrow()) {
                        response.readAllBytes();
                    }
                });
            }
            assertThat(server.received()).hasSize(6);
        }
    }

    /** Before the head of the response, and within its body. */
    @Test
    void aStopEndsIt() throws Exception {
        for (Reply reply : List.of(Reply.nothing(), Reply.head(200, 10).send("01234"))) {
            CountDownLatch asked = new CountDownLatch(1);
            try (ScriptedServer server = new ScriptedServer(request -> {
                asked.countDown();
                return reply.stall();
            })) {
                HttpTransport transport = transport(Duration.ofSeconds(30), Map.of());
                Thread stopper = new Thread(() -> {
                    try {
                        asked.await();
                        transport.stop();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                stopper.start();

                assertThatExceptionOfType(ConnectorException.class)
                        .isThrownBy(() -> fetch(transport, request(server.url("/"))));
                stopper.join();
            }
        }
    }
}
