package io.dataconnector.connector.source.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.http.CallBudget;
import io.dataconnector.connector.http.CallBudget.Policy;
import io.dataconnector.connector.http.CallBudget.Rate;
import io.dataconnector.connector.http.HttpRequest;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.template.JsonValues;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * The {@code api_budget} of a manifest. A fixed window is kept as a moving one: in every span as long as the window, no
 * more requests are sent than the window allows, so that it does not matter when the server's windows begin.
 */
public final class ApiBudget {
    private ApiBudget() {}

    /** An HTTPAPIBudget; what is wrong with it is a fault of the manifest. */
    public static CallBudget compile(Component budget, Settings settings) {
        // What a response says of the limit is heeded where it matters, when the request is sent again.
        budget.passOver("ratelimit_reset_header", "ratelimit_remaining_header", "status_codes_for_ratelimit_hit");
        budget.requiredValue("policies");
        List<Policy> policies = budget
                .components(
                        "policies",
                        "FixedWindowCallRatePolicy",
                        "MovingWindowCallRatePolicy",
                        "UnlimitedCallRatePolicy")
                .stream()
                .map(policy -> new Policy(matcher(policy), rates(policy, settings)))
                .toList();
        return new CallBudget(policies);
    }

    /** Of several matchers one is enough; a policy without any is for all requests. */
    private static Predicate<HttpRequest> matcher(Component policy) {
        List<RequestMatcher> matchers = policy.untypedComponents("matchers").stream()
                .map(RequestMatcher::compile)
                .toList();
        return request -> matchers.isEmpty() || matchers.stream().anyMatch(matcher -> matcher.test(request));
    }

    private static List<Rate> rates(Component policy, Settings settings) {
        List<Rate> rates = new ArrayList<>();
        switch (policy.type()) {
            case "FixedWindowCallRatePolicy" ->
                rate(policy, "call_limit", "period", settings).ifPresent(rates::add);
            case "MovingWindowCallRatePolicy" -> {
                List<Component> components = policy.untypedComponents("rates");
                if (components.isEmpty()) {
                    policy.fault("rates", "at least one is required");
                }
                components.forEach(
                        rate -> rate(rate, "limit", "interval", settings).ifPresent(rates::add));
            }
            default -> {}
        }
        return rates;
    }

    private static Optional<Rate> rate(Component component, String limitName, String intervalName, Settings settings) {
        component.requiredValue(limitName);
        OptionalInt limit = integer(component, limitName, settings);
        Optional<Duration> interval = interval(component.requiredText(intervalName));
        if (limit.isPresent() && limit.getAsInt() < 1) {
            component.fault(limitName, "must be 1 or more");
            return Optional.empty();
        }
        if (interval.isEmpty()) {
            component.fault(intervalName, "must be an ISO 8601 duration, such as PT1M");
        }
        return limit.isEmpty() ? Optional.empty() : interval.map(duration -> new Rate(limit.getAsInt(), duration));
    }

    private static Optional<Duration> interval(String text) {
        try {
            return Optional.of(Duration.parse(text)).filter(duration -> !duration.isNegative() && !duration.isZero());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** An integer that may be a template of the configuration; none is a fault. */
    static OptionalInt integer(Component component, String member, Settings settings) {
        Optional<JsonNode> value = component
                .value(member)
                .flatMap(given -> Interpolated.of(JsonValues.toText(given), component, member, settings))
                .flatMap(text -> value(text, component, member));
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!value.get().isInt() && !(value.get().isLong() && value.get().canConvertToInt())) {
            component.fault(member, "must be an integer, or a template that gives one");
            return OptionalInt.empty();
        }
        return OptionalInt.of(value.get().intValue());
    }

    private static Optional<JsonNode> value(Interpolated text, Component component, String member) {
        try {
            return Optional.of(text.valueOrNull(Map.of()));
        } catch (ConnectorException e) {
            component.fault(member, "cannot be evaluated: " + e.getMessage());
            return Optional.empty();
        }
    }
}
