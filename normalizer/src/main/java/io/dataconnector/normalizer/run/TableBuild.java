package io.dataconnector.normalizer.run;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.fold.Fold;
import io.dataconnector.normalizer.fold.FoldedRow;
import io.dataconnector.normalizer.fold.RowSorter;
import io.dataconnector.normalizer.output.CsvFile;
import io.dataconnector.normalizer.output.SqlTypes;
import io.dataconnector.normalizer.quality.Counts;
import io.dataconnector.normalizer.quality.References;
import io.dataconnector.normalizer.quality.Report;
import io.dataconnector.normalizer.table.RowBatch;
import io.dataconnector.normalizer.table.RowFields;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;

/** One table while it is being built: rows are added in any order, and the table is written. */
final class TableBuild implements RowSink, AutoCloseable {
    private final TableDefinition table;
    private final RowSorter sorter;
    private final long aheadBytes;
    private final References.OfTable references;
    private final TableFigures figures;

    /** @param aheadBytes how many bytes of rows may be ahead of the file */
    TableBuild(TableDefinition table, RowSorter sorter, References references, long aheadBytes) {
        this.aheadBytes = aheadBytes;
        this.table = requireNonNull(table, "table is null");
        this.sorter = requireNonNull(sorter, "sorter is null");
        this.references = references.of(table);
        figures = new TableFigures(table);
    }

    @Override
    public TableDefinition definition() {
        return table;
    }

    /** Adds rows; any thread may. */
    @Override
    public void add(RowBatch rows) throws IOException {
        sorter.add(rows);
    }

    SqlTypes sqlTypes() {
        return figures.sqlTypes();
    }

    /** How many rows its file has. */
    long rows() {
        return figures.rows();
    }

    Counts rejects() {
        return figures.rejects();
    }

    /** Folds the rows that were added and writes them to the table's CSV file, which is closed. */
    void write(OutputStream out) throws IOException {
        Fold fold = Fold.of(table, sorter.sorted());
        RowFields fields = RowFields.of(table);
        try (CsvFile csv = new CsvFile(out, table.outputColumns());
                IteratorAhead<FoldedRow> folded =
                        new IteratorAhead<>(withReferencesNoted(fold), TableBuild::bytes, aheadBytes)) {
            while (folded.hasNext()) {
                figures.add(folded.next(), fields, csv::write);
            }
        }
        references.complete();
        figures.countSuperseded(fold.superseded());
        sorter.close();
    }

    private static long bytes(FoldedRow folded) {
        return (long) folded.row().to() - folded.row().from();
    }

    /** How many bytes the longest row has. */
    long longestRow() {
        return sorter.longestRow();
    }

    /**
     * The same rows; what they refer to is recorded as they pass. Rows from disk are copied: one row might keep
     * a whole buffer in memory.
     */
    private Iterator<FoldedRow> withReferencesNoted(Iterator<FoldedRow> rowsOfFile) {
        RowFields fields = RowFields.of(table);
        boolean isCopied = sorter.hasSpilled();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rowsOfFile.hasNext();
            }

            @Override
            public FoldedRow next() {
                FoldedRow next = rowsOfFile.next();
                FoldedRow folded = isCopied ? new FoldedRow(next.row().copy(), next.validTo()) : next;
                fields.begin(folded.row());
                try {
                    while (fields.next()) {
                        references.add(fields);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return folded;
            }
        };
    }

    /** The report on the table, once all tables are written. */
    Report.Table report() throws IOException {
        return figures.report(references.findings());
    }

    /** Frees memory and disk. */
    @Override
    public void close() {
        sorter.close();
    }
}
