package io.dataconnector.connector.template;

import java.util.ArrayList;
import java.util.List;

/** Slices of sequences (<a href="https://docs.python.org/3/library/stdtypes.html#common-sequence-operations">3.12</a>). */
final class Slices {
    private Slices() {}

    static Object slice(Object sequence, Slice slice) {
        if (sequence instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (sequence instanceof String || sequence instanceof List || sequence instanceof Tuple) {
            List<Object> items = select(Types.items(sequence), slice);
            if (sequence instanceof String) {
                StringBuilder text = new StringBuilder();
                items.forEach(text::append);
                return text.toString();
            }
            return sequence instanceof Tuple ? new Tuple(items) : items;
        }
        throw PythonException.type("a value of type '" + Types.name(sequence) + "' cannot be sliced");
    }

    private static List<Object> select(List<Object> items, Slice slice) {
        long length = items.size();
        long step = slice.step() instanceof None ? 1 : bound(slice.step());
        if (step == 0) {
            throw PythonException.value("the step of a slice must not be zero");
        }
        long first = step > 0 ? 0 : -1;
        long last = step > 0 ? length : length - 1;
        long start =
                slice.start() instanceof None ? (step > 0 ? first : last) : clamp(slice.start(), length, first, last);
        long stop = slice.stop() instanceof None ? (step > 0 ? last : first) : clamp(slice.stop(), length, first, last);
        List<Object> selected = new ArrayList<>();
        for (long i = start; step > 0 ? i < stop : i > stop; i += step) {
            selected.add(items.get((int) i));
        }
        return selected;
    }

    private static long clamp(Object bound, long length, long first, long last) {
        long value = bound(bound);
        return Math.max(first, Math.min(last, value < 0 ? value + length : value));
    }

    private static long bound(Object bound) {
        if (Numbers.isInteger(bound)) {
            return Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, Numbers.toLong(bound)));
        }
        throw PythonException.type("the bounds of a slice must be integers or None");
    }
}
