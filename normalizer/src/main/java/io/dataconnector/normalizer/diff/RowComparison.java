package io.dataconnector.normalizer.diff;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.diff.TableDiff.Change;
import io.dataconnector.normalizer.diff.TableDiff.ChangedRow;
import io.dataconnector.normalizer.diff.TableDiff.RowKey;
import io.dataconnector.normalizer.diff.TableDiff.Rows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares two files of a table by merging them in the order of their key. */
final class RowComparison {
    private final TableFile oldFile;
    private final TableFile newFile;
    private final List<String> key;
    private final List<String> compared;
    private final boolean sameColumns;
    private final Rows rows = new Rows();

    /**
     * @param key the columns of the key, which both files know already
     * @param compared the columns whose values are compared; both files have them
     */
    RowComparison(TableFile oldFile, TableFile newFile, List<String> key, List<String> compared) {
        this.oldFile = requireNonNull(oldFile, "oldFile is null");
        this.newFile = requireNonNull(newFile, "newFile is null");
        this.key = List.copyOf(key);
        this.compared = List.copyOf(compared);
        sameColumns = oldFile.columns().equals(newFile.columns());
    }

    /** Reads both files to their ends. */
    Rows run() {
        Optional<TableRow> oldRow = oldFile.next();
        Optional<TableRow> newRow = newFile.next();
        while (oldRow.isPresent() || newRow.isPresent()) {
            int order = order(oldRow, newRow);
            if (order < 0) {
                remove(oldRow.orElseThrow());
            } else if (order > 0) {
                add(newRow.orElseThrow());
            } else {
                compare(oldRow.orElseThrow(), newRow.orElseThrow());
            }
            if (order <= 0) {
                oldRow = oldFile.next();
            }
            if (order >= 0) {
                newRow = newFile.next();
            }
        }
        rows.setCounts(oldFile.rows(), newFile.rows());
        return rows;
    }

    /** Which of the rows comes first; a missing one comes last. */
    private static int order(Optional<TableRow> oldRow, Optional<TableRow> newRow) {
        if (oldRow.isEmpty()) {
            return 1;
        }
        if (newRow.isEmpty()) {
            return -1;
        }
        return oldRow.get().compareTo(newRow.get());
    }

    private void add(TableRow row) {
        if (rows.countAdded()) {
            rows.addAddedExample(key(newFile, row));
        }
    }

    private void remove(TableRow row) {
        if (rows.countRemoved()) {
            rows.addRemovedExample(key(oldFile, row));
        }
    }

    private void compare(TableRow oldRow, TableRow newRow) {
        if (sameColumns && oldRow.hasSameTextAs(newRow)) {
            return;
        }
        Map<String, Change> changes = new LinkedHashMap<>();
        for (String column : compared) {
            Optional<String> oldValue = oldRow.field(oldFile.columns().indexOf(column));
            Optional<String> newValue = newRow.field(newFile.columns().indexOf(column));
            if (!oldValue.equals(newValue)) {
                rows.countChanged(column);
                changes.put(column, new Change(oldValue, newValue));
            }
        }
        if (!changes.isEmpty() && rows.countChanged()) {
            rows.addChangedExample(new ChangedRow(key(newFile, newRow), changes));
        }
    }

    private RowKey key(TableFile file, TableRow row) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String column : key) {
            values.put(column, row.field(file.columns().indexOf(column)).orElseThrow());
        }
        return new RowKey(values);
    }
}
