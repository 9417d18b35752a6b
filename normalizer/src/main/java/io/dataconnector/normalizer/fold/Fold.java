package io.dataconnector.normalizer.fold;

import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.TableDefinition;
import java.util.Iterator;

/** The rows of the table, selected from sorted rows, in their order. Only one row is read ahead. */
public interface Fold extends Iterator<FoldedRow> {
    /** The fold that makes the rows of a table out of its sorted rows. */
    static Fold of(TableDefinition table, Iterator<Row> sorted) {
        return table.isHistory()
                ? new HistoryRows(
                        sorted,
                        table.columns().size(),
                        table.version().map(table::indexOf).orElse(-1))
                : new LatestRows(sorted);
    }

    /** How many versions so far are not in the table. */
    long superseded();
}
