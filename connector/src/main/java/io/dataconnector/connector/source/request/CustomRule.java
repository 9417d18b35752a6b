package io.dataconnector.connector.source.request;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.extension.CustomErrorHandler;
import io.dataconnector.connector.extension.CustomErrorHandler.Decision;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.http.ResponseHead;
import io.dataconnector.connector.http.ResponsePolicy.Sight;
import io.dataconnector.connector.http.Verdict;
import io.dataconnector.connector.http.Verdict.Action;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.CustomComponents;
import io.dataconnector.connector.source.Settings;
import java.util.Optional;

/**
 * The rule of an error handler that is a class of its own.
 *
 * @param place where in the manifest it is
 */
record CustomRule(String place, CustomErrorHandler handler) implements ResponseRule {
    private static final int FIRST_ERROR = 400;

    CustomRule {
        requireNonNull(place, "place is null");
        requireNonNull(handler, "handler is null");
    }

    /** The rule of a CustomErrorHandler; empty if there is no class for it. */
    static Optional<ResponseRule> compile(Component component, Settings settings) {
        return CustomComponents.find(component, settings, CustomErrorHandler.class)
                .map(handler -> new CustomRule(component.path(), handler));
    }

    @Override
    public Sight sight(ResponseHead head) {
        if (!CustomComponents.call(place, () -> handler.readsBody(head.status()))) {
            return Sight.NOTHING;
        }
        return head.status() < FIRST_ERROR ? Sight.WHOLE : Sight.BEGINNING;
    }

    @Override
    public boolean mayRetry(ResponseHead head) {
        return true;
    }

    @Override
    public Optional<Verdict> judge(Answer answer) {
        return CustomComponents.call(place, () -> handler.judge(answer.response()))
                .map(decision -> verdict(decision, answer.status()));
    }

    private static Verdict verdict(Decision decision, int status) {
        Action action = switch (decision.action()) {
            case SUCCESS -> Action.ACCEPT;
            case IGNORE -> Action.IGNORE;
            case RETRY -> Action.RETRY;
            case RATE_LIMITED -> Action.RATE_LIMITED;
            case REFRESH_TOKEN_THEN_RETRY -> Action.RENEW_CREDENTIALS;
            case FAIL -> Action.FAIL;
        };
        Optional<FailureType> type =
                action == Action.FAIL ? Optional.of(ResponseFilter.usualType(status)) : Optional.empty();
        return new Verdict(action, decision.message(), type);
    }
}
