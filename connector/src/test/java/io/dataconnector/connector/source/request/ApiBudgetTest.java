package io.dataconnector.connector.source.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.http.HttpRequest;
import io.dataconnector.connector.http.HttpRequest.Header;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ApiBudgetTest {
    private static final HttpRequest REQUEST =
            HttpRequest.get("https://api.example.com/v1/items/?a=1&b=x%20y", List.of(new Header("X-Kind", "bulk")));

    private static String faults(String yaml) {
        TestManifest manifest = TestManifest.of(yaml);
        ApiBudget.compile(
                manifest.component("api_budget", "HTTPAPIBudget"),
                TestManifest.settings("{\"limit\": 3, \"word\": \"many\"}"));
        return manifest.faults();
    }

    @Test
    void aBudgetHasPoliciesOfThreeKinds() {
        assertThat(faults("""
                        api_budget:
                          type: HTTPAPIBudget
                          status_codes_for_ratelimit_hit: [429]
                          policies:
                            - {type: UnlimitedCallRatePolicy, matchers: [{method: POST}]}
                            - {type: FixedWindowCallRatePolicy, call_limit: 10, period: PT1M, matchers: []}
                            - type: MovingWindowCallRatePolicy
                              rates: [{limit: "{{ config['limit'] }}", interval: PT1S}, {limit: 60, interval: PT1M}]
                              matchers: [{type: HttpRequestRegexMatcher, url_path_pattern: "^/v1"}]
                        """)).isEmpty();
    }

    @Test
    void whatIsWrongWithABudgetIsSaid() {
        assertThat(faults("""
                        api_budget:
                          type: HTTPAPIBudget
                          policies:
                            - {type: FixedWindowCallRatePolicy, call_limit: 0, period: PT1M, matchers: [{weight: 2}]}
                            - {type: MovingWindowCallRatePolicy, rates: [], matchers: [{url_path_pattern: "("}]}
                            - type: MovingWindowCallRatePolicy
                              rates: [{limit: "{{ config['word'] }}", interval: often}, {limit: "{{ 1 // 0 }}", interval: PT0S}]
                              matchers: []
                        """))
                .contains(
                        "api_budget.policies[0].call_limit: must be 1 or more",
                        "api_budget.policies[0].matchers[0].weight: a member of this object that is not supported",
                        "api_budget.policies[1].rates: at least one is required",
                        "api_budget.policies[1].matchers[0].url_path_pattern: is no regular expression",
                        "api_budget.policies[2].rates[0].limit: must be an integer",
                        "api_budget.policies[2].rates[0].interval: must be an ISO 8601 duration, such as PT1M",
                        "api_budget.policies[2].rates[1].limit: cannot be evaluated",
                        "api_budget.policies[2].rates[1].interval: must be an ISO 8601 duration, such as PT1M");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|true",
                "{method: get}|true",
                "{method: POST}|false",
                "{url_base: 'https://api.example.com/'}|true",
                "{url_base: 'https://api.example.com/v1'}|false",
                "{url_path_pattern: 'items$'}|true",
                "{url_path_pattern: '^items'}|false",
                "{params: {a: 1, b: x y}}|true",
                "{params: {a: 2}}|false",
                "{headers: {x-kind: bulk}}|true",
                "{headers: {x-kind: single}}|false",
                "{method: GET, url_path_pattern: other}|false"
            })
    void aMatcherIsForTheRequestsThatAllItsConditionsHoldFor(String matcher, boolean matches) {
        TestManifest manifest = TestManifest.of("matcher: " + matcher);
        assertThat(RequestMatcher.compile(manifest.source().untyped("matcher").orElseThrow())
                        .test(REQUEST))
                .isEqualTo(matches);
        assertThat(manifest.faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "default_concurrency: 4|4|",
                "default_concurrency: 4, max_concurrency: 2|4|",
                "default_concurrency: \"{{ config['limit'] }}\", max_concurrency: 2|2|",
                "default_concurrency: \"{{ config.get('gone', 5) }}\", max_concurrency: 9|5|",
                "default_concurrency: \"{{ config['limit'] }}\"|3|max_concurrency: is required",
                "default_concurrency: \"{{ config['word'] }}\", max_concurrency: 2||default_concurrency: must be an integer",
                "default_concurrency: 0||default_concurrency: must be 1 or more",
                "max_concurrency: 2||default_concurrency"
            })
    void concurrencyIsANumberOrATemplateWithALimit(String members, Integer expected, String fault) {
        TestManifest manifest = TestManifest.of("concurrency_level: {type: ConcurrencyLevel, " + members + "}");
        OptionalInt concurrency = ConcurrencyLevel.compile(
                manifest.component("concurrency_level", "ConcurrencyLevel"),
                TestManifest.settings("{\"limit\": 3, \"word\": \"many\"}"));
        assertThat(concurrency).isEqualTo(expected == null ? OptionalInt.empty() : OptionalInt.of(expected));
        assertThat(manifest.faults()).contains(fault == null ? "" : fault);
    }
}
