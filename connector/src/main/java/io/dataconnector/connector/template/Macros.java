package io.dataconnector.connector.template;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The global functions: the macros of the CDK
 * (<a href="https://docs.airbyte.com/platform/connector-development/config-based/understanding-the-yaml-file/reference">YAML
 * reference, Interpolation macros</a>) and of Jinja2's own {@code dict} and {@code namespace}. {@code range}, which the CDK
 * forbids, is not among them.
 */
final class Macros {
    private static final int SHORTEST_DATE = 4;
    private static final Pattern CAPITAL = Pattern.compile("(?<!^)(?=[A-Z])");
    private static final Map<String, BoundRoutine> ALL = Map.ofEntries(
            macro("now_utc", Signature.of(0), (scope, arguments) -> now(scope.clock())),
            macro(
                    "today_utc",
                    Signature.of(0),
                    (scope, arguments) -> now(scope.clock()).date()),
            macro("today_with_timezone", Signature.of(1, "timezone"), Macros::today),
            macro("timestamp", Signature.of(1, "dt"), (scope, arguments) -> timestamp(arguments.get(0))),
            macro("max", Signature.open(0), (scope, arguments) -> extreme(arguments, true)),
            macro("min", Signature.open(0), (scope, arguments) -> extreme(arguments, false)),
            macro("day_delta", Signature.of(1, "num_days", "format"), Macros::dayDelta),
            macro(
                    "duration",
                    Signature.of(1, "datestring"),
                    (scope, arguments) -> IsoDates.duration(arguments.text(0))),
            macro(
                    "format_datetime",
                    Signature.of(2, "dt", "format", "input_format"),
                    (scope, arguments) -> formatDateTime(arguments)),
            macro(
                    "str_to_datetime",
                    Signature.of(1, "s"),
                    (scope, arguments) -> IsoDates.parse(dateText(arguments.get(0)))),
            macro("sanitize_url", Signature.of(1, "value"), (scope, arguments) -> quotePlus(arguments.text(0))),
            macro(
                    "camel_case_to_snake_case",
                    Signature.of(1, "value"),
                    (scope, arguments) ->
                            CAPITAL.matcher(arguments.text(0)).replaceAll("_").toLowerCase(Locale.ROOT)),
            macro(
                    "generate_uuid",
                    Signature.of(0),
                    (scope, arguments) -> UUID.randomUUID().toString()),
            macro("dict", Signature.open(0, "items"), (scope, arguments) -> newDict(arguments)),
            macro("namespace", Signature.open(0, "items"), (scope, arguments) -> new Namespace(newDict(arguments))));

    private Macros() {}

    /** What a macro does. */
    @FunctionalInterface
    private interface Body {
        Object call(Scope scope, BoundArguments arguments);
    }

    private static Map.Entry<String, BoundRoutine> macro(String name, Signature signature, Body body) {
        return Map.entry(
                name,
                new BoundRoutine(
                        None.NONE, new Routine(signature, (scope, self, arguments) -> body.call(scope, arguments))));
    }

    static Set<String> names() {
        return ALL.keySet();
    }

    static @Nullable BoundRoutine find(String name) {
        return ALL.get(name);
    }

    private static DateTime now(Clock clock) {
        return new DateTime(
                LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS),
                DateTime.Zone.UTC);
    }

    private static Object today(Scope scope, BoundArguments arguments) {
        try {
            return scope.clock().instant().atZone(ZoneId.of(arguments.text(0))).toLocalDate();
        } catch (DateTimeException e) {
            throw PythonException.value("there is no such time zone");
        }
    }

    private static Object timestamp(Object value) {
        if (Numbers.isNumber(value)) {
            return Numbers.isFloat(value)
                    ? Numbers.truncate(Numbers.toDouble(value))
                    : Numbers.integer(Numbers.toBigInteger(value));
        }
        return IsoDates.parse(dateText(value)).timestamp();
    }

    /** dateutil's parser refuses what is no text with a type error, or as too short if it has a length. */
    private static String dateText(Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (!(value instanceof String) && Types.hasLength(value) && Types.length(value) < SHORTEST_DATE) {
            throw PythonException.value("a date must be a string, not '" + Types.name(value) + "'");
        }
        return BoundArguments.requireText(value);
    }

    private static Object extreme(BoundArguments arguments, boolean largest) {
        List<Object> items =
                arguments.rest().size() == 1 ? Types.items(arguments.rest().get(0)) : arguments.rest();
        if (arguments.rest().isEmpty() || !arguments.named().isEmpty()) {
            throw PythonException.type("max and min need at least one argument, and none by name");
        }
        return Sequences.extreme(items, item -> item, largest)
                .orElseThrow(() -> PythonException.value("max or min of nothing"));
    }

    private static Object dayDelta(Scope scope, BoundArguments arguments) {
        Object days = arguments.get(0);
        if (!Numbers.isNumber(days)) {
            throw PythonException.type("the number of days must be a number, not '" + Types.name(days) + "'");
        }
        Object delta = Dates.ofMicros(Numbers.toDouble(days) * 86_400_000_000d);
        DateTime moment = (DateTime) Dates.add(now(scope.clock()), delta).orElseThrow(Dates::outOfRange);
        return Strftime.format(moment, BoundArguments.requireText(arguments.or(1, "%Y-%m-%dT%H:%M:%S.%f%z")));
    }

    private static Object formatDateTime(BoundArguments arguments) {
        Object value = arguments.get(0);
        String format = arguments.text(1);
        if (value instanceof DateTime moment) {
            return Strftime.format(moment, format);
        }
        Object inputFormat = arguments.or(2, None.NONE);
        DateTime moment;
        if (Numbers.isInteger(value)) {
            moment = TimestampFormats.parse(
                    value, Types.isTrue(inputFormat) ? BoundArguments.requireText(inputFormat) : "%s");
        } else {
            moment = Types.isTrue(inputFormat)
                    ? Strptime.parse(BoundArguments.requireText(value), BoundArguments.requireText(inputFormat))
                    : IsoDates.parse(dateText(value));
        }
        return TimestampFormats.format(
                moment.isAware() ? moment : new DateTime(moment.local(), DateTime.Zone.PYTZ_UTC), format);
    }

    /** Python's {@code quote_plus}: what is neither a letter nor a digit nor one of {@code _.-~} is encoded. */
    static String quotePlus(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static Dict newDict(BoundArguments arguments) {
        Dict dict = new Dict();
        arguments.optional(0).ifPresent(items -> dict.putAll(toDict(items)));
        arguments.named().forEach(dict::put);
        return dict;
    }

    /** The dict of a mapping or of pairs. */
    static Dict toDict(Object items) {
        if (items instanceof Dict dict) {
            return dict;
        }
        Dict dict = new Dict();
        for (Object item : Types.items(items)) {
            List<Object> pair = Types.items(item);
            if (pair.size() != 2) {
                throw PythonException.value("a dict is made of pairs, not of items with " + pair.size() + " values");
            }
            dict.put(pair.get(0), pair.get(1));
        }
        return dict;
    }
}
