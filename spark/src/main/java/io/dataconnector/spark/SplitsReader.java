package io.dataconnector.spark;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.normalizer.table.TableDefinitions;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What a task does that reads splits, one after the other.
 *
 * @param definitions the texts of the table definitions
 * @param hadoop the configuration of Hadoop
 */
record SplitsReader(List<String> definitions, Broadcast<SerializableConfiguration> hadoop)
        implements FlatMapFunction<Splits, Chunk> {
    SplitsReader {
        definitions = List.copyOf(definitions);
        requireNonNull(hadoop, "hadoop is null");
    }

    @Override
    public Iterator<Chunk> call(Splits splits) {
        List<TableDefinition> tables = TableDefinitions.ofTexts(definitions);
        Chunks chunks = new Chunks(splits.splits().iterator(), tables);
        Closing.atEndOfTask(chunks::close);
        return chunks;
    }

    /** The chunks of several splits, of which one is open at a time. */
    private final class Chunks implements Iterator<Chunk> {
        private final Iterator<Split> splits;
        private final List<TableDefinition> tables;
        private Optional<SplitReader> reader = Optional.empty();

        private Chunks(Iterator<Split> splits, List<TableDefinition> tables) {
            this.splits = splits;
            this.tables = tables;
        }

        @Override
        public boolean hasNext() {
            while (reader.isEmpty() || !reader.get().hasNext()) {
                close();
                if (!splits.hasNext()) {
                    return false;
                }
                reader = Optional.of(
                        SplitReader.open(splits.next(), tables, hadoop.value().value()));
            }
            return true;
        }

        @Override
        public Chunk next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return reader.orElseThrow().next();
        }

        private void close() {
            reader.ifPresent(SplitReader::close);
            reader = Optional.empty();
        }
    }
}
