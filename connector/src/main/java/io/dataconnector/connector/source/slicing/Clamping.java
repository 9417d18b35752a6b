package io.dataconnector.connector.source.slicing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.ConfiguredValue;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjuster;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The calendar days, weeks or months, in UTC, that the intervals of an API are made of: {@code clamping} of a cursor. As in
 * the CDK, the first day of a week or a month counts as its beginning at whatever time.
 *
 * @param toBeginning from a day to the first one of its period
 * @param toNext from a day to the first one of the next period
 * @param isExact whether only midnight is the beginning of a period
 * @param usualUnit what lies between the end of one period and the beginning of the next, where the cursor has no granularity
 */
record Clamping(TemporalAdjuster toBeginning, TemporalAdjuster toNext, boolean isExact, ChronoUnit usualUnit) {
    private static final String MEMBER = "clamping";

    Clamping {
        requireNonNull(toBeginning, "toBeginning is null");
        requireNonNull(toNext, "toNext is null");
        requireNonNull(usualUnit, "usualUnit is null");
    }

    /** What a cursor asks for; empty if it asks for none, or for something invalid, which is a fault. */
    static Optional<Clamping> compile(Component cursor, Settings settings) {
        Optional<JsonNode> written = cursor.value(MEMBER);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        if (!written.get().path("target").isTextual()) {
            cursor.fault(MEMBER, "must be an object with a target, which is DAY, WEEK or MONTH");
            return Optional.empty();
        }
        return Interpolated.of(written.get().get("target").textValue(), cursor, MEMBER, settings)
                .flatMap(target -> ConfiguredValue.attempt(() -> target.string(Map.of()), cursor, MEMBER))
                .flatMap(target ->
                        of(target, written.get().path("target_details").path("weekday"), cursor));
    }

    private static Optional<Clamping> of(String target, JsonNode weekday, Component cursor) {
        switch (target) {
            case "DAY" -> {
                return Optional.of(
                        new Clamping(day -> day, day -> day.plus(1, ChronoUnit.DAYS), true, ChronoUnit.SECONDS));
            }
            case "WEEK" -> {
                Optional<DayOfWeek> first = Arrays.stream(DayOfWeek.values())
                        .filter(day -> day.name().equals(weekday.asText()))
                        .findFirst();
                if (first.isEmpty()) {
                    cursor.fault(MEMBER, "needs target_details with a weekday from MONDAY to SUNDAY for weeks");
                }
                return first.map(day -> new Clamping(
                        TemporalAdjusters.previousOrSame(day), TemporalAdjusters.next(day), false, ChronoUnit.DAYS));
            }
            case "MONTH" -> {
                return Optional.of(new Clamping(
                        TemporalAdjusters.firstDayOfMonth(),
                        TemporalAdjusters.firstDayOfNextMonth(),
                        false,
                        ChronoUnit.DAYS));
            }
            default -> {
                cursor.fault(MEMBER, "the target must be DAY, WEEK or MONTH");
                return Optional.empty();
            }
        }
    }

    /** The beginning of the period that an instant is in. */
    Instant down(Instant instant) {
        return day(instant).with(toBeginning).toInstant();
    }

    /** The beginning of the next period, or of its own for an instant that counts as the beginning of one. */
    Instant up(Instant instant) {
        OffsetDateTime day = day(instant);
        boolean isBeginning = day.with(toBeginning).equals(day)
                && (!isExact || day.toInstant().equals(instant));
        return (isBeginning ? day : day.with(toNext)).toInstant();
    }

    private static OffsetDateTime day(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
    }
}
