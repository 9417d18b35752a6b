package io.dataconnector.normalizer.diff;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.diff.TableDiff.Presence;
import io.dataconnector.normalizer.diff.TableDiff.Replaced;
import io.dataconnector.normalizer.diff.TableDiff.Rows;
import io.dataconnector.normalizer.diff.TableDiff.Schema;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.failure.NormalizerException.Category;
import io.dataconnector.normalizer.table.ColumnType;
import io.dataconnector.normalizer.table.TableDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Compares two folders of results, table by table and row by row. The key of a table and its types are those in
 * {@code report.json}; if it does not have them, those of the table's definition.
 */
public final class FolderDiff {
    private final ResultFolder oldFolder;
    private final ResultFolder newFolder;
    private final Map<String, TableLayout> definedLayouts = new HashMap<>();

    /**
     * @param definitions of tables that the reports may not describe
     * @throws NormalizerException if a folder does not exist or cannot be read
     */
    public FolderDiff(Path oldFolder, Path newFolder, Collection<TableDefinition> definitions) {
        this.oldFolder = new ResultFolder(requireNonNull(oldFolder, "oldFolder is null"));
        this.newFolder = new ResultFolder(requireNonNull(newFolder, "newFolder is null"));
        definitions.forEach(table -> definedLayouts.put(table.name(), TableLayout.of(table)));
    }

    /**
     * Compares.
     *
     * @param only the tables to compare; all of them if it is empty
     * @throws NormalizerException if a table cannot be compared, or a table or a column that is named does not exist
     */
    public DiffResult run(Collection<String> only, IgnoredColumns ignored) {
        SortedSet<String> names = new TreeSet<>(oldFolder.tables());
        names.addAll(newFolder.tables());
        for (String name : only) {
            if (!names.contains(name)) {
                throw new NormalizerException(
                        Category.INPUT,
                        "Neither of the folders has a table " + name + ". "
                                + (names.isEmpty()
                                        ? "They have none."
                                        : "They have " + String.join(", ", names) + "."));
            }
        }
        if (!only.isEmpty()) {
            names.retainAll(Set.copyOf(only));
        }
        if (names.isEmpty()) {
            throw new NormalizerException(Category.INPUT, "Neither of the folders holds a table, a file *.csv.");
        }
        List<TableDiff> tables = new ArrayList<>();
        for (String name : names) {
            tables.add(compare(name, ignored));
        }
        ignored.requireAllUsed();
        return new DiffResult(tables, oldFolder.rejects(), newFolder.rejects());
    }

    private TableDiff compare(String name, IgnoredColumns ignored) {
        if (!newFolder.tables().contains(name)) {
            ignored.noteTable(name, readColumns(oldFolder.file(name)));
            return new TableDiff(name, Presence.ONLY_OLD, Schema.EQUAL, Optional.empty());
        }
        if (!oldFolder.tables().contains(name)) {
            ignored.noteTable(name, readColumns(newFolder.file(name)));
            return new TableDiff(name, Presence.ONLY_NEW, Schema.EQUAL, Optional.empty());
        }
        TableLayout oldLayout = layout(name, oldFolder, newFolder);
        TableLayout newLayout = layout(name, newFolder, oldFolder);
        try (TableFile oldFile = new TableFile(oldFolder.file(name));
                TableFile newFile = new TableFile(newFolder.file(name))) {
            ignored.noteTable(name, oldFile.columns());
            ignored.noteTable(name, newFile.columns());
            for (String column : newLayout.key()) {
                if (ignored.contains(name, column)) {
                    throw new NormalizerException(
                            Category.INPUT,
                            "Column " + name + "." + column + " is part of the key and cannot be ignored.");
                }
            }
            List<String> oldColumns = ignored.without(name, oldFile.columns());
            List<String> newColumns = ignored.without(name, newFile.columns());
            Schema schema = schema(oldColumns, newColumns, oldLayout, newLayout);
            if (schema.key().isPresent()) {
                return new TableDiff(name, Presence.BOTH, schema, Optional.empty());
            }
            List<ColumnType> types = newLayout.key().stream()
                    .map(column -> requireNonNull(newLayout.types().get(column), column))
                    .toList();
            oldFile.setKey(newLayout.key(), types);
            newFile.setKey(newLayout.key(), types);
            List<String> common =
                    newColumns.stream().filter(oldColumns::contains).toList();
            Rows rows = new RowComparison(oldFile, newFile, newLayout.key(), common).run();
            return new TableDiff(name, Presence.BOTH, schema, Optional.of(rows));
        }
    }

    private static List<String> readColumns(Path file) {
        try (TableFile table = new TableFile(file)) {
            return table.columns();
        }
    }

    /** What the folder's own report says, the definition, or else the other folder's report. */
    private TableLayout layout(String name, ResultFolder folder, ResultFolder other) {
        return folder.layout(name)
                .or(() -> Optional.ofNullable(definedLayouts.get(name)))
                .or(() -> other.layout(name))
                .orElseThrow(() -> new NormalizerException(
                        Category.INPUT,
                        "The key of table " + name
                                + " is not known: it is in neither a report.json nor a table definition. Name the folder of its"
                                + " definition with --tables."));
    }

    private static Schema schema(
            List<String> oldColumns, List<String> newColumns, TableLayout oldLayout, TableLayout newLayout) {
        List<String> oldCommon =
                oldColumns.stream().filter(newColumns::contains).toList();
        List<String> newCommon =
                newColumns.stream().filter(oldColumns::contains).toList();
        List<String> moved = new ArrayList<>();
        Map<String, Replaced> types = new LinkedHashMap<>();
        for (int i = 0; i < newCommon.size(); i++) {
            String column = newCommon.get(i);
            if (!column.equals(oldCommon.get(i))) {
                moved.add(column);
            }
            ColumnType oldType = oldLayout.types().get(column);
            ColumnType newType = newLayout.types().get(column);
            if (oldType != null && newType != null && !Objects.equals(oldType, newType)) {
                types.put(column, new Replaced(oldType.definitionName(), newType.definitionName()));
            }
        }
        String oldKey = oldLayout.describeKey();
        String newKey = newLayout.describeKey();
        return new Schema(
                newColumns.stream()
                        .filter(column -> !oldColumns.contains(column))
                        .toList(),
                oldColumns.stream()
                        .filter(column -> !newColumns.contains(column))
                        .toList(),
                moved,
                types,
                oldKey.equals(newKey) ? Optional.empty() : Optional.of(new Replaced(oldKey, newKey)));
    }
}
