package io.dataconnector.connector.template;

import java.util.List;

/** A Python type that a result may be asked to have. */
public enum ValueType {
    STRING,
    INTEGER,
    FLOAT,
    BOOLEAN,
    LIST,
    TUPLE,
    DICT;

    /** Whether a value is of this type; as in Python, a boolean is an integer, too. */
    boolean accepts(Object value) {
        return switch (this) {
            case STRING -> value instanceof String;
            case INTEGER -> Numbers.isInteger(value);
            case FLOAT -> Numbers.isFloat(value);
            case BOOLEAN -> value instanceof Boolean;
            case LIST -> value instanceof List;
            case TUPLE -> value instanceof Tuple;
            case DICT -> value instanceof Dict;
        };
    }
}
