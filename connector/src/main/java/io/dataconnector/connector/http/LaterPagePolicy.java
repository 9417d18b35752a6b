package io.dataconnector.connector.http;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.http.Verdict.Action;
import java.util.OptionalInt;

/**
 * The policy of a page that a token led to: where there is nothing at its URL, the request is no failure but ignored,
 * because whoever asked can begin with the first page. For one request.
 */
public final class LaterPagePolicy implements ResponsePolicy {
    private final ResponsePolicy policy;
    private volatile boolean isMissing;

    /** @param policy that of the stream, which says {@link Action#MISSING} */
    public LaterPagePolicy(ResponsePolicy policy) {
        this.policy = requireNonNull(policy, "policy is null");
    }

    /** Whether the response was ignored because there is no such page, and not because the policy ignores it. */
    public boolean isMissing() {
        return isMissing;
    }

    @Override
    public Sight sight(ResponseHead head) {
        return policy.sight(head);
    }

    @Override
    public Verdict judge(ResponseHead head) {
        return ofLaterPage(policy.judge(head));
    }

    @Override
    public Verdict judge(ResponseHead head, byte[] body) {
        return ofLaterPage(policy.judge(head, body));
    }

    private Verdict ofLaterPage(Verdict verdict) {
        isMissing = verdict.action() == Action.MISSING;
        return isMissing ? Verdict.of(Action.IGNORE) : verdict;
    }

    @Override
    public Backoff backoff() {
        return policy.backoff();
    }

    @Override
    public OptionalInt maxRetries() {
        return policy.maxRetries();
    }
}
