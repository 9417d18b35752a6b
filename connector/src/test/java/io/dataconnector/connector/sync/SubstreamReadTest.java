package io.dataconnector.connector.sync;

import static io.dataconnector.connector.sync.InMemorySync.NO_STATE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.catalog.SyncMode;
import io.dataconnector.connector.protocol.RawOutput;
import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams whose partitions are the records of another stream. */
final class SubstreamReadTest {
    private static final String CHILD = "tasks";
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [tasks]}
            definitions:
              retriever:
                type: SimpleRetriever
                requester: {type: HttpRequester, url_base: "https://api.example.com", path: x}
                record_selector:
                  type: RecordSelector
                  extractor: {type: DpathExtractor, field_path: [data]}
                paginator:
                  type: DefaultPaginator
                  page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: cursor}
                  pagination_strategy: {type: CursorPagination, cursor_value: "{{ response.next_cursor }}"}
              cursor:
                type: DatetimeBasedCursor
                cursor_field: updated_at
                datetime_format: "%Y-%m-%dT%H:%M:%SZ"
                start_datetime: "2024-01-01T00:00:00Z"
              projects:
                type: DeclarativeStream
                name: projects
                retriever: {$ref: "#/definitions/retriever"}
              tasks:
                type: DeclarativeStream
                name: tasks
                primary_key: id
                retriever:
                  $ref: "#/definitions/retriever"
                  partition_router: {$ref: "#/definitions/router"}
              router:
                type: SubstreamPartitionRouter
                parent_stream_configs:
                  - {stream: {$ref: "#/definitions/projects"}, parent_key: id, partition_field: project}
            streams:
              - $ref: "#/definitions/projects"
              - $ref: "#/definitions/tasks"
              - type: DeclarativeStream
                name: notes
                retriever:
                  $ref: "#/definitions/retriever"
                  partition_router:
                    type: SubstreamPartitionRouter
                    parent_stream_configs:
                      - {stream: {$ref: "#/definitions/tasks"}, parent_key: id, partition_field: task}
            """;
    private static final String ROUTER = "partition_router: {$ref: \"#/definitions/router\"}";
    private static final String INCREMENTAL =
            MANIFEST.replace("name: tasks\n", "name: tasks\n    incremental_sync: {$ref: \"#/definitions/cursor\"}\n");

    @TempDir
    private Path folder;

    private InMemorySync sync;

    @BeforeEach
    void readInMarch() {
        sync = new InMemorySync(folder).manifest(MANIFEST).clock(at("2024-03-20T00:00:00Z"));
    }

    @Test
    void aCheckNeedsAParentWithARecord() {
        sync.lastPage("projects", "page_1");

        assertThat(sync.check(CHILD)).singleElement().asString().contains("tasks", "parent streams", "no records");
    }

    private static Clock at(String instant) {
        return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }

    /** Puts a page of records into a stream, or a slice of one, which another follows if its number is given. */
    private void put(String stream, int page, boolean hasNext, String... records) {
        String next = hasNext ? "\"page_" + (page + 1) + "\"" : "null";
        sync.pages()
                .put(
                        stream,
                        "page_" + page,
                        "{\"data\":[" + String.join(",", records) + "],\"next_cursor\":" + next + "}");
    }

    private void putTask(String project, String id, String updatedAt) {
        sync.pages()
                .put(
                        CHILD,
                        "project=" + project + "/page_1",
                        "{\"data\":[" + InMemorySync.record(id, updatedAt) + "]}");
    }

    private static String project(String id) {
        return "{\"id\":\"" + id + "\",\"name\":\"" + "n".repeat(100) + "\"}";
    }

    private RawOutput read(String state) {
        RawOutput raw = sync.read(state, sync.stream(CHILD, SyncMode.INCREMENTAL));
        assertThat(raw.errorMessages()).isEmpty();
        return raw;
    }

    /** Airbyte's own connectors once read the first page of a parent only. */
    @Test
    void everyPageOfAParentIsRead() {
        put("projects", 1, true, project("a"), project("b"));
        put("projects", 2, true);
        put("projects", 3, false, project("c"));
        for (String project : List.of("a", "b", "c")) {
            putTask(project, "t" + project, "2024-02-01T00:00:00Z");
        }

        RawOutput raw = sync.read(NO_STATE, sync.stream(CHILD, SyncMode.FULL_REFRESH));

        assertThat(raw.errorMessages()).isEmpty();
        assertThat(raw.recordIds(CHILD)).containsExactly("ta", "tb", "tc");
        assertThat(raw.recordIds("projects")).isEmpty();
        assertThat(sync.pages().opened())
                .containsExactly(
                        "projects/page_1",
                        "tasks/project=a/page_1",
                        "tasks/project=b/page_1",
                        "projects/page_2",
                        "projects/page_3",
                        "tasks/project=c/page_1");
        assertThat(raw.lastStreamState(CHILD)).hasToString("{\"__ab_no_cursor_state_message\":true}");
    }

    @Test
    void aParentMayHaveAParent() {
        put("projects", 1, false, project("a"), project("b"));
        putTask("a", "t1", "2024-02-01T00:00:00Z");
        putTask("b", "t2", "2024-02-01T00:00:00Z");
        put("notes", 1, false);
        sync.pages().put("notes", "task=t1,parent_slice.project=a/page_1", "{\"data\":[{\"id\":\"n1\"}]}");
        sync.pages().put("notes", "task=t2,parent_slice.project=b/page_1", "{\"data\":[{\"id\":\"n2\"}]}");

        RawOutput raw = sync.read(NO_STATE, sync.stream("notes", SyncMode.FULL_REFRESH));

        assertThat(raw.errorMessages()).isEmpty();
        assertThat(raw.recordIds("notes")).containsExactly("n1", "n2");
    }

    @Test
    void aRecordWithoutAKeyMakesNoPartition() {
        put("projects", 1, false, "{\"id\":null}", "{\"name\":\"x\"}", project("a"));
        putTask("a", "t", "2024-02-01T00:00:00Z");

        assertThat(read(NO_STATE).recordIds(CHILD)).containsExactly("t");
    }

    @Test
    void aParentThatCannotBeReadFailsTheStream() {
        put("projects", 1, true, project("a"));
        putTask("a", "t", "2024-02-01T00:00:00Z");

        RawOutput raw = sync.read(NO_STATE, sync.stream(CHILD, SyncMode.FULL_REFRESH));

        assertThat(raw.recordIds(CHILD)).containsExactly("t");
        assertThat(raw.errorMessages())
                .singleElement()
                .asString()
                .contains("projects/page_2", "does not exist", "page_1");
    }

    @Test
    void thePagesOfAParentMustNotFormACycle() {
        put("projects", 1, true);
        sync.pages().put("projects", "page_2", "{\"data\":[],\"next_cursor\":\"page_2\"}");

        RawOutput raw = sync.read(NO_STATE, sync.stream(CHILD, SyncMode.FULL_REFRESH));

        assertThat(raw.errorMessages()).singleElement().asString().contains("stream projects form a cycle");
    }

    @Test
    void eachPartitionHasItsCursor() {
        sync.manifest(INCREMENTAL);
        put("projects", 1, false, project("b"), project("a"), project("c"));
        putTask("a", "t1", "2024-02-01T00:00:00Z");
        putTask("b", "t2", "2024-02-03T00:00:00Z");
        sync.pages().put(CHILD, "project=c/page_1", "{\"data\":[]}");

        assertThat(read(NO_STATE).lastStreamState(CHILD))
                .hasToString("{\"use_global_cursor\":false,\"states\":["
                        + state("b", "2024-02-03T00:00:00Z") + "," + state("a", "2024-02-01T00:00:00Z") + ","
                        + state("c", "2024-01-01T00:00:00Z")
                        + "],\"state\":{\"updated_at\":\"2024-02-03T00:00:00Z\"},\"lookback_window\":1,"
                        + "\"parent_state\":{}}");
    }

    private static String state(String project, String cursor) {
        return "{\"partition\":{\"parent_slice\":{},\"project\":\"" + project + "\"},\"cursor\":{\"updated_at\":\""
                + cursor + "\"}}";
    }

    /** What was there is kept, a new partition begins at the global cursor less the time of the last read. */
    @Test
    void aLaterReadGoesOnWithTheCursorOfEachPartition() {
        sync.manifest(INCREMENTAL.replace("start_datetime:", "is_client_side_incremental: true\n    start_datetime:"));
        put("projects", 1, false, project("b"), project("new"));
        sync.pages()
                .put(
                        CHILD,
                        "project=b/page_1",
                        "{\"data\":[" + InMemorySync.record("old", "2024-02-02T23:59:59Z") + ","
                                + InMemorySync.record("b", "2024-02-03T00:00:00Z") + "]}");
        sync.pages()
                .put(
                        CHILD,
                        "project=new/page_1",
                        "{\"data\":[" + InMemorySync.record("early", "2024-02-04T23:59:49Z") + ","
                                + InMemorySync.record("new", "2024-02-04T23:59:50Z") + "]}");
        String start = "{\"tasks\":{\"use_global_cursor\":false,\"states\":[" + state("gone", "2024-02-05T00:00:00Z")
                + "," + state("b", "2024-02-03T00:00:00Z")
                + "],\"state\":{\"updated_at\":\"2024-02-05T00:00:00Z\"},\"lookback_window\":10,\"parent_state\":{}}}";

        RawOutput raw = read(start);

        assertThat(raw.recordIds(CHILD)).containsExactly("b", "new");
        assertThat(raw.lastStreamState(CHILD))
                .hasToString("{\"use_global_cursor\":false,\"states\":[" + state("gone", "2024-02-05T00:00:00Z") + ","
                        + state("b", "2024-02-03T00:00:00Z") + "," + state("new", "2024-02-04T23:59:50Z")
                        + "],\"state\":{\"updated_at\":\"2024-02-05T00:00:00Z\"},\"lookback_window\":1,"
                        + "\"parent_state\":{}}");
    }

    @Test
    void aReadWithoutRecordsLeavesTheGlobalCursorAlone() {
        sync.manifest(INCREMENTAL);
        put("projects", 1, false);

        assertThat(read(NO_STATE).lastStreamState(CHILD))
                .hasToString("{\"use_global_cursor\":false,\"states\":[],\"lookback_window\":0,\"parent_state\":{}}");
    }

    @Test
    void allPartitionsMayShareOneCursor() {
        sync.manifest(INCREMENTAL.replace("start_datetime:", "global_substream_cursor: true\n    start_datetime:"));
        put("projects", 1, false, project("a"), project("b"));
        putTask("a", "t1", "2024-02-03T00:00:00Z");
        putTask("b", "t2", "2024-02-01T00:00:00Z");

        assertThat(read(NO_STATE).lastStreamState(CHILD))
                .hasToString("{\"use_global_cursor\":true,\"state\":{\"updated_at\":\"2024-02-03T00:00:00Z\"},"
                        + "\"lookback_window\":1,\"parent_state\":{}}");
    }

    @Test
    void aPartitionThatComesTwiceIsReadOnce() {
        sync.manifest(INCREMENTAL);
        put("projects", 1, true, project("a"), project("a"));
        put("projects", 2, false, project("b"), project("a"));
        putTask("a", "t1", "2024-02-03T00:00:00Z");
        putTask("b", "t2", "2024-02-01T00:00:00Z");

        assertThat(read(NO_STATE).recordIds(CHILD)).containsExactly("t1", "t2");
        assertThat(sync.read(NO_STATE, sync.stream(CHILD, SyncMode.FULL_REFRESH))
                        .recordIds(CHILD))
                .containsExactly("t1", "t2");
    }

    /** As in the CDK: with more than ten thousand partitions the state has one cursor, so that it stays bounded. */
    @Test
    void manyPartitionsShareOneCursor() {
        sync.manifest(INCREMENTAL);
        String[] projects = IntStream.range(0, PartitionCursors.MAX_PARTITIONS + 2)
                .mapToObj(number -> "{\"id\":" + number + "}")
                .toArray(String[]::new);
        put("projects", 1, false, projects);
        for (int i = 0; i < projects.length; i++) {
            sync.pages().put(CHILD, "project=" + i + "/page_1", "{\"data\":[]}");
        }
        putTask("7", "t1", "2024-02-03T00:00:00Z");

        RawOutput raw = read(NO_STATE);

        assertThat(raw.lastStreamState(CHILD))
                .hasToString("{\"use_global_cursor\":true,\"state\":{\"updated_at\":\"2024-02-03T00:00:00Z\"},"
                        + "\"lookback_window\":1,\"parent_state\":{}}");
        assertThat(raw.states(CHILD))
                .allSatisfy(state -> assertThat(sizeOf(state)).isLessThan(2_000_000));
    }

    private static int sizeOf(JsonNode state) {
        return state.toString().length();
    }

    @Test
    void aParentMayBeReadFromWhereTheLastReadEnded() {
        sync.manifest(INCREMENTAL
                .replace("name: projects\n", "name: projects\n    incremental_sync: {$ref: \"#/definitions/cursor\"}\n")
                .replace("start_datetime:", "is_client_side_incremental: true\n    start_datetime:")
                .replace("partition_field: project}", "partition_field: project, incremental_dependency: true}"));
        put(
                "projects",
                1,
                false,
                InMemorySync.record("a", "2024-02-01T00:00:00Z"),
                InMemorySync.record("b", "2024-02-02T00:00:00Z"));
        putTask("a", "t1", "2024-02-03T00:00:00Z");
        putTask("b", "t2", "2024-02-01T00:00:00Z");

        RawOutput first = read(NO_STATE);
        RawOutput second = read(first.stateForNextRead());

        assertThat(first.recordIds(CHILD)).containsExactly("t1", "t2");
        assertThat(first.lastStreamState(CHILD).path("parent_state"))
                .hasToString("{\"projects\":{\"updated_at\":\"2024-02-02T00:00:00Z\"}}");
        assertThat(second.recordIds(CHILD)).containsExactly("t2");
        assertThat(second.lastStreamState(CHILD).path("states"))
                .isEqualTo(first.lastStreamState(CHILD).path("states"));
    }

    @Test
    void aRouterMayGroupTheRecordsOfAParent() {
        sync.manifest(INCREMENTAL.replace(
                ROUTER,
                "partition_router: {type: GroupingPartitionRouter, group_size: 2,"
                        + " underlying_partition_router: {$ref: \"#/definitions/router\"}}"));
        put("projects", 1, true, project("a"), project("b"), project("a"));
        put("projects", 2, false, project("c"));
        for (String group : List.of("[\"a\",\"b\"]", "[\"c\"]")) {
            String slices = group.startsWith("[\"a") ? "[{},{}]" : "[{}]";
            String folder = "project=" + group.replace(",", "%2C") + ",parent_slice=" + slices.replace(",", "%2C");
            sync.pages()
                    .put(
                            CHILD,
                            folder + "/page_1",
                            "{\"data\":[" + InMemorySync.record(group.substring(2, 3), "2024-02-01T00:00:00Z") + "]}");
        }

        RawOutput raw = read(NO_STATE);

        assertThat(raw.recordIds(CHILD)).containsExactly("a", "c");
        assertThat(raw.lastStreamState(CHILD))
                .hasToString("{\"use_global_cursor\":true,\"state\":{\"updated_at\":\"2024-02-01T00:00:00Z\"},"
                        + "\"lookback_window\":1,\"parent_state\":{}}");
    }

    /** A parent is read once for a product, though it is gone through once for each value of the list. */
    @Test
    void aProductReadsAParentOnce() {
        sync.manifest(MANIFEST.replace(
                ROUTER,
                "partition_router: [{type: ListPartitionRouter, cursor_field: kind, values: [x, y]},"
                        + " {$ref: \"#/definitions/router\"}]"));
        put("projects", 1, false, project("a"), project("b"));
        for (String kind : List.of("x", "y")) {
            for (String project : List.of("a", "b")) {
                sync.pages()
                        .put(
                                CHILD,
                                "project=" + project + ",kind=" + kind + "/page_1",
                                "{\"data\":[{\"id\":\"" + kind + project + "\"}]}");
            }
        }

        assertThat(read(NO_STATE).recordIds(CHILD)).containsExactly("xa", "xb", "ya", "yb");
        assertThat(sync.pages().opened()).filteredOn("projects/page_1"::equals).hasSize(1);
    }

    /** Killed anywhere, also where parents come, go and change their order meanwhile: nothing that stays is lost. */
    @SeededTest(rounds = 60)
    void nothingIsLostWhereverItIsKilled(Draws draws) {
        SyncMode mode = draws.oneOf(SyncMode.values());
        boolean isGlobal = draws.between(0, 1) == 1;
        sync = new InMemorySync(folder)
                .manifest(
                        isGlobal
                                ? INCREMENTAL.replace(
                                        "start_datetime:", "global_substream_cursor: true\n    start_datetime:")
                                : INCREMENTAL)
                .clock(at("2024-03-20T00:00:00Z"))
                .checkpointInterval(draws.between(1, 4));
        int projects = draws.between(1, 8);
        Set<String> expected = new HashSet<>();
        for (int project = 0; project < projects; project++) {
            int pages = draws.between(1, 4);
            for (int page = 1; page <= pages; page++) {
                String id = "t" + project + "." + page;
                expected.add(id);
                String next = page < pages ? "\"page_" + (page + 1) + "\"" : "null";
                sync.pages()
                        .put(
                                CHILD,
                                "project=p" + project + "/page_" + page,
                                "{\"data\":[" + InMemorySync.record(id, "2024-02-0" + page + "T00:00:00Z")
                                        + "],\"next_cursor\":" + next + "}");
            }
        }

        String state = NO_STATE;
        Set<String> read = new HashSet<>();
        Deque<Integer> kills = new ArrayDeque<>(draws.list(0, 5, () -> draws.between(0, 6_000)));
        do {
            putProjects(draws, projects);
            int bytes = kills.isEmpty() ? Integer.MAX_VALUE : kills.pop();
            RawOutput run = sync.readUntil(bytes, state, sync.stream(CHILD, mode));
            assertThat(run.errorMessages()).isEmpty();
            read.addAll(run.recordIds(CHILD));
            if (!run.states(CHILD).isEmpty()) {
                state = run.stateForNextRead();
            }
        } while (!sync.wasComplete());

        assertThat(read).isEqualTo(expected);
    }

    /** All projects, sometimes in another order, in pages of two. */
    private void putProjects(Draws draws, int projects) {
        boolean isTurned = draws.between(0, 2) == 0;
        String[] records = IntStream.range(0, projects)
                .mapToObj(number -> project("p" + (isTurned ? projects - 1 - number : number)))
                .toArray(String[]::new);
        int pages = (records.length + 1) / 2;
        for (int page = 1; page <= pages; page++) {
            int from = 2 * (page - 1);
            put(
                    "projects",
                    page,
                    page < pages,
                    List.of(records)
                            .subList(from, Math.min(records.length, from + 2))
                            .toArray(String[]::new));
        }
    }

    @Test
    void aFullRefreshGoesOnWhereItWasKilled() {
        sync.manifest(INCREMENTAL).checkpointInterval(1);
        put("projects", 1, true, project("a"), project("b"));
        put("projects", 2, false, project("c"));
        for (String project : List.of("a", "b", "c")) {
            putTask(project, "t" + project, "2024-02-01T00:00:00Z");
        }
        RawOutput first = sync.read(NO_STATE, sync.stream(CHILD, SyncMode.FULL_REFRESH));
        String state = "{\"tasks\":" + first.states(CHILD).get(1).at("/stream/stream_state") + "}";

        RawOutput resumed = sync.read(state, sync.stream(CHILD, SyncMode.FULL_REFRESH));
        assertThat(resumed.recordIds(CHILD)).containsExactly("tc");
        assertThat(resumed.warnings()).isEmpty();

        put("projects", 1, true, project("b"), project("a"));
        RawOutput startedOver = sync.read(state, sync.stream(CHILD, SyncMode.FULL_REFRESH));
        assertThat(startedOver.recordIds(CHILD)).containsExactly("tb", "ta", "tc");
        assertThat(startedOver.warnings())
                .singleElement()
                .asString()
                .contains("tasks: the slice to resume at no longer exists");
    }

    /** What is complete is not read again, unless the parents have changed: then from the new cursors. */
    @Test
    void anIncrementalReadGoesOnWhereItWasKilled() {
        sync.manifest(INCREMENTAL).checkpointInterval(1);
        put("projects", 1, true, project("a"), project("b"));
        put("projects", 2, false, project("c"));
        for (String project : List.of("a", "b", "c")) {
            putTask(project, "t" + project, "2024-02-01T00:00:00Z");
        }
        JsonNode middle = read(NO_STATE).states(CHILD).get(1).at("/stream/stream_state");
        String state = "{\"tasks\":" + middle + "}";

        assertThat(middle.path("states"))
                .hasToString("[" + state("a", "2024-02-01T00:00:00Z") + "," + state("b", "2024-02-01T00:00:00Z") + "]");
        assertThat(middle.has("state")).isFalse();
        RawOutput resumed = read(state);
        assertThat(resumed.recordIds(CHILD)).containsExactly("tc");
        assertThat(resumed.lastStreamState(CHILD).path("states")).hasSize(3);
        assertThat(resumed.lastStreamState(CHILD).path("state"))
                .hasToString("{\"updated_at\":\"2024-02-01T00:00:00Z\"}");
    }

    /** As the CDK migrates it: partitions as they were before they had the partition of the parent in them. */
    @Test
    void aStateOfAnOlderFormIsMigrated() {
        sync.manifest(INCREMENTAL.replace(
                "name: tasks\n", "name: tasks\n    state_migrations: [{type: LegacyToPerPartitionStateMigration}]\n"));
        put("projects", 1, false, project("a"));
        putTask("a", "t1", "2024-02-01T00:00:00Z");

        assertThat(read("{\"tasks\":{\"a\":{\"updated_at\":\"2024-01-20T00:00:00Z\"}}}")
                        .lastStreamState(CHILD)
                        .path("states"))
                .hasToString(
                        "[{\"partition\":{\"project\":\"a\"},\"cursor\":{\"updated_at\":\"2024-01-20T00:00:00Z\"}},"
                                + state("a", "2024-02-01T00:00:00Z") + "]");
    }

    @Test
    void aCheckReadsAParent() {
        sync.manifest(MANIFEST);
        put("projects", 1, false, project("a"));

        assertThat(sync.check("tasks")).singleElement().asString().contains("tasks/project=a/page_1");
        putTask("a", "t", "2024-02-01T00:00:00Z");
        assertThat(sync.check("tasks")).isEmpty();
    }
}
