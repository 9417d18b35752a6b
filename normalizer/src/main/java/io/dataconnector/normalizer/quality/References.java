package io.dataconnector.normalizer.quality;

import io.dataconnector.normalizer.fold.RowSorter;
import io.dataconnector.normalizer.table.Reference;
import io.dataconnector.normalizer.table.RowFields;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The foreign keys between the tables of a run. */
public final class References implements AutoCloseable {
    private final Map<String, OfTable> tables = new HashMap<>();
    private final List<KeyColumns> keys = new ArrayList<>();

    /**
     * @param definitions all tables of the run; references to others are not checked
     * @param sorts makes the sorts that are needed
     * @param maxBatchBytes how many bytes of keys are gathered until they are sorted
     */
    public References(Collection<TableDefinition> definitions, Supplier<RowSorter> sorts, int maxBatchBytes) {
        Map<String, TableDefinition> definitionByName = new HashMap<>();
        for (TableDefinition definition : definitions) {
            definitionByName.put(definition.name(), definition);
            tables.put(definition.name(), new OfTable());
        }
        Map<String, KeyColumns> targets = new HashMap<>();
        for (TableDefinition table : definitions) {
            for (Reference reference : table.references()) {
                TableDefinition target = definitionByName.get(reference.table());
                if (target != null) {
                    KeyColumns targetKeys = targets.computeIfAbsent(target.name(), name -> {
                        KeyColumns targetKey = gather(target, target.key(), sorts, maxBatchBytes);
                        of(target).keys.add(targetKey);
                        return targetKey;
                    });
                    KeyColumns references = gather(table, reference.columns(), sorts, maxBatchBytes);
                    of(table).keys.add(references);
                    of(table).checks.add(new ReferenceCheck(reference, references, targetKeys));
                }
            }
        }
    }

    private KeyColumns gather(
            TableDefinition table, List<String> columns, Supplier<RowSorter> sorts, int maxBatchBytes) {
        KeyColumns gathered = new KeyColumns(table, columns, sorts.get(), maxBatchBytes);
        keys.add(gathered);
        return gathered;
    }

    /** The foreign keys of one table of the run. */
    public OfTable of(TableDefinition table) {
        OfTable ofTable = tables.get(table.name());
        if (ofTable == null) {
            throw new IllegalArgumentException("no table of the run: " + table.name());
        }
        return ofTable;
    }

    /** Frees memory and disk. */
    @Override
    public void close() {
        keys.forEach(KeyColumns::close);
    }

    /** What the rows of one table refer to, and what in them may be referred to. Used by one thread. */
    public static final class OfTable {
        private final List<KeyColumns> keys = new ArrayList<>();
        private final List<ReferenceCheck> checks = new ArrayList<>();

        private OfTable() {}

        /** Adds the keys of a row. */
        public void add(RowFields row) throws IOException {
            for (KeyColumns columns : keys) {
                columns.add(row);
            }
        }

        /** To be called after the last row. */
        public void complete() throws IOException {
            for (KeyColumns columns : keys) {
                columns.complete();
            }
        }

        /** The references to rows that do not exist, once all tables are complete. */
        public List<Finding> findings() throws IOException {
            List<Finding> findings = new ArrayList<>();
            for (ReferenceCheck check : checks) {
                check.finding().ifPresent(findings::add);
            }
            return findings;
        }
    }
}
