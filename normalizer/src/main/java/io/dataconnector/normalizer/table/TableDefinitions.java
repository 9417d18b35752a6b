package io.dataconnector.normalizer.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.core.document.Definitions;
import io.dataconnector.core.document.Document;
import io.dataconnector.core.document.DocumentSchema;
import io.dataconnector.core.document.Faults;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.message.StreamName;
import io.dataconnector.core.scan.JsonPaths;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.table.Column.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Loads the definitions of the tables to be built, in the order of their names. */
public final class TableDefinitions {
    private final SortedMap<String, Document> documents = new TreeMap<>();
    private final SortedMap<String, TableDefinition> tables = new TreeMap<>();

    private TableDefinitions() {}

    /**
     * Loads the tables that ship with the program, and those of the user's folder, which add to them or
     * replace those of the same name.
     *
     * @param only the names of the tables that are wanted; all of them if it is empty
     * @throws NormalizerException if a definition of the user's is invalid, with all of its errors, or there
     *     is no table of a name
     */
    public static Collection<TableDefinition> load(Optional<Path> folder, Collection<String> only) {
        return loaded(true, folder, only).tables.values();
    }

    /** Loads only the tables of the user's folder, otherwise as {@link #load} does. */
    public static Collection<TableDefinition> loadWithoutShipped(Path folder, Collection<String> only) {
        return loaded(false, Optional.of(folder), only).tables.values();
    }

    /**
     * The same definitions as texts, which can be sent to where rows are made.
     *
     * @param withShipped whether the tables that ship with the program are among them
     */
    public static List<String> texts(boolean withShipped, Optional<Path> folder, Collection<String> only) {
        TableDefinitions definitions = loaded(withShipped, folder, only);
        List<String> texts = new ArrayList<>();
        for (String name : definitions.tables.keySet()) {
            Document document = requireNonNull(definitions.documents.get(name), "document is null");
            texts.add(Json.write(document.content()));
        }
        return texts;
    }

    /** The definitions of {@link #texts}, in their order. */
    public static List<TableDefinition> ofTexts(Collection<String> texts) {
        List<TableDefinition> tables = new ArrayList<>();
        for (String text : texts) {
            try {
                tables.add(parse(new Document("definition", Json.read(text.getBytes(UTF_8)))));
            } catch (InvalidDocumentException | JsonProcessingException e) {
                throw new IllegalArgumentException("not a definition that was loaded: " + text, e);
            }
        }
        return List.copyOf(tables);
    }

    private static TableDefinitions loaded(boolean withShipped, Optional<Path> folder, Collection<String> only) {
        try {
            TableDefinitions definitions = new TableDefinitions();
            if (withShipped) {
                for (Document document : Definitions.shipped(TableDefinitions.class, "tables")) {
                    definitions.add(document);
                }
            }
            if (folder.isPresent()) {
                DocumentSchema schema =
                        DocumentSchema.ofResource(TableDefinitions.class, "table_definition.schema.json");
                for (Document document : Definitions.inFolder(folder.get(), schema)) {
                    requireCompleteText(document);
                    definitions.add(document);
                }
            }
            definitions.check();
            definitions.select(only);
            return definitions;
        } catch (InvalidDocumentException e) {
            throw new NormalizerException(
                    NormalizerException.Category.DEFINITION, "Table definition " + e.getMessage());
        }
    }

    /** Texts of a definition are written to files in UTF-8, which cannot encode half of a surrogate pair. */
    private static void requireCompleteText(Document document) throws InvalidDocumentException {
        Faults faults = new Faults();
        findBrokenText(document.content(), "", faults);
        faults.throwIfAny(document.name());
    }

    private static void findBrokenText(JsonNode node, String pointer, Faults faults) {
        if (node.isTextual() && !UTF_8.newEncoder().canEncode(node.textValue())) {
            faults.add(pointer, "the text holds one half of a surrogate pair without the other");
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            findBrokenText(member.getValue(), Faults.member(pointer, member.getKey()), faults);
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                findBrokenText(node.get(i), pointer + "/" + i, faults);
            }
        }
    }

    private void add(Document document) throws InvalidDocumentException {
        TableDefinition table = parse(document);
        for (String other : tables.keySet()) {
            if (other.equalsIgnoreCase(table.name()) && !other.equals(table.name())) {
                throw new InvalidDocumentException(
                        document.name(),
                        List.of(Faults.at(
                                "/name",
                                "there is a table \"" + other + "\" already, and names of tables and files"
                                        + " must differ in more than case")));
            }
        }
        documents.put(table.name(), document);
        tables.put(table.name(), table);
    }

    private void select(Collection<String> only) {
        for (String name : only) {
            if (!tables.containsKey(name)) {
                throw new NormalizerException(
                        NormalizerException.Category.DEFINITION,
                        "There is no table " + (name.isEmpty() ? "\"\"" : name) + ". There are "
                                + String.join(", ", tables.keySet()) + ".");
            }
        }
        if (!only.isEmpty()) {
            tables.keySet().retainAll(Set.copyOf(only));
        }
    }

    /** Finds errors beyond what a JSON Schema can express; needs all tables. */
    private void check() throws InvalidDocumentException {
        for (Map.Entry<String, TableDefinition> entry : tables.entrySet()) {
            Document document = requireNonNull(documents.get(entry.getKey()), "document is null");
            TableCheck.faults(entry.getValue(), tables).throwIfAny(document.name());
        }
    }

    private static TableDefinition parse(Document document) throws InvalidDocumentException {
        JsonNode content = document.content();
        Optional<String> rows = text(content, "rows");
        Faults faults = new Faults();
        rows.ifPresent(pointer -> checkPointer(pointer, "/rows", faults));
        text(content, "version")
                .filter(version -> version.startsWith("/"))
                .ifPresent(pointer -> checkPointer(pointer, "/version", faults));
        TableDefinition table = new TableDefinition(
                content.required("name").textValue(),
                text(content, "description").orElse(""),
                new StreamName(
                        text(content, "namespace").orElse(""),
                        content.required("stream").textValue()),
                texts(content.required("key")),
                text(content, "version"),
                rows,
                content.path("history").booleanValue(),
                columns(content.required("columns"), rows.isPresent(), faults),
                references(content.path("references")));
        faults.throwIfAny(document.name());
        return table;
    }

    private static List<Column> columns(JsonNode list, boolean isExploded, Faults faults) {
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode column = list.get(i);
            String pointer = "/columns/" + i;
            String name = column.required("name").textValue();
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                faults.add(pointer + "/name", "a second column \"" + name + "\"; names must differ in more than case");
            }
            ColumnType type =
                    ColumnType.ofDefinitionName(column.required("type").textValue());
            List<String> from = texts(column.path("from"));
            for (int j = 0; j < from.size(); j++) {
                checkPointer(from.get(j), pointer + "/from/" + j, faults);
            }
            boolean isOfRow = isExploded && !column.path("of").asText().equals("record");
            columns.add(new Column(
                    name,
                    text(column, "description").orElse(""),
                    type,
                    from,
                    isOfRow ? Origin.ROW : Origin.RECORD,
                    defaultText(column.path("default"), type, pointer, faults),
                    column.path("required").booleanValue(),
                    constants(column.path("accepted_values")),
                    column.path("format").asText().equals("currency"),
                    text(column, "currency")));
        }
        return columns;
    }

    private static void checkPointer(String pointer, String place, Faults faults) {
        JsonPaths.faultOf(pointer).ifPresent(fault -> faults.add(place, fault));
    }

    private static Optional<String> defaultText(JsonNode value, ColumnType type, String pointer, Faults faults) {
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        byte[] json = Json.write(value).getBytes(UTF_8);
        TextBuffer text = new TextBuffer();
        try {
            ValueConverter.of(type).append(json, 0, json.length, text);
            return Optional.of(new String(text.bytes(), 0, text.size(), UTF_8));
        } catch (UnfitValueException e) {
            faults.add(pointer + "/default", e.getMessage());
            return Optional.empty();
        }
    }

    private static List<Reference> references(JsonNode list) {
        List<Reference> references = new ArrayList<>();
        for (JsonNode reference : list) {
            references.add(new Reference(
                    texts(reference.required("columns")),
                    reference.required("table").textValue()));
        }
        return references;
    }

    private static Optional<String> text(JsonNode holder, String name) {
        return Optional.ofNullable(holder.path(name).textValue());
    }

    /** The texts of constants: numbers as a decimal column has them, which is how definitions are written, too. */
    private static List<String> constants(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(constant -> texts.add(constant.isTextual() ? constant.textValue() : Json.write(constant)));
        return texts;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
