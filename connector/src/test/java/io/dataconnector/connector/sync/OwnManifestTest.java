package io.dataconnector.connector.sync;

import static io.dataconnector.connector.sync.InMemorySync.NO_STATE;
import static io.dataconnector.connector.sync.InMemorySync.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.catalog.SyncMode;
import io.dataconnector.connector.protocol.RawOutput;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a manifest of one's own says about the records, the pages and the cursor of a stream is done. */
final class OwnManifestTest {
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [notes]}
            streams:
              - type: DeclarativeStream
                name: notes
                primary_key: id
                incremental_sync:
                  type: DatetimeBasedCursor
                  cursor_field: updated_at
                  CURSOR
                  datetime_format: "%Y-%m-%dT%H:%M:%SZ"
                  start_datetime: "2024-01-01T00:00:00Z"
                TRANSFORMATIONS
                retriever:
                  type: SimpleRetriever
                  requester: {type: HttpRequester, url_base: "https://api.example.com", path: notes}
                  record_selector:
                    type: RecordSelector
                    FILTER
                    extractor: {type: DpathExtractor, field_path: [data]}
                  paginator:
                    type: DefaultPaginator
                    page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
                    pagination_strategy: {STRATEGY}
            """;
    private static final String CURSOR = "type: CursorPagination, cursor_value: \"{{ response.next_cursor }}\"";
    private static final String STATE = "{\"notes\":{\"updated_at\":\"2024-06-10T00:00:00Z\"}}";

    @TempDir
    private Path folder;

    private InMemorySync sync;

    @BeforeEach
    void begin() {
        sync = new InMemorySync(folder);
    }

    private static String manifest(String cursor, String transformations, String filter, String strategy) {
        return MANIFEST.replace("CURSOR\n", cursor + "\n")
                .replace("TRANSFORMATIONS", transformations)
                .replace("FILTER", filter)
                .replace("STRATEGY", strategy);
    }

    private RawOutput read(String state) {
        return sync.read(state, sync.stream("notes", SyncMode.INCREMENTAL));
    }

    @Test
    void aFilterLeavesTheBytesOfWhatItLetsThrough() {
        sync.manifest(manifest("", "", "record_filter: {condition: \"{{ record.n > 1 }}\"}", CURSOR));
        String kept = "{ \"id\" : \"b\", \"n\" : 2.50, \"updated_at\":\"2024-06-02T00:00:00Z\" }";
        sync.lastPage("notes", "page_1", "{\"id\":\"a\",\"n\":1,\"updated_at\":\"2024-06-01T00:00:00Z\"}", kept);

        RawOutput raw = read(NO_STATE);

        assertThat(raw.recordTexts("notes")).containsExactly(kept);
        assertThat(raw.lastStreamState("notes")).hasToString("{\"updated_at\":\"2024-06-02T00:00:00Z\"}");
    }

    @Test
    void aTransformationIsDoneBeforeTheCursorIsRead() {
        String add = "transformations: [{type: AddFields, fields: [{type: AddedFieldDefinition, path: [updated_at],"
                + " value: \"{{ record.changed }}\"}]}, {type: RemoveFields, field_pointers: [[changed]]}]";
        sync.manifest(manifest("is_client_side_incremental: true", add, "", CURSOR));
        sync.lastPage(
                "notes",
                "page_1",
                "{\"id\":\"old\",\"changed\":\"2024-06-09T00:00:00Z\"}",
                "{\"id\":\"new\",\"amount\":0.10,\"changed\":\"2024-06-11T00:00:00Z\"}");

        RawOutput raw = read(STATE);

        assertThat(raw.recordTexts("notes"))
                .containsExactly("{\"id\":\"new\",\"amount\":0.10,\"updated_at\":\"2024-06-11T00:00:00Z\"}");
        assertThat(raw.lastStreamState("notes")).hasToString("{\"updated_at\":\"2024-06-11T00:00:00Z\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "transformations: [{type: RemoveFields, field_pointers: [[secret]]}]"})
    void timestampsInUtcAreThoseOfTheRecordThatIsEmitted(String transformations) {
        String schema = """
                schema_loader:
                      type: InlineSchemaLoader
                      schema: {properties: {updated_at: {format: date-time}, seen: {items: {format: date-time}}}}
                    retriever:""";
        sync.manifest(manifest("is_client_side_incremental: true", transformations, "", CURSOR)
                        .replace("datetime_format: \"%Y-%m-%dT%H:%M:%SZ\"", "datetime_format: \"%Y-%m-%dT%H:%M:%S%z\"")
                        .replace("retriever:", schema))
                .timestampsInUtc();
        sync.lastPage(
                "notes",
                "page_1",
                "{\"id\":\"old\",\"updated_at\":\"2024-06-10T00:30:00+02:00\"}",
                "{\"id\":\"new\",\"seen\":[\"2024-06-11T00:30:00.50+02:00\",\"today\"],"
                        + "\"updated_at\":\"2024-06-11T01:30:00+02:00\"}");

        RawOutput raw = read(STATE);

        assertThat(raw.recordTexts("notes"))
                .containsExactly("{\"id\":\"new\",\"seen\":[\"2024-06-10T22:30:00.50Z\",\"today\"],"
                        + "\"updated_at\":\"2024-06-10T23:30:00Z\"}");
        assertThat(raw.lastStreamState("notes")).hasToString("{\"updated_at\":\"2024-06-10T23:30:00+0000\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'old,equal,new'",
        "is_client_side_incremental: true, 'equal,new'",
        "'is_client_side_incremental: true\n      x-skip-equal-to-state: true', new",
    })
    void theCursorDecidesOnlyWhereTheManifestSaysSo(String cursor, String ids) {
        sync.manifest(manifest(cursor, "", "", CURSOR));
        sync.lastPage(
                "notes",
                "page_1",
                record("old", "2024-06-09T00:00:00Z"),
                record("equal", "2024-06-10T00:00:00Z"),
                record("new", "2024-06-11T00:00:00Z"));

        assertThat(read(STATE).recordIds("notes")).containsExactly(ids.split(","));
    }

    @Test
    void nothingLaterThanTheEndIsReadWhereTheApiDoesNotKnowTheCursor() {
        sync.manifest(manifest(
                "is_client_side_incremental: true\n      end_datetime: \"2024-06-20T00:00:00Z\"", "", "", CURSOR));
        sync.lastPage("notes", "page_1", record("a", "2024-06-20T00:00:00Z"), record("b", "2024-06-20T00:00:01Z"));

        assertThat(read(NO_STATE).recordIds("notes")).containsExactly("a");
    }

    @Test
    void aFeedEndsWhereItWasReadBefore() {
        sync.manifest(manifest("is_data_feed: true", "", "", CURSOR));
        sync.page("notes", "page_1", "page_2", record("c", "2024-06-12T00:00:00Z"))
                .page(
                        "notes",
                        "page_2",
                        "page_3",
                        record("b", "2024-06-11T00:00:00Z"),
                        record("a", "2024-06-09T00:00:00Z"));

        RawOutput raw = read(STATE);

        assertThat(raw.errorMessages()).isEmpty();
        assertThat(raw.recordIds("notes")).containsExactly("c", "b");
    }

    @Test
    void pagesAreCountedWithoutAskingTheFilter() {
        sync.manifest(manifest(
                "",
                "",
                "record_filter: {condition: \"{{ record.id == 'c' }}\"}",
                "type: PageIncrement, page_size: 2, start_from_page: 1"));
        sync.lastPage("notes", "page_1", record("a", "2024-06-01T00:00:00Z"), record("b", "2024-06-01T00:00:00Z"))
                .lastPage("notes", "page_2", record("c", "2024-06-02T00:00:00Z"));

        RawOutput raw = read(NO_STATE);

        assertThat(raw.errorMessages()).isEmpty();
        assertThat(raw.recordIds("notes")).containsExactly("c");
        assertThat(sync.pages().opened()).contains("notes/page_1", "notes/page_2");
    }

    @Test
    void theLastRecordMayNameTheNextPage() {
        sync.manifest(manifest(
                "",
                "",
                "",
                "type: CursorPagination, cursor_value: \"{{ last_record.id }}\","
                        + " stop_condition: \"{{ last_page_size < 2 }}\""));
        sync.lastPage("notes", "page_1", record("a", "2024-06-01T00:00:00Z"), record("b", "2024-06-01T00:00:00Z"))
                .lastPage("notes", "b", record("c", "2024-06-02T00:00:00Z"));

        assertThat(read(NO_STATE).recordIds("notes")).containsExactly("a", "b", "c");
    }

    @Test
    void aTemplateMayLookAtTheWholePage() {
        sync.manifest(manifest(
                "",
                "",
                "",
                "type: CursorPagination, cursor_value: \"{{ response.data[-1].id if response.data | length > 1 }}\""));
        sync.lastPage("notes", "page_1", record("a", "2024-06-01T00:00:00Z"), record("b", "2024-06-01T00:00:00Z"))
                .lastPage("notes", "b", record("c", "2024-06-02T00:00:00Z"));

        assertThat(read(NO_STATE).recordIds("notes")).containsExactly("a", "b", "c");
    }

    @Test
    void aPageThatMustBeHeldAsAWholeHasALimit() {
        sync.maxRecordBytes(100_000)
                .manifest(manifest(
                        "", "", "", "type: CursorPagination, cursor_value: \"{{ response | length and '' }}\""));
        sync.lastPage("notes", "page_1", record("x".repeat(200_000), "2024-06-01T00:00:00Z"));

        assertThat(read(NO_STATE).errorMessages())
                .singleElement()
                .asString()
                .contains("notes/page_1", "larger than max_record_bytes, 100000", "as a whole");
    }

    @Test
    void recordsBehindAWildcardAreBuilt() {
        sync.manifest(manifest("", "", "", CURSOR).replace("[data]", "[groups, '*', notes]"));
        sync.pages()
                .put(
                        "notes",
                        "page_1",
                        "{\"groups\":[{\"notes\":" + record("a", "2024-06-01T00:00:00Z") + "},{\"notes\":"
                                + record("b", "2024-06-02T00:00:00Z") + "}]}");

        assertThat(read(NO_STATE).recordIds("notes")).containsExactly("a", "b");
    }
}
