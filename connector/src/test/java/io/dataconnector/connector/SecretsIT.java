package io.dataconnector.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dataconnector.connector.http.ScriptedServer;
import io.dataconnector.connector.http.ScriptedServer.Received;
import io.dataconnector.connector.http.ScriptedServer.Reply;
import io.dataconnector.connector.protocol.RawOutput;
import io.dataconnector.core.document.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Secrets of a configuration in nothing that the built jar writes, wherever a manifest puts them and however a server
 * fails: as an echo of all that it was sent, in each usual encoding. {@code --debug} shows no more.
 */
final class SecretsIT {
    /** What is left of each secret in any encoding but Base64. */
    private static final String CORE = "s3cr3t";

    private static final String TOKEN = "p@ss/w+rd=%&\"s3cr3t";
    private static final String PASSWORD = "pä\\ss 'w#rd|s3cr3t?<x>";
    private static final String[] STREAMS = {
        "bearer:full_refresh",
        "header:full_refresh",
        "query:full_refresh",
        "basic:full_refresh",
        "path:full_refresh",
        "body:full_refresh"
    };

    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [bearer, header, query, basic, path, body]}
            definitions:
              stream:
                type: DeclarativeStream
                retriever:
                  type: SimpleRetriever
                  requester:
                    type: HttpRequester
                    url_base: "{{ config['api_url'] }}"
                    path: "/{{ parameters['name'] }}"
                  record_selector:
                    type: RecordSelector
                    extractor: {type: DpathExtractor, field_path: [data], x-required: true}
                  paginator:
                    type: DefaultPaginator
                    page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: after}
                    pagination_strategy: {type: CursorPagination, cursor_value: "{{ response.next }}"}
            streams:
              - $ref: "#/definitions/stream"
                $parameters: {name: bearer}
                retriever:
                  $ref: "#/definitions/stream/retriever"
                  requester:
                    $ref: "#/definitions/stream/retriever/requester"
                    authenticator: {type: BearerAuthenticator, api_token: "{{ config.credentials.token }}"}
              - $ref: "#/definitions/stream"
                $parameters: {name: header}
                retriever:
                  $ref: "#/definitions/stream/retriever"
                  requester:
                    $ref: "#/definitions/stream/retriever/requester"
                    authenticator:
                      type: ApiKeyAuthenticator
                      api_token: "{{ config.credentials.token }}"
                      inject_into: {type: RequestOption, inject_into: header, field_name: X-Api-Key}
              - $ref: "#/definitions/stream"
                $parameters: {name: query}
                retriever:
                  $ref: "#/definitions/stream/retriever"
                  requester:
                    $ref: "#/definitions/stream/retriever/requester"
                    authenticator:
                      type: ApiKeyAuthenticator
                      api_token: "{{ config.credentials.token }}"
                      inject_into: {type: RequestOption, inject_into: request_parameter, field_name: key}
              - $ref: "#/definitions/stream"
                $parameters: {name: basic}
                retriever:
                  $ref: "#/definitions/stream/retriever"
                  requester:
                    $ref: "#/definitions/stream/retriever/requester"
                    authenticator:
                      type: BasicHttpAuthenticator
                      username: "{{ config['username'] }}"
                      password: "{{ config['password'] }}"
              - $ref: "#/definitions/stream"
                $parameters: {name: path}
                retriever:
                  $ref: "#/definitions/stream/retriever"
                  requester:
                    $ref: "#/definitions/stream/retriever/requester"
                    path: "/path/{{ config.credentials.token }}/{{ config['password'] }}/items"
              - $ref: "#/definitions/stream"
                $parameters: {name: body}
                retriever:
                  $ref: "#/definitions/stream/retriever"
                  requester:
                    $ref: "#/definitions/stream/retriever/requester"
                    http_method: POST
                    request_body_json:
                      token: "{{ config.credentials.token }}"
                      password: "{{ config['password'] }}"
            spec:
              type: Spec
              connection_specification:
                type: object
                required: [api_url]
                properties:
                  api_url: {type: string}
                  username: {type: string}
                  password: {type: string, airbyte_secret: true, maxLength: 100}
                  credentials:
                    type: object
                    properties:
                      token: {type: string, airbyte_secret: true, maxLength: 100}
            """;

    @TempDir
    private Path folder;

    private World world;

    /** What goes wrong with each request. */
    private enum Fault {
        UNAUTHORIZED {
            @Override
            Reply answer(Received request) {
                return Reply.of(401, echo(request));
            }
        },
        FORBIDDEN {
            @Override
            Reply answer(Received request) {
                return Reply.of(403, encodings());
            }
        },
        MISSING {
            @Override
            Reply answer(Received request) {
                return Reply.of(404, echo(request));
            }
        },
        MISSING_LATER {
            @Override
            Reply answer(Received request) {
                return request.parameter("after").isPresent()
                        ? Reply.of(404, echo(request))
                        : Reply.of(200, "{\"data\":[{\"id\":1}],\"next\":\"second\"}");
            }
        },
        LIMITED {
            @Override
            Reply answer(Received request) {
                return Reply.of(429, encodings(), "Retry-After: 0");
            }
        },
        BROKEN {
            @Override
            Reply answer(Received request) {
                return Reply.of(500, echo(request));
            }
        },
        /** The secret is where the text is cut. */
        VERBOSE {
            @Override
            Reply answer(Received request) {
                return Reply.of(418, "x".repeat(190) + TOKEN + "x".repeat(790) + PASSWORD + "x".repeat(1040) + TOKEN);
            }
        },
        STALLED {
            @Override
            Reply answer(Received request) {
                return Reply.nothing().stall();
            }
        },
        STALLED_WITHIN {
            @Override
            Reply answer(Received request) {
                return Reply.head(200, 10_000).send("{\"data\":[{\"id\":1}").stall();
            }
        },
        RESET_WITHIN {
            @Override
            Reply answer(Received request) {
                return Reply.head(200, 10_000).send("{\"data\":[{\"id\":1}").reset();
            }
        },
        TRUNCATED {
            @Override
            Reply answer(Received request) {
                return Reply.headWithoutLength(200)
                        .send("{\"data\":[{\"id\":1}")
                        .close();
            }
        },
        NO_HTTP {
            @Override
            Reply answer(Received request) {
                return Reply.nothing().send(TOKEN + " is not HTTP\r\n\r\n").close();
            }
        },
        HTML {
            @Override
            Reply answer(Received request) {
                return Reply.of(200, "<!DOCTYPE html><p>" + echo(request));
            }
        },
        ENCODED {
            @Override
            Reply answer(Received request) {
                return Reply.of(200, "{}", "Content-Encoding: " + TOKEN);
            }
        },
        NOT_COMPRESSED {
            @Override
            Reply answer(Received request) {
                return Reply.of(200, echo(request), "Content-Encoding: gzip");
            }
        },
        REDIRECTED {
            @Override
            Reply answer(Received request) {
                return Reply.of(
                        302,
                        "",
                        "Location: http://elsewhere.example/" + encodings().replace(' ', '&'));
            }
        },
        REDIRECTED_NOWHERE {
            @Override
            Reply answer(Received request) {
                return Reply.of(302, "", "Location: http://" + TOKEN + "/");
            }
        },
        CYCLE {
            @Override
            Reply answer(Received request) {
                return Reply.of(200, "{\"data\":[{\"id\":1}],\"next\":\"again\"}");
            }
        },
        NO_ARRAY {
            @Override
            Reply answer(Received request) {
                return Reply.of(200, "{\"data\":" + Json.write(TextNode.valueOf(TOKEN)) + "}");
            }
        },
        NO_OBJECT {
            @Override
            Reply answer(Received request) {
                return Reply.of(200, "{\"data\":[" + Json.write(TextNode.valueOf(PASSWORD)) + "]}");
            }
        };

        abstract Reply answer(Received request);

        private static String echo(Received request) {
            return request.target() + " " + request.headers() + " " + request.body();
        }

        /** Both secrets in the forms that servers show them in. */
        private static String encodings() {
            List<String> forms = new ArrayList<>();
            for (String secret : List.of(TOKEN, PASSWORD)) {
                String form = URLEncoder.encode(secret, UTF_8);
                forms.addAll(List.of(
                        form,
                        form.replace("+", "%20"),
                        form.replace("%2F", "%2f").replace("%C3%A4", "%c3%a4"),
                        Json.write(TextNode.valueOf(secret)),
                        Base64.getEncoder().encodeToString(secret.getBytes(UTF_8)),
                        Base64.getUrlEncoder().encodeToString(("x:" + secret).getBytes(UTF_8))));
            }
            return String.join(" ", forms);
        }
    }

    @BeforeEach
    void makeWorld() throws IOException {
        Files.writeString(folder.resolve("manifest.yaml"), MANIFEST);
        world = new World(folder)
                .manifest("manifest.yaml")
                .option("checkpoint_interval", 1)
                .option("max_retries", 1)
                .option("max_retry_wait", "PT0.001S")
                .option("stall_timeout", "PT1S")
                .option("username", "user")
                .option("password", PASSWORD)
                .option("credentials", JsonNodeFactory.instance.objectNode().put("token", TOKEN));
    }

    @ParameterizedTest
    @EnumSource
    void noFailureShowsThem(Fault fault) throws IOException {
        try (ScriptedServer server = new ScriptedServer(fault::answer)) {
            RawOutput raw = read(server.url(""));

            assertThat(raw.errors())
                    .extracting(error -> error.at("/stream_descriptor/name").asText())
                    .as("%s", raw.lines())
                    .containsExactlyInAnyOrder("bearer", "header", "query", "basic", "path", "body");
            assertThat(raw.errorMessages())
                    .filteredOn(message -> message.contains("/path/"))
                    .allMatch(message -> message.contains("/path/****/****"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAUTHORIZED", "LIMITED", "REDIRECTED", "NO_OBJECT"})
    void noCheckShowsThem(Fault fault) throws IOException {
        try (ScriptedServer server = new ScriptedServer(fault::answer)) {
            ConnectorJar.Finished check = world.api(server.url("")).check();

            audit(check);
            assertThat(check.raw().ofType("CONNECTION_STATUS", "connectionStatus"))
                    .singleElement()
                    .satisfies(
                            status -> assertThat(status.path("status").asText()).isEqualTo("FAILED"));
        }
    }

    @Test
    void theSecretsAreSent() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(200, "{\"data\":[]}"))) {
            read(server.url(""));

            assertThat(server.received())
                    .hasSize(6)
                    .anyMatch(request ->
                            ("Bearer " + TOKEN).equals(request.headers().get("authorization")))
                    .anyMatch(request -> TOKEN.equals(request.headers().get("x-api-key")))
                    .anyMatch(request -> request.parameter("key").equals(Optional.of(URLEncoder.encode(TOKEN, UTF_8))))
                    .anyMatch(request -> ("Basic "
                                    + Base64.getEncoder().encodeToString(("user:" + PASSWORD).getBytes(UTF_8)))
                            .equals(request.headers().get("authorization")))
                    .anyMatch(request -> request.path().startsWith("/path/p@ss/w"))
                    .anyMatch(request -> request.body().contains(Json.write(TextNode.valueOf(TOKEN))));
        }
    }

    @Test
    void noServerAtAllShowsThem() throws IOException {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
        for (String url : List.of("http://127.0.0.1:" + closedPort, "http://host.invalid", "nothing")) {
            assertThat(read(url).errors()).as(url).hasSize(6);
        }
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(200, ""))) {
            assertThat(read("https://127.0.0.1:" + server.port()).errors()).hasSize(6);
        }
    }

    /** What is wrong with a secret is said without it. */
    @Test
    void noConfigurationThatIsWrongShowsThem() throws IOException {
        world.option("credentials", JsonNodeFactory.instance.objectNode().put("token", TOKEN.repeat(10)));
        assertThat(read("http://127.0.0.1").errorMessages())
                .singleElement()
                .asString()
                .contains("/credentials/token", "100");

        world.option(
                "credentials",
                JsonNodeFactory.instance
                        .objectNode()
                        .set("token", JsonNodeFactory.instance.arrayNode().add(TOKEN)));
        assertThat(read("http://127.0.0.1").errorMessages())
                .singleElement()
                .asString()
                .contains("/credentials/token");

        world.option("credentials", TOKEN);
        assertThat(read("http://127.0.0.1").errorMessages())
                .singleElement()
                .asString()
                .contains("/credentials");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.credentials.token.nothing.a",
                "config.credentials.token[0].a.b",
                "config['password'] | nothing",
                "str_to_datetime(config['password'])",
                "config[config['password']].a",
                "{config['password']: 1}[config.credentials.token].a"
            })
    void noTemplateThatFailsShowsThem(String expression) throws IOException {
        Files.writeString(
                folder.resolve("manifest.yaml"),
                MANIFEST.replace("/{{ parameters['name'] }}", "/{{ " + expression + " }}"));
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(404, ""))) {
            assertThat(read(server.url("")).errors()).isNotEmpty();
        }
    }

    private RawOutput read(String url) throws IOException {
        world.api(url);
        String[] arguments = world.readArguments(STREAMS);
        // It writes all that a read writes, and more.
        ConnectorJar.Finished read = world.jar()
                .run(Stream.concat(Stream.of(arguments), Stream.of("--debug")).toArray(String[]::new));
        audit(read);
        return read.raw();
    }

    private static void audit(ConnectorJar.Finished run) {
        List<String> texts = new ArrayList<>(run.lines());
        texts.add(run.standardError());
        assertThat(texts).noneMatch(text -> text.contains(CORE));
        for (String encoded : inBase64()) {
            assertThat(texts).noneMatch(text -> text.contains(encoded));
        }
        assertThat(run.standardError()).isEmpty();
        // That each line is a message.
        assertThat(run.raw().messages()).isNotEmpty();
    }

    /** The core within a longer text, wherever it begins there. */
    private static List<String> inBase64() {
        List<String> forms = new ArrayList<>();
        for (int shift = 0; shift < 3; shift++) {
            String encoded = Base64.getEncoder().encodeToString(("x".repeat(shift) + CORE).getBytes(UTF_8));
            forms.add(encoded.substring(shift == 0 ? 0 : shift + 1, 8 + shift));
        }
        return forms;
    }
}
