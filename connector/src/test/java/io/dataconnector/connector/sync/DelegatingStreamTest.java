package io.dataconnector.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.protocol.RawOutput;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A StateDelegatingStream: which of its two streams is read, by itself and as a parent. The clock says 2024-07-01. */
final class DelegatingStreamTest {
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [deals]}
            definitions:
              selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
              cursor:
                type: DatetimeBasedCursor
                cursor_field: updated_at
                datetime_format: "%Y-%m-%dT%H:%M:%SZ"
                start_datetime: "2024-01-01T00:00:00Z"
                start_time_option: {type: RequestOption, inject_into: request_parameter, field_name: since}
              deals:
                type: StateDelegatingStream
                name: deals
                RETENTION
                full_refresh_stream:
                  type: DeclarativeStream
                  name: deals
                  primary_key: id
                  CURSOR
                  retriever:
                    type: SimpleRetriever
                    requester: {type: HttpRequester, url_base: "https://api.example.com", path: all}
                    record_selector: {$ref: "#/definitions/selector"}
                    PAGINATOR
                incremental_stream:
                  type: DeclarativeStream
                  name: LATER
                  primary_key: id
                  incremental_sync: {$ref: "#/definitions/cursor"}
                  retriever:
                    type: SimpleRetriever
                    requester: {type: HttpRequester, url_base: "https://api.example.com", path: changes}
                    record_selector: {$ref: "#/definitions/selector"}
            streams:
              - {$ref: "#/definitions/deals"}
              - type: DeclarativeStream
                name: notes
                primary_key: id
                incremental_sync: {$ref: "#/definitions/cursor"}
                retriever:
                  type: SimpleRetriever
                  requester:
                    type: HttpRequester
                    url_base: https://api.example.com
                    path: notes/{{ stream_partition.deal }}
                  record_selector: {$ref: "#/definitions/selector"}
                  partition_router:
                    type: SubstreamPartitionRouter
                    parent_stream_configs:
                      - type: ParentStreamConfig
                        stream: {$ref: "#/definitions/deals"}
                        parent_key: id
                        partition_field: deal
                        incremental_dependency: true
            """;
    private static final String CURSOR = "incremental_sync: {$ref: \"#/definitions/cursor\"}";
    private static final String RETENTION = "api_retention_period: \"{{ 'P30D' }}\"";
    private static final String PAGINATOR = """
            paginator:
                      type: DefaultPaginator
                      page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
                      pagination_strategy: {type: PageIncrement, page_size: 1}""";
    private static final String ONE = "{\"data\":[{\"id\":7,\"updated_at\":\"2024-06-20T00:00:00Z\"}]}";

    @TempDir
    private Path folder;

    private static String manifest(String cursor, String retention, String paginator) {
        return filled(MANIFEST, cursor, retention, paginator);
    }

    private static String filled(String template, String cursor, String retention, String paginator) {
        return template.replace("CURSOR", cursor)
                .replace("RETENTION", retention)
                .replace("PAGINATOR", paginator)
                .replace("LATER", "deals");
    }

    private ConnectionRead read(ScriptedApi api, String manifest) {
        return new ConnectionRead(folder, manifest, api, api);
    }

    @Test
    void withoutAStateItIsTheFullRefresh() {
        ScriptedApi api = new ScriptedApi(request -> ONE);
        ConnectionRead read = read(api, manifest("", "", ""));

        RawOutput raw = read.read("deals");

        assertThat(api.requests()).containsExactly("GET /all");
        assertThat(raw.lastStreamState("deals")).hasToString("{\"__ab_no_cursor_state_message\":true}");
        StreamDefinition listed = read.catalog().stream("deals").orElseThrow();
        assertThat(listed.syncModes()).hasToString("[FULL_REFRESH]");
        assertThat(read.check("deals")).isEmpty();
    }

    /** Any state will do, also one that says no more than that there has been a read. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"updated_at\":\"2024-02-01T00:00:00Z\"} | 2024-02-01",
                "{\"__ab_no_cursor_state_message\":true}  | 2024-01-01",
            })
    void withAStateItIsTheIncrementalStream(String state, String since) {
        ScriptedApi api = new ScriptedApi(request -> ONE);

        RawOutput raw = read(api, manifest("", "", ""))
                .states("{\"deals\":" + state + "}")
                .read("deals");

        assertThat(api.requests()).containsExactly("GET /changes?since=" + since + "T00%3A00%3A00Z");
        assertThat(raw.lastStreamState("deals")).hasToString("{\"updated_at\":\"2024-06-20T00:00:00Z\"}");
    }

    /** An interrupted full refresh goes on, although there is a state. */
    @ParameterizedTest
    @ValueSource(strings = {"", CURSOR})
    void aFullRefreshThatWasInterruptedGoesOn(String cursor) {
        ScriptedApi api = new ScriptedApi(request -> request.contains("page=2") ? "<html>" : ONE);
        String manifest = manifest(cursor, RETENTION, PAGINATOR);
        RawOutput broken = read(api, manifest).checkpointInterval(1).read("deals");
        JsonNode state = broken.lastStreamState("deals");
        ScriptedApi later = new ScriptedApi(request -> "{\"data\":[]}");

        read(later, manifest).states("{\"deals\":" + state + "}").read("deals");

        assertThat(broken.statuses("deals")).endsWith("INCOMPLETE");
        assertThat(state.at("/resume/delegate").asText()).isEqualTo("full_refresh_stream");
        assertThat(later.requests())
                .singleElement()
                .asString()
                .startsWith("GET /all?")
                .contains("page=2");
    }

    /** The page of one stream is no page of the other. */
    @Test
    void aPlaceOfUnknownOriginIsNotTaken() {
        ScriptedApi api = new ScriptedApi(request -> ONE);

        read(api, manifest("", "", PAGINATOR))
                .states("{\"deals\":{\"resume\":{\"page\":5}}}")
                .read("deals");

        assertThat(api.requests()).containsExactly("GET /changes?since=2024-01-01T00%3A00%3A00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "      | {\"updated_at\":\"2024-06-02T00:00:00Z\"}    | /changes",
                "      | {\"updated_at\":\"2024-05-31T23:59:59Z\"}    | /all",
                "      | {\"updated_at\":\"2024-06-02T00:00:00.5+00:00\"} | /changes",
                "      | {\"updated_at\":\"2024-06-02T00:00:00\"}     | /changes",
                "      | {\"updated_at\":\"2024-05-31\"}              | /all",
                "      | {\"updated_at\":\"soon\"}                    | /all",
                "      | {\"__ab_no_cursor_state_message\":true}      | /changes",
                "      | {\"__ab_no_cursor_state_message\":true,\"updated_at\":\"2024-05-01T00:00:00Z\"} | /all",
                "      | {\"other\":1}                                | /all",
                CURSOR + " | {\"updated_at\":\"soon\"} | /all",
                CURSOR + " | {\"__ab_no_cursor_state_message\":true} | /all",
                CURSOR + " | {\"updated_at\":\"2024-06-01T00:00:00Z\"} | /changes",
            })
    void aStateOlderThanTheChangesOfTheApiDoesNotCount(String cursor, String state, String path) {
        ScriptedApi api = new ScriptedApi(request -> ONE);
        boolean startsAnew = path.equals("/all");

        RawOutput raw = read(api, manifest(cursor == null ? "" : cursor, RETENTION, ""))
                .states("{\"deals\":" + state + "}")
                .read("deals");

        assertThat(api.requests()).singleElement().asString().startsWith("GET " + path);
        assertThat(raw.states("deals").get(0).at("/stream/stream_state").isEmpty())
                .isEqualTo(startsAnew);
        assertThat(raw.warnings().stream().anyMatch(message -> message.contains("api_retention_period")))
                .isEqualTo(startsAnew);
    }

    /** The first read of the changes has no cursor before it ends; meanwhile its state is as old as its beginning. */
    @ParameterizedTest
    @CsvSource({"2024-06-02T00:00:00Z, /changes", "2024-05-31T00:00:00Z, /all"})
    void theFirstReadOfChangesThatWasInterruptedGoesOn(String began, String path) {
        String manifest = manifest("", RETENTION, "").replace("path: changes}", "path: changes}\n        " + PAGINATOR);
        ScriptedApi api = new ScriptedApi(request -> request.contains("page=2") ? "<html>" : ONE);
        JsonNode state = read(api, manifest)
                .states("{\"deals\":{\"__ab_no_cursor_state_message\":true}}")
                .checkpointInterval(1)
                .read("deals")
                .lastStreamState("deals");
        ((ObjectNode) state.path("resume")).put("walk_began", began);
        ScriptedApi later = new ScriptedApi(request -> "{\"data\":[]}");

        RawOutput raw =
                read(later, manifest).states("{\"deals\":" + state + "}").read("deals");

        boolean startsAnew = path.equals("/all");
        assertThat(state.has("updated_at")).isFalse();
        assertThat(later.requests()).singleElement().asString().startsWith("GET " + path);
        assertThat(later.requests().get(0).contains("page=2")).isNotEqualTo(startsAnew);
        assertThat(raw.warnings().stream().anyMatch(message -> message.contains("or has no cursor")))
                .isEqualTo(startsAnew);
    }

    /** The state of a parent is in that of its child. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                                          | /all",
                "{\"parent_state\":{\"deals\":{\"updated_at\":\"2024-06-10T00:00:00Z\"}}}                     | /changes?since=2024-06-10T00%3A00%3A00Z",
                "{\"parent_state\":{},\"state\":{\"updated_at\":\"2024-06-11T00:00:00Z\"},\"states\":[]}        | /changes?since=2024-06-11T00%3A00%3A00Z",
                "{\"parent_state\":{\"deals\":{\"updated_at\":\"2024-03-10T00:00:00Z\"}}}                     | /all",
            })
    void aParentIsChosenByTheStateOfItsChild(String state, String request) {
        ScriptedApi api = new ScriptedApi(asked -> ONE);

        read(api, manifest("", RETENTION, ""))
                .states("{\"notes\":" + state + ",\"deals\":{\"updated_at\":\"2024-06-29T00:00:00Z\"}}")
                .read("notes");

        assertThat(api.requests().get(0)).isEqualTo("GET " + request);
        assertThat(api.requests().get(1)).startsWith("GET /notes/7?since=");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LATER              | other            | must have the name of the stream, \"deals\", not \"other\"",
                "RETENTION          | api_retention_period: 30 days | must be a duration in ISO 8601",
                "full_refresh_stream: | x-none:        | the required member full_refresh_stream of StateDelegatingStream is missing",
            })
    void whatIsWrongIsAFault(String part, String replacement, String fault) {
        ScriptedApi api = new ScriptedApi(request -> ONE);

        assertThatThrownBy(() -> read(api, filled(MANIFEST.replace(part, replacement), "", "", ""))
                        .catalog())
                .hasMessageContaining(fault);
    }

    @Test
    void aCountHasNoAge() {
        ScriptedApi api = new ScriptedApi(request -> ONE);
        String manifest = manifest("incremental_sync: {type: IncrementingCountCursor, cursor_field: n}", RETENTION, "");

        assertThatThrownBy(() -> read(api, manifest).catalog())
                .hasMessageContaining("api_retention_period: cannot be used together with an IncrementingCountCursor");
    }
}
