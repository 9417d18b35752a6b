package io.dataconnector.connector.http;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The attempts of one request: how many have failed, how long was waited, and whether there is to be another. */
final class Attempts {
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

    private final String request;
    private final HttpLimits limits;
    private final int maxRetries;
    private final Backoff backoff;
    private final LiveCalls calls;
    private final Consumer<String> log;
    private int failed;
    private Duration waited = Duration.ZERO;

    /** @param request for people, without secrets */
    Attempts(String request, HttpLimits limits, ResponsePolicy policy, LiveCalls calls, Consumer<String> log) {
        this.request = request;
        this.limits = limits;
        maxRetries = policy.maxRetries().orElse(limits.maxRetries());
        backoff = policy.backoff().or(limits.defaultBackoff());
        this.calls = calls;
        this.log = log;
    }

    /**
     * Waits after an attempt that failed.
     *
     * @param what went wrong, as the end of a sentence
     * @param head of the response, if there was one
     * @throws ConnectorException if there is to be no further attempt, or the program is to end
     */
    void waitAfter(String what, Optional<ResponseHead> head, @Nullable IOException cause) {
        waitAfter(what, head, backoff, cause);
    }

    /**
     * Waits after a response that was judged.
     *
     * @param what is wrong with it, as the end of a sentence
     */
    void waitAfter(String what, ResponseHead head, Verdict verdict) {
        Backoff ofVerdict = verdict.backoff()
                .map(given -> given.or(limits.defaultBackoff()))
                .orElse(backoff);
        waitAfter(what, Optional.of(head), ofVerdict, null);
    }

    private void waitAfter(String what, Optional<ResponseHead> head, Backoff strategy, @Nullable IOException cause) {
        if (calls.isStopped() || Thread.currentThread().isInterrupted()) {
            throw stopped();
        }
        failed++;
        if (failed > maxRetries) {
            throw exhausted(what, "it was tried " + (failed == 1 ? "once" : failed + " times"), cause);
        }
        Duration delay;
        try {
            delay = strategy.delay(failed, head, calls.now()).orElse(SHORTEST_WAIT);
        } catch (Backoffs.TooLongException e) {
            throw exhausted(what, String.valueOf(e.getMessage()), cause);
        }
        if (waited.plus(delay).compareTo(limits.maxRetryTime()) > 0) {
            throw exhausted(
                    what,
                    "the next attempt would be in " + Seconds.of(delay) + ", and all waits together may take "
                            + Seconds.of(limits.maxRetryTime()),
                    cause);
        }
        waited = waited.plus(delay);
        log.accept(request + ": " + what + ". Waiting " + Seconds.of(delay) + " before attempt " + (failed + 1) + " of "
                + (maxRetries + 1) + ".");
        try {
            calls.pause(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped();
        }
    }

    private ConnectorException stopped() {
        return new ConnectorException(
                FailureType.TRANSIENT_ERROR, request + ": the request was interrupted before it was answered.");
    }

    private ConnectorException exhausted(String what, String why, @Nullable IOException cause) {
        String message = request + ": " + what + "; " + why + ". Try again later.";
        return cause == null
                ? new ConnectorException(FailureType.TRANSIENT_ERROR, message)
                : new ConnectorException(FailureType.TRANSIENT_ERROR, message, cause);
    }
}
