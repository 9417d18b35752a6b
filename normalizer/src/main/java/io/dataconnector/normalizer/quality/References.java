package io.dataconnector.normalizer.quality;

import io.dataconnector.normalizer.fold.RowSorter;
import io.dataconnector.normalizer.table.Reference;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The foreign keys between the tables of a run. Rows are added first, table by table, and checked at the end. */
public final class References implements AutoCloseable {
    /** The keys of a table that others refer to. */
    private record Target(KeyColumns key, RowSorter keys) {}

    private final Map<String, Target> targets = new HashMap<>();
    private final Map<String, List<ReferenceCheck>> checksByTable = new HashMap<>();
    private final List<RowSorter> sorters = new ArrayList<>();

    /**
     * @param tables all tables of the run; references to others are not checked
     * @param sorts makes the sorts that are needed
     */
    public References(Collection<TableDefinition> tables, Supplier<RowSorter> sorts) {
        Map<String, TableDefinition> tableByName = new HashMap<>();
        tables.forEach(table -> tableByName.put(table.name(), table));
        for (TableDefinition table : tables) {
            for (Reference reference : table.references()) {
                TableDefinition target = tableByName.get(reference.table());
                if (target != null) {
                    checksByTable
                            .computeIfAbsent(table.name(), name -> new ArrayList<>())
                            .add(new ReferenceCheck(table, reference, newSort(sorts)));
                    targets.computeIfAbsent(
                            target.name(), name -> new Target(new KeyColumns(target, target.key()), newSort(sorts)));
                }
            }
        }
    }

    private RowSorter newSort(Supplier<RowSorter> sorts) {
        RowSorter sorter = sorts.get();
        sorters.add(sorter);
        return sorter;
    }

    /** Notes what a row refers to, and that it may be referred to. */
    public void add(TableDefinition table, @Nullable String[] row) throws IOException {
        for (ReferenceCheck check : checksByTable.getOrDefault(table.name(), List.of())) {
            check.add(row);
        }
        Target target = targets.get(table.name());
        if (target != null) {
            target.keys().add(target.key().of(row));
        }
    }

    /** The references of a table that lead nowhere, once the rows of all tables have been added. */
    public List<Finding> findings(TableDefinition table) throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (ReferenceCheck check : checksByTable.getOrDefault(table.name(), List.of())) {
            Target target = targets.get(check.target());
            if (target != null) {
                check.finding(target.keys().sorted()).ifPresent(findings::add);
            }
        }
        return findings;
    }

    /** Frees memory and disk. */
    @Override
    public void close() {
        sorters.forEach(RowSorter::close);
    }
}
