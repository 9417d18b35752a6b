package io.dataconnector.connector.source.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.failure.Redaction;
import io.dataconnector.connector.http.HttpRequest;
import io.dataconnector.connector.http.HttpRequest.Header;
import io.dataconnector.connector.http.Timeouts;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.manifest.Manifest;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.Slice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequesterTest {
    private static final String CONFIG =
            "{\"url\": \"https://api.example.com\", \"key\": \"s3cret\", \"odd\": \"12e3\","
                    + " \"region\": \"eu\", \"list\": [{\"kind\": \"b\"}]}";

    private static HttpRequest request(String members, String config) {
        return request(members, config, List.of());
    }

    private static HttpRequest request(String members, String config, List<Injection> injections) {
        TestManifest manifest = TestManifest.of("requester:\n" + ("type: HttpRequester\n" + members).indent(2));
        Requester requester =
                Requester.compile(manifest.component("requester", "HttpRequester"), TestManifest.settings(config));
        assertThat(manifest.faults()).isEmpty();
        return requester
                .call(Slice.WHOLE, Optional.empty(), injections, Optional.empty())
                .request();
    }

    private static Optional<String> header(HttpRequest request, String name) {
        return request.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .findFirst();
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }

    private static Timeouts timeouts(String members) {
        TestManifest manifest = TestManifest.of(
                "requester:\n" + ("type: HttpRequester\nurl: https://api.example.com\n" + members).indent(2));
        Requester requester =
                Requester.compile(manifest.component("requester", "HttpRequester"), TestManifest.settings(CONFIG));
        assertThat(manifest.faults()).isEmpty();
        return requester
                .call(Slice.WHOLE, Optional.empty(), List.of(), Optional.empty())
                .timeouts();
    }

    @Test
    void timeoutsAreThoseOfTheRequester() {
        assertThat(timeouts("use_tcp_keepalive: true")).isEqualTo(Timeouts.USUAL);
        assertThat(timeouts("connect_timeout_in_seconds: 0.5\nread_timeout_in_seconds: 300"))
                .isEqualTo(new Timeouts(Optional.of(Duration.ofMillis(500)), Optional.of(Duration.ofMinutes(5))));
        assertThat(timeouts("read_timeout_in_seconds: 0.0001").read()).contains(Duration.ofMillis(1));
        assertThat(timeouts("read_timeout_in_seconds: 5000000").read()).contains(Duration.ofSeconds(1_000_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "soon", "[1]"})
    void aTimeoutMustBeLongerThanNothing(String value) {
        TestManifest manifest = TestManifest.of("requester: {type: HttpRequester, url: https://api.example.com,"
                + " read_timeout_in_seconds: " + value + "}");
        Requester unused =
                Requester.compile(manifest.component("requester", "HttpRequester"), TestManifest.settings(CONFIG));
        assertThat(manifest.faults())
                .contains("requester.read_timeout_in_seconds: must be a number of seconds, more than 0");
    }

    @Test
    void theShippedManifestSendsTheTokenAsItsCursor() {
        Settings settings = TestManifest.settings("{\"api_url\": \"https://api.example.com/v1\", \"api_key\": \"k\"}");
        Component retriever = Manifest.shipped()
                .view()
                .source()
                .components("streams", "DeclarativeStream")
                .get(0)
                .component("retriever", "SimpleRetriever")
                .orElseThrow();
        Requester requester = Requester.compile(
                retriever.component("requester", "HttpRequester").orElseThrow(), settings);
        RequestOption option = RequestOption.compile(
                        retriever
                                .component("paginator", "DefaultPaginator")
                                .flatMap(paginator -> paginator.component("page_token_option", "RequestOption"))
                                .orElseThrow(),
                        settings)
                .orElseThrow();
        List<Injection> injections = List.of(new Injection(option, text("a b/c")));

        HttpRequest first = requester
                .call(Slice.WHOLE, Optional.empty(), List.of(), Optional.empty())
                .request();
        HttpRequest later = requester
                .call(Slice.WHOLE, Optional.of(text("a b/c")), injections, Optional.empty())
                .request();

        assertThat(first).hasToString("GET https://api.example.com/v1/accounts");
        assertThat(later).hasToString("GET https://api.example.com/v1/accounts?cursor=a+b%2Fc");
        assertThat(later.headers())
                .containsExactly(new Header("Accept", "*/*"), new Header("Authorization", "Bearer k"));
        assertThat(later.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"{}", "'{\"api_key\": \"\"}'"})
    void aBearerTokenThatIsNotThereIsNotSent(String config) {
        HttpRequest request = request("""
                url: https://api.example.com/a
                authenticator:
                  type: BearerAuthenticator
                  api_token: "{{ config['api_key'] }}"
                """, config);
        assertThat(request.headers()).containsExactly(new Header("Accept", "*/*"));
    }

    @Test
    void credentialsAreSentAsTheyAreEvenIfTheyLookLikeNumbers() {
        HttpRequest bearer = request("""
                url: https://api.example.com/a
                authenticator: {type: BearerAuthenticator, api_token: "{{ config['odd'] }}"}
                """, CONFIG);
        HttpRequest basic = request("""
                url: https://api.example.com/a
                authenticator: {type: BasicHttpAuthenticator, username: "{{ config['odd'] }}"}
                """, CONFIG);
        assertThat(header(bearer, "Authorization")).contains("Bearer 12e3");
        assertThat(header(basic, "Authorization")).contains("Basic MTJlMzo=");
    }

    @Test
    void aKeyThatTheConfigurationLacksIsAnErrorThatNamesItsPlace() {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> request("""
                        url: https://api.example.com/a
                        authenticator:
                          type: ApiKeyAuthenticator
                          header: X-Key
                          api_token: "{{ config['gone']['deep'] }}"
                        """, CONFIG))
                .withMessageStartingWith("Manifest at requester.authenticator.api_token: ")
                .satisfies(e -> assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR));
    }

    @Test
    void authenticatorsAreChosenByTheConfiguration() {
        String members = """
                url: https://api.example.com/a
                authenticator:
                  type: SelectiveAuthenticator
                  authenticator_selection_path: [list, "0", kind]
                  authenticators:
                    a: {type: NoAuth}
                    b: {type: ApiKeyAuthenticator, header: X-Key, api_token: "{{ config['key'] }}"}
                """;
        assertThat(header(request(members, CONFIG), "X-Key")).contains("s3cret");
        for (String config : List.of("{}", "{\"list\": [{\"kind\": \"c\"}]}")) {
            assertThatExceptionOfType(ConnectorException.class)
                    .isThrownBy(() -> request(members, config))
                    .withMessage(
                            "Manifest at requester.authenticator: the configuration must choose an authenticator at"
                                    + " list.0.kind, one of a, b.");
        }
    }

    @Test
    void valuesThatAreSetTwiceAreAnErrorThatDoesNotShowThem() {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> request("""
                        url: https://api.example.com/a
                        request_parameters: {key: "{{ config['key'] }}"}
                        authenticator:
                          type: ApiKeyAuthenticator
                          api_token: "{{ config['key'] }}"
                          inject_into: {type: RequestOption, inject_into: request_parameter, field_name: key}
                        """, CONFIG))
                .withMessage("Manifest at requester: the request parameter key is set twice.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "request_headers: \"{{ config['key'] }}\"|"
                        + "the template of request_headers must give an object, but gives a text",
                "request_parameters: \"{{ {'a': {'b': 1}} }}\"|the request parameter a must not be an object",
                "request_body_json: \"{{ config['key'] }}\"|"
                        + "the template of the body must give an object, but gives a text",
            })
    void whatDoesNotFitIntoARequestIsAnError(String members, String message) {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> request("url: https://api.example.com/a\n" + members, CONFIG))
                .withMessage("Manifest at requester: " + message + ".");
    }

    @Test
    void aValueThatVariesIsEvaluatedForEachRequest() {
        TestManifest manifest = TestManifest.of("""
                requester:
                  type: HttpRequester
                  url: "{{ config['url'] }}/{{ stream_slice['id'] }}"
                  request_parameters: {page: "{{ next_page_token['next_page_token'] }}", region: "{{ config['region'] }}"}
                """);
        Requester requester =
                Requester.compile(manifest.component("requester", "HttpRequester"), TestManifest.settings(CONFIG));
        ObjectNode partition = JsonNodeFactory.instance.objectNode();
        for (String id : List.of("1", "2")) {
            Slice slice = new Slice(partition.deepCopy().put("id", id), JsonNodeFactory.instance.objectNode());
            assertThat(requester
                            .call(slice, Optional.of(text("p" + id)), List.of(), Optional.empty())
                            .request())
                    .hasToString("GET https://api.example.com/" + id + "?page=p" + id + "&region=eu");
        }
    }

    @Test
    void aUrlOfAPageTakesThePlaceOfThePath() {
        TestManifest manifest = TestManifest.of("""
                requester: {type: HttpRequester, url_base: "https://api.example.com/v1", path: items}
                """);
        Requester requester =
                Requester.compile(manifest.component("requester", "HttpRequester"), TestManifest.settings("{}"));
        for (String path : List.of("https://api.example.com/v1/next?after=x%20y", "next?after=x%20y")) {
            assertThat(requester
                            .call(Slice.WHOLE, Optional.empty(), List.of(), Optional.of(path))
                            .request())
                    .hasToString("GET https://api.example.com/v1/next?after=x%20y");
        }
    }

    @Test
    void whatIsWrongWithTheManifestIsSaidTogether() {
        TestManifest manifest = TestManifest.of("""
                requester:
                  type: HttpRequester
                  http_method: PATCH
                  request_parameters: [a]
                  request_headers: {a: [1], b: "{{ x"}
                  request_body_json: {a: 1}
                  request_body_data: 3
                  use_cache: true
                  query_properties: {}
                  authenticator: {type: ApiKeyAuthenticator, api_token: x}
                  error_handler:
                    type: CompositeErrorHandler
                    error_handlers: []
                """);
        Requester.compile(manifest.component("requester", "HttpRequester"), TestManifest.settings("{}"));
        assertThat(manifest.faults())
                .contains(
                        "requester.url: one of url and url_base is required",
                        "requester.http_method: must be GET or POST, not PATCH",
                        "requester.request_parameters: must be an object or a string",
                        "must be a string",
                        "requester.request_body_data: excludes request_body_json",
                        "requester.query_properties: a member of HttpRequester that is not supported",
                        "requester.authenticator.inject_into: one of inject_into and header is required")
                .doesNotContain("use_cache");
    }

    @Test
    void onlyOneBodyIsAllowed() {
        TestManifest manifest = TestManifest.of("""
                requester:
                  type: HttpRequester
                  url: https://api.example.com
                  request_body_json: [1]
                  request_body: {type: RequestBodyPlainText, value: x}
                """);
        Requester.compile(manifest.component("requester", "HttpRequester"), TestManifest.settings("{}"));
        assertThat(manifest.faults())
                .contains("requester.request_body: excludes request_body_data and request_body_json");
        RequestOption option = new RequestOption(RequestOption.Place.BODY_DATA, List.of());
        assertThat(option.path()).isEmpty();
    }

    @Test
    void halfACharacterCannotBeSent() {
        TestManifest manifest = TestManifest.of("""
                option: {type: RequestOption, inject_into: request_parameter, field_name: q}
                """);
        RequestOption option = RequestOption.compile(
                        manifest.component("option", "RequestOption"), TestManifest.settings("{}"))
                .orElseThrow();
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> request(
                        "url: https://api.example.com/a", CONFIG, List.of(new Injection(option, text("\ud800")))))
                .withMessageContaining("half a surrogate pair");
    }

    @Test
    void secretsAreFoundInTheSpellingOfRequests() {
        String secret = "p\u00e4 ss*w+rd~=[x]'|y";
        ObjectNode config = JsonNodeFactory.instance.objectNode().put("key", secret);
        HttpRequest request = request("""
                url_base: https://api.example.com/v1
                path: "items/{{ config['key'] }}/parts?q={{ config['key'] }}"
                request_parameters: {key: "{{ config['key'] }}"}
                """, config.toString());
        assertThat(request.url()).contains("parts?q=p%C3%A4%20ss", "&key=p%C3%A4+ss%2Aw");
        assertThat(new Redaction(List.of(secret)).apply(request.toString()))
                .isEqualTo("GET https://api.example.com/v1/items/****/parts?q=****&key=****");
    }
}
