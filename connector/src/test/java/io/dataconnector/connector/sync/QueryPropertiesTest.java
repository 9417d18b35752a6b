package io.dataconnector.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.connector.protocol.RawOutput;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that name the properties that they ask for: those that an API tells, and those that the catalog has. */
final class QueryPropertiesTest {
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [deals]}
            definitions:
              properties:
                type: QueryProperties
                property_list: LIST
                MORE
            streams:
              - type: DeclarativeStream
                name: deals
                primary_key: id
                retriever:
                  type: SimpleRetriever
                  requester:
                    type: HttpRequester
                    url_base: https://api.example.com
                    path: deals
                    PLACE
                  record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
                  paginator:
                    type: DefaultPaginator
                    page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
                    pagination_strategy: {type: PageIncrement, page_size: 2}
            """;
    private static final String OF_ENDPOINT = """
            {type: PropertiesFromEndpoint, property_field_path: [PATH], retriever: {type: SimpleRetriever,
             requester: {type: HttpRequester, url_base: "https://api.example.com", path: properties},
             record_selector: {type: RecordSelector, record_filter: {type: RecordFilter, condition: "{{ not record.hidden }}"},
               extractor: {type: DpathExtractor, field_path: [data]}},
             paginator: {type: DefaultPaginator,
               page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: after},
               pagination_strategy: {type: CursorPagination, cursor_value: "{{ response.next }}"}}}}""".replace("\n", "");
    private static final String PARAMETER = "request_parameters: {fields: {$ref: \"#/definitions/properties\"}}";
    private static final String CONFIGURED = "{\"stream\":{\"name\":\"deals\",\"json_schema\":{\"properties\":"
            + "{\"id\":{},\"prop_b\":{},\"prop_d\":{}}}},\"sync_mode\":\"full_refresh\"}";
    private static final String SELECTOR = "property_selector: {type: JsonSchemaPropertySelector, transformations:"
            + " [{type: KeysReplace, old: \"prop_\", new: \"\"}]}";

    @TempDir
    private Path folder;

    /** Two pages of properties, one of which is hidden; two pages of deals. */
    private static String answer(String request) {
        return switch (request) {
            case "GET /properties" -> "{\"data\":[{\"info\":{\"name\":\"a\"}},{\"hidden\":1}],\"next\":\"2\"}";
            case "GET /properties?after=2" -> "{\"data\":[{\"info\":{\"name\":\"b\"}},{\"info\":{\"name\":\"c\"}}]}";
            default ->
                request.contains("page=1")
                        ? "{\"data\":[]}"
                        : request.contains("c")
                                ? "{\"data\":[{\"id\":1,\"c\":3},{\"id\":2,\"c\":4}]}"
                                : "{\"data\":[{\"id\":1,\"a\":1},{\"id\":2,\"b\":2}]}";
        };
    }

    private ConnectionRead read(ScriptedApi api, String list, String more, String place) {
        String manifest = MANIFEST.replace("LIST", list.replace("PATH", "info, name"))
                .replace("MORE", more)
                .replace("PLACE", place);
        return new ConnectionRead(folder, manifest, api, api);
    }

    @Test
    void theEndpointIsAskedOnce() {
        ScriptedApi api = new ScriptedApi(QueryPropertiesTest::answer);

        RawOutput raw = read(api, OF_ENDPOINT, "always_include_properties: [id]", PARAMETER)
                .read("deals");

        assertThat(raw.errorMessages()).isEmpty();
        assertThat(api.requests())
                .containsExactly(
                        "GET /properties",
                        "GET /properties?after=2",
                        "GET /deals?fields=id%2Ca%2Cb%2Cc",
                        "GET /deals?fields=id%2Ca%2Cb%2Cc&page=1");
    }

    @Test
    void whatItTellsIsDividedAndMerged() {
        ScriptedApi api = new ScriptedApi(QueryPropertiesTest::answer);
        String chunks =
                "property_chunking: {type: PropertyChunking, property_limit_type: property_count, property_limit: 2}";

        RawOutput raw = read(api, OF_ENDPOINT, chunks, PARAMETER).read("deals");

        assertThat(raw.recordTexts("deals"))
                .containsExactly("{\"id\":1,\"a\":1,\"c\":3}", "{\"id\":2,\"b\":2,\"c\":4}");
        assertThat(api.requests().subList(2, 4)).containsExactly("GET /deals?fields=a%2Cb", "GET /deals?fields=c");
    }

    /** Two keys are not one because a value has the character that could be between them. */
    @Test
    void recordsOfDifferentKeysAreNotMerged() {
        ScriptedApi api = new ScriptedApi(request -> request.contains("page=1")
                ? "{\"data\":[]}"
                : request.endsWith("fields=a")
                        ? "{\"data\":[{\"x\":\"1,2\",\"y\":\"3\",\"a\":1},{\"x\":\"1\",\"y\":\"2,3\",\"a\":2}]}"
                        : "{\"data\":[{\"x\":\"1,2\",\"y\":\"3\",\"b\":3},{\"x\":\"1\",\"y\":\"2,3\",\"b\":4}]}");
        String chunks =
                "property_chunking: {type: PropertyChunking, property_limit_type: property_count, property_limit: 1,"
                        + " record_merge_strategy: {type: GroupByKeyMergeStrategy, key: [x, y]}}";

        RawOutput raw = read(api, "[a, b]", chunks, PARAMETER).read("deals");

        assertThat(raw.errorMessages()).isEmpty();
        assertThat(raw.recordTexts("deals"))
                .containsExactly(
                        "{\"x\":\"1,2\",\"y\":\"3\",\"a\":1,\"b\":3}", "{\"x\":\"1\",\"y\":\"2,3\",\"a\":2,\"b\":4}");
    }

    @Test
    void aCheckAsksForThem() {
        ScriptedApi api = new ScriptedApi(QueryPropertiesTest::answer);

        assertThat(read(api, OF_ENDPOINT, "", PARAMETER).check("deals")).isEmpty();

        assertThat(api.requests()).endsWith("GET /deals?fields=a%2Cb%2Cc");
    }

    /** As in the CDK, whose text of nothing is that of an empty list. */
    @Test
    void aRecordWithoutTheFieldIsAnEmptyList() {
        ScriptedApi api = new ScriptedApi(request ->
                request.contains("properties") ? "{\"data\":[{\"n\":7},{\"info\":{\"name\":7}}]}" : answer(request));

        assertThat(read(api, OF_ENDPOINT, "", PARAMETER).check("deals")).isEmpty();

        assertThat(api.requests()).endsWith("GET /deals?fields=%5B%5D%2C7");
    }

    @Test
    void anAnswerThatCannotBeUsedFailsTheStreamWithItsPlace() {
        ScriptedApi api = new ScriptedApi(request -> request.contains("properties") ? "<html>" : answer(request));

        RawOutput raw = read(api, OF_ENDPOINT, "", PARAMETER).read("deals");

        assertThat(raw.errorMessages()).singleElement().asString().contains("GET /properties");
        assertThat(api.requests()).containsExactly("GET /properties");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[a, b, c]   | b",
                "[d, a, b]   | d%2Cb",
                "OF_ENDPOINT | b",
            })
    void onlyWhatTheCatalogHasIsAskedFor(String list, String fields) {
        ScriptedApi api = new ScriptedApi(QueryPropertiesTest::answer);

        read(api, list.replace("OF_ENDPOINT", OF_ENDPOINT), SELECTOR, PARAMETER)
                .configured("deals", CONFIGURED)
                .read("deals");

        assertThat(api.requests()).contains("GET /deals?fields=" + fields);
    }

    @Test
    void aStreamThatIsNotConfiguredHasAllOfThem() {
        ScriptedApi api = new ScriptedApi(QueryPropertiesTest::answer);

        assertThat(read(api, "[a, b]", SELECTOR, PARAMETER)
                        .configured("others", CONFIGURED)
                        .check("deals"))
                .isEmpty();

        assertThat(api.requests()).containsExactly("GET /deals?fields=a%2Cb");
    }

    /** A catalog whose schema says nothing wants nothing; what is always asked for remains. */
    @ParameterizedTest
    @CsvSource({"2, 'id,x', 'id'", "0, 'a,b,id,x', 'a,b,id,x'"})
    void divisionAndSelectionTogether(int limit, String all, String selected) {
        String more = "property_selector: {type: JsonSchemaPropertySelector}\n    always_include_properties: [id, x]\n"
                + "    property_chunking: {type: PropertyChunking, property_limit_type: property_count, property_limit: "
                + limit
                + "}";
        ScriptedApi api = new ScriptedApi(QueryPropertiesTest::answer);

        read(api, "[a, b]", more, PARAMETER)
                .configured("deals", "{\"stream\":{\"name\":\"deals\",\"json_schema\":{}}}")
                .check("deals");

        assertThat(api.requests())
                .containsExactly("GET /deals?fields=" + (limit == 0 ? all : selected + ",x").replace(",", "%2C"));
    }

    @ParameterizedTest
    @CsvSource({"query_properties, QUERY", "fetch_properties_from_endpoint, ENDPOINT"})
    void aTemplateMayPutThemAnywhere(String member, String kind) {
        String properties = kind.equals("QUERY")
                ? "{$ref: \"#/definitions/properties\"}"
                : OF_ENDPOINT.replace("PATH", "info, name");
        String place = "request_headers: {X: x}\n        " + member + ": " + properties
                + "\n        request_body_data: \"{{ stream_partition.extra_fields['query_properties'] | join(' ') }}\"";
        ScriptedApi api = new ScriptedApi(QueryPropertiesTest::answer);

        RawOutput raw = read(api, kind.equals("QUERY") ? "[a, b, c]" : "[unused]", "", place)
                .read("deals");

        assertThat(raw.errorMessages()).isEmpty();
        assertThat(api.requests()).contains("GET /deals a b c");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    property_count | 2  | []   | key: must name at least one member of the records
                    words          | 2  | [id] | property_limit_type: must be characters or property_count
                    characters     | -1 | [id] | property_limit: must not be negative
                    """)
    void aDivisionThatCannotBeIsRefused(String type, int limit, String key, String fault) {
        String chunks =
                "property_chunking: {type: PropertyChunking, property_limit_type: " + type + ", property_limit: "
                        + limit + ", record_merge_strategy: {type: GroupByKeyMergeStrategy, key: " + key + "}}";
        ScriptedApi api = new ScriptedApi(QueryPropertiesTest::answer);

        assertThatThrownBy(() -> read(api, "[a, b, c]", chunks, PARAMETER).catalog())
                .hasMessageContaining(fault);
    }

    @Test
    void propertiesInTwoPlacesAreRefused() {
        String place = PARAMETER + "\n        fetch_properties_from_endpoint: " + OF_ENDPOINT.replace("PATH", "name");
        ScriptedApi api = new ScriptedApi(QueryPropertiesTest::answer);

        assertThatThrownBy(() -> read(api, "[a]", "", place).catalog())
                .hasMessageContaining("fetch_properties_from_endpoint: cannot be used together with QueryProperties");
    }
}
