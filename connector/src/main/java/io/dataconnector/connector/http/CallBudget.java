package io.dataconnector.connector.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How many requests may be sent in a time, as the {@code api_budget} of a manifest says. Who sends a request
 * asks before, and waits as long as need be. Used by any number of threads.
 */
public final class CallBudget {
    /** No limit at all. */
    public static final CallBudget UNLIMITED = new CallBudget(List.of());

    /**
     * A rate that requests must not exceed: at most so many in every span of time.
     *
     * @param limit how many, at least one
     * @param interval in how long
     */
    public record Rate(int limit, Duration interval) {
        public Rate {
            if (limit < 1) {
                throw new IllegalArgumentException("limit is less than one");
            }
            requireNonNull(interval, "interval is null");
        }
    }

    /** The rates that requests which match must keep to. The first policy that matches a request counts. */
    public record Policy(Predicate<HttpRequest> matches, List<Rate> rates) {
        public Policy {
            requireNonNull(matches, "matches is null");
            rates = List.copyOf(rates);
        }
    }

    /** The moments of the last requests of one rate, the oldest first. */
    private static final class Window {
        private final Rate rate;
        private final Deque<Long> sentNanos = new ArrayDeque<>();

        Window(Rate rate) {
            this.rate = rate;
        }

        /** How many nanoseconds are left until another request may be sent. */
        long delay(long now) {
            while (!sentNanos.isEmpty()
                    && now - sentNanos.getFirst() >= rate.interval().toNanos()) {
                sentNanos.removeFirst();
            }
            return sentNanos.size() < rate.limit() ? 0 : rate.interval().toNanos() - (now - sentNanos.getFirst());
        }
    }

    private record LimitedRequests(Predicate<HttpRequest> matches, List<Window> windows) {}

    private final List<LimitedRequests> limits;

    public CallBudget(List<Policy> policies) {
        limits = policies.stream()
                .map(policy -> new LimitedRequests(
                        policy.matches(),
                        policy.rates().stream().map(Window::new).toList()))
                .toList();
    }

    /**
     * Waits until a request may be sent, and counts it.
     *
     * @param pauses the wait, which ends when all requests are to end
     * @throws InterruptedException if the program is to end while it waits
     */
    void acquire(HttpRequest request, Pauses pauses) throws InterruptedException {
        Optional<LimitedRequests> limited =
                limits.stream().filter(limit -> limit.matches().test(request)).findFirst();
        if (limited.isEmpty()) {
            return;
        }
        while (true) {
            long delay = tryAcquire(limited.get().windows(), pauses.nanoTime());
            if (delay <= 0) {
                return;
            }
            pauses.pause(Duration.ofNanos(delay));
        }
    }

    private synchronized long tryAcquire(List<Window> windows, long now) {
        long delay =
                windows.stream().mapToLong(window -> window.delay(now)).max().orElse(0);
        if (delay <= 0) {
            windows.forEach(window -> window.sentNanos.addLast(now));
        }
        return delay;
    }
}
