package io.dataconnector.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.protocol.RawOutput;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cursor field that the configured catalog may name. */
final class CatalogCursorTest {
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [notes]}
            streams:
              - type: DeclarativeStream
                name: notes
                primary_key: id
                incremental_sync: {CURSOR, allow_catalog_defined_cursor_field: ALLOWED}
                retriever:
                  type: SimpleRetriever
                  requester: {type: HttpRequester, url_base: "https://api.example.com", path: notes}
                  record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
            """;
    private static final String BY_DATE =
            "type: DatetimeBasedCursor, cursor_field: updated_at, datetime_format: \"%Y-%m-%d\","
                    + " start_datetime: \"2024-01-01\", is_client_side_incremental: true";
    private static final String BY_COUNT = "type: IncrementingCountCursor, cursor_field: number";

    @TempDir
    private Path folder;

    private final ScriptedApi api = new ScriptedApi(request ->
            "{\"data\":[{\"id\":1,\"updated_at\":\"2024-02-01\",\"created_at\":\"2024-01-15\",\"number\":7,\"n\":3},"
                    + "{\"id\":2,\"updated_at\":\"2024-02-02\",\"created_at\":\"2024-01-10\",\"number\":6,\"n\":4}]}");

    private ConnectionRead read(String cursor, String isAllowed, String configured) {
        return new ConnectionRead(folder, MANIFEST.replace("CURSOR", cursor).replace("ALLOWED", isAllowed), api, api)
                .configured("notes", "{\"stream\":{\"name\":\"notes\"},\"cursor_field\":" + configured + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | [\"created_at\"] | {\"created_at\":\"2024-01-15\"}",
                "false | [\"created_at\"] | {\"updated_at\":\"2024-02-02\"}",
                "true  | []               | {\"updated_at\":\"2024-02-02\"}",
                "true  | null             | {\"updated_at\":\"2024-02-02\"}",
                "true  | [\"\"]           | {\"updated_at\":\"2024-02-02\"}",
            })
    void itIsThatOfTheCatalogWhereItMayBe(String isAllowed, String field, String state) {
        RawOutput raw = read(BY_DATE, isAllowed, field).read("notes");

        assertThat(raw.lastStreamState("notes")).hasToString(state);
    }

    @Test
    void recordsAreLeftOutByIt() {
        RawOutput raw = read(BY_DATE, "true", "[\"created_at\"]")
                .states("{\"notes\":{\"created_at\":\"2024-01-12\"}}")
                .read("notes");

        assertThat(raw.records("notes"))
                .extracting(record -> record.path("id").asInt())
                .containsExactly(1);
    }

    /** What the state says of another member counts for nothing. */
    @Test
    void theStateOfAnotherFieldIsNone() {
        RawOutput raw = read(BY_DATE, "true", "[\"created_at\"]")
                .states("{\"notes\":{\"updated_at\":\"2024-05-01\"}}")
                .read("notes");

        assertThat(raw.records("notes")).hasSize(2);
    }

    @Test
    void aCountMayBeNamed() {
        assertThat(read(BY_COUNT, "true", "[\"n\"]").read("notes").lastStreamState("notes"))
                .hasToString("{\"n\":4}");
    }

    @Test
    void aPathIsRefusedForItsStream() {
        RawOutput raw = read(BY_DATE, "true", "[\"a\",\"b\"]").read("notes");

        assertThat(raw.errorMessages())
                .singleElement()
                .asString()
                .contains("incremental_sync.allow_catalog_defined_cursor_field", "must be one name, not a path of 2");
        assertThat(api.requests()).isEmpty();
    }

    @Test
    void aReservedNameIsRefusedForItsStream() {
        RawOutput raw = read(BY_DATE, "true", "[\"page\"]").read("notes");

        assertThat(raw.errorMessages())
                .singleElement()
                .asString()
                .contains(
                        "the cursor_field of stream notes in the configured catalog, \"page\", is a name that is reserved");
        assertThat(api.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void theCatalogSaysWhoDefinesIt(String isAllowed, boolean isOfSource) {
        JsonNode stream =
                read(BY_DATE, isAllowed, "[]").catalog().toAirbyteCatalog().at("/streams/0");

        assertThat(stream.path("source_defined_cursor").booleanValue()).isEqualTo(isOfSource);
        assertThat(stream.path("default_cursor_field")).hasToString("[\"updated_at\"]");
    }
}
