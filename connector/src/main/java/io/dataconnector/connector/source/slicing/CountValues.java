package io.dataconnector.connector.source.slicing;

import java.time.Instant;
import java.util.Optional;

/**
 * Counters, such as serial numbers, of an IncrementingCountCursor: integers of 64 bits. Each is taken for so many nanoseconds
 * after 1970, so that counters are compared, and kept, by the same means as times.
 */
final class CountValues implements CursorValues {
    private static final long UNIT = 1_000_000_000;

    static Instant of(long count) {
        return Instant.ofEpochSecond(Math.floorDiv(count, UNIT), Math.floorMod(count, UNIT));
    }

    static long count(Instant instant) {
        long second = instant.getEpochSecond();
        // The first second of all would not fit.
        return second < 0
                ? (second + 1) * UNIT + (instant.getNano() - UNIT)
                : Math.addExact(second * UNIT, instant.getNano());
    }

    @Override
    public Optional<Instant> parse(String text) {
        try {
            return Optional.of(of(Long.parseLong(text)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String format(Instant instant) {
        return Long.toString(count(instant));
    }

    @Override
    public boolean areIso() {
        return false;
    }
}
