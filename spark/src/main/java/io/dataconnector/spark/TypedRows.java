package io.dataconnector.spark;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.fold.Fold;
import io.dataconnector.normalizer.run.TableFigures;
import io.dataconnector.normalizer.table.RowFields;
import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.normalizer.table.TableDefinitions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Folds the sorted rows of one table in a partition into typed rows.
 *
 * @param definitions the texts of the table definitions
 * @param table the number of the table
 * @param columns the columns of the table
 */
record TypedRows(List<String> definitions, int table, TypedColumns columns)
        implements FlatMapFunction<Iterator<Row>, Row> {
    TypedRows {
        definitions = List.copyOf(definitions);
        requireNonNull(columns, "columns is null");
    }

    @Override
    public Iterator<Row> call(Iterator<Row> sorted) {
        RowsByTable rows = new RowsByTable(sorted);
        return rows.hasNext()
                ? new Typed(TableDefinitions.ofTexts(definitions).get(table), rows.rows(), columns.types())
                : Collections.emptyIterator();
    }

    private static final class Typed implements Iterator<Row> {
        private final Fold fold;
        private final RowFields fields;
        private final TableFigures figures;
        private final List<DataType> types;
        private final Queue<Row> made = new ArrayDeque<>();

        private Typed(
                TableDefinition definition,
                Iterator<io.dataconnector.normalizer.table.Row> sorted,
                List<DataType> types) {
            fold = Fold.of(definition, sorted);
            fields = RowFields.of(definition);
            figures = new TableFigures(definition);
            this.types = types;
        }

        @Override
        public boolean hasNext() {
            try {
                while (made.isEmpty() && fold.hasNext()) {
                    figures.add(fold.next(), fields, this::add);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return !made.isEmpty();
        }

        private void add(RowFields row) {
            @Nullable Object[] values = new Object[types.size()];
            for (int i = 0; i < values.length; i++) {
                String text = row.text(i);
                values[i] = text == null ? null : TypedColumns.value(types.get(i), text);
            }
            made.add(RowFactory.create(values));
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return made.remove();
        }
    }
}
