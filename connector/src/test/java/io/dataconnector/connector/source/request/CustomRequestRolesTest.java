package io.dataconnector.connector.source.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.http.HttpCall;
import io.dataconnector.connector.http.HttpRequest;
import io.dataconnector.connector.http.HttpRequest.Header;
import io.dataconnector.connector.http.ResponseHead;
import io.dataconnector.connector.http.ResponsePolicy;
import io.dataconnector.connector.http.ResponsePolicy.Sight;
import io.dataconnector.connector.http.Verdict;
import io.dataconnector.connector.http.Verdict.Action;
import io.dataconnector.connector.source.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requesters, authenticators and error handlers that are classes in Java. */
final class CustomRequestRolesTest {
    private static HttpCall call(String requester, String config) {
        TestManifest manifest = TestManifest.of("requester:\n" + requester.indent(2));
        String type = requester.contains("CustomRequester") ? "CustomRequester" : "HttpRequester";
        Requester compiled = Requester.compile(manifest.component("requester", type), TestManifest.settings(config));
        assertThat(manifest.faults()).isEmpty();
        Slice slice =
                new Slice(JsonNodeFactory.instance.objectNode().put("id", 7), JsonNodeFactory.instance.objectNode());
        return compiled.call(slice, Optional.empty(), List.of(), Optional.empty());
    }

    private static Map<String, String> headers(HttpRequest request) {
        return request.headers().stream().collect(Collectors.toMap(Header::name, Header::value));
    }

    private static ResponsePolicy policy(String handler) {
        return call("type: HttpRequester\nurl: https://a.example/items\nerror_handler: " + handler, "{}")
                .policy();
    }

    private static ResponseHead head(int status) {
        return new ResponseHead(status, Map.of("x-a", List.of("1")));
    }

    private static byte[] body(String json) {
        return json.getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, ACCEPT",
        "IGNORE, IGNORE",
        "RETRY, RETRY",
        "RATE_LIMITED, RATE_LIMITED",
        "REFRESH_TOKEN_THEN_RETRY, RENEW_CREDENTIALS",
        "FAIL, FAIL"
    })
    void anErrorHandlerDecides(String decided, Action action) {
        String json = "{\"do\": \"" + decided + "\"}";

        Verdict verdict = policy("{class_name: test.Judge}").judge(head(404), body(json));

        assertThat(verdict.action()).isEqualTo(action);
        assertThat(verdict.message()).contains(json + "[x-a]");
        assertThat(verdict.failureType())
                .isEqualTo(action == Action.FAIL ? Optional.of(FailureType.SYSTEM_ERROR) : Optional.empty());
    }

    @Test
    void whatAnErrorHandlerDoesNotSayIsForItsFiltersAndTheStatus() {
        ResponsePolicy policy = policy("""
                {type: CustomErrorHandler, class_name: test.Judge, max_retries: 3, own: 1, response_filters: [
                {type: HttpResponseFilter, http_codes: [404], action: IGNORE}], backoff_strategies: [
                {type: ConstantBackoffStrategy, backoff_time_in_seconds: 9}]}""".replace("\n", " "));

        assertThat(policy.judge(head(404), body("{}")).action()).isEqualTo(Action.IGNORE);
        assertThat(policy.judge(head(503), body("busy")).action()).isEqualTo(Action.RETRY);
        assertThat(policy.maxRetries()).hasValue(3);
        assertThat(policy.backoff().delay(1, Optional.empty(), Instant.EPOCH)).contains(Duration.ofSeconds(9));
        assertThat(policy.sight(head(200))).isEqualTo(Sight.NOTHING);
        assertThat(policy.sight(head(400))).isEqualTo(Sight.BEGINNING);
    }

    @Test
    void anErrorHandlerMayBeOneOfSeveral() {
        ResponsePolicy policy = policy("{type: CompositeErrorHandler, error_handlers: [{type: CustomErrorHandler,"
                + " class_name: test.Judge}, {type: DefaultErrorHandler, response_filters: [{type: HttpResponseFilter,"
                + " http_codes: [418], action: IGNORE}]}]}");

        assertThat(policy.judge(head(418), body("{\"do\":\"SUCCESS\"}")).action())
                .isEqualTo(Action.ACCEPT);
        assertThat(policy.judge(head(418), body("{}")).action()).isEqualTo(Action.IGNORE);
    }

    @Test
    void aFailureOfAnErrorHandlerNamesItsPlace() {
        ResponsePolicy policy = policy("{class_name: test.Judge}");

        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> policy.judge(head(500), body("{\"fault\": 1}")))
                .withMessage("Manifest at requester.error_handler: the Java class of this component has failed with"
                        + " IllegalStateException: a fault. Tell whoever maintains that class.");
    }

    @Test
    void anAuthenticatorIsAskedWhenARequestIsSentAndWhatItGivesIsHidden() {
        String requester =
                "type: HttpRequester\nurl: https://a.example/items?a=1\nauthenticator: {class_name: test.Token}";
        HttpCall call = call(requester, "{\"token\": \"secret\"}");
        RecordedLogin login = new RecordedLogin();

        HttpRequest signed = call.credentials().orElseThrow().sign(login);

        assertThat(headers(call.request())).doesNotContainKey("Authorization");
        assertThat(headers(signed)).containsEntry("Authorization", "Bearer secret");
        assertThat(signed.url()).isEqualTo("https://a.example/items?a=1&key=k%26y");
        assertThat(login.hidden).containsExactly("Bearer secret", "secret", "k&y");
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(
                        () -> call(requester, "{}").credentials().orElseThrow().sign(login))
                .withMessageStartingWith(
                        "Manifest at requester.authenticator: the Java class of this component has failed"
                                + " with IllegalStateException: no token.");
    }

    @Test
    void aRequesterChangesWhatTheManifestMakes() {
        HttpCall call = call("""
                type: CustomRequester
                class_name: test.Plain
                url_base: https://a.example
                path: items
                http_method: POST
                request_parameters: {list: "List(1)"}
                request_body_json: {a: "{{ stream_slice.id }}"}
                own: {any: thing}
                authenticator: {type: CustomAuthenticator, class_name: test.Token}
                """, "{\"token\": \"secret\"}");

        assertThat(call.request().method()).isEqualTo("POST");
        assertThat(call.request().url()).isEqualTo("https://a.example/items?list=List(1)");
        assertThat(headers(call.request()))
                .containsOnly(
                        Map.entry("X-Slice", "{\"id\":7}"),
                        Map.entry("X-Seen", "application/json"),
                        Map.entry("Authorization", "none"));
        assertThat(call.request().body()).contains(new HttpRequest.Body("}7 :\"a\"{", Optional.empty()));
        HttpRequest signed = call.credentials().orElseThrow().sign(new RecordedLogin());
        assertThat(signed.url()).isEqualTo("https://a.example/items?list=List(1)&key=k%26y");
        assertThat(headers(signed)).containsEntry("Authorization", "Bearer secret");
    }

    @Test
    void whatHasNoClassIsALimitWhateverItsMembersAre() {
        TestManifest manifest = TestManifest.of("requester: {type: CustomRequester, class_name: test.Absent,"
                + " http_method: BREW, error_handler: {class_name: test.Other}}");

        Requester.compile(manifest.component("requester", "CustomRequester"), TestManifest.settings("{}"));

        assertThat(manifest.faults())
                .contains("requester.class_name: the class \"test.Absent\" is Python code", "a CustomRequester")
                .doesNotContain("BREW", "test.Other", "url");
        assertThat(limits("error_handler: {class_name: test.Absent, response_filters: [{type: None}]}"))
                .contains("\"test.Absent\" is Python code", "a CustomErrorHandler")
                .doesNotContain("response_filters");
        assertThat(limits("authenticator: {class_name: test.Absent}")).contains("a CustomAuthenticator");
    }

    private static String limits(String member) {
        TestManifest manifest =
                TestManifest.of("requester:\n  type: HttpRequester\n  url: https://a.example/items\n  " + member);
        Requester.compile(manifest.component("requester", "HttpRequester"), TestManifest.settings("{}"));
        return manifest.faults();
    }
}
