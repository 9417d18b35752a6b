package io.dataconnector.spark;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.fold.Fold;
import io.dataconnector.normalizer.output.CsvFile;
import io.dataconnector.normalizer.quality.KeyFields;
import io.dataconnector.normalizer.run.TableFigures;
import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.RowBatch;
import io.dataconnector.normalizer.table.RowFields;
import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.normalizer.table.TextBuffer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/** The part of a table in one partition while it is being folded, row by row. */
final class TableFolding implements AutoCloseable {
    private static final int KEYS_BYTES = 1 << 16;

    private final int table;
    private final TableDefinition definition;
    private final Fold fold;
    private final RowFields fields;
    private final TableFigures figures;
    private final Map<Integer, KeyFields> keys;
    private final Map<Integer, RowBatch> batches = new HashMap<>();
    private final Consumer<Chunk> out;
    private String file = "";
    private Optional<OutputStream> bytes = Optional.empty();
    private Optional<CsvFile> csv = Optional.empty();

    /**
     * Begins to fold.
     *
     * @param table the number of the table
     * @param sorted its rows in this partition
     * @param keys the keys that are to be gathered, by number
     * @param out takes these
     */
    TableFolding(
            int table,
            TableDefinition definition,
            Iterator<Row> sorted,
            Map<Integer, KeyFields> keys,
            Consumer<Chunk> out) {
        this.table = table;
        this.definition = requireNonNull(definition, "definition is null");
        this.keys = Map.copyOf(keys);
        this.out = requireNonNull(out, "out is null");
        fold = Fold.of(definition, sorted);
        fields = RowFields.of(definition);
        figures = new TableFigures(definition);
        keys.keySet().forEach(number -> batches.put(number, new RowBatch()));
    }

    /** Writes the rows that follow to a file as well. */
    void writeTo(PartFile part, String attempts, Configuration hadoop) throws IOException {
        file = part.name();
        OutputStream created = part.create(attempts, hadoop);
        bytes = Optional.of(created);
        csv = Optional.of(new CsvFile(created, definition.outputColumns()));
    }

    boolean hasNext() {
        return fold.hasNext();
    }

    /** Folds the next row. */
    void next() throws IOException {
        figures.add(fold.next(), fields, this::add);
    }

    private void add(RowFields row) throws IOException {
        if (csv.isPresent()) {
            csv.get().write(row);
        }
        for (Map.Entry<Integer, KeyFields> entry : keys.entrySet()) {
            if (entry.getValue().isIn(row)) {
                RowBatch batch = requireNonNull(batches.get(entry.getKey()), "batch is null");
                TextBuffer key = batch.begin();
                int start = key.size();
                entry.getValue().append(row, key);
                batch.end(key.size() - start);
                if (batch.size() >= KEYS_BYTES) {
                    handOver(entry.getKey(), batch);
                }
            }
        }
    }

    private void handOver(int number, RowBatch batch) {
        if (batch.count() > 0) {
            out.accept(Chunk.Keys.of(number, batch));
            batch.clear();
        }
    }

    /** Ends the part, once all rows are folded. */
    Chunk.Folded complete(int partition) throws IOException {
        if (csv.isPresent()) {
            csv.get().close();
        }
        batches.forEach(this::handOver);
        figures.countSuperseded(fold.superseded());
        return new Chunk.Folded(table, partition, file, figures.part());
    }

    /** Gives the file up, if the part is not complete. */
    @Override
    public void close() {
        try {
            if (bytes.isPresent()) {
                bytes.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
