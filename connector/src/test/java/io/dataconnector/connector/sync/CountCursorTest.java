package io.dataconnector.connector.sync;

import static io.dataconnector.connector.sync.InMemorySync.NO_STATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dataconnector.connector.catalog.Catalog;
import io.dataconnector.connector.catalog.Sources;
import io.dataconnector.connector.catalog.SyncMode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.protocol.RawOutput;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.slicing.DatetimeCursor;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream whose cursor counts (IncrementingCountCursor): states are numbers, as those of the CDK, and the clock has no say. */
final class CountCursorTest {
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [notes]}
            streams:
              - type: DeclarativeStream
                name: notes
                primary_key: id
                incremental_sync:
                  type: IncrementingCountCursor
                  cursor_field: n
                  start_value: "{{ config.get('first', START) }}"
                  start_value_option: {type: RequestOption, inject_into: request_parameter, field_name: since}
                retriever:
                  type: SimpleRetriever
                  requester: {type: HttpRequester, url_base: "https://api.example.com", path: notes}
                  record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
                  paginator:
                    type: DefaultPaginator
                    page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
                    pagination_strategy: {type: CursorPagination, cursor_value: "{{ response.next_cursor }}"}
            """;

    @TempDir
    private Path folder;

    private InMemorySync sync;

    @BeforeEach
    void begin() {
        sync = new InMemorySync(folder)
                .manifest(manifest("7"))
                .clock(Clock.fixed(Instant.parse("1971-01-01T00:00:00Z"), ZoneOffset.UTC));
    }

    private static String manifest(String start) {
        return MANIFEST.replace("START", start);
    }

    private static String record(String id, String n) {
        return "{\"id\":\"" + id + "\",\"n\":" + n + "}";
    }

    private static String url(String state) {
        Catalog catalog = Sources.of(manifest("7")).catalog();
        var stream = catalog.stream("notes").orElseThrow();
        DatetimeCursor cursor = stream.cursor().orElseThrow();
        Optional<Instant> from = state.isEmpty() ? Optional.empty() : cursor.parse(state);
        Slice slice = cursor.slices(from).iterator().next();
        return stream.firstPage(slice).call().request().url();
    }

    @Test
    void theStateIsTheGreatestNumber() {
        sync.lastPage(
                "notes",
                "page_1",
                record("a", "9007199254740993"),
                record("b", "12"),
                record("c", "\"9223372036854775807\""),
                record("d", "1.5"));

        RawOutput raw = sync.read(NO_STATE, sync.stream("notes", SyncMode.INCREMENTAL));

        assertThat(raw.errorMessages()).isEmpty();
        assertThat(raw.recordIds("notes")).containsExactly("a", "b", "c", "d");
        assertThat(raw.lastStreamState("notes")).hasToString("{\"n\":9223372036854775807}");
        assertThat(raw.warnings()).singleElement().asString().contains("/n", "d");
    }

    @Test
    void aStateInTheMiddleIsANumberToo() {
        sync.checkpointInterval(1)
                .page("notes", "page_1", "page_2", record("a", "20"))
                .lastPage("notes", "page_2", record("b", "-3"));

        RawOutput raw = sync.read("{\"notes\":{\"n\":15}}", sync.stream("notes", SyncMode.INCREMENTAL));

        assertThat(raw.states("notes").get(0).at("/stream/stream_state/n")).hasToString("15");
        assertThat(raw.states("notes").get(0).at("/stream/stream_state/resume/n"))
                .hasToString("20");
        assertThat(raw.lastStreamState("notes")).hasToString("{\"n\":20}");
    }

    @Test
    void aReadBeginsWhereTheLastOneEnded() {
        assertThat(url("")).isEqualTo("https://api.example.com/notes?since=7");
        assertThat(url("3")).isEqualTo("https://api.example.com/notes?since=7");
        assertThat(url("-9223372036854775808")).isEqualTo("https://api.example.com/notes?since=7");
        assertThat(url("42")).isEqualTo("https://api.example.com/notes?since=42");
    }

    @Test
    void whatIsNoIntegerIsAFault() {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> Sources.of(manifest("'x'")))
                .withMessageContaining("start_value: must be an integer");
        String withRouter = manifest("1")
                .replace(
                        "  type: SimpleRetriever\n",
                        "  type: SimpleRetriever\n      partition_router: {type: ListPartitionRouter, cursor_field: a,"
                                + " values: [b]}\n");
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> Sources.of(withRouter))
                .withMessageContaining("cannot be used together with a partition_router");
    }
}
