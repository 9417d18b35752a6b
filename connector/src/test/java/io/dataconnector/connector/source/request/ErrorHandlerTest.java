package io.dataconnector.connector.source.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.http.LaterPagePolicy;
import io.dataconnector.connector.http.ResponseHead;
import io.dataconnector.connector.http.ResponsePolicy;
import io.dataconnector.connector.http.ResponsePolicy.Sight;
import io.dataconnector.connector.http.Verdict;
import io.dataconnector.connector.http.Verdict.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorHandlerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static ResponsePolicy policy(String members) {
        TestManifest manifest =
                TestManifest.of("error_handler:\n" + ("type: DefaultErrorHandler\n" + members).indent(2));
        ErrorHandler handler = ErrorHandler.compile(
                manifest.source(),
                "error_handler",
                TestManifest.settings("{\"seconds\": \"soon\", \"form\": \"(\"}"),
                Set.of());
        assertThat(manifest.faults()).isEmpty();
        return new ManifestPolicy(handler, "https://api.example.com/v1/items?key=secret");
    }

    private static ResponseHead head(int status) {
        return new ResponseHead(status, Map.of("retry-after", List.of("7"), "x-wait", List.of("5", "6")));
    }

    private static String faults(String members) {
        TestManifest manifest =
                TestManifest.of("error_handler:\n" + ("type: DefaultErrorHandler\n" + members).indent(2));
        ErrorHandler.compile(manifest.source(), "error_handler", TestManifest.settings("{}"), Set.of());
        return manifest.faults();
    }

    @Test
    void aStrategyMayBeAClassInJava() {
        ResponsePolicy policy = policy("""
                backoff_strategies:
                  - class_name: test.Patient
                  - {type: ConstantBackoffStrategy, backoff_time_in_seconds: 9}
                """);

        assertThat(policy.backoff().delay(3, Optional.of(head(503)), NOW)).contains(Duration.ofSeconds(3));
        assertThat(policy.backoff().delay(3, Optional.empty(), NOW)).contains(Duration.ofSeconds(9));
    }

    @Test
    void withoutAHandlerTheStatusDecides() {
        TestManifest manifest = TestManifest.of("version: 1.0.0");
        ManifestPolicy policy = new ManifestPolicy(
                ErrorHandler.compile(manifest.source(), "error_handler", TestManifest.settings("{}"), Set.of()),
                "https://x.y/");
        assertThat(policy.judge(head(200)).action()).isEqualTo(Action.ACCEPT);
        assertThat(policy.judge(head(429)).action()).isEqualTo(Action.RATE_LIMITED);
        assertThat(policy.judge(head(408)).action()).isEqualTo(Action.RETRY);
        assertThat(policy.judge(head(403)).failureType()).contains(FailureType.CONFIG_ERROR);
        assertThat(policy.judge(head(409)).failureType()).contains(FailureType.SYSTEM_ERROR);
        assertThat(policy.judge(head(410)).action()).isEqualTo(Action.MISSING);
        assertThat(policy.sight(head(500))).isEqualTo(Sight.NOTHING);
        assertThat(policy.maxRetries()).isEmpty();
        assertThat(policy.backoff().delay(1, Optional.of(head(429)), NOW)).isEmpty();
    }

    /** Where no filter looks at the body of a success, it need not be held. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "action: IGNORE, http_codes: [404]|NOTHING|NOTHING",
                "action: IGNORE, predicate: \"{{ headers['x'] == '1' }}\"|NOTHING|NOTHING",
                "action: FAIL, predicate: \"{{ 'error' in response }}\"|WHOLE|BEGINNING",
                "action: FAIL, error_message_contains: quota|WHOLE|BEGINNING",
                "action: FAIL, http_codes: [404], error_message: \"{{ response.error }}\"|NOTHING|BEGINNING",
                "predicate: \"{{ 'error' in response }}\"|NOTHING|NOTHING"
            })
    void onlyWhatAFilterLooksAtIsSeen(String filter, Sight ofSuccess, Sight ofFailure) {
        ResponsePolicy policy = policy("response_filters: [{type: HttpResponseFilter, " + filter + "}]");
        assertThat(policy.sight(head(200))).isEqualTo(ofSuccess);
        assertThat(policy.sight(head(404))).isEqualTo(ofFailure);
    }

    /** Of a success only where a filter may have it tried again, since the body of all others is to be passed on. */
    @Test
    void aStrategyThatReadsTheBodySeesIt() {
        String strategies = """
                backoff_strategies:
                  - {type: WaitTimeFromResponse, wait_time_in_seconds: "{{ response.wait }}"}
                  - {type: ConstantBackoffStrategy, backoff_time_in_seconds: 9}
                """;
        ResponsePolicy policy = policy(strategies);
        assertThat(policy.sight(head(200))).isEqualTo(Sight.NOTHING);
        assertThat(policy.sight(head(503))).isEqualTo(Sight.BEGINNING);
        assertThat(policy(strategies
                                + "response_filters: [{type: HttpResponseFilter, action: RETRY, http_codes: [202]}]")
                        .sight(head(202)))
                .isEqualTo(Sight.BEGINNING);

        Verdict verdict = policy.judge(head(503), "{\"wait\": 4}".getBytes(UTF_8));
        assertThat(verdict.backoff().orElseThrow().delay(1, Optional.of(head(503)), NOW))
                .contains(Duration.ofSeconds(4));
        assertThat(policy.backoff().delay(1, Optional.empty(), NOW)).contains(Duration.ofSeconds(9));
        assertThat(policy("").judge(head(503)).backoff()).isEmpty();
    }

    @Test
    void aLaterPageThatIsNotThereIsIgnoredUnlessTheManifestSaysWhat404Means() {
        LaterPagePolicy byDefault = new LaterPagePolicy(policy(""));
        assertThat(byDefault.judge(head(404)).action()).isEqualTo(Action.IGNORE);
        assertThat(byDefault.isMissing()).isTrue();
        assertThat(byDefault.judge(head(500)).action()).isEqualTo(Action.RETRY);
        assertThat(byDefault.isMissing()).isFalse();

        LaterPagePolicy byManifest = new LaterPagePolicy(policy("""
                max_retries: 7
                backoff_strategies: [{type: ConstantBackoffStrategy, backoff_time_in_seconds: 3}]
                response_filters:
                  - {type: HttpResponseFilter, http_codes: [404], action: IGNORE}
                  - {type: HttpResponseFilter, error_message_contains: x, action: FAIL}
                """));
        assertThat(byManifest.judge(head(404), new byte[0]).action()).isEqualTo(Action.IGNORE);
        assertThat(byManifest.isMissing()).isFalse();
        assertThat(byManifest.sight(head(200))).isEqualTo(Sight.WHOLE);
        assertThat(byManifest.maxRetries()).hasValue(7);
        assertThat(byManifest.backoff().delay(1, Optional.empty(), NOW)).contains(Duration.ofSeconds(3));
    }

    @Test
    void messagesSeeTheResponseButNoQueryOfTheRequest() {
        Verdict verdict = policy("""
                response_filters:
                  - type: HttpResponseFilter
                    predicate: "{{ response['code'] == 17 }}"
                    action: FAIL
                    failure_type: transient_error
                    error_message: "{{ response.text }} at {{ request_url }}, {{ headers['X-Wait'] }}"
                """).judge(head(200), "{\"code\": 17, \"text\": \"Busy\"}".getBytes(UTF_8));
        assertThat(verdict)
                .isEqualTo(new Verdict(
                        Action.FAIL,
                        Optional.of("Busy at https://api.example.com/v1/items, 5, 6"),
                        Optional.of(FailureType.TRANSIENT_ERROR)));
    }

    @Test
    void waitsBecomeLongerByChanceWithinTheirRange() {
        ResponsePolicy policy = policy("""
                backoff_strategies:
                  - {type: ConstantBackoffStrategy, backoff_time_in_seconds: 2, jitter_range_in_seconds: 1}
                """);
        for (int i = 0; i < 20; i++) {
            assertThat(policy.backoff().delay(1, Optional.empty(), NOW).orElseThrow())
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: ConstantBackoffStrategy, backoff_time_in_seconds: \"{{ config['seconds'] }}\"}|"
                        + "backoff_time_in_seconds: the value is not a number of seconds",
                "{type: ConstantBackoffStrategy, backoff_time_in_seconds: -1}|"
                        + "backoff_time_in_seconds: the value is not a number of seconds",
                "{type: WaitTimeFromHeader, header: x, regex: \"{{ config['form'] }}\"}|"
                        + "regex: this is no regular expression"
            })
    void aWaitThatCannotBeFoundIsAnErrorThatDoesNotShowTheValue(String strategy, String message) {
        ResponsePolicy policy = policy("backoff_strategies: [" + strategy + "]");
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> policy.backoff().delay(1, Optional.of(head(429)), NOW))
                .withMessageContaining("Manifest at error_handler.backoff_strategies[0]." + message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("soon"));
    }

    @Test
    void retriesMustBeANumber() {
        ResponsePolicy policy = policy("max_retries: \"{{ config['seconds'] }}\"");
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(policy::maxRetries)
                .withMessage("Manifest at error_handler.max_retries: max_retries must be an integer.");
        assertThat(policy("max_retries: \"{{ config['gone'] }}\"").maxRetries()).isEmpty();
        assertThat(policy("max_retries: -3").maxRetries()).hasValue(0);
    }

    @Test
    void whatIsWrongWithAHandlerIsSaid() {
        assertThat(faults("""
                        backoff_strategies:
                          - {type: WaitTimeFromHeader, header: x, regex: "("}
                          - {type: ConstantBackoffStrategy, backoff_time_in_seconds: [1]}
                          - {type: WaitTimeFromResponse}
                          - {type: WaitTimeFromResponse, wait_time_in_seconds: "{{ resposne.x or headers.y }}"}
                        response_filters:
                          - {type: HttpResponseFilter, action: RESET_PAGINATION, http_codes: ["404"]}
                          - {type: HttpResponseFilter, action: FAIL, failure_type: odd}
                        """))
                .contains(
                        "backoff_strategies[0].regex: is no regular expression",
                        "backoff_strategies[1].backoff_time_in_seconds: must be a number of seconds",
                        "the required member wait_time_in_seconds of WaitTimeFromResponse is missing",
                        "backoff_strategies[3].wait_time_in_seconds: there is no variable resposne here",
                        "the action RESET_PAGINATION is not supported here; only requests for the pages",
                        "must be a status of HTTP",
                        "failure_type: must be config_error, system_error or transient_error, not odd");
    }
}
