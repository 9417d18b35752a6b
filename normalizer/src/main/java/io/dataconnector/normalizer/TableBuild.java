package io.dataconnector.normalizer;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import io.dataconnector.normalizer.table.Column;
import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.RowEncoder;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One table while it is made: rows go in in any order, and the table comes out. */
final class TableBuild implements AutoCloseable {
    private final TableDefinition table;
    private final RowEncoder encoder;
    private final RowSorter sorter;
    private final References references;
    private final ColumnChecks checks;
    private final SqlTypes sqlTypes;
    private final Counts rejects = new Counts();
    private long rows;
    private long superseded;
    private @Nullable Instant firstUpdatedAt;
    private @Nullable Instant lastUpdatedAt;

    TableBuild(RowEncoder encoder, RowSorter sorter, References references) {
        this.encoder = requireNonNull(encoder, "encoder is null");
        this.sorter = requireNonNull(sorter, "sorter is null");
        this.references = requireNonNull(references, "references is null");
        table = encoder.table();
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

    RowEncoder encoder() {
        return encoder;
    }

    RowSorter sorter() {
        return sorter;
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
        try (CsvFile csv = new CsvFile(new OutputStreamWriter(output.create(fileName(table)), UTF_8))) {
            csv.write(table.outputColumns().stream().map(Column::name).toArray(String[]::new));
            while (fold.hasNext()) {
                write(fold.next(), csv);
            }
        }
        superseded = fold.superseded();
        sorter.close();
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

    private void write(FoldedRow folded, CsvFile csv) throws IOException {
        note(folded.row().version());
        for (@Nullable String[] values : folded.row().rows(table.columns().size())) {
            checks.add(values);
            references.add(table, values);
            @Nullable String[] row = table.isHistory() ? withValidity(values, folded) : values;
            sqlTypes.add(row);
            csv.write(row);
            rows++;
        }
    }

    /** The values, and those of the columns that a history adds. */
    private static @Nullable String[] withValidity(@Nullable String[] values, FoldedRow folded) {
        @Nullable String[] all = Arrays.copyOf(values, values.length + 3);
        all[values.length] = folded.row().version().map(Instant::toString).orElse(null);
        all[values.length + 1] = folded.validTo().map(Instant::toString).orElse(null);
        all[values.length + 2] = Boolean.toString(folded.validTo().isEmpty());
        return all;
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

    /** What became of the table, once all tables are written. */
    Report.Table report() throws IOException {
        List<Finding> findings = new ArrayList<>(checks.findings());
        findings.addAll(references.findings(table));
        return new Report.Table(
                table.name(),
                table.stream().toString(),
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
