package io.dataconnector.normalizer.run;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.fold.Fold;
import io.dataconnector.normalizer.fold.FoldedRow;
import io.dataconnector.normalizer.fold.HistoryRows;
import io.dataconnector.normalizer.fold.LatestRows;
import io.dataconnector.normalizer.fold.RowSorter;
import io.dataconnector.normalizer.output.CsvFile;
import io.dataconnector.normalizer.output.OutputFolder;
import io.dataconnector.normalizer.output.SqlTypes;
import io.dataconnector.normalizer.quality.ColumnChecks;
import io.dataconnector.normalizer.quality.Counts;
import io.dataconnector.normalizer.quality.Finding;
import io.dataconnector.normalizer.quality.References;
import io.dataconnector.normalizer.quality.Report;
import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.RowBatch;
import io.dataconnector.normalizer.table.RowFields;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One table while it is being built: rows are added in any order, and the table is written. */
final class TableBuild implements AutoCloseable {
    private final TableDefinition table;
    private final RowSorter sorter;
    private final long aheadBytes;
    private final References.OfTable references;
    private final ColumnChecks checks;
    private final SqlTypes sqlTypes;
    private final Counts rejects = new Counts();
    private long rows;
    private long superseded;
    private @Nullable Instant firstUpdatedAt;
    private @Nullable Instant lastUpdatedAt;

    /** @param aheadBytes how many bytes of rows may be ahead of the file */
    TableBuild(TableDefinition table, RowSorter sorter, References references, long aheadBytes) {
        this.aheadBytes = aheadBytes;
        this.table = requireNonNull(table, "table is null");
        this.sorter = requireNonNull(sorter, "sorter is null");
        this.references = references.of(table);
        checks = new ColumnChecks(table);
        sqlTypes = new SqlTypes(table);
    }

    /** The name of a table's file. */
    static String fileName(TableDefinition table) {
        return table.name() + ".csv";
    }

    TableDefinition definition() {
        return table;
    }

    /** Adds rows; any thread may. */
    void add(RowBatch rows) throws IOException {
        sorter.add(rows);
    }

    SqlTypes sqlTypes() {
        return sqlTypes;
    }

    Counts rejects() {
        return rejects;
    }

    /** Folds the rows that were added and writes them to the table's file. */
    void write(OutputFolder output) throws IOException {
        Fold fold = fold();
        RowFields fields = RowFields.of(table);
        try (IteratorAhead<FoldedRow> folded =
                        new IteratorAhead<>(withReferencesNoted(fold), TableBuild::bytes, aheadBytes);
                CsvFile csv = new CsvFile(output.create(fileName(table)), table.outputColumns())) {
            while (folded.hasNext()) {
                write(folded.next(), fields, csv);
            }
        }
        references.complete();
        superseded = fold.superseded();
        sorter.close();
    }

    private static long bytes(FoldedRow folded) {
        return (long) folded.row().to() - folded.row().from();
    }

    /** How many bytes the longest row has. */
    long longestRow() {
        return sorter.longestRow();
    }

    private Fold fold() throws IOException {
        Iterator<Row> sorted = sorter.sorted();
        return table.isHistory()
                ? new HistoryRows(
                        sorted,
                        table.columns().size(),
                        table.version().map(table::indexOf).orElse(-1))
                : new LatestRows(sorted);
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

    private void write(FoldedRow folded, RowFields fields, CsvFile csv) throws IOException {
        note(folded.row().version());
        fields.begin(folded.row());
        while (fields.next()) {
            checks.add(fields);
            if (table.isHistory()) {
                fields.append(folded.row().version());
                fields.append(folded.validTo());
                fields.append(Boolean.toString(folded.validTo().isEmpty()));
            }
            sqlTypes.add(fields);
            csv.write(fields);
            rows++;
        }
    }

    private void note(Optional<Instant> version) {
        if (version.isPresent()) {
            Instant instant = version.get();
            if (firstUpdatedAt == null || instant.isBefore(firstUpdatedAt)) {
                firstUpdatedAt = instant;
            }
            if (lastUpdatedAt == null || instant.isAfter(lastUpdatedAt)) {
                lastUpdatedAt = instant;
            }
        }
    }

    /** The report on the table, once all tables are written. */
    Report.Table report() throws IOException {
        List<Finding> findings = new ArrayList<>(checks.findings());
        findings.addAll(references.findings());
        return new Report.Table(
                table.name(),
                table.stream().toString(),
                table.outputKey(),
                table.outputColumns().stream()
                        .map(column -> new Report.Column(column.name(), column.type()))
                        .toList(),
                rows,
                superseded,
                rejects,
                findings,
                firstUpdatedAt,
                lastUpdatedAt);
    }

    /** Frees memory and disk. */
    @Override
    public void close() {
        sorter.close();
    }
}
