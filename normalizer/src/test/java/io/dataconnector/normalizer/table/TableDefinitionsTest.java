package io.dataconnector.normalizer.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.core.document.Definitions;
import io.dataconnector.core.document.Document;
import io.dataconnector.core.document.DocumentSchema;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.message.StreamName;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.table.Column.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableDefinitionsTest {
    private static final String VALID = """
            {
              "name": "dim_widgets",
              "stream": "widgets",
              "key": ["id", "region"],
              "version": "changed_at",
              "columns": [
                {"name": "id", "type": "integer", "from": ["/id"], "required": true},
                {"name": "region", "type": "string", "from": ["/region", "/place/region"]},
                {"name": "price", "type": "decimal", "from": ["/price"]},
                {"name": "is_sold", "type": "boolean", "from": ["/is_sold"]},
                {"name": "changed_at", "type": "timestamp", "from": ["/changed_at"]},
                {"name": "extra", "type": "json", "from": [""]}
              ]
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void theShippedDefinitionsObeyTheSchema() {
        DocumentSchema schema = DocumentSchema.ofResource(TableDefinitions.class, "table_definition.schema.json");

        assertThat(Definitions.shipped(TableDefinitions.class, "tables"))
                .isNotEmpty()
                .allSatisfy(document ->
                        assertThat(schema.faults(document.content())).isEmpty());
    }

    /** A table is found by the name of its file. */
    @Test
    void theShippedDefinitionsHaveTheNamesOfTheirFiles() {
        assertThat(Definitions.shipped(TableDefinitions.class, "tables"))
                .extracting(document -> Path.of(document.name()).getFileName().toString())
                .containsExactlyElementsOf(Definitions.shipped(TableDefinitions.class, "tables").stream()
                        .map(Document::content)
                        .map(content -> content.required("name").textValue() + ".json")
                        .toList());
    }

    @Test
    void theShippedTablesAreLoadedInTheOrderOfTheirNames() {
        assertThat(TableDefinitions.load(Optional.empty(), List.of()))
                .extracting(TableDefinition::name)
                .contains("dim_accounts", "fact_invoices")
                .isSorted();
    }

    @Test
    void aFolderAddsATable() throws IOException {
        write("widgets.json", VALID);
        write("notes.txt", "not a definition");

        TableDefinition widgets = load("dim_widgets");

        assertThat(widgets.stream()).isEqualTo(new StreamName("", "widgets"));
        assertThat(widgets.key()).containsExactly("id", "region");
        assertThat(widgets.version()).contains("changed_at");
        assertThat(widgets.columns())
                .extracting(Column::type)
                .containsExactly(
                        ColumnType.INTEGER,
                        ColumnType.STRING,
                        ColumnType.DECIMAL,
                        ColumnType.BOOLEAN,
                        ColumnType.TIMESTAMP,
                        ColumnType.JSON);
        assertThat(widgets.columns()).extracting(Column::required).startsWith(true, false);
        assertThat(widgets.columns().get(1).from()).containsExactly("/region", "/place/region");
        assertThat(widgets.indexOf("price")).isEqualTo(2);
        assertThat(widgets.indexOf("prize")).isEqualTo(-1);
        assertThat(loaded()).extracting(TableDefinition::name).contains("dim_accounts");
    }

    @Test
    void aFolderReplacesATable() throws IOException {
        write("invoices.json", VALID.replace("dim_widgets", "fact_events"));

        assertThat(load("fact_events").stream().name()).isEqualTo("widgets");
    }

    @Test
    void aFolderWithoutADefinitionIsRefused() {
        assertThatThrownBy(this::loaded)
                .isInstanceOf(NormalizerException.class)
                .hasMessageContainingAll(folder.toString(), "no definition");
    }

    @Test
    void aVersionIsNotNeeded() throws IOException {
        write("widgets.json", edited(table -> table.remove("version")));

        assertThat(load("dim_widgets").version()).isEmpty();
    }

    @Test
    void constantsKeepTheirDigits() throws IOException {
        write(
                "widgets.json",
                VALID.replace(
                        "[\"/price\"]",
                        "[\"/price\"], \"default\": 1.50," + " \"accepted_values\": [1.50, 2, true, \"x\"]"));

        Column price = load("dim_widgets").columns().get(2);

        assertThat(price.defaultText()).contains("1.50");
        assertThat(price.acceptedValues()).containsExactly("1.50", "2", "true", "x");
    }

    /** As the values of a decimal column are, and so that they stay the same where definitions are sent as texts. */
    @Test
    void constantsAreInPlainNotation() throws IOException {
        write(
                "widgets.json",
                VALID.replace(
                                "[\"/price\"]",
                                "[\"/price\"], \"accepted_values\": [1E3, 1.5e1, 0.0000001, 2.50e2, -0.0]")
                        .replace("[\"/is_sold\"]", "[\"/is_sold\"], \"default\": 0")
                        .replace(
                                "\"columns\": [",
                                "\"columns\": [{\"name\": \"a\", \"type\": \"string\", \"default\": 1E3},"
                                        + " {\"name\": \"b\", \"type\": \"string\", \"default\": 0.0000001},"
                                        + " {\"name\": \"c\", \"type\": \"json\", \"default\": 1.50e1},"));

        TableDefinition table = load("dim_widgets");

        assertThat(table.columns().subList(0, 3))
                .extracting(Column::defaultText)
                .containsExactly(Optional.of("1000"), Optional.of("0.0000001"), Optional.of("15.0"));
        assertThat(table.columns().get(5).acceptedValues()).containsExactly("1000", "15", "0.0000001", "250", "0.0");
        assertThat(TableDefinitions.ofTexts(TableDefinitions.texts(false, Optional.of(folder), List.of("dim_widgets"))))
                .containsExactly(table);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsToldWithItsFileAndItsPlace(String place, Consumer<ObjectNode> fault) throws IOException {
        Path file = write("widgets.json", edited(fault));

        assertThatThrownBy(this::loaded)
                .isInstanceOf(NormalizerException.class)
                .hasMessageStartingWith("Table definition " + file)
                .hasMessageContaining("at " + place + ": ");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("the top", table -> table.remove("name")),
                fault("the top", table -> table.remove("stream")),
                fault("the top", table -> table.remove("key")),
                fault("the top", table -> table.remove("columns")),
                fault("the top", table -> table.put("primary_key", "id")),
                fault("/name", table -> table.put("name", "../../etc/passwd")),
                fault("/name", table -> table.put("name", "")),
                fault("/stream", table -> table.put("stream", "")),
                fault("/stream", table -> table.put("stream", 1)),
                fault("/key", table -> table.putArray("key")),
                fault("/key", table -> table.putArray("key").add("id").add("id")),
                fault("/key/1", table -> table.putArray("key").add("id").add("nothing")),
                fault("/key/0", table -> table.putArray("key").add("price")),
                fault("/key/0", table -> table.putArray("key").add("extra")),
                fault("/version", table -> table.put("version", "nothing")),
                fault("/version", table -> table.put("version", "region")),
                fault("/columns", table -> table.putArray("columns")),
                fault("/columns/2", table -> column(table, 2).remove("from")),
                fault("/columns/2", table -> column(table, 2).put("nullable", true)),
                fault("/columns/2/name", table -> column(table, 2).put("name", "un prix")),
                fault("/columns/2/name", table -> column(table, 2).put("name", "id")),
                fault("/columns/2/type", table -> column(table, 2).put("type", "money")),
                fault("/columns/2/from", table -> column(table, 2).put("from", "/price")),
                fault("/columns/2/from", table -> column(table, 2).putArray("from")),
                fault(
                        "/columns/2/from/0",
                        table -> column(table, 2).putArray("from").add("price")),
                fault(
                        "/columns/2/from/0",
                        table -> column(table, 2).putArray("from").add("/a~2b")),
                fault("/columns/2/required", table -> column(table, 2).put("required", "yes")),
                fault("/columns/2", table -> column(table, 2).remove("from")),
                fault("/columns/2/default", table -> column(table, 2).put("default", "much")),
                fault("/columns/0/default", table -> column(table, 0).put("default", 1.5)),
                fault("/columns/3/default", table -> column(table, 3).put("default", "yes")),
                fault("/columns/4/default", table -> column(table, 4).put("default", "2024-01-01")),
                fault("/columns/1/default", table -> column(table, 1).put("default", true)),
                fault("/columns/1/default", table -> column(table, 1).putNull("default")),
                fault("/columns/1/default", table -> column(table, 1).putArray("default")),
                fault("/columns/1/accepted_values", table -> column(table, 1).putArray("accepted_values")),
                fault(
                        "/columns/1/accepted_values/0",
                        table -> column(table, 1).putArray("accepted_values").addNull()),
                fault("/columns/1/format", table -> column(table, 1).put("format", "iban")),
                fault("/columns/0/format", table -> column(table, 0).put("format", "currency")),
                fault("/columns/2/currency", table -> column(table, 2).put("currency", "nothing")),
                fault("/columns/2/currency", table -> column(table, 2).put("currency", "id")),
                fault("/columns/3/currency", table -> column(table, 3).put("currency", "region")),
                fault("/columns/1/of", table -> column(table, 1).put("of", "parent")),
                fault("/namespace", table -> table.put("namespace", 1)),
                fault("/history", table -> table.put("history", "yes")),
                fault("/version", table -> table.put("history", true).remove("version")),
                fault(
                        "/columns/2/name",
                        table -> column(table.put("history", true), 2).put("name", "valid_from")),
                fault(
                        "/columns/2/name",
                        table -> column(table.put("history", true), 2).put("name", "is_current")),
                fault("/references/0", table -> table.putArray("references").addObject()),
                fault("/references/0/columns", table -> reference(table, "dim_accounts")),
                fault("/references/0/columns", table -> reference(table, "dim_accounts", "region", "id")),
                fault("/references/0/columns/0", table -> reference(table, "dim_accounts", "nothing")),
                fault("/references/0/columns/0", table -> reference(table, "dim_accounts", "id")),
                fault("/references/0/table", table -> reference(table, "dim_nothing", "region")));
    }

    private static void reference(ObjectNode table, String target, String... columns) {
        ObjectNode reference = table.putArray("references").addObject().put("table", target);
        List.of(columns).forEach(reference.putArray("columns")::add);
    }

    private static Arguments fault(String place, Consumer<ObjectNode> edit) {
        return Arguments.of(place, edit);
    }

    private static ObjectNode column(ObjectNode table, int index) {
        return (ObjectNode) table.withArray("columns").get(index);
    }

    private static final String ELEMENTS = """
            {
              "name": "fact_items",
              "stream": "orders",
              "key": ["order_id", "id"],
              "version": "/changed_at",
              "rows": "/items",
              "columns": [
                {"name": "order_id", "type": "string", "from": ["/id"], "of": "record"},
                {"name": "id", "type": "string", "from": ["/id"]},
                {"name": "at", "type": "timestamp", "from": ["/at"]},
                {"name": "ordered_at", "type": "timestamp", "from": ["/at"], "of": "record"}
              ]
            }
            """;

    @ParameterizedTest
    @MethodSource("faultsOfElements")
    void aFaultOfATableOfElementsIsToldWithItsFileAndItsPlace(String place, Consumer<ObjectNode> fault)
            throws IOException {
        Path file = write("items.json", edited(ELEMENTS, fault));

        assertThatThrownBy(this::loaded)
                .isInstanceOf(NormalizerException.class)
                .hasMessageStartingWith("Table definition " + file)
                .hasMessageContaining("at " + place + ": ");
    }

    static Stream<Arguments> faultsOfElements() {
        return Stream.of(
                fault("/rows", table -> table.put("rows", "items")),
                fault("/rows", table -> table.put("rows", "/a~2b")),
                fault("/key", table -> table.putArray("key").add("id")),
                fault("/key", table -> table.putArray("key").add("order_id")),
                fault("/key/1", table -> table.putArray("key").add("id").add("order_id")),
                fault("/version", table -> table.put("version", "at")),
                fault("/history", table -> table.put("history", true)));
    }

    @Test
    void theVersionOfElementsIsThatOfTheirRecord() throws IOException {
        write("items.json", edited(ELEMENTS, table -> table.put("version", "ordered_at")));

        TableDefinition items = load("fact_items");

        assertThat(items.rows()).contains("/items");
        assertThat(items.version()).contains("ordered_at");
        assertThat(items.columns())
                .extracting(Column::origin)
                .containsExactly(Origin.RECORD, Origin.ROW, Origin.ROW, Origin.RECORD);
    }

    @Test
    void theKeyOfAHistoryHasTheBeginningOfTheVersion() throws IOException {
        write("widgets.json", edited(table -> table.put("history", true).put("namespace", "public")));

        TableDefinition widgets = load("dim_widgets");

        assertThat(widgets.stream()).isEqualTo(new StreamName("public", "widgets"));
        assertThat(widgets.outputKey()).containsExactly("id", "region", "valid_from");
        assertThat(widgets.outputColumns())
                .extracting(Column::name)
                .endsWith("extra", "valid_from", "valid_to", "is_current");
    }

    @Test
    void aTableMayReferToItselfAndInACircle() throws IOException {
        write("a.json", edited(table -> reference(table.put("name", "a"), "b", "id", "region")));
        write("b.json", edited(table -> {
            reference(table.put("name", "b"), "a", "id", "region");
            table.withArray("references")
                    .addObject()
                    .put("table", "b")
                    .putArray("columns")
                    .add("id")
                    .add("region");
        }));

        assertThat(load("b").references())
                .containsExactly(
                        new Reference(List.of("id", "region"), "a"), new Reference(List.of("id", "region"), "b"));
    }

    @Test
    void onlyTheTablesThatAreAskedForAreLoaded() {
        assertThat(TableDefinitions.load(Optional.empty(), List.of("fact_events", "dim_users", "fact_events")))
                .extracting(TableDefinition::name)
                .containsExactly("dim_users", "fact_events");
    }

    @Test
    void aTableThatIsAskedForAndNotThereIsNamed() {
        assertThatThrownBy(() -> TableDefinitions.load(Optional.empty(), List.of("dim_users", "dim_user")))
                .isInstanceOf(NormalizerException.class)
                .hasMessage("There is no table dim_user. There are dim_accounts, dim_accounts_history, dim_users,"
                        + " fact_events, fact_invoice_line_items, fact_invoices.");
        assertThatThrownBy(() -> TableDefinitions.load(Optional.empty(), List.of("")))
                .hasMessageStartingWith("There is no table \"\". There are ");
    }

    @Test
    void allFaultsAreToldAtOnce() throws IOException {
        write("widgets.json", edited(table -> {
            table.put("version", "price");
            table.withArray("key").add("nothing");
        }));

        assertThatThrownBy(this::loaded).hasMessageContainingAll("at /version: ", "at /key/2: ", "\"nothing\"");
    }

    @Test
    void aFaultOfAKeyNamesTheTypesThatItMayHave() throws IOException {
        write("widgets.json", edited(table -> table.putArray("key").add("price")));

        assertThatThrownBy(this::loaded).hasMessageContaining("boolean or integer or string or timestamp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"name\": \"a\", \"name\": \"b\"}", "{} {}", "name: dim_widgets"})
    void aFileThatIsNoJsonIsNamed(String content) throws IOException {
        Path file = write("widgets.json", content);

        assertThatThrownBy(this::loaded).isInstanceOf(NormalizerException.class).hasMessageContaining(file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "17", "null"})
    void jsonThatIsNoObjectIsNoDefinition(String content) throws IOException {
        write("widgets.json", content);

        assertThatThrownBy(this::loaded).isInstanceOf(NormalizerException.class).hasMessageContaining("at the top: ");
    }

    @Test
    void aMissingFolderIsNamed() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> TableDefinitions.load(Optional.of(missing), List.of()))
                .isInstanceOf(NormalizerException.class)
                .hasMessageContaining(missing + ": no such folder");
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = write("widgets.json", VALID);

        Throwable failure = catchThrowable(() -> TableDefinitions.load(Optional.of(file), List.of()));

        assertThat(failure).isInstanceOf(NormalizerException.class).hasMessageContaining(file + ": is not a folder");
    }

    @Test
    void namesOfColumnsDifferInMoreThanCase() throws IOException {
        write("t.json", """
                {"name": "t", "stream": "s", "key": ["id"], "columns": [
                  {"name": "id", "type": "string", "from": ["/id"]}, {"name": "ID", "type": "string", "from": ["/x"]}]}
                """);

        assertThatThrownBy(this::loaded)
                .isInstanceOf(NormalizerException.class)
                .hasMessageContaining("at /columns/1/name: a second column \"ID\"");
    }

    @Test
    void aColumnMayNotHaveTheNameOfOneOfTheHistoryInAnotherCase() throws IOException {
        write("t.json", """
                {"name": "t", "stream": "s", "key": ["id"], "version": "u", "history": true, "columns": [
                  {"name": "id", "type": "string", "from": ["/id"]}, {"name": "u", "type": "timestamp", "from": ["/u"]},
                  {"name": "Valid_From", "type": "string", "from": ["/x"]}]}
                """);

        assertThatThrownBy(this::loaded)
                .isInstanceOf(NormalizerException.class)
                .hasMessageContaining("at /columns/2/name: a history adds a column of this name itself");
    }

    @Test
    void namesOfTablesDifferInMoreThanCase() throws IOException {
        write("t.json", """
                {"name": "Dim_Accounts", "stream": "s", "key": ["id"],
                 "columns": [{"name": "id", "type": "string", "from": ["/id"]}]}
                """);

        assertThatThrownBy(this::loaded)
                .isInstanceOf(NormalizerException.class)
                .hasMessageContaining("t.json:")
                .hasMessageContaining("at /name: there is a table \"dim_accounts\" already");
        assertThat(TableDefinitions.loadWithoutShipped(folder, List.of()))
                .extracting(TableDefinition::name)
                .containsExactly("Dim_Accounts");
    }

    /** The pattern of the schema validator overflowed the stack on a pointer of 5,000 levels, and took the others. */
    @ParameterizedTest
    @ValueSource(strings = {"id", "/~", "/a~2", "/a/~"})
    void whatIsNoPointerIsRefused(String pointer) throws IOException {
        assertPointerIsRefused(pointer);
    }

    @Test
    void aPointerOfThousandsOfLevelsIsRefused() throws IOException {
        assertPointerIsRefused("/a".repeat(5_000));
    }

    private void assertPointerIsRefused(String pointer) throws IOException {
        write("t.json", """
                {"name": "t", "stream": "s", "key": ["r", "id"], "rows": "%1$s", "version": "/%1$s", "columns": [
                  {"name": "r", "type": "string", "from": ["/id"], "of": "record"},
                  {"name": "id", "type": "string", "from": ["/id", "%1$s"]}]}
                """.formatted(pointer));

        assertThatThrownBy(this::loaded)
                .isInstanceOf(NormalizerException.class)
                .hasMessageContaining("at /rows: ")
                .hasMessageContaining("at /columns/1/from/1: ")
                .hasMessageContaining("JSON pointer");
    }

    @Test
    void aTextWithALoneSurrogateIsRefused() throws IOException {
        write("t.json", """
                {"name": "t", "stream": "s", "key": ["id"],
                 "columns": [{"name": "id", "type": "string", "from": ["/id"], "description": "\\ud800"}]}
                """);

        assertThatThrownBy(this::loaded)
                .isInstanceOf(NormalizerException.class)
                .hasMessageContaining("at /columns/0/description: the text holds one half of a surrogate pair");
    }

    private static String edited(Consumer<ObjectNode> edit) {
        return edited(VALID, edit);
    }

    private static String edited(String definition, Consumer<ObjectNode> edit) {
        try {
            ObjectNode table = (ObjectNode) Json.read(definition);
            edit.accept(table);
            return table.toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Collection<TableDefinition> loaded() {
        return List.copyOf(TableDefinitions.load(Optional.of(folder), List.of()));
    }

    private TableDefinition load(String name) {
        return loaded().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
