package io.dataconnector.connector.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.failure.Redaction;
import io.dataconnector.connector.http.ScriptedServer.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpClientsTest {
    private final ManualPauses pauses = new ManualPauses(Instant.EPOCH);
    private final List<String> log = new ArrayList<>();

    private String fetch(String url, Map<String, String> environment) throws IOException {
        OkHttpClient client = HttpClients.create(HttpLimits.DEFAULT, "test", environment);
        HttpTransport transport =
                new HttpTransport(client, HttpLimits.DEFAULT, pauses, Redaction.NONE, CallBudget.UNLIMITED);
        try (HttpResponse response = transport
                .send(HttpRequest.get(url, List.of()), ResponsePolicy.byStatus(Backoffs.retryAfter()), log::add)
                .orElseThrow()) {
            return new String(response.readAllBytes(), UTF_8);
        } finally {
            client.connectionPool().evictAll();
        }
    }

    @Test
    void goesThroughTheProxyThatTheEnvironmentNames() throws IOException {
        try (ScriptedServer proxy =
                new ScriptedServer(request -> request.headers().containsKey("proxy-authorization")
                        ? Reply.of(200, "by proxy: " + request.target())
                        : Reply.of(407, "", "Proxy-Authenticate: Basic realm=\"x\""))) {
            String url = "http://us%20er:p%40ss@127.0.0.1:" + proxy.port();
            assertThat(fetch("http://api.example.com/accounts", Map.of("http_proxy", url)))
                    .isEqualTo("by proxy: http://api.example.com/accounts");
            assertThat(proxy.received().get(1).headers())
                    .containsEntry(
                            "proxy-authorization",
                            "Basic " + Base64.getEncoder().encodeToString("us er:p@ss".getBytes(UTF_8)));
        }
    }

    @Test
    void goesByTheProxyWhereTheEnvironmentSaysSo() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(200, "direct"));
                ScriptedServer proxy = new ScriptedServer(request -> Reply.of(200, "by proxy"))) {
            String address = "127.0.0.1:" + proxy.port();
            String url = server.url("/");
            assertThat(fetch(url, Map.of("HTTP_PROXY", address))).isEqualTo("by proxy");
            assertThat(fetch(url, Map.of("ALL_PROXY", address))).isEqualTo("by proxy");
            assertThat(fetch(url, Map.of("HTTPS_PROXY", address))).isEqualTo("direct");
            assertThat(fetch(url, Map.of("HTTP_PROXY", ""))).isEqualTo("direct");
            for (String exceptions : List.of("127.0.0.1", "*", " example.com , .0.0.1")) {
                assertThat(fetch(url, Map.of("HTTP_PROXY", address, "NO_PROXY", exceptions)))
                        .as(exceptions)
                        .isEqualTo("direct");
            }
            assertThat(fetch(url, Map.of("HTTP_PROXY", address, "NO_PROXY", "7.0.0.1")))
                    .isEqualTo("by proxy");
        }
    }

    @Test
    void refusesAProxyThatIsNoneWithoutShowingIt() {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> fetch("http://127.0.0.1/", Map.of("HTTPS_PROXY", "http://user:pa ss@")))
                .withMessageContaining("The environment variable https_proxy")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("pa ss"))
                .satisfies(e -> assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR));
    }

    /** A certificate that nobody has signed does not get better by another attempt. */
    @Test
    void doesNotTrustACertificateThatNobodyHasSigned(@TempDir Path folder) throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(SelfSigned.serverSocket(folder), request -> Reply.of(200, "secret"))) {
            String url = "https://127.0.0.1:" + server.port() + "/";
            assertThatExceptionOfType(ConnectorException.class)
                    .isThrownBy(() -> fetch(url, Map.of()))
                    .withMessageContaining("the connection cannot be secured by TLS: ")
                    .satisfies(e -> assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR));
            assertThat(server.received()).isEmpty();
            assertThat(log).isEmpty();
        }
    }
}
