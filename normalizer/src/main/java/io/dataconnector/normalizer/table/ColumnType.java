package io.dataconnector.normalizer.table;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Locale;

/** The type of a column's values. */
public enum ColumnType {
    /** Text; a number is taken as its digits. */
    STRING,
    /** A whole number of 64 bits. */
    INTEGER,
    /** A number with the source's digits, in plain notation. */
    DECIMAL,
    /** {@code true} or {@code false}; 0 and 1 are taken as well. */
    BOOLEAN,
    /** An instant as ISO 8601 in UTC, {@code 2024-06-02T08:01:18.666Z}. */
    TIMESTAMP,
    /** Any JSON value as its text, on one line. */
    JSON;

    /** The name in a definition: {@code string}. */
    public String definitionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The type with a name of {@link #definitionName}.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static ColumnType ofDefinitionName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
