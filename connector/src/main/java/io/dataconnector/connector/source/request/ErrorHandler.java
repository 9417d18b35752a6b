package io.dataconnector.connector.source.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.failure.RefusedRequestException.Remedy;
import io.dataconnector.connector.http.Backoff;
import io.dataconnector.connector.http.Backoffs;
import io.dataconnector.connector.http.ResponseHead;
import io.dataconnector.connector.http.ResponsePolicy;
import io.dataconnector.connector.http.ResponsePolicy.Sight;
import io.dataconnector.connector.http.Verdict;
import io.dataconnector.connector.http.Verdict.Action;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.template.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The error handler of a manifest: several groups of filters, one for each DefaultErrorHandler. As in the CDK, the first
 * filter of a group that a response matches decides, else its status; a group whose decision is to accept, to ignore, or
 * to try again in some way has the last word, else the last group has; the number of retries is that of the first group; and the
 * first strategy that knows how long to wait is taken, whichever group it stands in.
 */
final class ErrorHandler {
    private static final String CUSTOM = "CustomErrorHandler";
    private static final String[] TYPES = {"DefaultErrorHandler", "CompositeErrorHandler", CUSTOM};
    private static final int FIRST_ERROR = 400;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    /** The actions of a group that no later one changes. */
    private static final List<Action> FINAL = List.of(
            Action.ACCEPT,
            Action.RETRY,
            Action.RENEW_CREDENTIALS,
            Action.IGNORE,
            Action.RESET_PAGINATION,
            Action.REDUCE_PAGE_SIZE,
            Action.SPLIT_REQUEST_WINDOW);

    private final List<List<ResponseRule>> groups = new ArrayList<>();
    private final List<BackoffStrategy> strategies = new ArrayList<>();
    private Optional<Interpolated> maxRetries = Optional.empty();

    private final Set<Remedy> remedies;

    private ErrorHandler(Set<Remedy> remedies) {
        this.remedies = remedies;
    }

    /**
     * The handler that a member of a component holds; without one, the status alone decides.
     *
     * @param remedies the actions that whoever sends the requests knows how to take
     */
    static ErrorHandler compile(Component component, String member, Settings settings, Set<Remedy> remedies) {
        ErrorHandler handler = new ErrorHandler(remedies);
        component.component(member, TYPES).ifPresent(given -> handler.add(given, settings));
        if (handler.groups.isEmpty()) {
            handler.groups.add(List.of());
        }
        return handler;
    }

    private void add(Component component, Settings settings) {
        if (component.type().equals("CompositeErrorHandler")) {
            if (component.requiredValue("error_handlers").isEmpty()) {
                component.fault("error_handlers", "at least one is required");
            }
            component.components("error_handlers", TYPES).forEach(inner -> add(inner, settings));
            return;
        }
        List<ResponseRule> rules = new ArrayList<>();
        if (component.type().equals(CUSTOM)) {
            Optional<ResponseRule> custom = CustomRule.compile(component, settings);
            if (custom.isEmpty()) {
                return;
            }
            rules.add(custom.get());
        }
        Optional<Interpolated> retries = component
                .value("max_retries")
                .flatMap(value -> Interpolated.of(JsonValues.toText(value), component, "max_retries", settings));
        if (groups.isEmpty()) {
            maxRetries = retries;
        }
        component
                .components("response_filters", "HttpResponseFilter")
                .forEach(filter -> rules.add(ResponseFilter.compile(filter, settings, remedies)));
        groups.add(rules);
        component
                .components("backoff_strategies", BackoffStrategies.types())
                .forEach(strategy -> strategies.add(BackoffStrategies.compile(strategy, settings)));
    }

    /** What has to be seen of the body of a response. */
    Sight sight(ResponseHead head) {
        Sight most = Sight.NOTHING;
        for (List<ResponseRule> filters : groups) {
            for (ResponseRule filter : filters) {
                Sight sight = filter.sight(head);
                most = sight.compareTo(most) > 0 ? sight : most;
            }
        }
        boolean isSeen = most != Sight.NOTHING || !backsOffByBody() || !mayBeRetried(head);
        return isSeen ? most : Sight.BEGINNING;
    }

    private boolean mayBeRetried(ResponseHead head) {
        return head.status() >= FIRST_ERROR
                || groups.stream().flatMap(List::stream).anyMatch(filter -> filter.mayRetry(head));
    }

    /** Whether a strategy looks at the body of a response. */
    boolean backsOffByBody() {
        return strategies.stream().anyMatch(BackoffStrategy::readsBody);
    }

    Verdict judge(Answer answer) {
        Verdict verdict = byStatus(answer.status());
        for (List<ResponseRule> filters : groups) {
            verdict = filters.stream()
                    .flatMap(filter -> filter.judge(answer).stream())
                    .findFirst()
                    .orElseGet(() -> byStatus(answer.status()));
            if (FINAL.contains(verdict.action())) {
                return verdict;
            }
        }
        return verdict;
    }

    private static Verdict byStatus(int status) {
        return status == NOT_FOUND || status == GONE ? Verdict.of(Action.MISSING) : ResponsePolicy.ofStatus(status);
    }

    /**
     * How long to wait.
     *
     * @param answer what failed, if its body is known
     */
    Backoff backoff(Optional<Answer> answer) {
        Backoff backoff = Backoffs.none();
        for (BackoffStrategy strategy : strategies) {
            backoff = backoff.or(strategy.after(answer));
        }
        return backoff;
    }

    /**
     * How often a request is sent again at most; nothing if the manifest does not say.
     *
     * @throws ConnectorException if its template gives no number
     */
    OptionalInt maxRetries() {
        if (maxRetries.isEmpty()) {
            return OptionalInt.empty();
        }
        JsonNode value = maxRetries.get().valueOrNull(Map.of());
        if (value.isNull()) {
            return OptionalInt.empty();
        }
        if (!value.isNumber()) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    "Manifest at " + maxRetries.get().place() + ": max_retries must be an integer.");
        }
        return OptionalInt.of(Math.max(0, value.intValue()));
    }
}
