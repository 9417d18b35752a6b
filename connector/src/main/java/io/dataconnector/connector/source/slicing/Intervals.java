package io.dataconnector.connector.source.slicing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.template.CalendarDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Divides a span of time into intervals. With a granularity, which is the smallest unit of the API, both ends of an
 * interval belong to it, and each but the last ends one unit before the next begins; without, they share their ends.
 *
 * @param startField the name of the start of an interval
 * @param endField the name of its end
 * @param format how both are written
 * @param step the length of an interval; without, there is one
 * @param granularity the smallest unit
 * @param isStrict whether the API refuses an interval whose ends are equal
 * @param clamping the periods that intervals are made of, where they are
 */
record Intervals(
        String startField,
        String endField,
        Function<Instant, String> format,
        Optional<CalendarDuration> step,
        Optional<CalendarDuration> granularity,
        boolean isStrict,
        Optional<Clamping> clamping) {
    Intervals {
        requireNonNull(startField, "startField is null");
        requireNonNull(endField, "endField is null");
        requireNonNull(format, "format is null");
        requireNonNull(step, "step is null");
        requireNonNull(granularity, "granularity is null");
        requireNonNull(clamping, "clamping is null");
    }

    /**
     * The intervals of a span, the earliest first.
     *
     * @param lower its start, unless that is before the earliest start of all
     * @param earliest the earliest start of all
     * @param upper its end
     */
    Iterator<ObjectNode> between(Instant lower, Instant earliest, Instant upper) {
        if (lower.isAfter(upper) || (lower.equals(upper) && granularity.isEmpty()) || upper.isBefore(earliest)) {
            return Collections.emptyIterator();
        }
        Instant start = beginning(lower.isBefore(earliest) ? earliest : lower);
        return start.isAfter(upper) || (start.equals(upper) && isStrict)
                ? Collections.emptyIterator()
                : new Steps(start, upper);
    }

    /** The end of all intervals: that of the last whole period, where intervals are made of such. */
    Instant end(Instant upper) {
        return clamping.map(periods -> granularity
                        .map(unit -> unit.minus(periods.down(upper)))
                        .orElseGet(() -> periods.down(upper).minus(1, periods.usualUnit())))
                .orElse(upper);
    }

    private Instant beginning(Instant instant) {
        return clamping.map(periods -> periods.up(instant)).orElse(instant);
    }

    private final class Steps implements Iterator<ObjectNode> {
        private final Instant first;
        private final Instant upper;
        private Instant next;
        private boolean hasNext;

        Steps(Instant start, Instant upper) {
            first = start;
            this.upper = upper;
            next = start;
            hasNext = true;
            stopWithoutProgress();
        }

        @Override
        public boolean hasNext() {
            return hasNext;
        }

        @Override
        public ObjectNode next() {
            if (!hasNext) {
                throw new NoSuchElementException();
            }
            Instant start = next;
            if (!oneStepAfter(start).isBefore(upper)) {
                hasNext = false;
                boolean isWidened = start.equals(first) && granularity.isEmpty();
                return interval(start, isWidened ? beginning(upper) : upper);
            }
            next = beginning(oneStepAfter(start));
            hasNext = next.isBefore(upper);
            stopWithoutProgress();
            return interval(start, next.equals(upper) ? upper : oneUnitBefore(next));
        }

        /** Where the first day counts as the beginning of its period at whatever time, a step within it leads nowhere. */
        private void stopWithoutProgress() {
            Instant end = oneStepAfter(next);
            hasNext &= !end.isBefore(upper) || beginning(end).isAfter(next);
        }

        private Instant oneStepAfter(Instant start) {
            return step.map(length -> length.plus(start)).orElse(upper);
        }
    }

    private Instant oneUnitBefore(Instant instant) {
        return granularity.map(unit -> unit.minus(instant)).orElse(instant);
    }

    /** Whether the granularity has a fixed length, of which two instants are written differently. */
    boolean isDivisible() {
        Instant any = Instant.parse("2000-01-01T00:00:00Z");
        return unit().filter(length -> !format.apply(any).equals(format.apply(any.plus(length))))
                .isPresent();
    }

    private Optional<Duration> unit() {
        return granularity.filter(length -> length.months() == 0).map(CalendarDuration::rest);
    }

    /** See {@link DatetimeCursor#halves}. */
    Optional<List<ObjectNode>> halves(
            ObjectNode interval, Function<String, Optional<Instant>> parse, Duration smallest) {
        Optional<Instant> start = parse.apply(interval.path(startField).asText());
        Optional<Instant> end = parse.apply(interval.path(endField).asText());
        if (start.isEmpty() || end.isEmpty() || unit().isEmpty()) {
            return Optional.empty();
        }
        Duration span = Duration.between(start.get(), end.get());
        Duration length = unit().get();
        long units = span.isNegative() || span.compareTo(smallest) <= 0 ? 0 : span.dividedBy(length) + 1;
        if (units <= 1) {
            return Optional.empty();
        }
        Instant second = start.get().plus(length.multipliedBy(units / 2));
        return Optional.of(List.of(interval(start.get(), second.minus(length)), interval(second, end.get())));
    }

    /** See {@link DatetimeCursor#behind}. */
    Optional<ObjectNode> behind(ObjectNode part, ObjectNode interval, Function<String, Optional<Instant>> parse) {
        Optional<Instant> end = parse.apply(part.path(endField).asText());
        Optional<Instant> last = parse.apply(interval.path(endField).asText());
        if (end.isEmpty() || last.isEmpty() || unit().isEmpty() || !end.get().isBefore(last.get())) {
            return Optional.empty();
        }
        return Optional.of(interval(end.get().plus(unit().get()), last.get()));
    }

    /** See {@link DatetimeCursor#added}. */
    Optional<ObjectNode> added(ObjectNode before, ObjectNode interval, Function<String, Optional<Instant>> parse) {
        Optional<Instant> end = parse.apply(before.path(endField).asText());
        Optional<Instant> last = parse.apply(interval.path(endField).asText());
        // An interval that is made of whole periods has no parts.
        return end.isPresent() && last.isPresent() && end.get().isBefore(last.get()) && clamping.isEmpty()
                ? Optional.of(interval(end.get(), last.get()))
                : Optional.empty();
    }

    /** See {@link DatetimeCursor#reachesEnd}. */
    boolean reachesEnd(ObjectNode part, ObjectNode interval, Function<String, Optional<Instant>> parse) {
        if (part.path(endField).equals(interval.path(endField))) {
            return true;
        }
        Optional<Instant> end = parse.apply(part.path(endField).asText());
        Optional<Instant> last = parse.apply(interval.path(endField).asText());
        return end.isPresent() && last.isPresent() && !end.get().isBefore(last.get());
    }

    private ObjectNode interval(Instant start, Instant end) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(startField, format.apply(start))
                .put(endField, format.apply(end));
    }
}
