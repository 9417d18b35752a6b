package io.dataconnector.normalizer.table;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A column of a table.
 *
 * @param description what the column means; may be empty
 * @param from JSON pointers; the first value that is present and not null is the column's, which is how
 *     schema drift is handled
 * @param origin where the pointers start
 * @param defaultText the text that the column has where the record has no value
 * @param required whether a record without a value is rejected
 * @param acceptedValues the values that are expected; empty if all are
 * @param isCurrency whether the values are expected to be ISO 4217 currency codes
 * @param currencyColumn the column with the currency of this one's amounts, whose decimal places they are
 *     expected not to exceed
 */
public record Column(
        String name,
        String description,
        ColumnType type,
        List<String> from,
        Origin origin,
        Optional<String> defaultText,
        boolean required,
        List<String> acceptedValues,
        boolean isCurrency,
        Optional<String> currencyColumn) {
    /** Where the pointers of a column start. */
    public enum Origin {
        /** At the record. */
        RECORD,
        /** At the element of the array that {@code rows} names. */
        ROW
    }

    public Column {
        requireNonNull(name, "name is null");
        requireNonNull(description, "description is null");
        requireNonNull(type, "type is null");
        from = List.copyOf(from);
        requireNonNull(origin, "origin is null");
        requireNonNull(defaultText, "defaultText is null");
        acceptedValues = List.copyOf(acceptedValues);
        requireNonNull(currencyColumn, "currencyColumn is null");
    }
}
