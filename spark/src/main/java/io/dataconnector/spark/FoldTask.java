package io.dataconnector.spark;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.normalizer.table.TableDefinitions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What a task does that folds the sorted rows of a partition: writes its parts of the tables, checks them, and
 * gathers the keys.
 *
 * @param definitions the texts of the table definitions
 * @param attempts the folder that the parts are written to; empty if they are not to be written
 * @param hadoop the configuration of Hadoop
 */
record FoldTask(List<String> definitions, String attempts, Broadcast<SerializableConfiguration> hadoop)
        implements Function2<Integer, Iterator<Row>, Iterator<Chunk>> {
    FoldTask {
        definitions = List.copyOf(definitions);
        requireNonNull(attempts, "attempts is null");
        requireNonNull(hadoop, "hadoop is null");
    }

    @Override
    public Iterator<Chunk> call(Integer partition, Iterator<Row> sorted) {
        Chunks chunks = new Chunks(partition, new RowsByTable(sorted));
        Closing.atEndOfTask(chunks::close);
        return chunks;
    }

    /** What is made of a partition, one table after the other. */
    private final class Chunks implements Iterator<Chunk> {
        private final List<TableDefinition> tables = TableDefinitions.ofTexts(definitions);
        private final ForeignKeys foreignKeys = new ForeignKeys(tables);
        private final int partition;
        private final RowsByTable rows;
        private final Queue<Chunk> made = new ArrayDeque<>();
        private Optional<TableFolding> current = Optional.empty();

        private Chunks(int partition, RowsByTable rows) {
            this.partition = partition;
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            try {
                while (made.isEmpty() && (current.isPresent() || rows.hasNext())) {
                    goOn();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return !made.isEmpty();
        }

        private void goOn() throws IOException {
            if (current.isEmpty()) {
                int table = rows.table();
                TableFolding folding =
                        new TableFolding(table, tables.get(table), rows.rows(), foreignKeys.gathered(table), made::add);
                if (!attempts.isEmpty()) {
                    folding.writeTo(
                            PartFile.ofAttempt(tables.get(table).name(), partition, CsvParts.SUFFIX),
                            attempts,
                            hadoop.value().value());
                }
                current = Optional.of(folding);
            } else if (current.get().hasNext()) {
                current.get().next();
            } else {
                made.add(current.get().complete(partition));
                current = Optional.empty();
            }
        }

        @Override
        public Chunk next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return made.remove();
        }

        private void close() {
            current.ifPresent(TableFolding::close);
        }
    }
}
