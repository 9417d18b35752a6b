package io.dataconnector.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.http.ScriptedServer;
import io.dataconnector.connector.http.ScriptedServer.Received;
import io.dataconnector.connector.http.ScriptedServer.Reply;
import io.dataconnector.connector.protocol.RawOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class in Java for each role, as docs/components.md has it, in a jar and with the built connector. */
final class CustomRolesIT {
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [items]}
            streams:
              - type: DeclarativeStream
                name: items
                retriever:
                  type: SimpleRetriever
                  requester:
                    type: CustomRequester
                    class_name: components.CustomRequester
                    url_base: "{{ config['api_url'] }}"
                    path: /items
                    request_parameters: {of: "List({{ stream_slice.region }})"}
                    authenticator: {type: CustomAuthenticator, class_name: components.CustomAuthenticator}
                    error_handler:
                      type: CustomErrorHandler
                      class_name: components.CustomErrorHandler
                      backoff_strategies: [{type: ConstantBackoffStrategy, backoff_time_in_seconds: 0.001}]
                  decoder: {type: CustomDecoder, class_name: components.CustomDecoder}
                  paginator:
                    type: DefaultPaginator
                    page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: from}
                    pagination_strategy:
                      type: CustomPaginationStrategy
                      class_name: components.CustomPaginationStrategy
                      page_size: 2
                  partition_router: {type: CustomPartitionRouter, class_name: components.CustomPartitionRouter}
                  record_selector:
                    type: RecordSelector
                    extractor: {type: DpathExtractor, field_path: []}
                    record_filter: {type: CustomRecordFilter, class_name: components.CustomRecordFilter}
              - type: DeclarativeStream
                name: events
                retriever:
                  type: SimpleRetriever
                  requester: {type: HttpRequester, url_base: "{{ config['api_url'] }}", path: /events}
                  record_selector:
                    type: RecordSelector
                    extractor: {type: DpathExtractor, field_path: []}
                incremental_sync:
                  type: DatetimeBasedCursor
                  cursor_field: at
                  datetime_format: "%Y-%m-%d"
                  start_datetime: "2024-01-01"
                  start_time_option: {type: RequestOption, inject_into: request_parameter, field_name: since}
                state_migrations: [{type: CustomStateMigration, class_name: components.CustomStateMigration}]
                schema_loader: {type: CustomSchemaLoader, class_name: components.CustomSchemaLoader, fields: [id, at]}
            spec:
              type: Spec
              connection_specification: {type: object, properties: {api_url: {type: string}}}
              config_normalization_rules:
                transformations:
                  - {type: CustomConfigTransformation, class_name: components.CustomConfigTransformation}
            """;
    private static final Pattern EXAMPLE = Pattern.compile("### (Custom\\w+)\n.*?```java\n(.*?)```", Pattern.DOTALL);
    private static final String FACTORY = """
            package example;

            import static java.nio.charset.StandardCharsets.UTF_8;
            import com.fasterxml.jackson.databind.JsonNode;
            import com.fasterxml.jackson.databind.node.*;
            import io.dataconnector.connector.extension.*;
            import java.io.*;
            import java.util.*;

            public final class My%1$s implements CustomComponentFactory {
                @Override
                public String className() {
                    return "components.%1$s";
                }

                @Override
                public CustomComponent create(ObjectNode component, ObjectNode config) {
                    %2$s
                }
            }
            """;

    @TempDir
    private Path folder;

    private World world;

    @BeforeEach
    void writeManifest() throws IOException {
        Files.writeString(folder.resolve("manifest.yaml"), MANIFEST);
        world = new World(folder)
                .manifest("manifest.yaml")
                .option("api_key", "a-long-key")
                .option("areas", "eu, us");
    }

    private ConnectorJar jarWithExamples() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        Matcher examples = EXAMPLE.matcher(Files.readString(Repository.root().resolve("docs/components.md")));
        while (examples.find()) {
            sources.put("My" + examples.group(1), FACTORY.formatted(examples.group(1), examples.group(2)));
        }
        assertThat(sources).hasSize(10);
        Path components = folder.resolve("components");
        ComponentsJar.make(folder, components, sources, List.copyOf(sources.keySet()));
        return world.jar().withMoreJavaOptions("-Ddataconnector.components=" + components);
    }

    @Test
    void theExamplesReadAStream() throws IOException {
        AtomicInteger failures = new AtomicInteger(1);
        try (ScriptedServer server = new ScriptedServer(request -> answer(request, failures))) {
            world.api(server.url(""));

            RawOutput raw = jarWithExamples()
                    .run(world.readArguments("items:full_refresh"))
                    .rawOfSuccess();

            assertThat(raw.recordTexts("items"))
                    .containsExactlyInAnyOrder(
                            "{\"id\":\"eu1\",\"value\":\"a\"}",
                            "{\"id\":\"eu3\",\"value\":\"c=d\"}",
                            "{\"id\":\"us1\",\"value\":\"e\"}");
            assertThat(server.received()).hasSize(4);
            assertThat(server.received())
                    .extracting(Received::target)
                    .contains("/items?of=List(eu)", "/items?of=List(eu)&from=2", "/items?of=List(us)");
            assertThat(server.received())
                    .allSatisfy(request ->
                            assertThat(request.headers()).containsEntry("authorization", "Key YS1sb25nLWtleQ=="));
            assertThat(String.join("\n", raw.lines())).doesNotContain("YS1sb25nLWtleQ");
        }
    }

    private static Reply answer(Received request, AtomicInteger failures) {
        if (failures.getAndDecrement() > 0) {
            return Reply.of(400, "{\"code\": 7}");
        }
        boolean isFirst = request.parameter("from").isEmpty();
        if (request.target().contains("us")) {
            return Reply.of(200, "us1=e\n");
        }
        return Reply.of(200, isFirst ? "eu1=a\neu2=deleted\n" : "eu3=c=d\n");
    }

    @Test
    void theExamplesBringAStateAndASchema() throws IOException {
        Files.writeString(folder.resolve("state.json"), """
                [{"type": "STREAM", "stream": {"stream_descriptor": {"name": "events"},
                  "stream_state": {"last_seen": "2024-03-01"}}}]""");
        try (ScriptedServer server =
                new ScriptedServer(request -> Reply.of(200, "[{\"id\":\"a\",\"at\":\"2024-03-02\"}]"))) {
            world.api(server.url(""));
            List<String> arguments = new ArrayList<>(List.of(world.readArguments("events:incremental")));
            arguments.addAll(List.of("--state", "state.json"));

            RawOutput raw =
                    jarWithExamples().run(arguments.toArray(String[]::new)).rawOfSuccess();

            assertThat(raw.recordIds("events")).containsExactly("a");
            assertThat(server.received()).extracting(Received::target).containsExactly("/events?since=2024-03-01");
            assertThat(raw.lastStreamState("events").path("at").asText()).isEqualTo("2024-03-02");
        }
        assertThat(jarWithExamples()
                        .run("discover", "--config", "config.json", "--manifest-path", "manifest.yaml")
                        .rawOfSuccess()
                        .ofType("CATALOG", "catalog")
                        .get(0)
                        .at("/streams/1/json_schema/properties"))
                .hasToString("{\"id\":{\"type\":\"string\"},\"at\":{\"type\":\"string\"}}");
    }

    @Test
    void theExamplesAreExplainedWithAndWithoutTheirJar() throws IOException {
        assertThat(jarWithExamples()
                        .run("explain", "--manifest-path", "manifest.yaml")
                        .lines())
                .contains("Manifest manifest.yaml: 2 of 2 streams can be read.");
        assertThat(world.jar()
                        .run("explain", "--manifest-path", "manifest.yaml")
                        .standardError())
                .contains("the class \"components.CustomConfigTransformation\" is Python code and cannot be run;");
        Files.writeString(
                folder.resolve("manifest.yaml"), MANIFEST.replaceFirst("(?s)  config_normalization_rules:.*", ""));
        String without = String.join(
                "\n",
                world.jar().run("explain", "--manifest-path", "manifest.yaml").lines());
        assertThat(without).contains("Manifest manifest.yaml: 0 of 2 streams can be read.");
        assertThat(List.of(
                        "Requester",
                        "Decoder",
                        "PaginationStrategy",
                        "PartitionRouter",
                        "RecordFilter",
                        "SchemaLoader",
                        "StateMigration"))
                .allSatisfy(role -> assertThat(without)
                        .contains("the class \"components.Custom" + role + "\" is Python code and cannot be run;"));
    }
}
