package io.dataconnector.connector.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Python dict: in order of insertion, with keys that are equal as in Python, so that {@code 1}, {@code 1.0} and
 * {@code True} are one key. The key that came first keeps its spelling.
 */
public final class Dict {
    private final Map<Object, Object> values = new LinkedHashMap<>();
    private final Map<Object, Object> spellings = new HashMap<>(0);

    /** The value of a key, or null. */
    @Nullable
    Object get(Object key) {
        return values.get(key instanceof String ? key : canonical(key));
    }

    void put(Object key, Object value) {
        Object canonical = canonical(key);
        if (!canonical.equals(key) && !values.containsKey(canonical)) {
            spellings.put(canonical, key);
        }
        values.put(canonical, value);
    }

    @Nullable
    Object remove(Object key) {
        Object canonical = canonical(key);
        spellings.remove(canonical);
        return values.remove(canonical);
    }

    void clear() {
        values.clear();
        spellings.clear();
    }

    public int size() {
        return values.size();
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    public List<Object> keys() {
        return values.keySet().stream()
                .map(key -> spellings.getOrDefault(key, key))
                .toList();
    }

    public Collection<Object> values() {
        return List.copyOf(values.values());
    }

    /** The entries as tuples of two. */
    List<Object> items() {
        return values.entrySet().stream()
                .map(entry ->
                        (Object) Tuple.of(spellings.getOrDefault(entry.getKey(), entry.getKey()), entry.getValue()))
                .toList();
    }

    void putAll(Dict other) {
        for (Object item : other.items()) {
            Tuple entry = (Tuple) item;
            put(entry.items().get(0), entry.items().get(1));
        }
    }

    Dict copy() {
        Dict copy = new Dict();
        copy.putAll(this);
        return copy;
    }

    /** What stands for all keys that are equal to this one; lists and dicts cannot be keys. */
    static Object canonical(Object key) {
        if (key instanceof Boolean flag) {
            return flag ? 1L : 0L;
        }
        if (key instanceof Double || key instanceof BigDecimal) {
            double real = Numbers.toDouble(key);
            return real == Math.rint(real) && !Double.isInfinite(real)
                    ? Numbers.integer(new BigDecimal(real).toBigInteger())
                    : (Object) real;
        }
        if (key instanceof Tuple tuple) {
            return new Tuple(tuple.items().stream().map(Dict::canonical).toList());
        }
        if (key instanceof List || key instanceof Dict || key instanceof SetValue) {
            throw PythonException.type("a '" + Types.name(key) + "' cannot be a key (unhashable type)");
        }
        return key instanceof BigInteger big ? Numbers.integer(big) : key;
    }
}
