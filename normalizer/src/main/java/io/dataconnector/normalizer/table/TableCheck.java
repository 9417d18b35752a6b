package io.dataconnector.normalizer.table;

import static java.util.stream.Collectors.joining;

import io.dataconnector.core.document.Faults;
import io.dataconnector.normalizer.table.Column.Origin;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what is wrong with a table definition beyond what a JSON Schema can express. */
final class TableCheck {
    private final TableDefinition table;
    private final Faults faults = new Faults();

    private TableCheck(TableDefinition table) {
        this.table = table;
    }

    /**
     * All errors in a table's definition.
     *
     * @param tables all tables that are built, by name
     */
    static Faults faults(TableDefinition table, Map<String, TableDefinition> tables) {
        TableCheck check = new TableCheck(table);
        check.checkKey();
        check.checkVersion();
        for (int i = 0; i < table.columns().size(); i++) {
            check.checkColumn(table.columns().get(i), "/columns/" + i);
        }
        for (int i = 0; i < table.references().size(); i++) {
            check.checkReference(table.references().get(i), "/references/" + i, tables);
        }
        return check.faults;
    }

    private void checkKey() {
        boolean isElementColumnBefore = false;
        boolean hasRecordColumn = false;
        for (int i = 0; i < table.key().size(); i++) {
            String pointer = "/key/" + i;
            if (!checkRole(table.key().get(i), KeyEncoder.TYPES, pointer)) {
                continue;
            }
            Origin origin =
                    table.columns().get(table.indexOf(table.key().get(i))).origin();
            hasRecordColumn |= origin == Origin.RECORD;
            if (origin == Origin.RECORD && isElementColumnBefore) {
                faults.add(pointer, "the columns of the record must come before those of its rows");
            }
            isElementColumnBefore |= origin == Origin.ROW;
        }
        if (table.rows().isPresent() && faults.isEmpty() && !(hasRecordColumn && isElementColumnBefore)) {
            faults.add(
                    "/key",
                    "where \"rows\" names an array, the key needs a column with \"of\": \"record\","
                            + " which identifies the record, and one of the rows");
        }
    }

    private void checkVersion() {
        if (table.isHistory() && table.version().isEmpty()) {
            faults.add("/version", "a history needs a version");
        }
        if (table.isHistory() && table.rows().isPresent()) {
            faults.add("/history", "a table whose rows are elements of an array has no history");
        }
        table.version().filter(version -> !version.startsWith("/")).ifPresent(version -> {
            boolean isColumn = checkRole(version, Set.of(ColumnType.TIMESTAMP), "/version");
            if (isColumn && table.columns().get(table.indexOf(version)).origin() == Origin.ROW) {
                faults.add(
                        "/version",
                        "the version is that of the record; give its JSON pointer, or a column with"
                                + " \"of\": \"record\"");
            }
        });
    }

    private void checkColumn(Column column, String pointer) {
        if (column.from().isEmpty() && column.defaultText().isEmpty()) {
            faults.add(pointer, "needs \"from\" or \"default\"");
        }
        if (column.isCurrency() && column.type() != ColumnType.STRING) {
            faults.add(pointer + "/format", "only a string can be a currency");
        }
        if (column.currencyColumn().isPresent()) {
            checkRole(column.currencyColumn().get(), Set.of(ColumnType.STRING), pointer + "/currency");
            if (column.type() != ColumnType.DECIMAL && column.type() != ColumnType.INTEGER) {
                faults.add(pointer + "/currency", "only a decimal or an integer can be an amount");
            }
        }
        boolean isTakenByHistory = table.isHistory()
                && table.outputColumns().stream()
                                .filter(other -> other.name().equalsIgnoreCase(column.name()))
                                .count()
                        > 1;
        if (isTakenByHistory) {
            faults.add(pointer + "/name", "a history adds a column of this name itself");
        }
    }

    private void checkReference(Reference reference, String pointer, Map<String, TableDefinition> tables) {
        TableDefinition target = tables.get(reference.table());
        if (target == null) {
            faults.add(pointer + "/table", "there is no table \"" + reference.table() + "\"");
            return;
        }
        List<String> key = target.key();
        if (key.size() != reference.columns().size()) {
            faults.add(
                    pointer + "/columns",
                    "the key of " + target.name() + " has " + key.size() + " columns, " + String.join(", ", key));
            return;
        }
        for (int i = 0; i < key.size(); i++) {
            int keyColumn = target.indexOf(key.get(i));
            if (keyColumn >= 0) {
                Set<ColumnType> types = Set.of(target.columns().get(keyColumn).type());
                checkRole(reference.columns().get(i), types, pointer + "/columns/" + i);
            }
        }
    }

    /** Whether there is a column of this name and of one of these types; if not, that is an error. */
    private boolean checkRole(String column, Set<ColumnType> types, String pointer) {
        int index = table.indexOf(column);
        if (index < 0) {
            faults.add(pointer, "there is no column \"" + column + "\"");
            return false;
        }
        if (!types.contains(table.columns().get(index).type())) {
            faults.add(
                    pointer,
                    "column \"" + column + "\" must be of type "
                            + types.stream()
                                    .map(ColumnType::definitionName)
                                    .sorted()
                                    .collect(joining(" or ")));
            return false;
        }
        return true;
    }
}
