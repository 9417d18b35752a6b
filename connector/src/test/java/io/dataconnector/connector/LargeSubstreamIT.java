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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where other connectors have been seen to hang, to fill the disk or memory, or to lose data without a word. */
final class LargeSubstreamIT {
    private static final int PARENTS_OF_PAGE = 1_000;
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [children]}
            concurrency_level: {type: ConcurrencyLevel, default_concurrency: 4}
            definitions:
              cursor: &cursor
                type: DatetimeBasedCursor
                cursor_field: updated_at
                datetime_format: "%Y-%m-%dT%H:%M:%SZ"
                start_datetime: "2024-01-01T00:00:00Z"
              selector: &selector {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
              parents: &parents
                type: DeclarativeStream
                name: parents
                retriever:
                  type: SimpleRetriever
                  requester: {type: HttpRequester, url_base: "{{ config['api_url'] }}", path: /parents, use_cache: true}
                  record_selector: *selector
                  paginator:
                    type: DefaultPaginator
                    page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
                    pagination_strategy: {type: PageIncrement, start_from_page: 0, page_size: 1000}
            streams:
              - *parents
              - type: DeclarativeStream
                name: children
                incremental_sync: *cursor
                retriever:
                  type: SimpleRetriever
                  requester:
                    {type: HttpRequester, url_base: "{{ config['api_url'] }}", path: "/children/{{ stream_slice.parent }}"}
                  record_selector: *selector
                  partition_router:
                    type: SubstreamPartitionRouter
                    parent_stream_configs: [{stream: *parents, parent_key: id, partition_field: parent}]
              - type: DeclarativeStream
                name: days
                incremental_sync:
                  <<: *cursor
                  end_datetime: "2024-12-30T00:00:00Z"
                  step: P1D
                  cursor_granularity: PT1S
                  start_time_option: {type: RequestOption, inject_into: request_parameter, field_name: since}
                retriever:
                  type: SimpleRetriever
                  requester: {type: HttpRequester, url_base: "{{ config['api_url'] }}", path: /days}
                  record_selector: *selector
              - type: DeclarativeStream
                name: nothing
                retriever:
                  type: SimpleRetriever
                  requester: {type: HttpRequester, url_base: "{{ config['api_url'] }}", path: /nothing}
                  record_selector: *selector
            spec:
              type: Spec
              connection_specification: {type: object, properties: {api_url: {type: string}}}
            """;

    @TempDir
    private Path folder;

    private int parents = PARENTS_OF_PAGE;

    private World world(ScriptedServer server) throws IOException {
        Files.writeString(folder.resolve("manifest.yaml"), MANIFEST);
        return new World(folder)
                .manifest("manifest.yaml")
                .api(server.url(""))
                .option("max_retries", 2)
                .option("max_retry_wait", "PT0.001S");
    }

    private Reply answer(Received request) {
        String path = request.path();
        String data;
        if (path.equals("/parents")) {
            int page = Integer.parseInt(request.parameter("page").orElse("0"));
            data = IntStream.range(page * PARENTS_OF_PAGE, Math.min(parents, (page + 1) * PARENTS_OF_PAGE))
                    .mapToObj(id -> "{\"id\":" + id + "}")
                    .toList()
                    .toString();
        } else if (path.startsWith("/children/")) {
            data = "[{\"id\":" + path.substring("/children/".length()) + ",\"updated_at\":\"2024-05-01T00:00:00Z\"}]";
        } else if (path.equals("/days")) {
            String since = request.parameter("since").orElseThrow().replace("%3A", ":");
            data = "[{\"id\":\"" + since + "\",\"updated_at\":\"" + since + "\"}]";
        } else {
            data = "[]";
        }
        return Reply.of(200, "{\"data\":" + data + "}");
    }

    /** A heap of 64 MB, and a state that does not grow with them. */
    @Test
    void manyPartitionsComeToAnEnd() throws IOException {
        parents = 12_000;
        try (ScriptedServer server = new ScriptedServer(this::answer)) {
            World world = world(server);
            ConnectorJar.Finished read = world.jar()
                    .withJavaOptions("-Xmx64m", "-XX:+UseSerialGC")
                    .run(world.readArguments("children:incremental"));

            RawOutput raw = read.rawOfSuccess();
            assertThat(raw.recordIds("children"))
                    .isEqualTo(IntStream.range(0, parents)
                            .mapToObj(Integer::toString)
                            .toList());
            JsonNode state = raw.lastStreamState("children");
            assertThat(state.path("use_global_cursor").asBoolean()).isTrue();
            assertThat(state.path("states")).isEmpty();
            assertThat(state.at("/state/updated_at").asText()).isEqualTo("2024-05-01T00:00:00Z");
        }
    }

    @Test
    void allPagesOfAParentAreReadAndNothingIsKeptOnDisk() throws IOException {
        parents = 2_001;
        Path home = Files.createDirectory(folder.resolve("home"));
        try (ScriptedServer server = new ScriptedServer(this::answer)) {
            World world = world(server);
            String[] arguments = world.readArguments("parents:full_refresh", "children:full_refresh");
            List<String> before = files();

            RawOutput raw = world.jar()
                    .withMoreJavaOptions("-Djava.io.tmpdir=" + home, "-Duser.home=" + home, "-XX:-UsePerfData")
                    .run(arguments)
                    .rawOfSuccess();

            assertThat(raw.recordIds("children")).hasSize(parents);
            assertThat(raw.recordIds("parents")).hasSize(parents);
            assertThat(files())
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(before.stream(), Stream.of("stderr.txt"))
                            .toList());
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString()).toList();
        }
    }

    /** One state for all days, and the next read goes on with the last one. */
    @Test
    void statesOfSlicesAreOne() throws IOException {
        try (ScriptedServer server = new ScriptedServer(this::answer)) {
            RawOutput raw = world(server).read("days:incremental").rawOfSuccess();

            assertThat(raw.recordIds("days")).hasSize(364).doesNotHaveDuplicates();
            assertThat(raw.lastStreamState("days")).hasToString("{\"updated_at\":\"2024-12-29T00:00:00Z\"}");

            RawOutput again = world(server).readAfter(raw, "days:incremental").rawOfSuccess();
            assertThat(again.recordIds("days")).containsExactly("2024-12-29T00:00:00Z");
            assertThat(again.lastStreamState("days")).isEqualTo(raw.lastStreamState("days"));
        }
    }

    @Test
    void aParentThatIsRequestedTooOftenIsWaitedFor() throws IOException {
        Set<String> refused = ConcurrentHashMap.newKeySet();
        parents = 1_001;
        try (ScriptedServer server =
                new ScriptedServer(request -> request.path().equals("/parents") && refused.add(request.target())
                        ? Reply.of(429, "slow down")
                        : answer(request))) {
            assertThat(world(server).read("children:incremental").rawOfSuccess().recordIds("children"))
                    .hasSize(parents);

            assertThat(server.received())
                    .filteredOn(request -> request.path().equals("/parents"))
                    .hasSize(4);
        }
    }

    @Test
    void everyStreamHasItsStatuses() throws IOException {
        parents = 0;
        try (ScriptedServer server =
                new ScriptedServer(request -> request.path().equals("/days") ? Reply.of(403, "no") : answer(request))) {
            RawOutput raw = world(server)
                    .read("nothing:full_refresh", "days:incremental", "children:incremental", "parents:full_refresh")
                    .raw();

            assertThat(raw.statuses("nothing")).containsExactly("STARTED", "COMPLETE");
            assertThat(raw.statuses("children")).containsExactly("STARTED", "COMPLETE");
            assertThat(raw.statuses("parents")).containsExactly("STARTED", "COMPLETE");
            assertThat(raw.statuses("days")).containsExactly("STARTED", "INCOMPLETE");
        }
    }

    /** The server holds back one partition, which the signal finds under way. */
    @Test
    void aReadThatIsStoppedSaysSo() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request ->
                request.path().equals("/children/3") ? Reply.nothing().stall() : answer(request))) {
            World world = world(server).option("checkpoint_interval", 1);
            // STARTED, RUNNING, three records, and the states between them.
            RawOutput raw = world.jar()
                    .stopAfter(5, world.readArguments("children:incremental"))
                    .raw();

            assertThat(raw.recordIds("children")).startsWith("0", "1").doesNotContain("3");
            assertThat(raw.statuses("children")).containsExactly("STARTED", "RUNNING", "INCOMPLETE");
        }
    }
}
