package io.dataconnector.connector.source.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.SourceCases;
import io.dataconnector.connector.source.StreamManifest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PaginationTest {
    private static final Settings SETTINGS =
            new Settings((ObjectNode) SourceCases.json("{\"secret\":\"s3cret\",\"size\":2}"), Clock.systemUTC());
    private static final Optional<JsonNode> NO_TOKEN = Optional.empty();

    @Test
    void aStreamWithoutPaginatorIsOnePage() {
        for (String retriever :
                List.of("{type: SimpleRetriever}", "{type: SimpleRetriever, paginator: {type: NoPagination}}")) {
            Pagination pagination = valid(retriever);

            assertThat(pagination.first()).isEmpty();
            assertThat(pagination.next(page(NO_TOKEN, 5, "{\"next\":1}"))).isEmpty();
            assertThat(pagination.foresee(NO_TOKEN)).isEmpty();
            assertThat(pagination.injections(NO_TOKEN)).isEmpty();
            assertThat(pagination.path(NO_TOKEN)).isEmpty();
            assertThat(pagination.needs())
                    .isEqualTo(new ResponseNeeds(Optional.of(Set.of()), Optional.of(Set.of()), false, false));
            assertThat(pagination.file(NO_TOKEN)).isEqualTo("page_1");
        }
    }

    @Test
    void aPageNamesTheNext() {
        Pagination pagination = cursor("cursor_value: '{{ response.next_cursor }}'");

        Optional<JsonNode> second = pagination.next(page(NO_TOKEN, 2, "{\"next_cursor\":\"page_2\"}"));

        assertThat(pagination.first()).isEmpty();
        assertThat(second)
                .hasValueSatisfying(token -> assertThat(token.textValue()).isEqualTo("page_2"));
        assertThat(pagination.foresee(second)).isEmpty();
        assertThat(SourceCases.request(pagination.injections(second)))
                .hasToString("{\"request_parameter\":{\"cursor\":\"page_2\"}}");
        assertThat(pagination.injections(NO_TOKEN)).isEmpty();
        assertThat(pagination.next(page(second, 2, "{\"next_cursor\":null}"))).isEmpty();
        assertThat(pagination.next(page(second, 2, "{}"))).isEmpty();
    }

    @Test
    void theFileOfACursorIsItsText() {
        Pagination pagination = cursor("cursor_value: '{{ response.next }}'");

        assertThat(pagination.file(NO_TOKEN)).isEqualTo("page_1");
        assertThat(pagination.file(token("\"page_2\""))).isEqualTo("page_2");
        assertThat(pagination.file(token("\"a/b?c\""))).isEqualTo("a/b?c");
        assertThat(pagination.file(token("17"))).isEqualTo("17");
        assertThat(pagination.file(token("{\"a\":1}"))).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource({
        "'', page_1",
        "0, page_0",
        "1, page_1",
        "2, page_2",
        "12, page_12",
        "-1, page_-1",
    })
    void theFileOfANumberedPageIsItsPosition(String token, String file) {
        Pagination pagination = increment("type: PageIncrement, start_from_page: 1, inject_on_first_request: true");

        assertThat(pagination.file(optional(token))).isEqualTo(file);
    }

    @Test
    void pagesAreCountedFromTheFirst() {
        Pagination pagination = increment("type: PageIncrement, start_from_page: 0");

        assertThat(pagination.file(NO_TOKEN)).isEqualTo("page_1");
        assertThat(pagination.file(token("0"))).isEqualTo("page_1");
        assertThat(pagination.file(token("1"))).isEqualTo("page_2");
    }

    @ParameterizedTest
    @CsvSource({
        "'', page_1, page_1",
        "0, page_1, page_1",
        "50, page_2, offset_50",
        "100, page_3, offset_100",
        "101, offset_101, offset_101",
        "-1, offset_-1, offset_-1",
    })
    void theFileOfAnOffsetIsItsPositionIfPagesHaveASize(String token, String file, String fileWithoutSize) {
        Pagination ofSize = increment("type: OffsetIncrement, page_size: 50");
        Pagination ofNone = increment("type: OffsetIncrement");

        assertThat(ofSize.file(optional(token))).isEqualTo(file);
        assertThat(ofNone.file(optional(token))).isEqualTo(fileWithoutSize);
    }

    @Test
    void increasesThatAreKnownAreForeseen() {
        Pagination pages = increment("type: PageIncrement, page_size: 2, start_from_page: 1");
        Pagination offsets = increment("type: OffsetIncrement, page_size: '{{ config.size }}'");

        assertThat(pages.foresee(NO_TOKEN)).hasToString("Optional[2]");
        assertThat(pages.foresee(token("7"))).hasToString("Optional[8]");
        assertThat(pages.foresee(NO_TOKEN)).isEqualTo(pages.next(page(NO_TOKEN, 2, "{}")));
        assertThat(offsets.foresee(NO_TOKEN)).hasToString("Optional[2]");
        assertThat(offsets.foresee(token("6"))).hasToString("Optional[8]");
        assertThat(offsets.foresee(token("6"))).isEqualTo(offsets.next(page(token("6"), 2, "{}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type: PageIncrement",
                "type: PageIncrement, page_size: 0",
                "type: OffsetIncrement",
                "type: OffsetIncrement, page_size: '{{ response.limit }}'"
            })
    void pagesOfUnknownSizeAreNotForeseen(String strategy) {
        assertThat(increment(strategy).foresee(token("5"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"5\"", "1.5", "123456789012345678901234567890", "true", "{}"})
    void aTokenOfAnIncrementIsAnInteger(String token) {
        for (String strategy : List.of("PageIncrement", "OffsetIncrement")) {
            Pagination pagination = increment("page_size: 2, type: " + strategy);

            assertThatThrownBy(() -> pagination.next(page(token(token), 2, "{}")))
                    .isInstanceOfSatisfying(
                            ConnectorException.class,
                            e -> assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR))
                    .hasMessageContaining("page token of the pagination by " + strategy + " is not an integer")
                    .hasMessageContaining("reset the stream");
            assertThatThrownBy(() -> pagination.foresee(token(token))).isInstanceOf(ConnectorException.class);
        }
    }

    @Test
    void aPageSizeMayDependOnTheResponse() {
        Pagination pagination = increment("type: OffsetIncrement, page_size: \"{{ response['limit'] }}\"");

        assertThat(pagination.needs().paths()).contains(Set.of(List.of("limit")));
        assertThat(pagination.next(page(NO_TOKEN, 3, "{\"limit\":3}"))).hasToString("Optional[3]");
        assertThat(pagination.next(page(NO_TOKEN, 2, "{\"limit\":3}"))).isEmpty();
        assertThat(pagination.next(page(NO_TOKEN, 2, "{\"limit\":null}"))).hasToString("Optional[2]");
        assertThatThrownBy(() -> pagination.next(page(NO_TOKEN, 2, "{\"limit\":\"many\"}")))
                .hasMessage("Manifest at streams[0].retriever.paginator.pagination_strategy.page_size: it must be an"
                        + " integer that is not negative, or a template of one.");
    }

    @Test
    void namesOfHeadersAreToldWhereTemplatesNameThem() {
        assertThat(cursor("cursor_value: \"{{ headers['link']['next']['url'] }}\","
                                + " stop_condition: \"{{ headers.get('X-Last', 'no') == 'yes' }}\"")
                        .needs()
                        .headers())
                .contains(Set.of("link", "x-last"));
        assertThat(cursor("cursor_value: \"{{ headers[config['header']] }}\"")
                        .needs()
                        .headers())
                .isEmpty();
        assertThat(cursor("cursor_value: '{{ headers | length }}'").needs().headers())
                .isEmpty();
    }

    @Test
    void whatTemplatesReadIsKept() {
        assertThat(cursor("cursor_value: \"{{ response.meta.next }}\", stop_condition: \"{{ not response['more'] }}\"")
                        .needs())
                .isEqualTo(new ResponseNeeds(
                        Optional.of(Set.of(List.of("meta", "next"), List.of("more"))),
                        Optional.of(Set.of()),
                        false,
                        false));
        assertThat(cursor("cursor_value: \"{{ last_record['id'] }}\", stop_condition: '{{ last_page_size < 10 }}'")
                        .needs())
                .isEqualTo(new ResponseNeeds(Optional.of(Set.of()), Optional.of(Set.of()), true, true));
        assertThat(cursor("cursor_value: constant").needs())
                .isEqualTo(new ResponseNeeds(Optional.of(Set.of()), Optional.of(Set.of()), false, false));
        assertThat(cursor("cursor_value: '{{ response | length }}', stop_condition: '{{ response.last }}'")
                        .needs()
                        .wholeResponse())
                .isTrue();
        assertThat(increment("type: OffsetIncrement, page_size: '{{ response | length }}'")
                        .needs()
                        .wholeResponse())
                .isTrue();
    }

    @Test
    void headersAreFoundInTheSpellingOfTheTemplate() {
        Map<String, List<String>> headers = Map.of(
                "x-next-page", List.of("n7"),
                "set-cookie", List.of("a", "b"),
                "link", List.of("<https://h.test/1>; rel=\"prev\"", "<https://h.test/2>; rel=\"next\""));

        assertThat(nextOf("{{ headers['X-Next-Page'] }}", headers)).isEqualTo("n7");
        assertThat(nextOf("{{ headers.get('x-next-page') }}", headers)).isEqualTo("n7");
        assertThat(nextOf("{{ headers['X-NEXT-page'] }}", headers)).isEqualTo("n7");
        assertThat(nextOf("{{ headers['Set-Cookie'] }}", headers)).isEqualTo("a, b");
        assertThat(nextOf("{{ headers['link']['next']['url'] }}", headers)).isEqualTo("https://h.test/2");
        assertThat(nextOf("{{ headers.link.prev.url }}", headers)).isEqualTo("https://h.test/1");
        assertThat(nextOf("{{ headers['Link'].split(';')[0] }}", headers)).isEqualTo("<https://h.test/1>");
        assertThat(nextOf("{{ headers.get('link', {}).get('next', {}).get('url') }}", Map.of()))
                .isEqualTo("");
        assertThat(nextOf("{{ headers['X-Other'] }}", headers)).isEqualTo("");
    }

    private static String nextOf(String template, Map<String, List<String>> headers) {
        ObjectNode strategy = JsonNodeFactory.instance.objectNode().put("type", "CursorPagination");
        strategy.put("cursor_value", template);
        ObjectNode paginator = JsonNodeFactory.instance.objectNode().put("type", "DefaultPaginator");
        paginator.set("pagination_strategy", strategy);
        StreamManifest manifest = StreamManifest.ofRetriever("paginator", paginator);
        Pagination pagination = Pagination.compile(manifest.retriever(), "paginator", SETTINGS);
        PageEnd page =
                new PageEnd(Slice.WHOLE, NO_TOKEN, 1, Optional.empty(), JsonNodeFactory.instance.objectNode(), headers);
        return pagination.next(page).map(JsonNode::asText).orElse("");
    }

    @Test
    void aTokenMayBeAPath() {
        Pagination pagination = paged("page_token_option: {type: RequestPath},"
                + " pagination_strategy: {type: CursorPagination, cursor_value: '{{ response.next }}'}");

        assertThat(pagination.path(NO_TOKEN)).isEmpty();
        assertThat(pagination.path(token("\"https://h.test/a?page=2\""))).contains("https://h.test/a?page=2");
        assertThat(pagination.path(token("7"))).contains("7");
        assertThat(pagination.path(token("0"))).isEmpty();
        assertThat(pagination.injections(token("7"))).isEmpty();
        for (String token : List.of("{\"s3cret\":1}", "[\"s3cret\"]", "true")) {
            assertThatThrownBy(() -> pagination.path(token(token)))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessage("The page token that the paginator's cursor_value gives is neither a text nor a number,"
                            + " and so no path (RequestPath). Correct cursor_value in the manifest.");
        }
    }

    @Test
    void anObjectHasAPlaceInAJsonBodyOnly() {
        String strategy = ", pagination_strategy: {type: CursorPagination, cursor_value: '{{ response.next }}'}";
        Pagination body =
                paged("page_token_option: {type: RequestOption, inject_into: body_json, field_path: [page, after]}"
                        + strategy);
        Pagination header =
                paged("page_token_option: {type: RequestOption, inject_into: header, field_name: after}" + strategy);

        assertThat(SourceCases.request(body.injections(token("{\"id\":1}"))))
                .hasToString("{\"body_json\":{\"page\":{\"after\":{\"id\":1}}}}");
        assertThatThrownBy(() -> header.injections(token("{\"id\":\"s3cret\"}")))
                .isInstanceOf(ConnectorException.class)
                .hasMessage("The page token that the paginator's cursor_value gives is an object, which can only be put"
                        + " into a JSON body. Correct cursor_value in the manifest.");
    }

    @Test
    void thePageSizeIsSentWithEveryPage() {
        Pagination pagination =
                paged("page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page},"
                        + " page_size_option: {type: RequestOption, inject_into: request_parameter, field_name: limit},"
                        + " pagination_strategy: {type: PageIncrement, page_size: 50, start_from_page: 1}");

        assertThat(SourceCases.request(pagination.injections(pagination.first())))
                .hasToString("{\"request_parameter\":{\"limit\":50}}");
        assertThat(SourceCases.request(pagination.injections(token("2"))))
                .hasToString("{\"request_parameter\":{\"page\":2,\"limit\":50}}");
    }

    @Test
    void aFailingTemplateSaysWhere() {
        Pagination pagination = cursor("cursor_value: '{{ response.a.b }}'");

        assertThatThrownBy(() -> pagination.next(page(NO_TOKEN, 1, "{}")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageStartingWith(
                        "Manifest at streams[0].retriever.paginator.pagination_strategy.cursor_value: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pagination_strategy: {type: Other} | paginator.pagination_strategy: the type "Other" is not supported here
            page_size_option: {type: RequestOption, inject_into: header, field_name: a} | the required member pagination_strategy
            pagination_strategy: {type: CursorPagination} | the required member cursor_value
            pagination_strategy: {type: CursorPagination, cursor_value: '{{ x'} | pagination_strategy.cursor_value: Template {{
            pagination_strategy: {type: CursorPagination, cursor_value: a, pge_size: 1} | pagination_strategy.pge_size: a member of CursorPagination that is not supported; did you mean page_size?
            pagination_strategy: {type: CursorPagination, cursor_value: a, stop_condition: '{{ page_size }}'} | pagination_strategy.stop_condition: reads page_size, but
            pagination_strategy: {type: CursorPagination, cursor_value: a, page_size: true} | pagination_strategy.page_size: must be an integer
            pagination_strategy: {type: CursorPagination, cursor_value: a, page_size: -1} | pagination_strategy.page_size: must be an integer
            pagination_strategy: {type: CursorPagination, cursor_value: a, page_size: '{{ config.secret }}'} | pagination_strategy.page_size: must be an integer
            pagination_strategy: {type: CursorPagination, cursor_value: a, page_size: '{{ response.size }}'} | pagination_strategy.page_size: Template {{
            pagination_strategy: {type: CursorPagination, cursor_value: a, decoder: {type: XmlDecoder}} | pagination_strategy.decoder: the type "XmlDecoder"
            pagination_strategy: {type: PageIncrement}, page_size_option: {type: RequestOption, inject_into: header, field_name: a} | paginator.page_size_option: needs a page_size
            pagination_strategy: {type: PageIncrement, start_from_page: x} | pagination_strategy.start_from_page: expected an integer
            pagination_strategy: {type: PageIncrement, page_size: 2}, page_size_option: {type: RequestOption, inject_into: header, field_name: a}, page_token_option: {type: RequestOption, inject_into: header, field_name: a} | paginator.page_size_option: puts its value where
            pagination_strategy: {type: OffsetIncrement, page_size: 1.5} | pagination_strategy.page_size: must be an integer
            """)
    void whatIsWrongIsAFault(String members, String fault) {
        StreamManifest manifest =
                manifest("{type: SimpleRetriever, paginator: {type: DefaultPaginator, " + members + "}}");

        Pagination.compile(manifest.retriever(), "paginator", SETTINGS);

        assertThat(manifest.faults()).contains("streams[0].retriever.", fault).doesNotContain("s3cret");
    }

    private static Pagination cursor(String members) {
        return paged("page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: cursor},"
                + " pagination_strategy: {type: CursorPagination, decoder: {type: JsonDecoder}, " + members + "}");
    }

    private static Pagination increment(String strategy) {
        return paged("decoder: {type: JsonDecoder}, pagination_strategy: {" + strategy + "}");
    }

    private static Pagination paged(String members) {
        return valid("{type: SimpleRetriever, paginator: {type: DefaultPaginator, " + members + "}}");
    }

    private static Pagination valid(String retriever) {
        StreamManifest manifest = manifest(retriever);
        Pagination pagination = Pagination.compile(manifest.retriever(), "paginator", SETTINGS);
        assertThat(manifest.faults()).isEmpty();
        return pagination;
    }

    private static StreamManifest manifest(String retriever) {
        return StreamManifest.of("streams: [{type: DeclarativeStream, retriever: " + retriever + "}]");
    }

    private static PageEnd page(Optional<JsonNode> token, long size, String response) {
        return new PageEnd(Slice.WHOLE, token, size, Optional.empty(), SourceCases.json(response), Map.of());
    }

    private static Optional<JsonNode> token(String json) {
        return Optional.of(SourceCases.json(json));
    }

    private static Optional<JsonNode> optional(String json) {
        return json.isEmpty() ? NO_TOKEN : token(json);
    }
}
