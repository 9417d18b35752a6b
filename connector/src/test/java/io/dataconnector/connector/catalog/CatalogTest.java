package io.dataconnector.connector.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.core.document.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams as a manifest declares them. */
final class CatalogTest {
    private static final String PLANETS = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [planets]}
            streams:
              - type: DeclarativeStream
                name: planets
                primary_key: [system, number]
                schema_loader:
                  type: InlineSchemaLoader
                  schema: {type: object, properties: {}}
                incremental_sync:
                  type: DatetimeBasedCursor
                  cursor_field: seen_at
                  datetime_format: "%Y-%m-%dT%H:%M:%SZ"
                  start_datetime: "2024-01-01T00:00:00Z"
                retriever:
                  type: SimpleRetriever
                  requester: {type: HttpRequester, url_base: "https://api.example.com", path: planets}
                  record_selector:
                    type: RecordSelector
                    extractor: {type: DpathExtractor, field_path: [result, items]}
                  paginator:
                    type: DefaultPaginator
                    page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
                    pagination_strategy: {type: CursorPagination, cursor_value: "{{ response.paging.next }}"}
            """;

    private static StreamDefinition planets(String manifest) {
        return Sources.of(manifest).catalog().stream("planets").orElseThrow();
    }

    private static void assertRefused(String manifest, String... parts) {
        assertThatThrownBy(() -> Sources.of(manifest))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll(parts)
                .hasMessageStartingWith("Manifest m.yaml:");
    }

    @Test
    void theAirbyteCatalogSaysWhatAStreamIsAndWhatItCan() throws Exception {
        assertThat(Sources.of(PLANETS).catalog().toAirbyteCatalog().at("/streams/0"))
                .isEqualTo(Json.read("""
                {
                  "name": "planets",
                  "json_schema": {"type": "object", "properties": {}},
                  "supported_sync_modes": ["full_refresh", "incremental"],
                  "source_defined_cursor": true,
                  "default_cursor_field": ["seen_at"],
                  "source_defined_primary_key": [["system"], ["number"]],
                  "is_resumable": true,
                  "is_file_based": false
                }
                """));
    }

    @Test
    void aStreamWithoutCursorAndKeySaysNothingOfThem() throws Exception {
        String manifest = PLANETS.replaceFirst("(?s)incremental_sync:.*?(?=retriever:)", "")
                .replace("primary_key: [system, number]", "");

        assertThat(Sources.of(manifest).catalog().toAirbyteCatalog().at("/streams/0"))
                .isEqualTo(Json.read("""
                {
                  "name": "planets",
                  "json_schema": {"type": "object", "properties": {}},
                  "supported_sync_modes": ["full_refresh"],
                  "is_resumable": false,
                  "is_file_based": false
                }
                """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id             | [[id]]",
                "[a, b]         | [[a], [b]]",
                "[[a, b], [c]]  | [[a, b], [c]]",
                "[]             | []",
                "''             | []"
            })
    void aKeyHasAnyFormOfTheFormat(String key, String paths) {
        String written = key.isEmpty() ? "''" : key;

        assertThat(planets(PLANETS.replace("[system, number]", written)).primaryKey())
                .hasToString(paths);
    }

    @Test
    void aPageIsScannedForWhatTheTemplatesRead() {
        assertThat(planets(PLANETS).format()).hasValueSatisfying(format -> {
            assertThat(format.records()).isEqualTo("/result/items");
            assertThat(format.isRequired()).isFalse();
            assertThat(format.cursor()).contains("/seen_at");
            assertThat(format.key()).containsExactly("/system", "/number");
            assertThat(format.values()).isEqualTo(Set.of("/paging/next"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ response | length }}",
                "{{ response.result.items | length }}",
                "{{ response.result }}",
                "{{ response.result.items[0].id }}",
                "{{ response | attr('next') }}"
            })
    void aPageIsHeldIfTheTemplatesNeedTheWholeOfIt(String template) {
        StreamDefinition planets = planets(PLANETS.replace("{{ response.paging.next }}", template));

        assertThat(planets.format()).isEmpty();
        assertThat(planets.recordFormat().orElseThrow().values()).isEmpty();
    }

    @Test
    void recordsBehindAWildcardNeedATree() {
        assertThat(planets(PLANETS.replace("[result, items]", "[result, '*', items]"))
                        .recordFormat())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resume", "page", "slice", "walk_began", "__ab_full_refresh_sync_complete"})
    void aCursorFieldThatTheStateCannotHoldIsRefused(String name) {
        assertRefused(PLANETS.replace("seen_at", name), "streams[0].incremental_sync", "\"" + name + "\"", "reserved");
    }

    @Test
    void twoStreamsOfOneNameAreRefused() {
        String stream = PLANETS.substring(PLANETS.indexOf("  - type"));

        assertRefused(PLANETS + stream, "streams[1].name", "same name, \"planets\"");
    }

    @Test
    void aCheckNamesStreams() {
        assertThat(Sources.of(PLANETS).checkedStreams())
                .extracting(StreamDefinition::name)
                .containsExactly("planets");
        assertRefused(PLANETS.replace("[planets]", "[moons]"), "check.stream_names", "no stream \"moons\"");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertRefused(
                PLANETS.replace("name: planets\n", "\n")
                        .replace("HttpRequester", "FtpRequester")
                        .replace("url_base", "url_bas")
                        .replace("CursorPagination", "CursorPaginatoin")
                        .replace("version", "versoin"),
                "streams[0]: the required member name",
                "streams[0].retriever.requester: the type \"FtpRequester\"",
                "did you mean CursorPagination?",
                "versoin");
    }

    /** As with the CDK, which parses a template when it needs it, the other streams can be read. */
    @Test
    void aTemplateThatDoesNotParseIsNamedByItsPlace() {
        StreamDefinition planets =
                Sources.of(PLANETS.replace("{{ response.paging.next }}", "{{ response.paging. }}")).catalog().stream(
                                "planets")
                        .orElseThrow();

        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(planets::requireSupported)
                .withMessageContainingAll(
                        "Stream planets cannot be read: at streams[0].retriever.paginator.pagination_strategy.cursor_value:",
                        "{{ response.paging. }}",
                        "Leave it out of the configured catalog; the others can be read.");
        assertThat(Sources.of(PLANETS.replace("path: planets", "path: \"{{ config[ }}\"")).catalog().stream("planets")
                        .orElseThrow()
                        .limits())
                .singleElement()
                .asString()
                .startsWith("at streams[0].retriever.requester.path: ");
    }

    /** Not a template, but a class of somebody else; the other streams can be read. */
    @Test
    void aComponentThatCannotBeMadeFailsItsStreamAlone() {
        String other = PLANETS.substring(PLANETS.indexOf("  - type")).replace("name: planets", "name: moons");
        String broken = PLANETS.replace(
                "extractor: {type: DpathExtractor, field_path: [result, items]}",
                "extractor: {type: CustomRecordExtractor, class_name: test.Members, broken: true}");

        Source source = Sources.of(broken + other);

        assertThat(source.catalog().stream("planets").orElseThrow().limits())
                .containsExactly(
                        "at streams[0]: Manifest at streams[0] (planets).retriever.record_selector.extractor: the"
                                + " Java class of this component has failed with IllegalStateException. Tell whoever maintains"
                                + " that class");
        assertThat(source.conditional()).isEmpty();
        assertThat(source.catalog().stream("moons").orElseThrow().limits()).isEmpty();
    }

    @Test
    void aStreamThatIsNotThereIsNotThere() {
        assertThat(Sources.shipped().stream("planets")).isEmpty();
        assertThat(Sources.shipped().stream("accounts").orElseThrow().primaryKey())
                .isEqualTo(List.of(List.of("id")));
        assertThat(Sources.shipped().stream("accounts").orElseThrow().cursorField())
                .isEqualTo(Optional.of("updated_at"));
    }
}
