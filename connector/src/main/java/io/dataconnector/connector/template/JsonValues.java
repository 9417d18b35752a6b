package io.dataconnector.connector.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Converts between JSON trees and the values of templates. */
public final class JsonValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonValues() {}

    /** The value of a JSON tree, in all its depth; any other value is given as it is. */
    static Object value(Object located) {
        return located instanceof JsonNode node ? value(node) : located;
    }

    private static Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Dict dict = new Dict();
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    dict.put(member.getKey(), value(member.getValue()));
                }
                yield dict;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>(node.size());
                for (JsonNode item : node) {
                    list.add(value(item));
                }
                yield list;
            }
            case BOOLEAN, STRING, NUMBER, NULL, MISSING, BINARY, POJO -> scalar(node);
        };
    }

    /** The value of a JSON tree without its content: an object or array stays what it is. */
    static Object shallow(JsonNode node) {
        return node.isContainerNode() ? node : scalar(node);
    }

    private static Object scalar(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isBigDecimal()) {
            return node.decimalValue();
        }
        if (node.isFloatingPointNumber()) {
            return node.doubleValue();
        }
        if (node.isNumber()) {
            return node.canConvertToLong() ? (Object) node.longValue() : node.bigIntegerValue();
        }
        return None.NONE;
    }

    /** The text of a JSON tree, as Python's {@code str} makes it of the value. */
    public static String text(JsonNode node) {
        return PythonText.str(value(node));
    }

    /** The text of a value, as Python's {@code str} makes it. */
    public static String toText(Object value) {
        return PythonText.str(value);
    }

    /** The text of a JSON tree, as Python's {@code str} makes it. */
    public static String toText(JsonNode tree) {
        return PythonText.str(value(tree));
    }

    /** A JSON tree as Python's {@code json.dumps} writes it: ASCII only, with a blank after each comma and colon. */
    public static String toJsonText(JsonNode tree) {
        return JsonText.of(value(tree), false);
    }

    /**
     * The JSON tree of a value: tuples and sets become arrays, keys become strings, and what JSON does not know becomes
     * its text.
     */
    public static JsonNode toJson(Object value) {
        if (value instanceof String text) {
            return NODES.textNode(text);
        }
        if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        if (value instanceof Long number) {
            return NODES.numberNode(number);
        }
        if (value instanceof BigInteger number) {
            return NODES.numberNode(number);
        }
        if (value instanceof BigDecimal number) {
            return DecimalNode.valueOf(number);
        }
        if (value instanceof Double number && !number.isNaN() && !number.isInfinite()) {
            return NODES.numberNode(number);
        }
        if (value instanceof None) {
            return NODES.nullNode();
        }
        if (value instanceof List) {
            return array(Types.list(value));
        }
        if (value instanceof Tuple tuple) {
            return array(tuple.items());
        }
        if (value instanceof SetValue set) {
            return array(set.elements());
        }
        if (value instanceof Dict dict) {
            ObjectNode object = NODES.objectNode();
            for (Object key : dict.keys()) {
                Object member = dict.get(key);
                object.set(JsonText.key(key), toJson(member == null ? None.NONE : member));
            }
            return object;
        }
        return NODES.textNode(PythonText.str(value));
    }

    private static JsonNode array(Collection<Object> items) {
        return NODES.arrayNode(items.size())
                .addAll(items.stream().map(JsonValues::toJson).toList());
    }
}
