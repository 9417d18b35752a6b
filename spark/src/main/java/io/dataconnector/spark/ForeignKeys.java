package io.dataconnector.spark;

import io.dataconnector.normalizer.quality.KeyFields;
import io.dataconnector.normalizer.table.Reference;
import io.dataconnector.normalizer.table.TableDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The foreign keys between the tables of a run. The columns whose keys are gathered have numbers: first come the keys
 * of the tables, in the order of the tables, whether or not they are referred to, and then the references.
 */
final class ForeignKeys {
    /**
     * A reference between two tables of the run.
     *
     * @param table the number of the table whose reference it is
     * @param target the number of the table that it refers to
     * @param fields what it refers to
     */
    record Check(int table, Reference reference, int target, KeyFields fields) {}

    private final List<TableDefinition> tables;
    private final List<Check> checks = new ArrayList<>();

    /** References to tables that are not among these are not checked. */
    ForeignKeys(List<TableDefinition> tables) {
        this.tables = List.copyOf(tables);
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < tables.size(); i++) {
            numbers.put(tables.get(i).name(), i);
        }
        for (int i = 0; i < tables.size(); i++) {
            for (Reference reference : tables.get(i).references()) {
                Integer target = numbers.get(reference.table());
                if (target != null) {
                    KeyFields fields = new KeyFields(tables.get(i), reference.columns());
                    checks.add(new Check(i, reference, target, fields));
                }
            }
        }
    }

    /** In the order of the tables, and of the references of each. */
    List<Check> checks() {
        return List.copyOf(checks);
    }

    /** The number of the keys of a table. */
    static int ofTable(int table) {
        return table;
    }

    /** The number of what a reference refers to. */
    int ofCheck(int check) {
        return tables.size() + check;
    }

    /** The keys that are gathered from the rows of a table, by number. */
    Map<Integer, KeyFields> gathered(int table) {
        Map<Integer, KeyFields> gathered = new HashMap<>();
        for (int i = 0; i < checks.size(); i++) {
            Check check = checks.get(i);
            if (check.table() == table) {
                gathered.put(ofCheck(i), check.fields());
            }
            if (check.target() == table) {
                TableDefinition definition = tables.get(table);
                gathered.put(ofTable(table), new KeyFields(definition, definition.key()));
            }
        }
        return gathered;
    }

    /** The checks that keys of a number matter for. */
    List<Integer> checksOf(int keys) {
        if (keys >= tables.size()) {
            return List.of(keys - tables.size());
        }
        List<Integer> referring = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            if (checks.get(i).target() == keys) {
                referring.add(i);
            }
        }
        return referring;
    }

    /** Whether the keys of a number are those of a table, and not references. */
    boolean areTargets(int keys) {
        return keys < tables.size();
    }
}
