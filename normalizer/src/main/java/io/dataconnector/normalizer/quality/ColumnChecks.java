package io.dataconnector.normalizer.quality;

import io.dataconnector.normalizer.table.RowFields;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.Serializable;
import java.util.List;

/** What the values of a table's columns are expected to be. */
public final class ColumnChecks {
    /**
     * What one check found in a part of a table.
     *
     * @param rows how many are not as expected
     * @param examples the first different values of these, in the order of the rows
     */
    public record Found(long rows, List<String> examples) implements Serializable {
        public Found {
            examples = List.copyOf(examples);
        }
    }

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

    /** What each check found so far. */
    public List<Found> found() {
        return checks.stream().map(ColumnCheck::found).toList();
    }

    /** Adds what the same checks found in the rows that follow those of this object. */
    public void add(List<Found> following) {
        for (int i = 0; i < checks.size(); i++) {
            checks.get(i).add(following.get(i));
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
