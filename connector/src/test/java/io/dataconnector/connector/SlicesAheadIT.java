package io.dataconnector.connector;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions whose first pages are requested while those before them are read; records and states keep their order. */
final class SlicesAheadIT {
    private static final int PROJECTS = 12;
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [tasks]}
            concurrency_level: {type: ConcurrencyLevel, default_concurrency: %d}
            streams:
              - type: DeclarativeStream
                name: tasks
                primary_key: id
                incremental_sync:
                  type: DatetimeBasedCursor
                  cursor_field: updated_at
                  datetime_format: "%%Y-%%m-%%dT%%H:%%M:%%SZ"
                  start_datetime: "2024-01-01T00:00:00Z"
                retriever:
                  type: SimpleRetriever
                  requester:
                    type: HttpRequester
                    url_base: "{{ config['api_url'] }}"
                    path: /tasks/{{ stream_partition.project }}
                  record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
                  partition_router:
                    type: SubstreamPartitionRouter
                    parent_stream_configs:
                      - parent_key: id
                        partition_field: project
                        stream:
                          type: DeclarativeStream
                          name: projects
                          retriever:
                            type: SimpleRetriever
                            requester: {type: HttpRequester, url_base: "{{ config['api_url'] }}", path: /projects}
                            record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
                            paginator:
                              type: DefaultPaginator
                              page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
                              pagination_strategy: {type: CursorPagination, cursor_value: "{{ response.next }}"}
            spec:
              type: Spec
              connection_specification: {type: object, properties: {api_url: {type: string}}}
            """;

    @TempDir
    private Path folder;

    private World world(ScriptedServer server, int concurrency) throws IOException {
        Files.writeString(folder.resolve("manifest.yaml"), MANIFEST.formatted(concurrency));
        return new World(folder)
                .manifest("manifest.yaml")
                .api(server.url(""))
                .option("max_retries", 2)
                .option("max_retry_wait", "PT0.001S")
                .option("checkpoint_interval", 1)
                .option("stall_timeout", "PT20S");
    }

    /** Two pages of projects; each has one task. */
    private static String body(Received request) {
        if (request.path().equals("/projects")) {
            return request.parameter("page").isEmpty()
                    ? "{\"data\":" + projects(0, PROJECTS / 2) + ",\"next\":\"2\"}"
                    : "{\"data\":" + projects(PROJECTS / 2, PROJECTS) + "}";
        }
        return "{\"data\":[{\"id\":\"t" + project(request) + "\",\"updated_at\":\"2024-02-01T00:00:00Z\"}]}";
    }

    private static String projects(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(id -> "{\"id\":" + id + "}")
                .toList()
                .toString();
    }

    private static int project(Received request) {
        return Integer.parseInt(request.path().substring("/tasks/".length()));
    }

    private static boolean isOfTask(Received request, int project) {
        return request.path().equals("/tasks/" + project);
    }

    private static List<String> tasks(int count) {
        return IntStream.range(0, count).mapToObj(id -> "t" + id).toList();
    }

    /** Project 1 is not answered before those up to 4 have been requested, some of which are on the next page of parents. */
    @Test
    void theNextPartitionsAreRequestedMeanwhile() throws IOException {
        CountDownLatch requested = new CountDownLatch(3);
        CountDownLatch last = new CountDownLatch(2);
        try (ScriptedServer server = new ScriptedServer(request -> {
            Reply reply = Reply.nothing();
            if (isOfTask(request, 1)) {
                reply.after(requested);
            } else if (isOfTask(request, 2) || isOfTask(request, 3) || isOfTask(request, 4)) {
                requested.countDown();
            } else if (isOfTask(request, 5)) {
                // The next page of projects is read while this is waited for.
                reply.after(last);
            } else if (isOfTask(request, 6) || isOfTask(request, 7)) {
                last.countDown();
            }
            byte[] body = body(request).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            return reply.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .send(body);
        })) {
            RawOutput raw = world(server, 4).read("tasks:incremental").rawOfSuccess();

            assertThat(raw.recordIds("tasks")).isEqualTo(tasks(PROJECTS));
            assertThat(raw.lastStreamState("tasks").path("states")).hasSize(PROJECTS);
            assertThat(server.received()).as("nothing is requested twice").hasSize(PROJECTS + 2);
        }
    }

    /** What has been read ahead is in no state until it has been written. */
    @Test
    void aReadThatIsKilledGoesOnWithoutALoss() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(200, body(request)))) {
            World world = world(server, 6);
            for (int lines = 3; lines < 3 * PROJECTS; lines += 4) {
                RawOutput killed = world.jar()
                        .killAfter(lines, world.readArguments("tasks:incremental"))
                        .raw();
                RawOutput rest = world.readAfter(killed, "tasks:incremental").rawOfSuccess();

                Set<String> read = ConcurrentHashMap.newKeySet();
                read.addAll(killed.recordIds("tasks"));
                read.addAll(rest.recordIds("tasks"));
                assertThat(read).containsExactlyInAnyOrderElementsOf(tasks(PROJECTS));
                assertThat(rest.lastStreamState("tasks").path("states")).hasSize(PROJECTS);
            }
        }
    }

    @Test
    void oneRequestAtATimeIfTheManifestWantsThat() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(200, body(request)))) {
            assertThat(world(server, 1)
                            .read("tasks:full_refresh")
                            .rawOfSuccess()
                            .recordIds("tasks"))
                    .isEqualTo(tasks(PROJECTS));

            assertThat(server.received().get(7).path()).as("in its turn").isEqualTo("/projects");
        }
    }

    @Test
    void aPartitionThatFailsIsToldInItsTurn() throws IOException {
        try (ScriptedServer server = new ScriptedServer(
                request -> isOfTask(request, 4) ? Reply.of(403, "no") : Reply.of(200, body(request)))) {
            ConnectorJar.Finished read = world(server, 6).read("tasks:incremental");

            assertThat(read.exitCode()).isEqualTo(1);
            assertThat(read.raw().recordIds("tasks")).isEqualTo(tasks(4));
            assertThat(read.raw().errorMessages()).singleElement().asString().contains("/tasks/4", "403");
            assertThat(server.received())
                    .filteredOn(request -> isOfTask(request, 4))
                    .hasSize(1);
        }
    }

    /** Its partitions are asked for while others are read, which come first. */
    @Test
    void aPageOfParentsThatFailsIsToldInItsTurn() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request ->
                request.parameter("page").isPresent() ? Reply.of(403, "no") : Reply.of(200, body(request)))) {
            ConnectorJar.Finished read = world(server, 6).read("tasks:incremental");

            assertThat(read.raw().recordIds("tasks")).isEqualTo(tasks(PROJECTS / 2));
            assertThat(read.raw().errorMessages()).singleElement().asString().contains("/projects?page=2", "403");
            assertThat(read.raw().statuses("tasks")).containsExactly("STARTED", "RUNNING", "INCOMPLETE");
        }
    }

    @Test
    void aPartitionThatIsRequestedTooOftenIsTriedAgain() throws IOException {
        Set<String> refused = ConcurrentHashMap.newKeySet();
        try (ScriptedServer server = new ScriptedServer(
                request -> refused.add(request.target()) ? Reply.of(429, "slow down") : Reply.of(200, body(request)))) {
            RawOutput raw = world(server, 6).read("tasks:incremental").rawOfSuccess();

            assertThat(raw.recordIds("tasks")).isEqualTo(tasks(PROJECTS));
            assertThat(server.received()).hasSize(2 * (PROJECTS + 2));
        }
    }
}
