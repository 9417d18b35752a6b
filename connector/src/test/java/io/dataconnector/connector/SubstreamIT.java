package io.dataconnector.connector;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Streams whose partitions come from another stream, as the built jar reads them over HTTP. */
final class SubstreamIT {
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [tasks]}
            definitions:
              selector:
                type: RecordSelector
                extractor: {type: DpathExtractor, field_path: [data]}
              projects:
                type: DeclarativeStream
                name: projects
                retriever:
                  type: SimpleRetriever
                  requester: {type: HttpRequester, url_base: "{{ config['api_url'] }}", path: /projects, use_cache: true}
                  record_selector:
                    $ref: "#/definitions/selector"
                    record_filter: {condition: "{{ not record.closed }}"}
                  paginator:
                    type: DefaultPaginator
                    page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: cursor}
                    pagination_strategy: {type: CursorPagination, cursor_value: "{{ response.next }}"}
            streams:
              - type: DeclarativeStream
                name: tasks
                primary_key: id
                incremental_sync:
                  type: DatetimeBasedCursor
                  cursor_field: updated_at
                  datetime_format: "%Y-%m-%dT%H:%M:%SZ"
                  start_datetime: "2024-01-01T00:00:00Z"
                  start_time_option: {type: RequestOption, inject_into: request_parameter, field_name: since}
                retriever:
                  type: SimpleRetriever
                  requester:
                    type: HttpRequester
                    url_base: "{{ config['api_url'] }}"
                    path: /projects/{{ stream_partition.project }}/tasks
                    request_headers: {X-Owner: "{{ stream_slice.extra_fields['owner.name'] }}"}
                  record_selector: {$ref: "#/definitions/selector"}
                  partition_router:
                    type: SubstreamPartitionRouter
                    parent_stream_configs:
                      - stream: {$ref: "#/definitions/projects"}
                        parent_key: id
                        partition_field: project
                        extra_fields: [[owner, name]]
                transformations:
                  - type: AddFields
                    fields: [{path: [project], value: "{{ stream_partition.project }}"}]
            spec:
              type: Spec
              connection_specification: {type: object, properties: {api_url: {type: string}}}
            """;

    @TempDir
    private Path folder;

    private final AtomicInteger failures = new AtomicInteger(2);

    @BeforeEach
    void writeManifest() throws IOException {
        Files.writeString(folder.resolve("manifest.yaml"), MANIFEST);
    }

    private World world(ScriptedServer server) {
        return new World(folder)
                .manifest("manifest.yaml")
                .api(server.url(""))
                .option("max_retries", 3)
                .option("max_retry_wait", "PT0.001S");
    }

    private Reply answer(Received request) {
        String body = switch (request.path()) {
            case "/projects" -> projects(request);
            case "/projects/1/tasks" -> task("a", "2024-02-01T00:00:00Z");
            case "/projects/x%20y/tasks" -> task("b", "2024-03-01T00:00:00Z");
            default -> "{\"data\":[]}";
        };
        boolean fails = request.target().endsWith("cursor=2") && failures.getAndDecrement() > 0;
        return fails ? Reply.of(503, "busy") : Reply.of(200, body, "Date: Mon, 01 Jul 2024 00:00:00 GMT");
    }

    private static String projects(Received request) {
        return request.parameter("cursor").isEmpty()
                ? "{\"data\":[{\"id\":1,\"owner\":{\"name\":\"Ann\"}},{\"id\":9,\"closed\":true}],\"next\":\"2\"}"
                : "{\"data\":[{\"id\":\"x y\",\"owner\":{}}]}";
    }

    private static String task(String id, String updatedAt) {
        return "{\"data\":[{\"id\":\"" + id + "\",\"updated_at\":\"" + updatedAt + "\"}]}";
    }

    private static List<String> targets(ScriptedServer server) {
        return server.received().stream()
                .map(request -> request.target() + " " + request.headers().getOrDefault("x-owner", "-"))
                .toList();
    }

    @Test
    void parentsAreReadPageByPageAndTriedAgain() throws Exception {
        try (ScriptedServer server = new ScriptedServer(this::answer)) {
            RawOutput raw = world(server).read("tasks:incremental").rawOfSuccess();

            assertThat(targets(server))
                    .containsExactly(
                            "/projects -",
                            "/projects/1/tasks?since=2024-01-01T00%3A00%3A00Z Ann",
                            "/projects?cursor=2 -",
                            "/projects?cursor=2 -",
                            "/projects?cursor=2 -",
                            "/projects/x%20y/tasks?since=2024-01-01T00%3A00%3A00Z -");
            assertThat(raw.records("tasks"))
                    .hasToString("[{\"id\":\"a\",\"updated_at\":\"2024-02-01T00:00:00Z\",\"project\":1},"
                            + " {\"id\":\"b\",\"updated_at\":\"2024-03-01T00:00:00Z\",\"project\":\"x y\"}]");
            assertThat(raw.lastStreamState("tasks").path("states"))
                    .hasToString("[{\"partition\":{\"parent_slice\":{},\"project\":1},\"cursor\":{\"updated_at\":"
                            + "\"2024-02-01T00:00:00Z\"}},{\"partition\":{\"parent_slice\":{},\"project\":\"x y\"},"
                            + "\"cursor\":{\"updated_at\":\"2024-03-01T00:00:00Z\"}}]");
        }
    }

    @Test
    void eachPartitionGoesOnWhereItEnded() throws Exception {
        failures.set(0);
        try (ScriptedServer server = new ScriptedServer(this::answer)) {
            RawOutput first = world(server).read("tasks:incremental").rawOfSuccess();
            int before = server.received().size();

            RawOutput second =
                    world(server).readAfter(first, "tasks:incremental").rawOfSuccess();

            assertThat(targets(server).subList(before, server.received().size()))
                    .containsExactly(
                            "/projects -",
                            "/projects/1/tasks?since=2024-02-01T00%3A00%3A00Z Ann",
                            "/projects?cursor=2 -",
                            "/projects/x%20y/tasks?since=2024-03-01T00%3A00%3A00Z -");
            assertThat(second.lastStreamState("tasks").path("states"))
                    .isEqualTo(first.lastStreamState("tasks").path("states"));
        }
    }

    /** What is recorded is read again without the API, parents included. */
    @Test
    void aRecordingHasTheParents() throws Exception {
        failures.set(0);
        Path recording = folder.resolve("recording");
        List<String> recorded;
        try (ScriptedServer server = new ScriptedServer(this::answer)) {
            String[] arguments = world(server).readArguments("tasks:incremental");
            String[] all = Stream.concat(Arrays.stream(arguments), Stream.of("--record", recording.toString()))
                    .toArray(String[]::new);
            recorded = ConnectorJar.in(folder).run(all).raw().recordTexts("tasks");
        }

        RawOutput replayed = new World(folder)
                .manifest("manifest.yaml")
                .option("fixtures_base_path", recording.toString())
                .read("tasks:incremental")
                .rawOfSuccess();

        assertThat(recorded).hasSize(2);
        assertThat(replayed.recordTexts("tasks")).isEqualTo(recorded);
    }

    @Test
    void aParentThatFailsIsNamed() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(403, "no"))) {
            ConnectorJar.Finished read = world(server).read("tasks:incremental");

            assertThat(read.exitCode()).isEqualTo(1);
            assertThat(read.raw().errorMessages())
                    .singleElement()
                    .asString()
                    .contains("/projects: the server answered with HTTP 403: no");
            assertThat(read.raw().statuses("tasks")).containsExactly("STARTED", "INCOMPLETE");
            assertThat(world(server).check().rawOfSuccess().ofType("CONNECTION_STATUS", "connectionStatus"))
                    .singleElement()
                    .asString()
                    .contains("FAILED", "/projects");
        }
    }
}
