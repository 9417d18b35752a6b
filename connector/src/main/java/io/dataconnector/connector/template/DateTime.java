package io.dataconnector.connector.template;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/**
 * A Python datetime, with microseconds.
 *
 * @param local date and time in its zone
 * @param zone the zone; {@link Zone#NAIVE} if it has none
 */
record DateTime(LocalDateTime local, Zone zone) implements Comparable<DateTime> {
    /**
     * A time zone of a fixed offset.
     *
     * @param offset the offset from UTC
     * @param name what {@code %Z} prints
     * @param repr what Python prints for the zone in {@code repr()}
     */
    record Zone(ZoneOffset offset, String name, String repr) {
        static final Zone NAIVE = new Zone(ZoneOffset.UTC, "", "");
        static final Zone UTC = new Zone(ZoneOffset.UTC, "UTC", "datetime.timezone.utc");
        /** The UTC of pytz, which the CDK's str_to_datetime gives. */
        static final Zone PYTZ_UTC = new Zone(ZoneOffset.UTC, "UTC", "<UTC>");

        static Zone of(ZoneOffset offset) {
            return offset.equals(ZoneOffset.UTC)
                    ? UTC
                    : new Zone(
                            offset,
                            "UTC" + offset.getId(),
                            "datetime.timezone(" + PythonText.repr(Duration.ofSeconds(offset.getTotalSeconds())) + ")");
        }
    }

    boolean isAware() {
        return !zone.equals(Zone.NAIVE);
    }

    DateTime at(Zone other) {
        return new DateTime(
                local.minusSeconds(zone.offset().getTotalSeconds())
                        .plusSeconds(other.offset().getTotalSeconds()),
                other);
    }

    LocalDate date() {
        return local.toLocalDate();
    }

    int microsecond() {
        return local.get(ChronoField.MICRO_OF_SECOND);
    }

    /** Seconds since the epoch; a datetime without a zone counts as UTC. */
    double timestamp() {
        return (local.toEpochSecond(zone.offset()) * 1_000_000d + microsecond()) / 1_000_000d;
    }

    DateTime plus(Duration duration) {
        return new DateTime(local.plus(duration), zone);
    }

    Duration minus(DateTime other) {
        if (isAware() != other.isAware()) {
            throw PythonException.type("a datetime without a time zone cannot be subtracted from one with it");
        }
        return Duration.between(other.local.atOffset(other.zone.offset()), local.atOffset(zone.offset()));
    }

    String isoFormat(String separator) {
        StringBuilder text = new StringBuilder(32);
        text.append(isoDate(date())).append(separator).append(clockTime());
        return isAware() ? text.append(offset(":")).toString() : text.toString();
    }

    String clockTime() {
        String time = "%02d:%02d:%02d".formatted(local.getHour(), local.getMinute(), local.getSecond());
        return microsecond() == 0 ? time : time + ".%06d".formatted(microsecond());
    }

    static String isoDate(LocalDate date) {
        return "%04d-%02d-%02d".formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }

    /** The offset as {@code +HHMM} with a separator. */
    String offset(String separator) {
        int seconds = Math.abs(zone.offset().getTotalSeconds());
        String text = "%s%02d%s%02d"
                .formatted(
                        zone.offset().getTotalSeconds() < 0 ? "-" : "+", seconds / 3600, separator, seconds / 60 % 60);
        return seconds % 60 == 0 ? text : text + separator + "%02d".formatted(seconds % 60);
    }

    @Override
    public int compareTo(DateTime other) {
        return local.atOffset(zone.offset())
                .toInstant()
                .compareTo(other.local.atOffset(other.zone.offset()).toInstant());
    }
}
