package io.dataconnector.connector.source.request;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.http.Backoff;
import io.dataconnector.connector.http.ResponseHead;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.ResponseHeaders;
import io.dataconnector.connector.source.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Waits as many seconds as a template makes of the body and the headers of a response: {@code WaitTimeFromResponse}. What
 * gives no number above zero, or cannot be evaluated on this response, is no opinion. A body that is no JSON, or is not
 * there, is an empty object.
 */
final class WaitTimeFromResponse implements BackoffStrategy {
    private static final String WAIT = "wait_time_in_seconds";
    private static final String BODY = "response";
    private static final Set<String> VARIABLES = Set.of("config", "parameters", BODY, "headers");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final double MAX_SECONDS = 1e10;
    private static final double MILLIS_PER_SECOND = 1_000.0;

    private final Optional<Interpolated> wait;
    private final boolean readsBody;
    private final UnaryOperator<Backoff> limit;

    private WaitTimeFromResponse(Component component, Settings settings) {
        component.requiredText(WAIT);
        wait = Interpolated.of(component, WAIT, settings);
        readsBody = wait.filter(template -> template.reads(BODY)).isPresent();
        List<String> unknown = wait.map(Interpolated::variables).orElse(Set.of()).stream()
                .filter(name -> !VARIABLES.contains(name))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            component.fault(
                    WAIT,
                    "there is no variable " + unknown.stream().collect(joining(", "))
                            + " here; there are config, headers, parameters and response");
        }
        limit = BackoffStrategies.limit(component, settings);
    }

    static BackoffStrategy compile(Component component, Settings settings) {
        return new WaitTimeFromResponse(component, settings);
    }

    @Override
    public boolean readsBody() {
        return readsBody;
    }

    @Override
    public Backoff after(Optional<Answer> answer) {
        return (attempt, head, now) -> limit.apply((unused, ofResponse, begin) -> delay(answer, ofResponse))
                .delay(attempt, head, now);
    }

    private Optional<Duration> delay(Optional<Answer> answer, Optional<ResponseHead> head) {
        Map<String, JsonNode> variables = new HashMap<>();
        variables.put(BODY, JsonNodeFactory.instance.objectNode());
        variables.put("headers", JsonNodeFactory.instance.objectNode());
        head.ifPresent(known -> variables.put("headers", ResponseHeaders.of(known)));
        answer.ifPresent(known -> variables.put(BODY, known.variables().get(BODY)));
        try {
            return wait.flatMap(template -> seconds(template.valueOrNull(variables)));
        } catch (ConnectorException e) {
            // The template was made for another response than this one.
            return Optional.empty();
        }
    }

    private static Optional<Duration> seconds(JsonNode value) {
        String text = value.isBoolean()
                ? (value.booleanValue() ? "1" : "0")
                : value.asText().strip();
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(Double.parseDouble(text))
                .filter(seconds -> seconds > 0 && Double.isFinite(seconds))
                .map(seconds -> Duration.ofMillis((long) (Math.min(seconds, MAX_SECONDS) * MILLIS_PER_SECOND)));
    }
}
