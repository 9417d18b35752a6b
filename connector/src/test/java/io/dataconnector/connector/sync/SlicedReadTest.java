package io.dataconnector.connector.sync;

import static io.dataconnector.connector.sync.InMemorySync.NO_STATE;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream in partitions and intervals: every slice is walked, and a read that is killed goes on within its slice. */
final class SlicedReadTest {
    private static final String STREAM = "visits";
    private static final List<String> REGIONS = List.of("eu", "us");
    private static final int MONTHS = 3;

    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [visits]}
            streams:
              - type: DeclarativeStream
                name: visits
                primary_key: id
                incremental_sync:
                  type: DatetimeBasedCursor
                  cursor_field: updated_at
                  datetime_format: "%Y-%m-%dT%H:%M:%SZ"
                  cursor_granularity: PT1S
                  step: P1M
                  start_datetime: "2024-01-01T00:00:00Z"
                  start_time_option: {type: RequestOption, inject_into: request_parameter, field_name: from}
                retriever:
                  type: SimpleRetriever
                  partition_router:
                    type: ListPartitionRouter
                    cursor_field: region
                    values: [eu, us]
                  requester: {type: HttpRequester, url_base: "https://api.example.com", path: visits}
                  record_selector:
                    type: RecordSelector
                    extractor: {type: DpathExtractor, field_path: [data]}
                  paginator:
                    type: DefaultPaginator
                    page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: cursor}
                    pagination_strategy: {type: CursorPagination, cursor_value: "{{ response.next_cursor }}"}
            """;

    /** The same stream without any slices. */
    private static final String WHOLE = MANIFEST.replaceAll(
            "(?m)^.*(partition_router|ListPartitionRouter|field: region|values|step|granularity|time_option).*\\n", "");

    @TempDir
    private Path folder;

    private InMemorySync sync;

    @BeforeEach
    void readUntilMarch() {
        sync = new InMemorySync(folder).manifest(MANIFEST).clock(at("2024-03-20T00:00:00Z"));
    }

    private static Clock at(String instant) {
        return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }

    /** Puts pages of one record each into a slice. */
    private void put(String region, int month, int pages) {
        String slice = "region=" + region + ",start_time=2024-0" + month + "-01T00:00:00Z";
        for (int page = 1; page <= pages; page++) {
            String id = region + month + "." + page;
            String record = InMemorySync.record(id, "2024-0" + month + "-0" + page + "T00:00:00Z");
            String next = page < pages ? "\"page_" + (page + 1) + "\"" : "null";
            sync.pages()
                    .put(STREAM, slice + "/page_" + page, "{\"data\":[" + record + "],\"next_cursor\":" + next + "}");
        }
    }

    @Test
    void everySliceIsWalkedInOrder() {
        for (String region : REGIONS) {
            for (int month = 1; month <= MONTHS; month++) {
                put(region, month, month);
            }
        }

        RawOutput raw = sync.read(NO_STATE, sync.stream(STREAM, SyncMode.INCREMENTAL));

        assertThat(raw.errorMessages()).isEmpty();
        assertThat(raw.recordIds(STREAM))
                .containsExactly(
                        "eu1.1", "eu2.1", "eu2.2", "eu3.1", "eu3.2", "eu3.3", "us1.1", "us2.1", "us2.2", "us3.1",
                        "us3.2", "us3.3");
        assertThat(raw.lastStreamState(STREAM))
                .hasToString("{\"use_global_cursor\":false,\"states\":["
                        + "{\"partition\":{\"region\":\"eu\"},\"cursor\":{\"updated_at\":\"2024-03-03T00:00:00Z\"}},"
                        + "{\"partition\":{\"region\":\"us\"},\"cursor\":{\"updated_at\":\"2024-03-03T00:00:00Z\"}}],"
                        + "\"state\":{\"updated_at\":\"2024-03-03T00:00:00Z\"},\"lookback_window\":1}");
    }

    @Test
    void nothingIsRequestedOfAStreamWhoseEndHasBeenReached() {
        String whole = WHOLE.replace("start_datetime", "end_datetime: \"2024-03-01T00:00:00Z\"\n      start_datetime");
        sync.manifest(whole).lastPage(STREAM, "page_1", InMemorySync.record("a", "2024-03-01T00:00:00Z"));

        RawOutput first = sync.read(NO_STATE, sync.stream(STREAM, SyncMode.INCREMENTAL));
        RawOutput second = sync.read(
                "{\"visits\":" + first.lastStreamState(STREAM) + "}", sync.stream(STREAM, SyncMode.INCREMENTAL));

        assertThat(first.recordIds(STREAM)).containsExactly("a");
        assertThat(second.recordIds(STREAM)).isEmpty();
        assertThat(second.lastStreamState(STREAM)).isEqualTo(first.lastStreamState(STREAM));
        assertThat(sync.pages().opened()).hasSize(1);
    }

    @Test
    void theStateOfAStreamWithoutRecordsIsItsStart() {
        sync.manifest(WHOLE).lastPage(STREAM, "page_1");

        RawOutput raw = sync.read(NO_STATE, sync.stream(STREAM, SyncMode.INCREMENTAL));

        assertThat(raw.lastStreamState(STREAM)).hasToString("{\"updated_at\":\"2024-01-01T00:00:00Z\"}");
    }

    @Test
    void theNextReadBeginsAtTheCursor() {
        for (String region : REGIONS) {
            String slice = "region=" + region + ",start_time=2024-03-03T00:00:00Z";
            sync.pages()
                    .put(
                            STREAM,
                            slice + "/page_1",
                            "{\"data\":[" + InMemorySync.record(region, "2024-03-09T00:00:00Z") + "]}");
        }

        RawOutput raw = sync.read(
                "{\"visits\":{\"updated_at\":\"2024-03-03T00:00:00Z\"}}", sync.stream(STREAM, SyncMode.INCREMENTAL));

        assertThat(raw.recordIds(STREAM)).containsExactly("eu", "us");
        assertThat(raw.lastStreamState(STREAM).path("states"))
                .hasToString(
                        "[{\"partition\":{\"region\":\"eu\"},\"cursor\":{\"updated_at\":\"2024-03-09T00:00:00Z\"}},"
                                + "{\"partition\":{\"region\":\"us\"},\"cursor\":{\"updated_at\":\"2024-03-09T00:00:00Z\"}}]");
    }

    @Test
    void aSliceThatIsNotThereFailsTheStream() {
        put("eu", 1, 1);

        RawOutput raw = sync.read(NO_STATE, sync.stream(STREAM, SyncMode.INCREMENTAL));

        assertThat(raw.recordIds(STREAM)).containsExactly("eu1.1");
        assertThat(raw.errorMessages())
                .singleElement()
                .asString()
                .contains("visits/region=eu,start_time=2024-02-01T00:00:00Z/page_1");
        assertThat(raw.states(STREAM)).isEmpty();
    }

    @Test
    void aSliceThatNoLongerExistsIsSaid() {
        for (String region : REGIONS) {
            for (int month = 1; month <= MONTHS; month++) {
                put(region, month, 1);
            }
        }
        String state = "{\"visits\":{\"resume\":{\"slice\":{\"partition\":{\"region\":\"asia\"},\"interval\":{}},"
                + "\"page\":\"page_2\"}}}";

        RawOutput raw = sync.read(state, sync.stream(STREAM, SyncMode.INCREMENTAL));

        assertThat(raw.recordIds(STREAM)).hasSize(6);
        assertThat(raw.warnings()).singleElement().asString().contains("slice to resume at no longer exists");
    }

    /** A day later the interval that is resumed has another end: only what came since then is requested besides. */
    @Test
    void ofAnIntervalThatHasGrownTheRestIsRead() {
        sync.pages().beRemote();
        sync.checkpointInterval(1);
        put("eu", 3, 2);
        put("us", 3, 1);
        String rest = "region=eu,start_time=2024-03-01T00:00:00Z,from=2024-03-19T00:00:00Z/";
        sync.page(STREAM, rest + "page_1", "page_2", InMemorySync.record("eu.new.1", "2024-03-19T01:00:00Z"))
                .lastPage(STREAM, rest + "page_2", InMemorySync.record("eu.new.2", "2024-03-19T02:00:00Z"));
        String cursor = "\"updated_at\":\"2024-03-01T00:00:00Z\"";
        String state = "{\"visits\":{" + cursor + ",\"resume\":{\"slice\":{\"partition\":{\"region\":\"eu\"},"
                + "\"interval\":{\"start_time\":\"2024-03-01T00:00:00Z\",\"end_time\":\"2024-03-19T00:00:00Z\"}},"
                + "\"page\":\"page_2\"," + cursor + ",\"walk_began\":\"2024-03-19T00:00:00Z\"}}}";

        RawOutput raw = sync.read(state, sync.stream(STREAM, SyncMode.INCREMENTAL));

        assertThat(raw.recordIds(STREAM)).containsExactly("eu3.2", "eu.new.1", "eu.new.2", "us3.1");
        assertThat(raw.lastStreamState(STREAM).at("/states/0/cursor/updated_at").asText())
                .isEqualTo("2024-03-18T23:59:59Z");
        String within = "{\"visits\":" + raw.states(STREAM).get(1).at("/stream/stream_state") + "}";
        assertThat(sync.read(within, sync.stream(STREAM, SyncMode.INCREMENTAL)).recordIds(STREAM))
                .containsExactly("eu.new.2", "us3.1");
    }

    /** A slice of which nothing has been read has the end of now. */
    @Test
    void aSliceThatIsResumedAtItsBeginningIsWalkedOnce() {
        put("eu", 3, 2);
        put("us", 3, 1);
        String cursor = "\"updated_at\":\"2024-03-01T00:00:00Z\"";
        String state = "{\"visits\":{" + cursor + ",\"resume\":{\"slice\":{\"partition\":{\"region\":\"eu\"},"
                + "\"interval\":{\"start_time\":\"2024-03-01T00:00:00Z\",\"end_time\":\"2024-03-19T00:00:00Z\"}}}}}";

        RawOutput raw = sync.read(state, sync.stream(STREAM, SyncMode.INCREMENTAL));

        assertThat(raw.recordIds(STREAM)).containsExactly("eu3.1", "eu3.2", "us3.1");
    }

    /** Of files there is all of an interval or nothing. */
    @Test
    void anIntervalOfFilesThatHasGrownIsWalkedOnceMore() {
        put("eu", 3, 2);
        put("us", 3, 1);
        String cursor = "\"updated_at\":\"2024-03-01T00:00:00Z\"";
        String state = "{\"visits\":{" + cursor + ",\"resume\":{\"slice\":{\"partition\":{\"region\":\"eu\"},"
                + "\"interval\":{\"start_time\":\"2024-03-01T00:00:00Z\",\"end_time\":\"2024-03-19T00:00:00Z\"}},"
                + "\"page\":\"page_2\"," + cursor + "}}}";

        RawOutput raw = sync.read(state, sync.stream(STREAM, SyncMode.INCREMENTAL));

        assertThat(raw.recordIds(STREAM)).containsExactly("eu3.2", "eu3.1", "eu3.2", "us3.1");
    }

    @SeededTest(rounds = 60)
    void nothingIsLostWhereverItIsKilled(Draws draws) {
        sync = new InMemorySync(folder)
                .manifest(MANIFEST)
                .clock(at("2024-03-20T00:00:00Z"))
                .checkpointInterval(draws.between(1, 4));
        SyncMode mode = draws.oneOf(SyncMode.values());
        Set<String> expected = new HashSet<>();
        for (String region : REGIONS) {
            for (int month = 1; month <= MONTHS; month++) {
                int pages = draws.between(1, 5);
                put(region, month, pages);
                for (int page = 1; page <= pages; page++) {
                    expected.add(region + month + "." + page);
                }
            }
        }

        String state = NO_STATE;
        Set<String> read = new HashSet<>();
        Deque<Integer> kills = new ArrayDeque<>(draws.list(0, 5, () -> draws.between(0, 5_000)));
        do {
            int bytes = kills.isEmpty() ? Integer.MAX_VALUE : kills.pop();
            RawOutput run = sync.readUntil(bytes, state, sync.stream(STREAM, mode));
            assertThat(run.recordIds(STREAM)).doesNotHaveDuplicates();
            assertThat(run.errorMessages()).isEmpty();
            read.addAll(run.recordIds(STREAM));
            if (!run.states(STREAM).isEmpty()) {
                state = run.stateForNextRead();
            }
        } while (!sync.wasComplete());

        assertThat(read).isEqualTo(expected);
    }
}
