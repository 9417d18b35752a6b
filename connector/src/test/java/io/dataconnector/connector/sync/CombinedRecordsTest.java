package io.dataconnector.connector.sync;

import static io.dataconnector.connector.sync.InMemorySync.NO_STATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.connector.catalog.SyncMode;
import io.dataconnector.connector.protocol.RawOutput;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that are found in several places of a page, or within other records, and how many of them a paginator counts. */
final class CombinedRecordsTest {
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [notes]}
            streams:
              - type: DeclarativeStream
                name: notes
                primary_key: id
                retriever:
                  type: SimpleRetriever
                  requester: {type: HttpRequester, url_base: "https://api.example.com", path: notes}
                  paginator:
                    type: DefaultPaginator
                    pagination_strategy: {type: PageIncrement, page_size: 2, start_from_page: 1}
                    page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
                  record_selector:
                    type: RecordSelector
                    extractor: EXTRACTOR
            """;
    private static final String COMBINED = """
            {type: CombinedExtractor, mode: MODE, skip_empty_records: true, extractors: [
                {type: DpathExtractor, field_path: [a]}, {type: DpathExtractor, field_path: [b, "*"]}]}
            """;

    @TempDir
    private Path folder;

    private InMemorySync sync;

    @BeforeEach
    void begin() {
        sync = new InMemorySync(folder);
    }

    private RawOutput read(String extractor, String... pages) {
        sync.manifest(MANIFEST.replace("EXTRACTOR", extractor.strip()));
        for (int i = 0; i < pages.length; i++) {
            sync.pages().put("notes", "page_" + (i + 1), pages[i]);
        }
        return sync.read(NO_STATE, sync.stream("notes", SyncMode.FULL_REFRESH));
    }

    @Test
    void anEmptyRecordIsLeftOutAndCounts() {
        RawOutput raw = read(
                COMBINED.replace("MODE", "first_match"),
                "{\"a\": [null, {}], \"b\": [{\"id\": \"1\"}, null]}",
                "{\"a\": [{\"id\": \"2\"}], \"b\": [{\"id\": \"3\"}]}");

        assertThat(raw.errorMessages()).isEmpty();
        assertThat(raw.recordIds("notes")).containsExactly("1", "2");
    }

    @Test
    void elementsOfRecordsAreCounted() {
        RawOutput raw = read(
                "{type: DpathExtractor, field_path: [a], record_expander: {type: RecordExpander,"
                        + " expand_records_from_field: [lines], remain_original_record: true}}",
                "{\"a\": [{\"lines\": [{\"id\": \"1\"}, {\"id\": \"2\"}]}]}",
                "{\"a\": [{\"lines\": [{\"id\": \"3\"}]}, {\"lines\": []}]}");

        assertThat(raw.errorMessages()).isEmpty();
        assertThat(raw.recordIds("notes")).containsExactly("1", "2", "3");
    }

    /** The records of both count, but the API counts those of each. */
    @Test
    void anOffsetCannotBeFoundByTheRecordsOfAUnion() {
        String manifest = MANIFEST.replace(
                        "EXTRACTOR", COMBINED.replace("MODE", "union").strip())
                .replace("{type: PageIncrement, page_size: 2, start_from_page: 1}", "{type: OffsetIncrement}");

        sync.manifest(manifest);

        assertThatThrownBy(() -> sync.stream("notes", SyncMode.FULL_REFRESH))
                .hasStackTraceContaining("use PageIncrement, or mode first_match");
    }
}
