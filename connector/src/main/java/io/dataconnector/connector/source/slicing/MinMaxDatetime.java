package io.dataconnector.connector.source.slicing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.ConfiguredValue;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.template.DateFormat;
import io.dataconnector.core.scan.TimestampReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A date that the configuration gives, such as the start of a cursor, kept within limits. */
final class MinMaxDatetime {
    private final Interpolated datetime;
    private final Optional<Interpolated> min;
    private final Optional<Interpolated> max;
    private final DateFormat format;

    private MinMaxDatetime(
            Interpolated datetime, Optional<Interpolated> min, Optional<Interpolated> max, DateFormat format) {
        this.datetime = requireNonNull(datetime, "datetime is null");
        this.min = requireNonNull(min, "min is null");
        this.max = requireNonNull(max, "max is null");
        this.format = requireNonNull(format, "format is null");
    }

    /**
     * A member of a cursor: a text, or a MinMaxDatetime. It is evaluated once, so that one that gives no date is a fault.
     *
     * @param inherited the format, unless it has its own
     * @return empty if there is no such member, or it is invalid
     */
    static Optional<MinMaxDatetime> compile(Component cursor, String member, String inherited, Settings settings) {
        Optional<JsonNode> written = cursor.value(member);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        Optional<MinMaxDatetime> compiled = written.get().isTextual()
                ? text(cursor, member, settings)
                        .map(text ->
                                new MinMaxDatetime(text, Optional.empty(), Optional.empty(), DateFormat.of(inherited)))
                : cursor.component(member, "MinMaxDatetime")
                        .flatMap(component -> compile(component, inherited, settings));
        return compiled.filter(date -> settings.isTrusted()
                || ConfiguredValue.attempt(date::evaluate, cursor, member).isPresent());
    }

    private static Optional<MinMaxDatetime> compile(Component component, String inherited, Settings settings) {
        component.requiredText("datetime");
        String format =
                component.text("datetime_format").filter(own -> !own.isEmpty()).orElse(inherited);
        Optional<Interpolated> min = text(component, "min_datetime", settings);
        Optional<Interpolated> max = text(component, "max_datetime", settings);
        return text(component, "datetime", settings)
                .map(datetime -> new MinMaxDatetime(datetime, min, max, DateFormat.of(format)));
    }

    /** A text of a component; an empty one is none. */
    private static Optional<Interpolated> text(Component component, String member, Settings settings) {
        return Interpolated.of(component, member, settings)
                .filter(text -> !text.text().isEmpty());
    }

    /**
     * The date.
     *
     * @throws ConnectorException if a template fails, or gives no date of the format
     */
    Instant evaluate() {
        Instant value = date(datetime, datetime.string(Map.of()));
        Optional<Instant> lowest = min.flatMap(this::limit);
        Optional<Instant> highest = max.flatMap(this::limit);
        value = lowest.filter(value::isBefore).orElse(value);
        return highest.filter(value::isAfter).orElse(value);
    }

    private Optional<Instant> limit(Interpolated limit) {
        String text = limit.string(Map.of());
        return text.isEmpty() ? Optional.empty() : Optional.of(date(limit, text));
    }

    private Instant date(Interpolated source, String text) {
        // The reader of timestamps is there already, and gives the same.
        Optional<Instant> read = format.isIso() ? TimestampReader.parse(text) : Optional.empty();
        return read.or(() -> format.parse(text)).orElseThrow(() -> {
            String fault = describe(source) + " does not match the date format " + format;
            return new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    "Manifest at " + source.place() + ": " + fault + ".",
                    new DateTimeException(fault));
        });
    }

    /** What a template gives may be secret. */
    private static String describe(Interpolated source) {
        return source.text().contains("{") ? "the value of the template" : source.text();
    }
}
