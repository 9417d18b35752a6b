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
 */
record Intervals(
        String startField,
        String endField,
        Function<Instant, String> format,
        Optional<CalendarDuration> step,
        Optional<CalendarDuration> granularity,
        boolean isStrict) {
    Intervals {
        requireNonNull(startField, "startField is null");
        requireNonNull(endField, "endField is null");
        requireNonNull(format, "format is null");
        requireNonNull(step, "step is null");
        requireNonNull(granularity, "granularity is null");
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
        Instant start = lower.isBefore(earliest) ? earliest : lower;
        return start.equals(upper) && isStrict ? Collections.emptyIterator() : new Steps(start, upper);
    }

    private final class Steps implements Iterator<ObjectNode> {
        private final Instant upper;
        private Instant next;
        private boolean hasNext = true;

        Steps(Instant start, Instant upper) {
            this.upper = upper;
            next = start;
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
            next = oneStepAfter(start);
            hasNext = next.isBefore(upper);
            return interval(start, hasNext ? oneUnitBefore(next) : upper);
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
