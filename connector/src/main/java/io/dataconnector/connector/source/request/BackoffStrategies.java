package io.dataconnector.connector.source.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.extension.CustomBackoffStrategy;
import io.dataconnector.connector.extension.CustomBackoffStrategy.Failure;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.http.Backoff;
import io.dataconnector.connector.http.Backoffs;
import io.dataconnector.connector.http.ResponseHead;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.CustomComponents;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.template.JsonValues;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The backoff strategies of a manifest. Their templates are evaluated when a wait is needed. A wait of nothing is no
 * opinion, so that the next strategy is asked, as in the CDK.
 */
final class BackoffStrategies {
    private static final double MAX_SECONDS = 1e9;
    private static final double MILLIS_PER_SECOND = 1_000.0;

    private BackoffStrategies() {}

    /** The types that are supported. */
    static String[] types() {
        return new String[] {
            "ConstantBackoffStrategy",
            "ExponentialBackoffStrategy",
            "WaitTimeFromHeader",
            "WaitUntilTimeFromHeader",
            "WaitTimeFromResponse",
            "CustomBackoffStrategy"
        };
    }

    static BackoffStrategy compile(Component component, Settings settings) {
        if (component.type().equals("WaitTimeFromResponse")) {
            return WaitTimeFromResponse.compile(component, settings);
        }
        Backoff strategy = switch (component.type()) {
            case "ConstantBackoffStrategy" -> constant(component, settings);
            case "ExponentialBackoffStrategy" -> exponential(component, settings);
            case "WaitTimeFromHeader" -> waitTime(component, settings);
            case "CustomBackoffStrategy" -> custom(component, settings);
            default -> waitUntilTime(component, settings);
        };
        return BackoffStrategy.byHead(
                (attempt, head, now) -> strategy.delay(attempt, head, now).filter(delay -> !delay.isZero()));
    }

    private static Backoff custom(Component component, Settings settings) {
        String place = component.path();
        return CustomComponents.find(component, settings, CustomBackoffStrategy.class)
                .<Backoff>map(found -> (attempt, head, now) -> {
                    Failure failure = new Failure(
                            attempt,
                            head.map(known -> OptionalInt.of(known.status())).orElse(OptionalInt.empty()),
                            head.map(ResponseHead::headers).orElse(Map.of()),
                            now);
                    return CustomComponents.call(
                            place, () -> found.backoff(failure).filter(delay -> !delay.isNegative()));
                })
                .orElseGet(Backoffs::none);
    }

    private static Backoff constant(Component component, Settings settings) {
        component.requiredValue("backoff_time_in_seconds");
        Optional<Seconds> seconds = Seconds.compile(component, "backoff_time_in_seconds", settings);
        return withJitter(
                component,
                settings,
                () -> seconds.map(Seconds::get).map(Backoffs::constant).orElseGet(Backoffs::none));
    }

    /** The first wait is twice the factor. */
    private static Backoff exponential(Component component, Settings settings) {
        Duration usual = Duration.ofSeconds(5);
        Optional<Seconds> factor = Seconds.compile(component, "factor", settings);
        return withJitter(
                component,
                settings,
                () -> Backoffs.doubling(factor.map(Seconds::get).orElse(usual).multipliedBy(2)));
    }

    private static Backoff withJitter(Component component, Settings settings, Supplier<Backoff> strategy) {
        Optional<Seconds> range = Seconds.compile(component, "jitter_range_in_seconds", settings);
        return (attempt, head, now) -> {
            Backoff backoff = strategy.get();
            return range.map(Seconds::get)
                    .map(given -> Backoffs.withJitter(backoff, given.multipliedBy(2), BackoffStrategies::random))
                    .orElse(backoff)
                    .delay(attempt, head, now);
        };
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    private static Backoff waitTime(Component component, Settings settings) {
        Optional<HeaderValue> header = HeaderValue.compile(component, settings);
        return limited(
                component,
                settings,
                () -> header.map(value -> Backoffs.secondsInHeader(value.name(), value.form()))
                        .orElseGet(Backoffs::none));
    }

    private static Backoff waitUntilTime(Component component, Settings settings) {
        Optional<HeaderValue> header = HeaderValue.compile(component, settings);
        Optional<Seconds> min = Seconds.compile(component, "min_wait", settings);
        return limited(component, settings, () -> {
            Optional<Duration> shortest = min.map(Seconds::get);
            Backoff byHeader = header.map(value ->
                            Backoffs.untilSecondsInHeader(value.name(), value.form(), shortest.orElse(Duration.ZERO)))
                    .orElseGet(Backoffs::none);
            return byHeader.or(shortest.map(Backoffs::constant).orElseGet(Backoffs::none));
        });
    }

    private static Backoff limited(Component component, Settings settings, Supplier<Backoff> strategy) {
        UnaryOperator<Backoff> limit = limit(component, settings);
        return (attempt, head, now) -> limit.apply(strategy.get()).delay(attempt, head, now);
    }

    /** Makes waits that must be shorter than {@code max_waiting_time_in_seconds}, which is evaluated then. */
    static UnaryOperator<Backoff> limit(Component component, Settings settings) {
        Optional<Seconds> max = Seconds.compile(component, "max_waiting_time_in_seconds", settings);
        return backoff -> max.map(Seconds::get)
                .map(given -> Backoffs.shorterThan(backoff, given))
                .orElse(backoff);
    }

    /** A number of seconds, which may be a template. */
    private record Seconds(Interpolated text) {
        static Optional<Seconds> compile(Component component, String member, Settings settings) {
            Optional<JsonNode> value = component.value(member);
            if (value.filter(given -> !given.isNumber() && !given.isTextual()).isPresent()) {
                component.fault(member, "must be a number of seconds, or a template that gives one");
                return Optional.empty();
            }
            return value.flatMap(given -> Interpolated.of(JsonValues.toText(given), component, member, settings))
                    .map(Seconds::new);
        }

        Duration get() {
            try {
                double seconds = Double.parseDouble(text.string(Map.of()));
                if (seconds >= 0 && seconds <= MAX_SECONDS) {
                    return Duration.ofMillis((long) (seconds * MILLIS_PER_SECOND));
                }
            } catch (NumberFormatException e) {
                // The message that follows does not show the value, which may be a secret.
            }
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    "Manifest at " + text.place() + ": the value is not a number of seconds, 0 or more.");
        }
    }

    /** The header of a strategy, and the form of the number in it. */
    private record HeaderValue(Interpolated header, Optional<Interpolated> regex) {
        static Optional<HeaderValue> compile(Component component, Settings settings) {
            component.requiredText("header");
            Optional<Interpolated> regex = Interpolated.of(component, "regex", settings);
            regex.filter(Interpolated::isConstant).ifPresent(text -> {
                try {
                    Pattern.compile(text.text());
                } catch (PatternSyntaxException e) {
                    component.fault("regex", "is no regular expression: " + e.getDescription());
                }
            });
            return Interpolated.of(component, "header", settings).map(header -> new HeaderValue(header, regex));
        }

        String name() {
            return header.string(Map.of());
        }

        Optional<Pattern> form() {
            try {
                return regex.map(text -> Pattern.compile(text.string(Map.of())));
            } catch (PatternSyntaxException e) {
                throw new ConnectorException(
                        FailureType.CONFIG_ERROR,
                        "Manifest at " + regex.map(Interpolated::place).orElse("") + ": this is no regular expression: "
                                + e.getDescription() + ".",
                        e);
            }
        }
    }
}
