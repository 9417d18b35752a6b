package io.dataconnector.normalizer.diff;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of a table's file. Rows are ordered by their keys. */
final class TableRow implements Comparable<TableRow> {
    private final String text;
    private final @Nullable String[] fields;
    private final byte[] key;

    /**
     * @param text the row as it is in the file
     * @param fields an element is null where the field is
     * @param key encoded so that the order of its bytes is the order of the file
     */
    TableRow(String text, @Nullable String[] fields, byte[] key) {
        this.text = requireNonNull(text, "text is null");
        this.fields = requireNonNull(fields, "fields is null");
        this.key = requireNonNull(key, "key is null");
    }

    /** The value in a column; empty if it is null. */
    Optional<String> field(int column) {
        return Optional.ofNullable(fields[column]);
    }

    boolean hasSameTextAs(TableRow other) {
        return text.equals(other.text);
    }

    @Override
    public int compareTo(TableRow other) {
        return Arrays.compareUnsigned(key, other.key);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TableRow row && compareTo(row) == 0;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }
}
