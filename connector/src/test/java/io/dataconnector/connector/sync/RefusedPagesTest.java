package io.dataconnector.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.catalog.Sources;
import io.dataconnector.connector.catalog.SyncMode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.http.ScriptedServer;
import io.dataconnector.connector.http.ScriptedServer.Received;
import io.dataconnector.connector.http.ScriptedServer.Reply;
import io.dataconnector.connector.page.RecordingPages;
import io.dataconnector.connector.protocol.RawOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that the API refuses: nothing is lost wherever a read is killed, and what cannot be helped is said. */
final class RefusedPagesTest {
    private static final String STREAM = "items";
    private static final int ITEMS = 23;

    private static final String RESET = "pagination_reset: {type: PaginationReset, action: SPLIT_USING_CURSOR}";
    private static final String LIMITS = "pagination_reset: {type: PaginationReset, action: SPLIT_USING_CURSOR, limits:"
            + " {type: PaginationResetLimits, number_of_records: 4}}";
    private static final String REDUCTION =
            "page_size_reduction: {type: PageSizeReduction, failure_message: Ask for less.}";
    private static final String SPLITTING = "request_window_splitting: {type: RequestWindowSplitting}";

    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [items]}
            streams:
              - type: DeclarativeStream
                name: items
                primary_key: id
                incremental_sync:
                  type: DatetimeBasedCursor
                  cursor_field: updated_at
                  datetime_format: "%Y-%m-%dT%H:%M:%SZ"
                  start_datetime: "2024-01-01T00:00:00Z"
                  end_datetime: "2024-01-30T00:00:00Z"
                  cursor_granularity: PT1S
                  step: P1Y
                  start_time_option: {type: RequestOption, inject_into: request_parameter, field_name: since}
                  end_time_option: {type: RequestOption, inject_into: request_parameter, field_name: until}
                retriever:
                  type: SimpleRetriever
                  REMEDY
                  requester:
                    type: HttpRequester
                    url_base: "{{ config['url'] }}"
                    path: items
                    error_handler:
                      type: DefaultErrorHandler
                      response_filters:
                        - {type: HttpResponseFilter, http_codes: [422], action: ACTION, error_message: too much}
                  record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
                  paginator:
                    type: DefaultPaginator
                    page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: at}
                    page_size_option: {type: RequestOption, inject_into: request_parameter, field_name: size}
                    pagination_strategy: {type: OffsetIncrement, page_size: 4}
            """;

    @TempDir
    private Path folder;

    private static String manifest(String remedy, String action) {
        return MANIFEST.replace("REMEDY", remedy).replace("ACTION", action);
    }

    /** An API with an item a day that refuses offsets, sizes and windows beyond a limit. */
    private static Reply answer(Received request, int farthest, int largest, int longest) {
        int since = day(request.parameter("since").orElse("2024-01-01"));
        int until = day(request.parameter("until").orElse("2024-01-30"));
        int at = Integer.parseInt(request.parameter("at").orElse("0"));
        int size = Integer.parseInt(request.parameter("size").orElseThrow());
        List<String> all = IntStream.rangeClosed(1, ITEMS)
                .filter(day -> day >= since && day <= until)
                .mapToObj("{\"id\":\"%1$02d\",\"updated_at\":\"2024-01-%1$02dT00:00:00Z\"}"::formatted)
                .toList();
        if (at > farthest || size > largest || all.size() > longest) {
            return Reply.of(422, "{}");
        }
        List<String> page = all.subList(Math.min(at, all.size()), Math.min(at + size, all.size()));
        return Reply.of(200, "{\"data\":" + page + "}");
    }

    private static int day(String date) {
        return Integer.parseInt(date.substring("2024-01-".length(), "2024-01-".length() + 2));
    }

    private static Set<String> all() {
        Set<String> ids = new HashSet<>();
        IntStream.rangeClosed(1, ITEMS).forEach(day -> ids.add("%02d".formatted(day)));
        return ids;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    RESET_PAGINATION     | 8  | 9 | 99
                    LIMITS               | 99 | 9 | 99
                    REDUCE_PAGE_SIZE     | 99 | 1 | 99
                    SPLIT_REQUEST_WINDOW | 99 | 9 | 5
                    """)
    void nothingIsLostWhereverAReadIsKilled(String kind, int farthest, int largest, int longest) throws IOException {
        String manifest = switch (kind) {
            case "LIMITS" -> manifest(LIMITS, "FAIL");
            case "REDUCE_PAGE_SIZE" -> manifest(REDUCTION, kind);
            case "SPLIT_REQUEST_WINDOW" -> manifest(SPLITTING, kind);
            default -> manifest(RESET, kind);
        };
        try (ScriptedServer server = new ScriptedServer(request -> answer(request, farthest, largest, longest))) {
            HttpSync sync = new HttpSync(folder, manifest, server).checkpointInterval(1);
            RawOutput whole = sync.read("{}", STREAM, SyncMode.INCREMENTAL);
            assertThat(whole.errorMessages()).isEmpty();
            assertThat(whole.recordIds(STREAM)).containsAll(all());
            long bytes = whole.lines().stream().mapToLong(String::length).sum();
            boolean wasResumed = false;
            for (long killedAt = 1_500; killedAt < bytes; killedAt += 353) {
                RawOutput first = sync.readUntil(killedAt, "{}", STREAM, SyncMode.INCREMENTAL);
                RawOutput second = sync.read(first.stateForNextRead(), STREAM, SyncMode.INCREMENTAL);
                assertThat(second.errorMessages()).isEmpty();
                Set<String> ids = new HashSet<>(first.recordIds(STREAM));
                ids.addAll(second.recordIds(STREAM));
                assertThat(ids).as("killed at byte %d", killedAt).isEqualTo(all());
                assertThat(second.lastStreamState(STREAM)).isEqualTo(whole.lastStreamState(STREAM));
                wasResumed |= second.recordIds(STREAM).size() < ITEMS / 2;
            }
            assertThat(wasResumed).isTrue();
        }
    }

    /** The manifest of the second read has no splitting any more, so that it is told by the window what a window means. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    REMEDY                           | false
                    cursor_granularity               | true
                    incremental_sync                 | true
                    """)
    void nothingIsLostIfTheManifestHasChanged(String without, boolean isReadAgain) throws IOException {
        String manifest = manifest(SPLITTING, "SPLIT_REQUEST_WINDOW");
        String changed = without(manifest(RESET, "FAIL"), without);
        try (ScriptedServer server = new ScriptedServer(request -> answer(request, 99, 9, 5));
                ScriptedServer later = new ScriptedServer(request -> answer(request, 99, 9, 99))) {
            HttpSync sync = new HttpSync(folder, manifest, server).checkpointInterval(1);
            RawOutput whole = sync.read("{}", STREAM, SyncMode.INCREMENTAL);
            String window = "\"window\":";
            long killedAt = 0;
            for (String line : whole.lines()) {
                killedAt += line.length() + 1;
                if (line.contains(window)) {
                    break;
                }
            }
            RawOutput first = sync.readUntil(killedAt, "{}", STREAM, SyncMode.INCREMENTAL);
            assertThat(first.stateForNextRead()).contains(window);

            SyncMode mode = without.equals("incremental_sync") ? SyncMode.FULL_REFRESH : SyncMode.INCREMENTAL;
            RawOutput second = new HttpSync(folder, changed, later).read(first.stateForNextRead(), STREAM, mode);

            assertThat(second.errorMessages()).isEmpty();
            Set<String> ids = new HashSet<>(second.recordIds(STREAM));
            assertThat(ids.equals(all())).isEqualTo(isReadAgain);
            ids.addAll(first.recordIds(STREAM));
            assertThat(ids).isEqualTo(all());
            assertThat(second.warnings().toString().contains("what is left of the slice to resume in is not known"))
                    .isEqualTo(isReadAgain);
        }
    }

    private static String without(String manifest, String what) {
        return switch (what) {
            case "cursor_granularity" -> manifest.replace("      cursor_granularity: PT1S\n      step: P1Y\n", "");
            case "incremental_sync" ->
                manifest.replaceFirst("(?s)    incremental_sync:.*?    retriever:", "    retriever:")
                        .replace(RESET, "");
            default -> manifest;
        };
    }

    /** Newest first: what is older than the first record would be left out. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void pagesThatAreNotInAscendingOrderDoNotBeginAnew(int size) throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> {
            int at = Integer.parseInt(request.parameter("at").orElse("0"));
            List<String> page = IntStream.range(at, at + size)
                    .mapToObj(item -> record(ITEMS - item, "10"))
                    .toList();
            return at > 7 ? Reply.of(422, "{}") : Reply.of(200, "{\"data\":" + page + "}");
        })) {
            String manifest = manifest(RESET, "RESET_PAGINATION").replace("page_size: 4", "page_size: " + size);
            RawOutput raw = new HttpSync(folder, manifest, server).read("{}", STREAM, SyncMode.INCREMENTAL);

            assertThat(raw.errorMessages())
                    .singleElement()
                    .asString()
                    .contains("cannot begin anew from the greatest updated_at", "HTTP 422: too much");
            assertThat(raw.statuses(STREAM)).endsWith("INCOMPLETE");
        }
    }

    /** The other half of the second page is refused, so that its first half does not count. */
    @Test
    void aPageThatHasBeenReadInPartIsReadAgain() throws IOException {
        String properties =
                "path: items\n        request_parameters: {fields: {type: QueryProperties, property_list: [a, b],"
                        + " property_chunking: {type: PropertyChunking, property_limit_type: property_count, property_limit: 1,"
                        + " record_merge_strategy: {type: GroupByKeyMergeStrategy, key: absent}}}}";
        try (ScriptedServer server = new ScriptedServer(request -> {
            if (request.parameter("fields").orElseThrow().equals("a")) {
                return answer(request, 99, 9, 99);
            }
            String page = "{\"data\":" + List.of("{}", "{}", "{}", "{}") + "}";
            return request.parameter("at").isPresent() ? Reply.of(422, "{}") : Reply.of(200, page);
        })) {
            String manifest = manifest(RESET, "RESET_PAGINATION").replace("path: items", properties);
            RawOutput raw = new HttpSync(folder, manifest, server).read("{}", STREAM, SyncMode.INCREMENTAL);

            assertThat(raw.records(STREAM)).isNotEmpty();
            assertThat(server.received())
                    .extracting(request -> request.parameter("since").orElseThrow())
                    .contains("2024-01-04T00%3A00%3A00Z")
                    .doesNotContain("2024-01-08T00%3A00%3A00Z");
        }
    }

    /** Requests by the day bring all records of the day, whatever their order. */
    @Test
    void theOrderWithinWhatARequestCanTellDoesNotMatter() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> {
            int since = day(request.parameter("since").orElseThrow());
            int at = Integer.parseInt(request.parameter("at").orElse("0"));
            List<String> all = IntStream.rangeClosed(since, ITEMS)
                    .boxed()
                    .flatMap(day -> Stream.of(record(day, "10"), record(day, "09")))
                    .toList();
            List<String> page = all.subList(Math.min(at, all.size()), Math.min(at + 4, all.size()));
            return at > 7 ? Reply.of(422, "{}") : Reply.of(200, "{\"data\":" + page + "}");
        })) {
            String manifest = manifest(RESET, "RESET_PAGINATION")
                    .replace(
                            "%dT%H:%M:%SZ\"",
                            "%d\"\n      cursor_datetime_formats: [\"%Y-%m-%dT%H:%M:%SZ\", \"%Y-%m-%d\"]")
                    .replace("PT1S", "P1D")
                    .replace("T00:00:00Z\"", "\"");
            RawOutput raw = new HttpSync(folder, manifest, server).read("{}", STREAM, SyncMode.INCREMENTAL);

            assertThat(raw.errorMessages()).isEmpty();
            assertThat(new HashSet<>(raw.recordIds(STREAM))).isEqualTo(all());
        }
    }

    private static String record(int day, String hour) {
        return "{\"id\":\"%1$02d\",\"updated_at\":\"2024-01-%1$02dT%2$s:00:00Z\"}".formatted(day, hour);
    }

    @Test
    void aCheckAsksForLess() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> answer(request, 99, 1, 99))) {
            HttpSync sync = new HttpSync(folder, manifest(REDUCTION, "REDUCE_PAGE_SIZE"), server);
            assertThat(sync.check(STREAM)).isEmpty();
            assertThat(server.received())
                    .extracting(request -> request.parameter("size").orElseThrow())
                    .containsExactly("4", "2", "1");
            assertThat(sync.pauses()).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    REDUCE_PAGE_SIZE     | The API refuses a page of stream items at the smallest size that it may be asked for, down to 1 records
                    SPLIT_REQUEST_WINDOW | The API refuses stream items even for the smallest window
                    RESET_PAGINATION     | The pages of stream items would begin anew without end, because the last time has brought no later cursor
                    """)
    void whatIsRefusedForeverFails(String kind, String message) throws IOException {
        String remedy = switch (kind) {
            case "REDUCE_PAGE_SIZE" -> REDUCTION;
            case "SPLIT_REQUEST_WINDOW" -> SPLITTING;
            default -> RESET;
        };
        try (ScriptedServer server = new ScriptedServer(request -> answer(request, 0, 0, 0))) {
            RawOutput raw =
                    new HttpSync(folder, manifest(remedy, kind), server).read("{}", STREAM, SyncMode.INCREMENTAL);
            assertThat(raw.errorMessages())
                    .singleElement()
                    .asString()
                    .contains(message, "the server answered with HTTP 422: too much")
                    .doesNotContain("..");
            assertThat(raw.statuses(STREAM)).containsExactly("STARTED", "INCOMPLETE");
            assertThat(server.received()).hasSizeLessThan(13);
        }
    }

    @Test
    void theAdviceOfTheManifestIsGiven() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> answer(request, 0, 0, 0))) {
            RawOutput raw = new HttpSync(folder, manifest(REDUCTION, "REDUCE_PAGE_SIZE"), server)
                    .read("{}", STREAM, SyncMode.INCREMENTAL);
            assertThat(raw.errorMessages()).singleElement().asString().endsWith("too much. Ask for less.");
            assertThat(raw.errors())
                    .extracting(error -> error.path("failure_type").asText())
                    .containsExactly("transient_error");
        }
    }

    @Test
    void aRefusalCannotBeRecorded() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> answer(request, 99, 1, 99))) {
            RawOutput raw = new HttpSync(folder, manifest(REDUCTION, "REDUCE_PAGE_SIZE"), server)
                    .around(pages -> RecordingPages.into(folder.resolve("recording"), pages))
                    .read("{}", STREAM, SyncMode.INCREMENTAL);
            assertThat(raw.errorMessages())
                    .singleElement()
                    .asString()
                    .startsWith("--record: stream items cannot be recorded, because its API has refused a page")
                    .endsWith("Read it without --record.");
        }
    }

    @Test
    void windowsHaveFilesOfTheirOwn() {
        String limits = LIMITS.replace("number_of_records: 4", "number_of_records: 2");
        String first = "start_time=2024-01-01T00:00:00Z/page_1";
        String second = "start_time=2024-01-01T00:00:00Z,from=2024-01-02T00:00:00Z/page_1";
        InMemorySync sync = new InMemorySync(folder)
                .manifest(manifest(limits, "FAIL").replace("{{ config['url'] }}", "https://api.example.com"))
                .clock(Clock.fixed(Instant.parse("2024-07-01T00:00:00Z"), ZoneOffset.UTC))
                .lastPage(
                        STREAM,
                        first,
                        InMemorySync.record("a", "2024-01-01T00:00:00Z"),
                        InMemorySync.record("b", "2024-01-02T00:00:00Z"))
                .lastPage(STREAM, second, InMemorySync.record("c", "2024-01-03T00:00:00Z"));

        RawOutput raw = sync.read(InMemorySync.NO_STATE, sync.stream(STREAM, SyncMode.INCREMENTAL));

        assertThat(raw.errorMessages()).isEmpty();
        assertThat(raw.recordIds(STREAM)).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"REDUCE_PAGE_SIZE", "SPLIT_REQUEST_WINDOW"})
    void actionsWithoutARemedyAreRefused(String action) {
        assertThat(faults(manifest("ignore_stream_slicer_parameters_on_paginated_requests: false", action)))
                .contains("the action " + action + " is not supported here");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    type: PaginationReset, action: RESET, limits                                    | type: PaginationReset, action: OTHER, limits       | must be SPLIT_USING_CURSOR or RESET
                    number_of_records: 4                                                            | number_of_records: 0                               | number_of_records must be at least 1
                    record_selector: {type: RecordSelector,                                         | record_selector: {type: RecordSelector, record_filter: {type: RecordFilter, condition: "{{ true }}"}, | a record_filter cannot be used
                    PageSizeReduction,                                                              | PageSizeReduction, reduction_factor: 1,            | must be a number of more than 1
                    PageSizeReduction,                                                              | PageSizeReduction, backoff_seconds: -1,            | must be a number of seconds that is not negative
                    PageSizeReduction,                                                              | PageSizeReduction, reset_policy: LATER,            | must be NEVER or AFTER_SUCCESSFUL_PAGE
                    PageSizeReduction,                                                              | PageSizeReduction, max_attempts: 0,                | must be an integer of 1 or more
                    PageSizeReduction,                                                              | PageSizeReduction, minimum_page_size: 4,           | must be less than the page_size
                    OffsetIncrement                                                                 | PageIncrement                                      | smaller pages have other numbers
                    type: OffsetIncrement, page_size: 4                                             | type: CustomPaginationStrategy, class_name: test.Sum, size: 4 | not told the size that was asked for
                    page_size_option                                                                | x-page_size_option                                 | needs a DefaultPaginator with page_size_option
                    page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: at} | page_token_option: {type: RequestPath}    | has the page size already
                    type: OffsetIncrement                                                           | type: CursorPagination, cursor_value: "{{ response.next }}", stop_condition: "{{ last_page_size < 4 }}" | compare it with page_size
                    type: RequestWindowSplitting                                                    | type: RequestWindowSplitting, min_split_window: P1M | must be a duration of days
                    cursor_granularity: PT1S                                                        | cursor_granularity: P1M                            | needs a DatetimeBasedCursor with a cursor_granularity
                    cursor_granularity: PT1S                                                        | cursor_granularity: PT0.001S                       | needs a DatetimeBasedCursor with a cursor_granularity
                    """)
    void whatCannotBeDoneIsRefused(String part, String other, String fault) {
        String remedies = Stream.of(LIMITS.replace("SPLIT_USING_CURSOR", "RESET"), REDUCTION, SPLITTING)
                .reduce((one, two) -> one + "\n      " + two)
                .orElseThrow();
        String manifest = manifest(remedies, "SPLIT_REQUEST_WINDOW");
        assertThat(faults(manifest)).isEmpty();
        assertThat(manifest).contains(part);
        assertThat(faults(manifest.replace(part, other))).contains(fault);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ last_page_size < page_size }}",
                "{{ last_page_size == 0 or page_size > last_page_size }}",
                "{{ last_page_size < 1 }}",
                "{{ not (last_page_size >= 4) }}",
                "{{ not response.next }}"
            })
    void stopConditionsThatFollowThePageSizeAreFine(String condition) {
        String strategy =
                "type: CursorPagination, cursor_value: \"{{ response.next }}\", stop_condition: \"" + condition + "\"";
        assertThat(faults(manifest(REDUCTION, "FAIL").replace("type: OffsetIncrement", strategy)))
                .isEmpty();
    }

    /** What is said of a manifest that is refused, or of its stream. */
    private static String faults(String manifest) {
        try {
            Sources.of(manifest, "{\"url\":\"https://api.example.com\"}").catalog().stream(STREAM)
                    .orElseThrow()
                    .requireSupported();
            return "";
        } catch (ConnectorException e) {
            return e.getMessage();
        }
    }
}
