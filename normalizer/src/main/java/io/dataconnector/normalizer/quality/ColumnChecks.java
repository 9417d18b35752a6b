package io.dataconnector.normalizer.quality;

import io.dataconnector.normalizer.table.RowFields;
import io.dataconnector.normalizer.table.TableDefinition;
import java.util.List;

/** What the values of a table's columns are expected to be. */
public final class ColumnChecks {
    private final List<ColumnCheck> checks;

    public ColumnChecks(TableDefinition table) {
        checks = ColumnCheck.of(table);
    }

    /** Checks a row. */
    public void add(RowFields row) {
        for (ColumnCheck check : checks) {
            check.add(row);
        }
    }

    /** What was not as expected so far. */
    public List<Finding> findings() {
        return checks.stream()
                .filter(ColumnCheck::hasFinding)
                .map(ColumnCheck::finding)
                .toList();
    }
}
