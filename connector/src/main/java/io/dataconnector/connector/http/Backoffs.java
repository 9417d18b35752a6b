package io.dataconnector.connector.http;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The strategies by which a wait before the next attempt is found. */
public final class Backoffs {
    private static final int MAX_DOUBLINGS = 30;
    private static final double MILLIS_PER_SECOND = 1_000.0;
    /** About 300 years: no wait is as long. */
    private static final double MAX_SECONDS = 1e10;

    private Backoffs() {}

    /** The same wait each time. */
    public static Backoff constant(Duration delay) {
        requireNonNull(delay, "delay is null");
        return (attempt, head, now) -> Optional.of(delay);
    }

    /**
     * A wait that doubles with each attempt, and of which up to half is left to chance, so that clients that
     * failed together do not come again together.
     *
     * @param factor the wait after the first attempt, at most
     * @param max no wait is longer
     * @param random numbers in [0, 1)
     */
    public static Backoff exponential(Duration factor, Duration max, DoubleSupplier random) {
        requireNonNull(factor, "factor is null");
        requireNonNull(max, "max is null");
        requireNonNull(random, "random is null");
        return (attempt, head, now) -> {
            double doubled = (double) factor.toMillis() * Math.pow(2, Math.min(attempt - 1, MAX_DOUBLINGS));
            double longest = Math.min(doubled, (double) max.toMillis());
            return Optional.of(Duration.ofMillis((long) (longest * (0.5 + random.getAsDouble() / 2))));
        };
    }

    /** The wait that Retry-After asks for, in seconds or as a date (RFC 9110, section 10.2.3). */
    public static Backoff retryAfter() {
        return (attempt, head, now) -> head.flatMap(present -> present.header("retry-after"))
                .flatMap(value -> seconds(value).or(() -> HttpDates.parse(value).map(date -> until(date, now))));
    }

    /**
     * The wait in seconds that a header holds.
     *
     * @param form if given, its first group is the number in the header's value
     */
    public static Backoff secondsInHeader(String name, Optional<Pattern> form) {
        requireNonNull(name, "name is null");
        requireNonNull(form, "form is null");
        return (attempt, head, now) ->
                head.flatMap(present -> present.header(name)).flatMap(value -> number(value, form));
    }

    /**
     * The wait until the moment, in seconds since 1970, that a header holds.
     *
     * @param form if given, its first group is the number in the header's value
     * @param min no wait is shorter
     */
    public static Backoff untilSecondsInHeader(String name, Optional<Pattern> form, Duration min) {
        requireNonNull(min, "min is null");
        Backoff sinceEpoch = secondsInHeader(name, form);
        return (attempt, head, now) -> sinceEpoch.delay(attempt, head, now).map(moment -> {
            Duration wait = until(Instant.EPOCH.plus(moment), now);
            return wait.compareTo(min) < 0 ? min : wait;
        });
    }

    private static Optional<Duration> number(String value, Optional<Pattern> form) {
        if (form.isEmpty()) {
            return seconds(value);
        }
        Matcher matcher = form.get().matcher(value);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return seconds(matcher.groupCount() > 0 ? matcher.group(1) : matcher.group());
    }

    /** Seconds, perhaps with decimal places; nothing if it is no such number, or more than a duration can be. */
    private static Optional<Duration> seconds(String text) {
        try {
            double seconds = Double.parseDouble(text.strip());
            boolean isDelay = seconds >= 0 && seconds <= MAX_SECONDS;
            return isDelay ? Optional.of(Duration.ofMillis((long) (seconds * MILLIS_PER_SECOND))) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Duration until(Instant moment, Instant now) {
        try {
            Duration wait = Duration.between(now, moment);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException | ArithmeticException e) {
            return Duration.ZERO;
        }
    }
}
