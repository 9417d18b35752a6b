package io.dataconnector.normalizer.table;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.core.document.Definitions;
import io.dataconnector.core.document.Document;
import io.dataconnector.core.document.DocumentSchema;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.document.Json;
import io.dataconnector.normalizer.NormalizerException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Loads the definitions of the tables to be made, in the order of their names. */
public final class TableDefinitions {
    private static final Set<ColumnType> KEY_TYPES =
            Set.of(ColumnType.STRING, ColumnType.INTEGER, ColumnType.BOOLEAN, ColumnType.TIMESTAMP);

    private TableDefinitions() {}

    /**
     * Loads the tables that ship with the program, and those of the user's folder, which add to them or
     * replace those of the same name.
     *
     * @throws NormalizerException if a definition of the user's is not one, with all that is wrong
     */
    public static Collection<TableDefinition> load(Optional<Path> folder) {
        try {
            SortedMap<String, TableDefinition> tables = new TreeMap<>();
            for (Document document : Definitions.shipped(TableDefinitions.class, "tables")) {
                add(document, tables);
            }
            if (folder.isPresent()) {
                DocumentSchema schema =
                        DocumentSchema.ofResource(TableDefinitions.class, "table_definition.schema.json");
                for (Document document : Definitions.inFolder(folder.get())) {
                    schema.check(document);
                    add(document, tables);
                }
            }
            return tables.values();
        } catch (InvalidDocumentException e) {
            throw new NormalizerException("Table definition " + e.getMessage());
        }
    }

    private static void add(Document document, SortedMap<String, TableDefinition> tables)
            throws InvalidDocumentException {
        JsonNode content = document.content();
        TableDefinition table = new TableDefinition(
                content.required("name").textValue(),
                content.required("stream").textValue(),
                texts(content.required("key")),
                Optional.ofNullable(content.path("version").textValue()),
                columns(content.required("columns")));
        List<String> faults = faults(table);
        if (!faults.isEmpty()) {
            throw new InvalidDocumentException(document.name(), faults);
        }
        tables.put(table.name(), table);
    }

    private static List<Column> columns(JsonNode list) {
        List<Column> columns = new ArrayList<>();
        for (JsonNode column : list) {
            columns.add(new Column(
                    column.required("name").textValue(),
                    Json.MAPPER.convertValue(column.required("type"), ColumnType.class),
                    texts(column.required("from")),
                    column.path("required").booleanValue()));
        }
        return columns;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    /** What is wrong with a table beyond what a JSON Schema can tell. */
    private static List<String> faults(TableDefinition table) {
        List<String> faults = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < table.columns().size(); i++) {
            if (!names.add(table.columns().get(i).name())) {
                faults.add("at /columns/" + i + "/name: a second column of this name");
            }
        }
        for (int i = 0; i < table.key().size(); i++) {
            checkRole(table, table.key().get(i), KEY_TYPES, "/key/" + i, faults);
        }
        table.version().ifPresent(column -> checkRole(table, column, Set.of(ColumnType.TIMESTAMP), "/version", faults));
        return faults;
    }

    private static void checkRole(
            TableDefinition table, String column, Set<ColumnType> types, String pointer, List<String> faults) {
        int index = table.indexOf(column);
        if (index < 0) {
            faults.add("at " + pointer + ": there is no column \"" + column + "\"");
        } else if (!types.contains(table.columns().get(index).type())) {
            faults.add("at " + pointer + ": column \"" + column + "\" must be of type "
                    + types.stream().map(ColumnType::definitionName).sorted().collect(joining(" or ")));
        }
    }
}
