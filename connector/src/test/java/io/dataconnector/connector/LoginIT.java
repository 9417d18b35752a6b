package io.dataconnector.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.http.ScriptedServer;
import io.dataconnector.connector.http.ScriptedServer.Received;
import io.dataconnector.connector.http.ScriptedServer.Reply;
import io.dataconnector.connector.protocol.RawOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access tokens as the user of the built jar sees them: that they are renewed, kept, and in no message. */
final class LoginIT {
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [items]}
            definitions:
              requester:
                type: HttpRequester
                url_base: "{{ config['api_url'] }}"
                authenticator:
                  type: OAuthAuthenticator
                  token_refresh_endpoint: "{{ config['api_url'] }}/token"
                  client_id: me
                  client_secret: "{{ config['client_secret'] }}"
                  refresh_token_updater:
                    access_token_config_path: [access_token]
                    refresh_token_config_path: [refresh_token]
                    token_expiry_date_config_path: [expires]
                error_handler:
                  type: DefaultErrorHandler
                  response_filters:
                    - {type: HttpResponseFilter, http_codes: [401], action: REFRESH_TOKEN_THEN_RETRY}
            streams:
              - type: DeclarativeStream
                name: items
                retriever:
                  type: SimpleRetriever
                  requester: {$ref: "#/definitions/requester", path: items}
                  record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
                  decoder: {type: CsvDecoder}
            spec:
              type: Spec
              connection_specification:
                type: object
                properties:
                  api_url: {type: string}
                  client_secret: {type: string, airbyte_secret: true}
                  refresh_token: {type: string, airbyte_secret: true}
            """;

    @TempDir
    private Path folder;

    private World world;
    private final AtomicInteger tokens = new AtomicInteger();

    @BeforeEach
    void makeWorld() throws IOException {
        Files.writeString(folder.resolve("manifest.yaml"), MANIFEST);
        world = new World(folder).manifest("manifest.yaml");
    }

    private World api(ScriptedServer server) {
        return world.api(server.url(""))
                .option("client_secret", "s3cr3t-client")
                .option("refresh_token", "s3cr3t-refresh-0")
                .option("max_retries", 0);
    }

    private Reply token(Received request) {
        int number = tokens.incrementAndGet();
        return request.body().contains("refresh_token=s3cr3t-refresh-" + (number - 1))
                ? Reply.of(
                        200,
                        "{\"access_token\":\"s3cr3t-access-" + number + "\",\"expires_in\":3600,\"refresh_token\":"
                                + "\"s3cr3t-refresh-" + number + "\"}")
                : Reply.of(400, "{\"error\":\"invalid_grant\",\"is\":\"" + request.body() + "\"}");
    }

    private static List<String> texts(ConnectorJar.Finished run) {
        assertThat(run.standardError()).isEmpty();
        return run.lines().stream()
                .filter(line -> !line.contains("\"CONTROL\""))
                .toList();
    }

    @Test
    void aTokenThatIsRefusedIsRenewedAndKept() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> {
            if (request.path().equals("/token")) {
                return token(request);
            }
            // The first token is taken for expired, though it says that it is not.
            return "Bearer s3cr3t-access-2".equals(request.headers().get("authorization"))
                    ? Reply.of(200, "id,name\n1,\"a,b\"\n2,\n")
                    : Reply.of(401, "no " + request.headers().get("authorization"));
        })) {
            ConnectorJar.Finished run = api(server).read("items:full_refresh");

            RawOutput raw = run.rawOfSuccess();
            assertThat(raw.recordTexts("items"))
                    .containsExactly("{\"id\":\"1\",\"name\":\"a,b\"}", "{\"id\":\"2\",\"name\":\"\"}");
            assertThat(server.received())
                    .extracting(Received::path)
                    .containsExactly("/token", "/items", "/token", "/items");
            List<JsonNode> kept = raw.ofType("CONTROL", "control");
            assertThat(kept).hasSize(2);
            assertThat(kept.get(1).path("type").asText()).isEqualTo("CONNECTOR_CONFIG");
            JsonNode config = kept.get(1).at("/connectorConfig/config");
            assertThat(config.path("refresh_token").asText()).isEqualTo("s3cr3t-refresh-2");
            assertThat(config.path("access_token").asText()).isEqualTo("s3cr3t-access-2");
            assertThat(config.path("expires").asText()).endsWith("+00:00");
            assertThat(config.path("client_secret").asText()).isEqualTo("s3cr3t-client");
            assertThat(config.at("/__injected_declarative_manifest/type").asText())
                    .isEqualTo("DeclarativeSource");
            assertThat(texts(run)).noneMatch(line -> line.contains("s3cr3t"));
        }
    }

    @Test
    void tokensThatAreRefusedAreInNoMessage() throws IOException {
        try (ScriptedServer server =
                new ScriptedServer(request -> request.path().equals("/token")
                        ? token(request)
                        : Reply.of(401, "no " + request.headers().get("authorization")))) {
            ConnectorJar.Finished run = api(server).read("items:full_refresh");

            RawOutput raw = run.raw();
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(raw.errorMessages())
                    .containsExactly(
                            "GET " + server.url("/items") + ": the server answered with HTTP 401: no Bearer ****,"
                                    + " also after the access token was renewed. Check the credentials.");
            assertThat(raw.errors().get(0).path("failure_type").asText()).isEqualTo("config_error");
            assertThat(texts(run)).noneMatch(line -> line.contains("s3cr3t"));
        }
    }

    @Test
    void aRefreshTokenThatIsRefusedIsTheAffairOfTheUser() throws IOException {
        try (ScriptedServer server = new ScriptedServer(this::token)) {
            ConnectorJar.Finished run =
                    api(server).option("refresh_token", "s3cr3t-old").read("items:full_refresh");

            RawOutput raw = run.raw();
            assertThat(raw.errorMessages())
                    .containsExactly(
                            "POST " + server.url("/token") + ": the server answered with HTTP 400: the request for"
                                    + " an access token was refused. Check the credentials.");
            assertThat(raw.errors().get(0).path("failure_type").asText()).isEqualTo("config_error");
            assertThat(texts(run)).noneMatch(line -> line.contains("s3cr3t"));
            assertThat(raw.ofType("CONTROL", "control")).isEmpty();
        }
    }
}
