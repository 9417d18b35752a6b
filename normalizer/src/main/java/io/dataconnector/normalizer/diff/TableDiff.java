package io.dataconnector.normalizer.diff;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a table of one folder differs from that of another.
 *
 * @param schema how the columns differ
 * @param rows how the rows differ; empty if they were not compared, because the table is in one folder only or its
 *     key has changed
 */
record TableDiff(String name, Presence presence, Schema schema, Optional<Rows> rows) {
    /** Where a table is. */
    enum Presence {
        BOTH,
        ONLY_OLD,
        ONLY_NEW
    }

    TableDiff {
        requireNonNull(name, "name is null");
        requireNonNull(presence, "presence is null");
        requireNonNull(schema, "schema is null");
        requireNonNull(rows, "rows is null");
    }

    boolean isEqual() {
        return presence == Presence.BOTH
                && schema.isEqual()
                && rows.filter(Rows::isEqual).isPresent();
    }

    /** A text that was replaced by another. */
    record Replaced(String oldText, String newText) {
        Replaced {
            requireNonNull(oldText, "oldText is null");
            requireNonNull(newText, "newText is null");
        }
    }

    /**
     * How columns differ.
     *
     * @param moved columns of both files whose position among the columns of both has changed
     * @param types the types that have changed, by column, as far as both are known
     * @param key the key, if it has changed
     */
    record Schema(
            List<String> added,
            List<String> removed,
            List<String> moved,
            Map<String, Replaced> types,
            Optional<Replaced> key) {
        static final Schema EQUAL = new Schema(List.of(), List.of(), List.of(), Map.of(), Optional.empty());

        Schema {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
            moved = List.copyOf(moved);
            types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
            requireNonNull(key, "key is null");
        }

        boolean isEqual() {
            return added.isEmpty() && removed.isEmpty() && moved.isEmpty() && types.isEmpty() && key.isEmpty();
        }
    }

    /** The values of the key of a row, by column. */
    record RowKey(Map<String, String> values) {
        RowKey {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** A value that has changed; either may be null in its table, and is empty then. */
    record Change(Optional<String> oldValue, Optional<String> newValue) {
        Change {
            requireNonNull(oldValue, "oldValue is null");
            requireNonNull(newValue, "newValue is null");
        }
    }

    /** A row whose values have changed, by column. */
    record ChangedRow(RowKey key, Map<String, Change> columns) {
        ChangedRow {
            requireNonNull(key, "key is null");
            columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        }
    }

    /** How rows differ: counts, and the first few rows of each kind. */
    static final class Rows {
        static final int MAX_EXAMPLES = 10;

        private long oldCount;
        private long newCount;
        private long added;
        private long removed;
        private long changed;
        private final SortedMap<String, Long> changedByColumn = new TreeMap<>();
        private final List<RowKey> addedExamples = new ArrayList<>();
        private final List<RowKey> removedExamples = new ArrayList<>();
        private final List<ChangedRow> changedExamples = new ArrayList<>();

        void setCounts(long oldRows, long newRows) {
            oldCount = oldRows;
            newCount = newRows;
        }

        /** Counts a row that only the new table has, and returns whether it is wanted as an example. */
        boolean countAdded() {
            added++;
            return added <= MAX_EXAMPLES;
        }

        /** Counts a row that only the old table has, and returns whether it is wanted as an example. */
        boolean countRemoved() {
            removed++;
            return removed <= MAX_EXAMPLES;
        }

        /** Counts a row with different values, and returns whether it is wanted as an example. */
        boolean countChanged() {
            changed++;
            return changed <= MAX_EXAMPLES;
        }

        void countChanged(String column) {
            changedByColumn.merge(column, 1L, Long::sum);
        }

        void addAddedExample(RowKey key) {
            addedExamples.add(key);
        }

        void addRemovedExample(RowKey key) {
            removedExamples.add(key);
        }

        void addChangedExample(ChangedRow row) {
            changedExamples.add(row);
        }

        boolean isEqual() {
            return added == 0 && removed == 0 && changed == 0;
        }

        long oldCount() {
            return oldCount;
        }

        long newCount() {
            return newCount;
        }

        long added() {
            return added;
        }

        long removed() {
            return removed;
        }

        long changed() {
            return changed;
        }

        SortedMap<String, Long> changedByColumn() {
            return Collections.unmodifiableSortedMap(changedByColumn);
        }

        List<RowKey> addedExamples() {
            return List.copyOf(addedExamples);
        }

        List<RowKey> removedExamples() {
            return List.copyOf(removedExamples);
        }

        List<ChangedRow> changedExamples() {
            return List.copyOf(changedExamples);
        }
    }
}
