package io.dataconnector.normalizer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.fold.LatestRows;
import io.dataconnector.normalizer.fold.RowSorter;
import io.dataconnector.normalizer.output.CsvFile;
import io.dataconnector.normalizer.output.OutputFolder;
import io.dataconnector.normalizer.quality.Counts;
import io.dataconnector.normalizer.quality.Report;
import io.dataconnector.normalizer.table.Column;
import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.RowEncoder;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One table while it is made: rows go in in any order, and the table comes out. */
final class TableBuild implements AutoCloseable {
    private final RowEncoder encoder;
    private final RowSorter sorter;
    private final Counts rejects = new Counts();
    private @Nullable Instant firstUpdatedAt;
    private @Nullable Instant lastUpdatedAt;

    TableBuild(RowEncoder encoder, RowSorter sorter) {
        this.encoder = requireNonNull(encoder, "encoder is null");
        this.sorter = requireNonNull(sorter, "sorter is null");
    }

    TableDefinition definition() {
        return encoder.table();
    }

    RowEncoder encoder() {
        return encoder;
    }

    RowSorter sorter() {
        return sorter;
    }

    Counts rejects() {
        return rejects;
    }

    /** Folds the rows that were added and writes them to the table's file. */
    Report.Table write(OutputFolder output) throws IOException {
        TableDefinition table = definition();
        int columns = table.columns().size();
        LatestRows latest = new LatestRows(sorter.sorted());
        long rows = 0;
        try (CsvFile csv = new CsvFile(new OutputStreamWriter(output.create(table.name() + ".csv"), UTF_8))) {
            csv.write(table.columns().stream().map(Column::name).toArray(String[]::new));
            while (latest.hasNext()) {
                Row row = latest.next();
                csv.write(row.values(columns));
                note(row.version());
                rows++;
            }
        }
        return new Report.Table(
                table.name(), table.stream(), rows, latest.superseded(), rejects, firstUpdatedAt, lastUpdatedAt);
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

    @Override
    public void close() {
        sorter.close();
    }
}
