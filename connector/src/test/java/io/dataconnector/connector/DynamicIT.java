package io.dataconnector.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.http.ScriptedServer;
import io.dataconnector.connector.http.ScriptedServer.Received;
import io.dataconnector.connector.http.ScriptedServer.Reply;
import io.dataconnector.connector.protocol.RawOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams and schemas that an API tells, and a configuration that the manifest changes, as the built jar has them. */
final class DynamicIT {
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckDynamicStream, stream_count: 1}
            definitions:
              requester:
                type: HttpRequester
                url_base: "{{ config['api_url'] }}"
                authenticator: {type: BearerAuthenticator, api_token: "{{ config['auth']['token'] }}"}
              selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
            dynamic_streams:
              - type: DynamicDeclarativeStream
                name: tables
                stream_template:
                  name: PLACEHOLDER
                  primary_key: id
                  retriever:
                    type: SimpleRetriever
                    requester: {$ref: "#/definitions/requester", path: PLACEHOLDER}
                    record_selector: {$ref: "#/definitions/selector", schema_normalization: Default}
                  schema_loader:
                    type: DynamicSchemaLoader
                    retriever:
                      type: SimpleRetriever
                      requester: {$ref: "#/definitions/requester", path: PLACEHOLDER}
                      record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
                    schema_type_identifier:
                      schema_pointer: [columns]
                      key_pointer: [title]
                      type_pointer: [kind]
                      types_mapping: [{current_type: count, target_type: integer}]
                components_resolver:
                  type: HttpComponentsResolver
                  retriever:
                    type: SimpleRetriever
                    requester: {$ref: "#/definitions/requester", path: /tables}
                    record_selector: {$ref: "#/definitions/selector", record_filter: {condition: "{{ not record.hidden }}"}}
                    paginator:
                      type: DefaultPaginator
                      page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: cursor}
                      pagination_strategy: {type: CursorPagination, cursor_value: "{{ response.next }}"}
                  components_mapping:
                    - {type: ComponentMappingDefinition, field_path: [name], value: "{{ components_values['title'] }}"}
                    - type: ComponentMappingDefinition
                      field_path: [retriever, requester, path]
                      value: "/tables/{{ components_values['id'] }}/rows"
                    - type: ComponentMappingDefinition
                      field_path: [schema_loader, retriever, requester, path]
                      value: "/tables/{{ components_values['id'] }}/schema"
            spec:
              type: Spec
              connection_specification:
                type: object
                required: [auth]
                properties:
                  api_url: {type: string}
                  auth: {type: object, required: [token], properties: {token: {type: string, airbyte_secret: true}}}
              config_normalization_rules:
                type: ConfigNormalizationRules
                config_migrations:
                  - type: ConfigMigration
                    transformations:
                      - type: ConfigAddFields
                        condition: "{{ 'old_token' in config }}"
                        fields: [{type: AddedFieldDefinition, path: [auth, token], value: "{{ config['old_token'] }}"}]
                      - {type: ConfigRemoveFields, field_pointers: [[old_token]]}
                transformations:
                  - type: ConfigRemapField
                    field_path: [auth, token]
                    map: {short: s3cr3t-long}
                validations:
                  - type: DpathValidator
                    field_path: [auth]
                    validation_strategy:
                      type: ValidateAdheresToSchema
                      base_schema: {type: object, properties: {token: {type: string, minLength: 4}}}
            """;

    @TempDir
    private Path folder;

    private final AtomicInteger failures = new AtomicInteger(1);

    @BeforeEach
    void writeManifest() throws IOException {
        Files.writeString(folder.resolve("manifest.yaml"), MANIFEST);
    }

    private World world(ScriptedServer server) {
        return new World(folder)
                .manifest("manifest.yaml")
                .api(server.url(""))
                .option("auth", JsonNodeFactory.instance.objectNode().put("token", "s3cr3t-long"))
                .option("max_retries", 3)
                .option("max_retry_wait", "PT0.001S");
    }

    private Reply answer(Received request) {
        if (!"Bearer s3cr3t-long".equals(request.headers().get("authorization"))) {
            return Reply.of(401, "who is s3cr3t-long?");
        }
        if (request.target().equals("/tables?cursor=2") && failures.getAndDecrement() > 0) {
            return Reply.of(503, "busy");
        }
        return Reply.of(
                200,
                switch (request.path()) {
                    case "/tables" -> tables(request);
                    case "/tables/t1/schema", "/tables/t2/schema" ->
                        "{\"columns\":[{\"title\":\"id\",\"kind\":\"count\"},{\"title\":\"note\"}]}";
                    case "/tables/t1/rows" -> "{\"data\":[{\"id\":\"1\",\"note\":2}]}";
                    default -> "{\"data\":[]}";
                });
    }

    private static String tables(Received request) {
        return request.parameter("cursor").isEmpty()
                ? "{\"data\":[{\"id\":\"t1\",\"title\":\"Orders\"},{\"id\":\"t0\",\"hidden\":true}],\"next\":\"2\"}"
                : "{\"data\":[{\"id\":\"t2\",\"title\":\"Customers\"}]}";
    }

    private static List<String> targets(ScriptedServer server) {
        return server.received().stream().map(Received::target).toList();
    }

    @Test
    void discoverAsksForStreamsAndSchemas() throws Exception {
        try (ScriptedServer server = new ScriptedServer(this::answer)) {
            RawOutput raw = world(server).discover().rawOfSuccess();

            JsonNode streams = raw.ofType("CATALOG", "catalog").get(0).path("streams");
            assertThat(streams.findValuesAsText("name")).containsExactly("Orders", "Customers");
            assertThat(streams.path(0).path("json_schema"))
                    .hasToString("{\"$schema\":\"https://json-schema.org/draft-07/schema#\",\"type\":\"object\","
                            + "\"additionalProperties\":true,\"properties\":{\"id\":{\"type\":[\"null\",\"integer\"]},"
                            + "\"note\":{\"type\":[\"null\",\"string\"]}}}");
            assertThat(targets(server))
                    .containsExactly(
                            "/tables",
                            "/tables?cursor=2",
                            "/tables?cursor=2",
                            "/tables/t1/schema",
                            "/tables/t2/schema");
        }
    }

    @Test
    void readNormalizesByTheSchemaOfTheApi() throws Exception {
        failures.set(0);
        try (ScriptedServer server = new ScriptedServer(this::answer)) {
            RawOutput raw = world(server).read("Orders:full_refresh").rawOfSuccess();

            assertThat(raw.records("Orders")).hasToString("[{\"id\":1,\"note\":\"2\"}]");
            assertThat(targets(server))
                    .containsExactly("/tables", "/tables?cursor=2", "/tables/t1/schema", "/tables/t1/rows");
        }
    }

    /** Others are read, and it is said. */
    @Test
    void aStreamThatIsNotThereAnyMoreIsIncomplete() throws Exception {
        failures.set(0);
        try (ScriptedServer server = new ScriptedServer(this::answer)) {
            ConnectorJar.Finished read = world(server).read("Gone:full_refresh", "Orders:full_refresh");

            assertThat(read.exitCode()).isEqualTo(1);
            assertThat(read.raw().statuses("Gone")).containsExactly("INCOMPLETE");
            assertThat(read.raw().errorMessages())
                    .containsExactly("Stream Gone is not there any more. Refresh the catalog, or leave it out.");
            assertThat(read.raw().records("Orders")).hasSize(1);
        }
    }

    /** A check reads as many streams as the manifest says, each with its schema. */
    @Test
    void checkReadsTheFirstStream() throws Exception {
        failures.set(0);
        try (ScriptedServer server = new ScriptedServer(this::answer)) {
            RawOutput raw = world(server).check().rawOfSuccess();

            assertThat(raw.ofType("CONNECTION_STATUS", "connectionStatus")).hasToString("[{\"status\":\"SUCCEEDED\"}]");
            assertThat(targets(server))
                    .containsExactly("/tables", "/tables?cursor=2", "/tables/t1/schema", "/tables/t1/rows");
        }
    }

    /** A check sees them, and a read does not. */
    @Test
    void aCheckHasItsOwnConfiguration() throws Exception {
        failures.set(0);
        Files.writeString(
                folder.resolve("manifest.yaml"),
                MANIFEST.replace(
                        "stream_count: 1}", "stream_count: 1, config_overrides: {auth: {token: s3cr3t-other}}}"));
        try (ScriptedServer server = new ScriptedServer(this::answer)) {
            RawOutput checked = world(server).check().rawOfSuccess();

            assertThat(checked.ofType("CONNECTION_STATUS", "connectionStatus"))
                    .singleElement()
                    .satisfies(status -> {
                        assertThat(status.path("status").asText()).isEqualTo("FAILED");
                        assertThat(status.path("message").asText())
                                .contains("HTTP 401")
                                .doesNotContain("s3cr3t");
                    });
            assertThat(server.received())
                    .extracting(request -> request.headers().get("authorization"))
                    .containsOnly("Bearer s3cr3t-other");
            assertThat(world(server).read("Orders:full_refresh").rawOfSuccess().records("Orders"))
                    .hasSize(1);
        }
    }

    @Test
    void aResolverThatIsRefusedIsSaidWithoutSecrets() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(401, "who is s3cr3t-long?"))) {
            ConnectorJar.Finished discover = world(server).discover();

            assertThat(discover.exitCode()).isEqualTo(1);
            assertThat(discover.raw().errors()).singleElement().satisfies(error -> {
                assertThat(error.path("failure_type").asText()).isEqualTo("config_error");
                assertThat(error.path("message").asText())
                        .contains("/tables: the server answered with HTTP 401: who is ****?");
            });
            assertThat(discover.lines()).noneMatch(line -> line.contains("s3cr3t"));
            assertThat(world(server).check().rawOfSuccess().ofType("CONNECTION_STATUS", "connectionStatus"))
                    .singleElement()
                    .satisfies(status -> {
                        assertThat(status.path("status").asText()).isEqualTo("FAILED");
                        assertThat(status.path("message").asText()).contains("HTTP 401");
                    });
        }
    }

    @Test
    void aRecordingHasStreamsAndSchemas() throws Exception {
        failures.set(0);
        Path recording = folder.resolve("recording");
        try (ScriptedServer server = new ScriptedServer(this::answer)) {
            String[] all = Stream.concat(
                            Arrays.stream(world(server).readArguments("Orders:full_refresh")),
                            Stream.of("--record", recording.toString()))
                    .toArray(String[]::new);
            ConnectorJar.in(folder).run(all).rawOfSuccess();
        }

        RawOutput replayed = new World(folder)
                .manifest("manifest.yaml")
                .option("auth", JsonNodeFactory.instance.objectNode().put("token", "none"))
                .option("fixtures_base_path", recording.toString())
                .read("Orders:full_refresh")
                .rawOfSuccess();

        assertThat(recording.resolve("tables/page_1.json")).exists();
        assertThat(recording.resolve("Orders.schema/page_1.json")).exists();
        assertThat(replayed.records("Orders")).hasToString("[{\"id\":1,\"note\":\"2\"}]");
    }

    /** A configuration of an older version is migrated, and its file stays as it is. */
    @Test
    void aMigratedConfigurationIsToBeKept() throws Exception {
        failures.set(0);
        try (ScriptedServer server = new ScriptedServer(this::answer)) {
            World old = new World(folder)
                    .manifest("manifest.yaml")
                    .api(server.url(""))
                    .option("old_token", "short");

            RawOutput raw = old.check().rawOfSuccess();

            assertThat(raw.ofType("CONNECTION_STATUS", "connectionStatus")).hasToString("[{\"status\":\"SUCCEEDED\"}]");
            assertThat(raw.ofType("CONTROL", "control"))
                    .singleElement()
                    .extracting(control -> control.at("/connectorConfig/config/auth") + " "
                            + control.at("/connectorConfig/config").has("old_token"))
                    .isEqualTo("{\"token\":\"short\"} false");
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.filter(file -> file.toString().endsWith(".json")))
                        .anySatisfy(file -> assertThat(file).content().contains("old_token"));
            }
        }
    }

    @Test
    void aConfigurationThatRulesRefuseIsSaid() throws Exception {
        try (ScriptedServer server = new ScriptedServer(this::answer)) {
            World wrong = world(server)
                    .option("auth", JsonNodeFactory.instance.objectNode().put("token", "abc"));

            ConnectorJar.Finished discover = wrong.discover();

            assertThat(discover.exitCode()).isEqualTo(1);
            assertThat(discover.raw().errors()).singleElement().satisfies(error -> {
                assertThat(error.path("failure_type").asText()).isEqualTo("config_error");
                assertThat(error.path("message").asText())
                        .contains(
                                "at spec.config_normalization_rules.validations[0] (auth): at /token: must be at least");
            });
            assertThat(server.received()).isEmpty();
        }
    }
}
