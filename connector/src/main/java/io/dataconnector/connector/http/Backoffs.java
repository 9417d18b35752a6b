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

    /** A wait that is longer than a manifest allows, so that the request fails instead. */
    static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLongException(Duration wait, Duration max) {
            super("the wait would be " + Seconds.of(wait) + ", and must be shorter than " + Seconds.of(max));
        }
    }

    /** No opinion. */
    public static Backoff none() {
        return (attempt, head, now) -> Optional.empty();
    }

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

    /** A wait that doubles with each attempt. */
    public static Backoff doubling(Duration first) {
        requireNonNull(first, "first is null");
        return (attempt, head, now) -> {
            double seconds =
                    (double) first.toMillis() / MILLIS_PER_SECOND * Math.pow(2, Math.min(attempt - 1, MAX_DOUBLINGS));
            return Optional.of(ofSeconds(Math.min(seconds, MAX_SECONDS)));
        };
    }

    /**
     * A wait that chance makes longer.
     *
     * @param range by half of it on average
     * @param random numbers in [0, 1)
     */
    public static Backoff withJitter(Backoff backoff, Duration range, DoubleSupplier random) {
        requireNonNull(range, "range is null");
        return (attempt, head, now) -> backoff.delay(attempt, head, now)
                .map(wait -> wait.plusMillis((long) ((double) range.toMillis() * random.getAsDouble())));
    }

    /** A wait that must be shorter than a limit; if it is not, the request is given up. */
    public static Backoff shorterThan(Backoff backoff, Duration max) {
        requireNonNull(max, "max is null");
        return (attempt, head, now) -> {
            Optional<Duration> delay = backoff.delay(attempt, head, now);
            if (delay.isPresent() && !delay.get().isZero() && delay.get().compareTo(max) >= 0) {
                throw new TooLongException(delay.get(), max);
            }
            return delay;
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
     * @param form if given, what it finds in the value of the header is the number, or else its first group is; where it
     *     finds nothing, the value is
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
     * @param form as for {@link #secondsInHeader}
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
            return seconds(value);
        }
        Optional<Duration> whole = seconds(matcher.group());
        boolean hasGroup = matcher.groupCount() > 0 && matcher.group(1) != null;
        return whole.isEmpty() && hasGroup ? seconds(matcher.group(1)) : whole;
    }

    /** Seconds, perhaps with decimal places; nothing if it is no such number, or more than a duration can be. */
    private static Optional<Duration> seconds(String text) {
        try {
            double seconds = Double.parseDouble(text.strip());
            boolean isDelay = seconds >= 0 && seconds <= MAX_SECONDS;
            return isDelay ? Optional.of(ofSeconds(seconds)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Duration ofSeconds(double seconds) {
        return Duration.ofMillis((long) (seconds * MILLIS_PER_SECOND));
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
