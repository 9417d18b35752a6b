package io.dataconnector.connector.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What several filters do with sequences; what is lazy in Jinja2 is lazy here, and evaluated once. */
final class Sequences {
    private Sequences() {}

    /** The first of the largest or smallest items. */
    static Optional<Object> extreme(List<Object> items, UnaryOperator<Object> key, boolean largest) {
        Iterator<Object> iterator = items.iterator();
        if (!iterator.hasNext()) {
            return Optional.empty();
        }
        Object best = iterator.next();
        Object bestKey = key.apply(best);
        ComparisonOperator operator = largest ? ComparisonOperator.GREATER : ComparisonOperator.LESS;
        while (iterator.hasNext()) {
            Object item = iterator.next();
            Object itemKey = key.apply(item);
            if (Comparisons.ordered(operator, itemKey, bestKey)) {
                best = item;
                bestKey = itemKey;
            }
        }
        return Optional.of(best);
    }

    static Object lowerCase(Object value) {
        return value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
    }

    static Generator map(Object values, UnaryOperator<Object> function) {
        return Generator.of(new Iterator<>() {
            private final Iterator<Object> iterator =
                    Types.isTrue(values) ? Types.iterator(values) : List.of().iterator();

            @Override
            public boolean hasNext() {
                return iterator.hasNext();
            }

            @Override
            public Object next() {
                return function.apply(iterator.next());
            }
        });
    }

    static Generator filter(Object values, Predicate<Object> predicate) {
        return Generator.of(new Iterator<>() {
            private final Iterator<Object> iterator = Types.iterator(values);
            private Optional<Object> next = Optional.empty();

            @Override
            public boolean hasNext() {
                while (next.isEmpty() && iterator.hasNext()) {
                    Object item = iterator.next();
                    if (predicate.test(item)) {
                        next = Optional.of(item);
                    }
                }
                return next.isPresent();
            }

            @Override
            public Object next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                Object item = next.orElseThrow();
                next = Optional.empty();
                return item;
            }
        });
    }

    static Generator distinct(Object values, UnaryOperator<Object> key) {
        Set<Object> seen = new HashSet<>();
        return filter(values, item -> seen.add(Dict.canonical(key.apply(item))));
    }

    /** A sorted copy. */
    static List<Object> sort(Object values, UnaryOperator<Object> key, boolean reverse) {
        List<Object[]> keyed = new ArrayList<>();
        for (Object item : Types.items(values)) {
            keyed.add(new Object[] {key.apply(item), item});
        }
        keyed.sort((left, right) ->
                reverse ? Comparisons.ORDER.compare(right[0], left[0]) : Comparisons.ORDER.compare(left[0], right[0]));
        List<Object> sorted = new ArrayList<>();
        keyed.forEach(pair -> sorted.add(pair[1]));
        return sorted;
    }
}
