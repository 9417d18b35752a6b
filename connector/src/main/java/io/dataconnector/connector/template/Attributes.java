package io.dataconnector.connector.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Access to attributes and items. {@code a.b} looks for an attribute, then an item, {@code a['b']} the other way round
 * (<a href="https://jinja.palletsprojects.com/en/stable/templates/#variables">Variables</a>); attributes that begin with an
 * underscore are denied by the sandbox.
 */
final class Attributes {
    /** What every Python object has, and the sandbox denies. */
    private static final Set<String> INTERNAL = Set.of(
            "__class__",
            "__delattr__",
            "__dir__",
            "__doc__",
            "__eq__",
            "__format__",
            "__ge__",
            "__getattribute__",
            "__gt__",
            "__hash__",
            "__init__",
            "__init_subclass__",
            "__le__",
            "__lt__",
            "__ne__",
            "__new__",
            "__reduce__",
            "__reduce_ex__",
            "__repr__",
            "__setattr__",
            "__sizeof__",
            "__str__",
            "__subclasshook__");

    private Attributes() {}

    static Object attributeOrItem(Object container, String name) {
        Object attribute = attribute(container, name);
        if (attribute != null) {
            return attribute;
        }
        Object item = item(container, name);
        return item == null ? missing(container, name) : item;
    }

    static Object itemOrAttribute(Object container, Object key) {
        if (key instanceof Slice slice) {
            return Slices.slice(JsonValues.value(container), slice);
        }
        Object item = item(container, key);
        if (item != null) {
            return item;
        }
        Object attribute = key instanceof String name ? attribute(container, name) : null;
        return attribute == null ? missing(container, key) : attribute;
    }

    private static Undefined missing(Object container, Object key) {
        return Undefined.missing(plain(container), key);
    }

    /** The item of a key or index, or null. */
    static @Nullable Object item(Object container, Object key) {
        if (container instanceof ObjectNode object) {
            JsonNode member = key instanceof String name ? object.get(name) : null;
            return member == null ? null : JsonValues.shallow(member);
        }
        if (container instanceof ArrayNode array) {
            JsonNode item = isIndex(key) ? array.get(index(key, array.size())) : null;
            return item == null ? null : JsonValues.shallow(item);
        }
        if (container instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (container instanceof Dict dict) {
            return isHashable(key) ? dict.get(key) : null;
        }
        if (!isIndex(key)) {
            return null;
        }
        if (container instanceof String text) {
            return character(text, key);
        }
        if (container instanceof List || container instanceof Tuple) {
            List<Object> items = Types.items(container);
            int index = index(key, items.size());
            return index < 0 || index >= items.size() ? null : items.get(index);
        }
        return null;
    }

    private static @Nullable Object character(String text, Object key) {
        int length = text.codePointCount(0, text.length());
        int index = index(key, length);
        return index < 0 || index >= length
                ? null
                : Character.toString(text.codePointAt(text.offsetByCodePoints(0, index)));
    }

    private static boolean isIndex(Object key) {
        return Numbers.isInteger(key);
    }

    private static int index(Object key, int length) {
        long index = Numbers.toLong(key);
        long fromStart = index < 0 ? index + length : index;
        return fromStart < 0 || fromStart >= length ? -1 : (int) fromStart;
    }

    private static boolean isHashable(Object key) {
        try {
            Dict.canonical(key);
            return true;
        } catch (PythonException e) {
            return false;
        }
    }

    /** The attribute of a name, or null. */
    static @Nullable Object attribute(Object container, String name) {
        if (INTERNAL.contains(name)) {
            return new Undefined("access to the attribute '" + name + "' is not allowed", true);
        }
        if (container instanceof Undefined undefined) {
            if (name.startsWith("__") && name.endsWith("__")) {
                return null;
            }
            throw undefined.failure();
        }
        Routine method = method(container, name);
        if (method != null) {
            return new BoundRoutine(JsonValues.value(container), method);
        }
        Optional<Object> property = property(container, name);
        if (property.isEmpty() && UnsupportedAttributes.has(container, name)) {
            throw PythonException.value("'" + name + "' of '" + Types.name(plain(container)) + "' is not supported");
        }
        return property.orElse(null);
    }

    /** Whether a value of any type has this method. */
    static boolean isMethodOfAnyType(String name) {
        return StringMethods.find(name) != null
                || DictMethods.find(name) != null
                || ListMethods.findForList(name) != null
                || DateMethods.findForDateTime(name) != null
                || DateMethods.findForDuration(name) != null;
    }

    /** A container of a JSON document as an empty container of its Python type, to name that type. */
    private static Object plain(Object container) {
        if (container instanceof JsonNode node) {
            return node.isObject() ? new Dict() : List.of();
        }
        return container;
    }

    private static @Nullable Routine method(Object container, String name) {
        if (container instanceof String) {
            return KnownNames.STRING_METHODS.contains(name) ? StringMethods.find(name) : null;
        }
        if (container instanceof Dict || container instanceof ObjectNode) {
            return KnownNames.DICT_METHODS.contains(name) ? DictMethods.find(name) : null;
        }
        if (container instanceof List || container instanceof ArrayNode) {
            return KnownNames.LIST_METHODS.contains(name) ? ListMethods.findForList(name) : null;
        }
        if (container instanceof Tuple) {
            return ListMethods.findForTuple(name);
        }
        if (container instanceof DateTime) {
            return DateMethods.findForDateTime(name);
        }
        if (container instanceof LocalDate) {
            return DateMethods.findForDate(name);
        }
        return container instanceof Duration ? DateMethods.findForDuration(name) : null;
    }

    private static Optional<Object> property(Object container, String name) {
        if (container instanceof DateTime moment) {
            return DateMethods.property(moment, name);
        }
        if (container instanceof LocalDate date) {
            return DateMethods.property(date, name);
        }
        if (container instanceof Duration duration) {
            return DateMethods.property(duration, name);
        }
        if (container instanceof Loop loop) {
            return loop.attribute(name);
        }
        return container instanceof Namespace namespace
                ? Optional.ofNullable(namespace.attributes().get(name))
                : Optional.empty();
    }

    /**
     * The way to an attribute of the items of a sequence, as filters such as {@code map} take it: names with dots between
     * them, or an index.
     */
    static Object follow(Object start, Object path) {
        if (!(path instanceof String names)) {
            return path instanceof None ? start : JsonValues.value(itemOrAttribute(start, path));
        }
        Object value = start;
        for (String name : names.split("\\.", -1)) {
            boolean isIndex = !name.isEmpty() && name.chars().allMatch(Character::isDigit);
            value = JsonValues.value(itemOrAttribute(value, isIndex ? (Object) Long.parseLong(name) : name));
        }
        return value;
    }
}
