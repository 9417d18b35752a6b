package io.dataconnector.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.catalog.Catalog;
import io.dataconnector.connector.catalog.ConfiguredStream;
import io.dataconnector.connector.catalog.Sources;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.catalog.SyncMode;
import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.config.HttpOptions;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.failure.Redaction;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.LogLevel;
import io.dataconnector.connector.protocol.RawOutput;
import io.dataconnector.connector.state.StateReader;
import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.memory.MemoryBudget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams whose slices a job of the API prepares: the requests that are sent, what is waited for, and how it ends. */
final class AsyncReadTest {
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [reports]}
            max_concurrent_async_job_count: MOST
            streams:
              - type: DeclarativeStream
                name: reports
                primary_key: id
                retriever:
                  type: AsyncRetriever
                  status_mapping: {running: [busy], completed: [ready, 1], failed: [broken], timeout: [late], skipped: [empty]}
                  status_extractor: {type: DpathExtractor, field_path: [status]}
                  creation_requester:
                    type: HttpRequester
                    http_method: POST
                    url_base: https://api.example.com
                    path: jobs
                    request_body_json: {day: "{{ stream_partition.day }}"}
                  polling_requester:
                    type: HttpRequester
                    url_base: https://api.example.com
                    path: jobs/{{ creation_response['id'] }}
                  abort_requester:
                    type: HttpRequester
                    http_method: POST
                    url_base: https://api.example.com
                    path: jobs/{{ creation_response.id }}/abort
                  download_target_extractor: {type: DpathExtractor, field_path: [urls]}
                  download_requester:
                    type: HttpRequester
                    url_base: "{{ download_target }}"
                  record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [unused]}}
                  partition_router: {type: ListPartitionRouter, cursor_field: day, values: ["1", "2", "3"]}
                  MORE
            """;
    private static final String ONE_DAY = "[\"1\", \"2\", \"3\"]";

    @TempDir
    private Path folder;

    private final StopRequest stop = new StopRequest();
    private String most = "1";
    private String more = "";
    private String days = ONE_DAY;

    /** Jobs whose statuses come one after the other; the last one stays. */
    private static Function<String, String> jobs(Map<String, String> statuses) {
        Map<String, AtomicInteger> polls = new HashMap<>();
        AtomicInteger created = new AtomicInteger();
        return request -> {
            if (request.startsWith("POST /jobs {")) {
                return "{\"id\":\"" + created.incrementAndGet() + "\"}";
            }
            String path = request.substring(request.indexOf(' ') + 1);
            if (path.startsWith("/files/")) {
                String id = path.substring("/files/".length());
                return "[{\"id\":\"" + id + "\"},{\"id\":\"" + id + "x\"}]";
            }
            String id = path.substring("/jobs/".length()).replaceFirst("[?/].*", "");
            String[] all = statuses.getOrDefault(id, "ready").split(",", -1);
            int poll = polls.computeIfAbsent(id, unused -> new AtomicInteger()).getAndIncrement();
            return "{\"status\":\"" + all[Math.min(poll, all.length - 1)]
                    + "\",\"urls\":[\"https://cdn.example.com/files/" + id + "\"]}";
        };
    }

    private String manifest() {
        return MANIFEST.replace("MOST", most).replace("MORE", more).replace(ONE_DAY, days);
    }

    private RawOutput read(ScriptedApi api) throws IOException {
        return read(api, "{}", SyncMode.FULL_REFRESH);
    }

    private RawOutput read(ScriptedApi api, String state, SyncMode mode) throws IOException {
        Catalog catalog = Sources.of(manifest(), "{\"minutes\":2}", api).catalog();
        Path file = Files.writeString(folder.resolve("state.json"), state);
        return read(api, catalog, StateReader.read(file, catalog), mode);
    }

    private RawOutput read(ScriptedApi api, Catalog catalog, StateReader states, SyncMode mode) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ReadContext context = new ReadContext(
                config(),
                api,
                new AirbyteOutput(bytes, api, LogLevel.INFO),
                stop,
                Progress.NONE,
                api,
                new MemoryBudget(16 << 20),
                Parallelism.overHttp(1));
        StreamDefinition stream = catalog.stream("reports").orElseThrow();
        new SourceReader(context).read(List.of(new ConfiguredStream(stream, mode)), states);
        return RawOutput.of(bytes.toByteArray());
    }

    private static Config config() {
        return new Config(
                JsonNodeFactory.instance.objectNode(),
                Redaction.NONE,
                Optional.empty(),
                new HttpOptions(0, Duration.ZERO, Duration.ofMinutes(1)),
                1,
                1,
                1 << 20,
                false,
                List.of());
    }

    @Test
    void eachSliceIsDownloadedWhenItsJobIsReady() throws IOException {
        days = "[\"1\", \"2\"]";
        ScriptedApi api = new ScriptedApi(jobs(Map.of("1", "busy,busy,ready", "2", "1")));

        RawOutput raw = read(api);

        assertThat(api.requests())
                .containsExactly(
                        "POST /jobs {\"day\": 1}",
                        "GET /jobs/1",
                        "GET /jobs/1",
                        "GET /jobs/1",
                        "GET /files/1",
                        "POST /jobs {\"day\": 2}",
                        "GET /jobs/2",
                        "GET /files/2");
        assertThat(api.instant()).isEqualTo("2024-07-01T00:00:10Z");
        assertThat(raw.recordIds("reports")).containsExactly("1", "1x", "2", "2x");
        assertThat(raw.statuses("reports")).containsExactly("STARTED", "RUNNING", "COMPLETE");
    }

    @Test
    void jobsRunSideBySideAndTheirSlicesComeInOrder() throws IOException {
        most = "2";
        ScriptedApi api = new ScriptedApi(jobs(Map.of("1", "busy,ready")));

        RawOutput raw = read(api);

        // The second one is done while the first is running, so that there is a slot for the third.
        assertThat(api.requests())
                .containsExactly(
                        "POST /jobs {\"day\": 1}",
                        "POST /jobs {\"day\": 2}",
                        "GET /jobs/1",
                        "GET /jobs/2",
                        "POST /jobs {\"day\": 3}",
                        "GET /jobs/1",
                        "GET /jobs/3",
                        "GET /files/1",
                        "GET /files/2",
                        "GET /files/3");
        assertThat(raw.recordIds("reports")).containsExactly("1", "1x", "2", "2x", "3", "3x");
    }

    @ParameterizedTest
    @CsvSource({"broken, ''", "late, POST /jobs/1/abort"})
    void anotherJobTakesThePlaceOfOneThatFails(String status, String abort) throws IOException {
        days = "[\"1\"]";
        ScriptedApi api = new ScriptedApi(jobs(Map.of("1", status)));

        RawOutput raw = read(api);

        assertThat(api.requests())
                .containsExactlyElementsOf(Stream.of(
                                "POST /jobs {\"day\": 1}",
                                "GET /jobs/1",
                                abort,
                                "POST /jobs {\"day\": 1}",
                                "GET /jobs/2",
                                "GET /files/2")
                        .filter(request -> !request.isEmpty())
                        .toList());
        assertThat(raw.recordIds("reports")).containsExactly("2", "2x");
        assertThat(raw.warnings()).singleElement().asString().contains("attempt 1 of 3", "begun anew");
    }

    @Test
    void threeJobsThatFailAreAFailure() throws IOException {
        most = "3";
        ScriptedApi api =
                new ScriptedApi(jobs(Map.of("1", "broken", "2", "busy", "3", "busy", "4", "broken", "5", "broken")));

        RawOutput raw = read(api);

        assertThat(raw.errors())
                .singleElement()
                .satisfies(
                        error -> assertThat(error.path("failure_type").asText()).isEqualTo("system_error"));
        assertThat(raw.errorMessages())
                .singleElement()
                .asString()
                .contains("3 attempts", "the API says that its job has failed");
        assertThat(raw.statuses("reports")).containsExactly("STARTED", "INCOMPLETE");
        // Nobody waits for the others any more.
        assertThat(api.farewells()).containsExactlyInAnyOrder("POST /jobs/2/abort", "POST /jobs/3/abort");
    }

    @Test
    void aJobThatCannotBeBegunIsTriedAgain() throws IOException {
        days = "[\"1\"]";
        AtomicInteger failures = new AtomicInteger(2);
        Function<String, String> jobs = jobs(Map.of());
        ScriptedApi api = new ScriptedApi(request -> {
            if (request.startsWith("POST") && failures.getAndDecrement() > 0) {
                throw new ConnectorException(FailureType.TRANSIENT_ERROR, "The server is busy.");
            }
            return jobs.apply(request);
        });

        RawOutput raw = read(api);

        assertThat(raw.recordIds("reports")).containsExactly("1", "1x");
        assertThat(raw.warnings()).hasSize(2).first().asString().contains("The server is busy.", "attempt 1 of 3");
    }

    @Test
    void whatTheUserHasToMendIsNotTriedAgain() throws IOException {
        ScriptedApi api = new ScriptedApi(request -> {
            throw new ConnectorException(FailureType.CONFIG_ERROR, "Check the credentials.");
        });

        RawOutput raw = read(api);

        assertThat(api.requests()).hasSize(1);
        assertThat(raw.errorMessages()).containsExactly("Check the credentials.");
    }

    @Test
    void aJobMayTakeAsLongAsTheManifestSays() throws IOException {
        days = "[\"1\"]";
        more = "polling_job_timeout: \"{{ config['minutes'] }}\"";
        ScriptedApi api = new ScriptedApi(jobs(Map.of("1", "busy")));

        RawOutput raw = read(api);

        assertThat(api.requests()).contains("POST /jobs/1/abort").endsWith("GET /jobs/2", "GET /files/2");
        assertThat(api.instant()).isEqualTo("2024-07-01T00:02:05Z");
        assertThat(raw.warnings()).singleElement().asString().contains("more than 2 min (polling_job_timeout)");
    }

    @Test
    void afterAFailureTheManifestMayWait() throws IOException {
        days = "[\"1\"]";
        more = "failed_retry_wait_time_in_seconds: 60";
        ScriptedApi api = new ScriptedApi(jobs(Map.of("1", "broken")));

        read(api);

        assertThat(api.instant()).isEqualTo("2024-07-01T00:01:00Z");
        assertThat(api.requests()).hasSize(5);
    }

    @Test
    void aJobWithNothingToDownloadIsASliceWithoutRecords() throws IOException {
        ScriptedApi api = new ScriptedApi(jobs(Map.of("1", "empty", "2", "busy,empty")));

        RawOutput raw = read(api);

        assertThat(raw.recordIds("reports")).containsExactly("3", "3x");
        assertThat(raw.statuses("reports")).containsExactly("STARTED", "RUNNING", "COMPLETE");
    }

    @Test
    void aStatusThatTheManifestDoesNotKnowIsAnError() throws IOException {
        RawOutput raw = read(new ScriptedApi(jobs(Map.of("1", "odd"))));

        assertThat(raw.errorMessages())
                .singleElement()
                .asString()
                .contains("\"odd\"", "streams[0] (reports).retriever.status_mapping");
    }

    @Test
    void theResultMayHaveToBeAskedForAndRemoved() throws IOException {
        days = "[\"1\"]";
        more = """
                download_target_requester:
                        type: HttpRequester
                        url_base: https://api.example.com
                        path: "results/{{ polling_response['result'] }}"
                      delete_requester:
                        type: HttpRequester
                        http_method: POST
                        url_base: https://api.example.com
                        path: "delete/{{ creation_response['id'] }}/{{ creation_response['headers']['X-Job'] }}"
                      download_paginator:
                        type: DefaultPaginator
                        page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
                        pagination_strategy: {type: PageIncrement, page_size: 2, start_from_page: 1}
                      download_extractor: {type: DpathExtractor, field_path: [rows]}
                """.stripIndent();
        ScriptedApi api = new ScriptedApi(request -> switch (request) {
            case "POST /jobs {\"day\": 1}" -> "{\"id\":7}";
            case "GET /jobs/7" -> "{\"status\":\"ready\",\"result\":\"r1\"}";
            case "GET /results/r1" -> "{\"urls\":[\"https://cdn.example.com/a\",\"https://cdn.example.com/b\"]}";
            case "GET /a" -> "{\"rows\":[{\"id\":\"a1\"},{\"id\":\"a2\"}]}";
            case "GET /a?page=2" -> "{\"rows\":[{\"id\":\"a3\"}]}";
            case "GET /b" -> "{\"rows\":[{\"id\":\"b1\"}]}";
            case "POST /delete/7/from%20header" -> "";
            default -> throw new ConnectorException(FailureType.SYSTEM_ERROR, "unexpected: " + request);
        });

        RawOutput raw = read(api);

        assertThat(raw.errorMessages()).isEmpty();
        assertThat(raw.recordIds("reports")).containsExactly("a1", "a2", "a3", "b1");
        assertThat(api.requests()).endsWith("GET /b", "POST /delete/7/from%20header");
    }

    /** A state in the middle names the slice, whose job is begun again. */
    @Test
    void aReadGoesOnWithTheJobOfTheSliceThatItsStateNames() throws IOException {
        RawOutput first = read(new ScriptedApi(jobs(Map.of("3", "odd"))));
        ScriptedApi api = new ScriptedApi(jobs(Map.of()));

        RawOutput second = read(api, first.stateForNextRead(), SyncMode.FULL_REFRESH);

        assertThat(first.recordIds("reports")).containsExactly("1", "1x", "2", "2x");
        assertThat(first.lastStreamState("reports").at("/resume/slice/partition"))
                .hasToString("{\"day\":\"3\"}");
        assertThat(api.requests()).containsExactly("POST /jobs {\"day\": 3}", "GET /jobs/1", "GET /files/1");
        assertThat(second.errorMessages()).isEmpty();
    }

    @Test
    void aStopAbortsWhatIsRunning() throws IOException {
        most = "2";
        ScriptedApi api = new ScriptedApi(jobs(Map.of("1", "busy", "2", "busy")));
        api.whenPaused(() -> {
            stop.request();
            Thread.currentThread().interrupt();
        });

        RawOutput raw = read(api);

        assertThat(api.farewells()).containsExactlyInAnyOrder("POST /jobs/1/abort", "POST /jobs/2/abort");
        assertThat(raw.errorMessages()).singleElement().asString().contains("stopped by a signal");
        assertThat(raw.statuses("reports")).containsExactly("STARTED", "INCOMPLETE");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void theCursorOfAReportIsNotLaterThanItsJob() throws IOException {
        more = """
                download_decoder: {type: JsonlDecoder}
                    incremental_sync:
                      type: DatetimeBasedCursor
                      cursor_field: at
                      datetime_format: "%Y-%m-%dT%H:%M:%SZ"
                      start_datetime: "2024-06-30T00:00:00Z"
                      step: P1D
                      cursor_granularity: PT1S
                """.stripIndent();
        Function<String, String> jobs = jobs(Map.of("1", "busy,ready"));
        ScriptedApi api = new ScriptedApi(request -> request.startsWith("GET /files/")
                ? "{\"id\":\"a\",\"at\":\"2024-07-01T00:00:04Z\"}\n"
                : jobs.apply(request));
        days = "[\"1\"]";

        RawOutput raw = read(api, "{}", SyncMode.INCREMENTAL);

        assertThat(raw.errorMessages()).isEmpty();
        // The job was begun at midnight; what is later may be incomplete.
        assertThat(raw.lastStreamState("reports").at("/states/0/cursor/at").asText())
                .isEqualTo("2024-06-30T23:59:59Z");
    }

    @Test
    void aCheckWaitsForTheFirstJob() {
        ScriptedApi api = new ScriptedApi(jobs(Map.of("1", "busy,ready")));
        StreamDefinition stream =
                Sources.of(manifest(), "{}", api).catalog().stream("reports").orElseThrow();

        List<String> faults = new SourceCheck(config(), api, new MemoryBudget(16 << 20)).faults(List.of(stream));

        assertThat(faults).isEmpty();
        assertThat(api.requests())
                .containsExactly("POST /jobs {\"day\": 1}", "GET /jobs/1", "GET /jobs/1", "GET /files/1");
    }

    /** The stream with a parent that is as itself. */
    private String manifestWithParent() {
        return withParent(manifest());
    }

    /** The stream with that of a manifest as its parent. */
    private String withParent(String manifest) {
        String child = manifest.replace("name: parent", "name: grandparent").replace("name: reports", "name: parent");
        String parent = child.substring(child.indexOf("  - type: DeclarativeStream"));
        String indented = parent.indent(16)
                .replaceFirst(" {18}- type: DeclarativeStream", " ".repeat(20) + "type: DeclarativeStream");
        days = "PARENT";
        String router = "partition_router: {type: ListPartitionRouter, cursor_field: day, values: PARENT}";
        return manifest()
                .replace(
                        router,
                        "partition_router:\n            type: SubstreamPartitionRouter\n            parent_stream_configs:\n"
                                + "              - type: ParentStreamConfig\n                parent_key: id\n"
                                + "                partition_field: day\n                stream:\n" + indented);
    }

    @Test
    void aStreamMayHaveJobsForEachRecordOfAParentThatHasJobsItself() {
        String manifest = manifestWithParent();
        ScriptedApi api = new ScriptedApi(jobs(Map.of()));
        Catalog catalog = Sources.of(manifest, "{}", api).catalog();

        RawOutput raw = read(api, catalog, StateReader.none(catalog), SyncMode.FULL_REFRESH);

        assertThat(raw.errorMessages()).isEmpty();
        assertThat(raw.recordIds("reports")).hasSize(12);
        assertThat(api.requests())
                .startsWith(
                        "POST /jobs {\"day\": 1}",
                        "GET /jobs/1",
                        "GET /files/1",
                        "POST /jobs {\"day\": 1}",
                        "GET /jobs/2",
                        "GET /files/2",
                        "POST /jobs {\"day\": \"1x\"}");
    }

    private static final String DELETION = """
            delete_requester:
                    type: HttpRequester
                    http_method: POST
                    url_base: https://api.example.com
                    path: jobs/{{ creation_response.id }}/delete
            """.stripIndent();

    @Test
    void aResultThatCannotBeDeletedHasBeenRead() throws IOException {
        more = DELETION;
        Function<String, String> jobs = jobs(Map.of());
        ScriptedApi api = new ScriptedApi(request -> {
            if (request.endsWith("/delete")) {
                throw new ConnectorException(FailureType.SYSTEM_ERROR, "There is no such job.");
            }
            return jobs.apply(request);
        });

        RawOutput raw = read(api);

        assertThat(raw.errorMessages()).isEmpty();
        assertThat(raw.recordIds("reports")).containsExactly("1", "1x", "2", "2x", "3", "3x");
        assertThat(raw.statuses("reports")).containsExactly("STARTED", "RUNNING", "COMPLETE");
        assertThat(raw.warnings())
                .hasSize(3)
                .first()
                .asString()
                .endsWith("its result could not be deleted: There is no such job.");
    }

    /** What its answer names may have expired by then. */
    @Test
    void aJobThatIsDoneLongBeforeItsTurnIsAskedForOnceMore() throws IOException {
        most = "2";
        days = "[\"1\", \"2\"]";
        ScriptedApi api = new ScriptedApi(jobs(Map.of("1", "busy,busy,busy,ready", "2", "ready,ready")));

        RawOutput raw = read(api);

        assertThat(api.requests()).endsWith("GET /jobs/1", "GET /files/1", "GET /jobs/2", "GET /files/2");
        assertThat(raw.recordIds("reports")).containsExactly("1", "1x", "2", "2x");
    }

    @Test
    void aJobWhoseResultIsGoneAtItsTurnIsBegunAnew() throws IOException {
        most = "2";
        days = "[\"1\", \"2\"]";
        ScriptedApi api = new ScriptedApi(jobs(Map.of("1", "busy,busy,busy,ready", "2", "ready,broken")));

        RawOutput raw = read(api);

        assertThat(api.requests())
                .endsWith("GET /files/1", "GET /jobs/2", "POST /jobs {\"day\": 2}", "GET /jobs/3", "GET /files/3");
        assertThat(raw.recordIds("reports")).containsExactly("1", "1x", "3", "3x");
        assertThat(raw.warnings()).singleElement().asString().contains("its job has failed", "begun anew");
    }

    /** Of a job that is running, and of those that are done: the one that is read and the one whose turn has not come. */
    @Test
    void aReadThatFailsLeavesNoResultBehind() throws IOException {
        most = "3";
        more = DELETION;
        Function<String, String> jobs = jobs(Map.of("3", "busy"));
        ScriptedApi api = new ScriptedApi(request -> {
            if (request.equals("GET /files/1")) {
                throw new ConnectorException(FailureType.SYSTEM_ERROR, "The report is broken.");
            }
            return jobs.apply(request);
        });

        RawOutput raw = read(api);

        assertThat(raw.errorMessages()).containsExactly("The report is broken.");
        assertThat(api.farewells())
                .containsExactlyInAnyOrder("POST /jobs/1/delete", "POST /jobs/2/delete", "POST /jobs/3/abort");
    }

    /** Neither of the parent that is being read, nor of the stream. */
    @ParameterizedTest
    @CsvSource({
        "GET /files/1, POST /jobs/1/delete",
        "GET /files/2, POST /jobs/1/delete POST /jobs/2/delete",
        "GET /jobs/2,  POST /jobs/1/delete POST /jobs/2/abort"
    })
    void aReadThatFailsLeavesNothingOfItsParentsBehind(String failing, String farewells) {
        more = DELETION;
        Function<String, String> jobs = jobs(Map.of());
        ScriptedApi api = new ScriptedApi(request -> {
            if (request.equals(failing)) {
                throw new ConnectorException(FailureType.SYSTEM_ERROR, "It is broken.");
            }
            return jobs.apply(request);
        });
        Catalog catalog = Sources.of(manifestWithParent(), "{}", api).catalog();

        RawOutput raw = read(api, catalog, StateReader.none(catalog), SyncMode.FULL_REFRESH);

        assertThat(raw.errorMessages()).containsExactly("It is broken.");
        assertThat(api.farewells()).containsExactlyInAnyOrderElementsOf(List.of(farewells.split(" (?=POST)", -1)));
    }

    /** Those of the stream, of its parent and of the parent of that have one second together. */
    @ParameterizedTest
    @CsvSource({
        "GET /files/3, POST /jobs/1/delete POST /jobs/2/delete POST /jobs/3/delete",
        "GET /jobs/3,  POST /jobs/1/delete POST /jobs/2/delete POST /jobs/3/abort",
        "GET /jobs/2,  POST /jobs/1/delete POST /jobs/2/abort"
    })
    void allFarewellsAreUnderWayBeforeOneIsAnswered(String failing, String farewells) {
        more = DELETION;
        Function<String, String> jobs = jobs(Map.of());
        ScriptedApi api = new ScriptedApi(request -> {
            if (request.equals(failing)) {
                throw new ConnectorException(FailureType.SYSTEM_ERROR, "It is broken.");
            }
            return jobs.apply(request);
        });
        List<String> expected = List.of(farewells.split(" (?=POST)", -1));
        CountDownLatch all = new CountDownLatch(expected.size());
        AtomicInteger givenUp = new AtomicInteger();
        api.whenLeft(() -> {
            all.countDown();
            try {
                all.await();
            } catch (InterruptedException e) {
                givenUp.incrementAndGet();
            }
        });
        Catalog catalog =
                Sources.of(withParent(manifestWithParent()), "{}", api).catalog();

        RawOutput raw = read(api, catalog, StateReader.none(catalog), SyncMode.FULL_REFRESH);

        assertThat(raw.errorMessages()).containsExactly("It is broken.");
        assertThat(api.farewells()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(givenUp).hasValue(0);
        // Neither are they sent once more when what they are of is closed.
        assertThat(api.requests()).noneMatch(request -> request.endsWith("/delete") || request.endsWith("/abort"));
    }

    @Test
    void aCheckLeavesNoResultBehind() {
        more = DELETION;
        ScriptedApi api = new ScriptedApi(jobs(Map.of()));
        StreamDefinition stream =
                Sources.of(manifest(), "{}", api).catalog().stream("reports").orElseThrow();

        List<String> faults = new SourceCheck(config(), api, new MemoryBudget(16 << 20)).faults(List.of(stream));

        assertThat(faults).isEmpty();
        assertThat(api.requests())
                .containsExactly("POST /jobs {\"day\": 1}", "GET /jobs/1", "GET /files/1", "POST /jobs/1/delete");
    }
}
