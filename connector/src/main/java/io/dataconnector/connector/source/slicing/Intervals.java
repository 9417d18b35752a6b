package io.dataconnector.connector.source.slicing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.template.CalendarDuration;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
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

    private ObjectNode interval(Instant start, Instant end) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(startField, format.apply(start))
                .put(endField, format.apply(end));
    }
}
