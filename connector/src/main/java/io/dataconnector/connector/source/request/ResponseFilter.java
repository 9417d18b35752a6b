package io.dataconnector.connector.source.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.failure.RefusedRequestException.Remedy;
import io.dataconnector.connector.http.ResponseHead;
import io.dataconnector.connector.http.ResponsePolicy;
import io.dataconnector.connector.http.ResponsePolicy.Sight;
import io.dataconnector.connector.http.Verdict;
import io.dataconnector.connector.http.Verdict.Action;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.template.JsonValues;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An HttpResponseFilter of a manifest: what is done about responses that have one of some statuses, for which a predicate
 * holds, or in whose message a text occurs. Without an action it does nothing, as in the CDK.
 */
final class ResponseFilter implements ResponseRule {
    private static final int FIRST_ERROR = 400;
    /** Of these, the CDK says that they are nobody's fault but that of the moment. */
    private static final Set<Integer> TRANSIENT = Set.of(408, 429, 500, 502, 503, 504);

    private final Set<Integer> statuses;
    private final Optional<Interpolated> predicate;
    private final Optional<String> contained;
    private final Optional<Interpolated> message;
    private final Optional<Action> action;
    private final Optional<FailureType> failureType;

    private ResponseFilter(Component component, Settings settings, Set<Remedy> remedies) {
        statuses = statuses(component);
        predicate = text(component, "predicate", settings);
        contained = component.text("error_message_contains").filter(text -> !text.isEmpty());
        message = text(component, "error_message", settings);
        action = component.text("action").flatMap(name -> action(name, component, remedies));
        failureType = component.text("failure_type").flatMap(name -> failureType(name, component));
    }

    /** @param remedies the actions that whoever sends the requests knows how to take */
    static ResponseFilter compile(Component component, Settings settings, Set<Remedy> remedies) {
        return new ResponseFilter(component, settings, remedies);
    }

    private static Optional<Interpolated> text(Component component, String member, Settings settings) {
        return Interpolated.of(component, member, settings)
                .filter(text -> !text.text().isEmpty());
    }

    private static Set<Integer> statuses(Component component) {
        Set<Integer> statuses = new HashSet<>();
        List<JsonNode> values = component.values("http_codes");
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).isInt()) {
                statuses.add(values.get(i).intValue());
            } else {
                component.fault("http_codes[" + i + "]", "must be a status of HTTP, such as 404");
            }
        }
        return Set.copyOf(statuses);
    }

    private static Optional<Action> action(String name, Component component, Set<Remedy> remedies) {
        Optional<Action> action = switch (name) {
            case "SUCCESS" -> Optional.of(Action.ACCEPT);
            case "RETRY" -> Optional.of(Action.RETRY);
            case "REFRESH_TOKEN_THEN_RETRY" -> Optional.of(Action.RENEW_CREDENTIALS);
            case "RATE_LIMITED" -> Optional.of(Action.RATE_LIMITED);
            case "IGNORE" -> Optional.of(Action.IGNORE);
            case "FAIL" -> Optional.of(Action.FAIL);
            default ->
                remedies.stream()
                        .filter(remedy -> remedy.name().equals(name))
                        .map(ResponseFilter::action)
                        .findFirst();
        };
        if (action.isEmpty()) {
            component.fault("action", "the action " + name + " is not supported here; " + whereSupported(name));
        }
        return action;
    }

    private static Action action(Remedy remedy) {
        return switch (remedy) {
            case RESET_PAGINATION -> Action.RESET_PAGINATION;
            case REDUCE_PAGE_SIZE -> Action.REDUCE_PAGE_SIZE;
            case SPLIT_REQUEST_WINDOW -> Action.SPLIT_REQUEST_WINDOW;
        };
    }

    private static String whereSupported(String name) {
        return switch (name) {
            case "RESET_PAGINATION" -> "only requests for the pages of a stream have it";
            case "REDUCE_PAGE_SIZE" ->
                "only the requester of a SimpleRetriever has it, which needs page_size_reduction then";
            case "SPLIT_REQUEST_WINDOW" ->
                "only the requester of a SimpleRetriever has it, which needs request_window_splitting then";
            default ->
                "supported: SUCCESS, FAIL, RETRY, IGNORE, RATE_LIMITED, REFRESH_TOKEN_THEN_RETRY, RESET_PAGINATION,"
                        + " REDUCE_PAGE_SIZE, SPLIT_REQUEST_WINDOW";
        };
    }

    private static Optional<FailureType> failureType(String name, Component component) {
        Optional<FailureType> type = switch (name) {
            case "config_error" -> Optional.of(FailureType.CONFIG_ERROR);
            case "system_error" -> Optional.of(FailureType.SYSTEM_ERROR);
            case "transient_error" -> Optional.of(FailureType.TRANSIENT_ERROR);
            default -> Optional.empty();
        };
        if (type.isEmpty()) {
            component.fault("failure_type", "must be config_error, system_error or transient_error, not " + name);
        }
        return type;
    }

    @Override
    public Sight sight(ResponseHead head) {
        if (action.isEmpty()) {
            return Sight.NOTHING;
        }
        boolean looksAtAll = contained.isPresent() || looksAtBody(predicate);
        if (looksAtAll && !statuses.contains(head.status())) {
            return head.status() < FIRST_ERROR ? Sight.WHOLE : Sight.BEGINNING;
        }
        return statuses.contains(head.status()) && looksAtBody(message) ? Sight.BEGINNING : Sight.NOTHING;
    }

    @Override
    public boolean mayRetry(ResponseHead head) {
        boolean isRetry = action.filter(List.of(Action.RETRY, Action.RATE_LIMITED, Action.RENEW_CREDENTIALS)::contains)
                .isPresent();
        return isRetry && (statuses.contains(head.status()) || predicate.isPresent() || contained.isPresent());
    }

    private static boolean looksAtBody(Optional<Interpolated> text) {
        return text.filter(template -> template.reads("response")).isPresent();
    }

    @Override
    public Optional<Verdict> judge(Answer answer) {
        return action.filter(given -> matches(answer)).map(given -> verdict(given, answer));
    }

    private boolean matches(Answer answer) {
        return statuses.contains(answer.status())
                || predicate.filter(given -> given.isTrue(answer.variables())).isPresent()
                || contained
                        .filter(text -> answer.message().orElse("").contains(text))
                        .isPresent();
    }

    private Verdict verdict(Action given, Answer answer) {
        Optional<String> text = message.map(template -> template.valueOrNull(answer.variables()))
                .filter(value -> !value.isNull())
                .map(JsonValues::toText);
        Optional<FailureType> type =
                given == Action.FAIL ? failureType.or(() -> Optional.of(usualType(answer.status()))) : Optional.empty();
        return new Verdict(given, text, type);
    }

    /** The type of a failure of which nobody says more than the status. */
    static FailureType usualType(int status) {
        return TRANSIENT.contains(status)
                ? FailureType.TRANSIENT_ERROR
                : ResponsePolicy.ofStatus(status).failureType().orElse(FailureType.SYSTEM_ERROR);
    }
}
