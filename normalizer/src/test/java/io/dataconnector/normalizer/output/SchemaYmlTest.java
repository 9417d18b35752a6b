package io.dataconnector.normalizer.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.core.document.Json;
import io.dataconnector.normalizer.fixture.Tables;
import io.dataconnector.normalizer.table.Column;
import io.dataconnector.normalizer.table.TableDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class SchemaYmlTest {
    @Test
    void everyTableAndColumnIsASourceOfDbt() {
        Collection<TableDefinition> tables = Tables.shipped();
        Map<?, ?> schema = parsed(tables);

        assertThat(schema.get("version")).isEqualTo(2);
        assertThat(list(schema.get("sources"))).hasSize(1);
        Map<?, ?> source = list(schema.get("sources")).get(0);
        assertThat(source.get("name")).isEqualTo("dataconnector");
        assertThat(source.get("schema")).isEqualTo("main");
        assertThat(list(source.get("tables")))
                .<Object>map(table -> table.get("name"))
                .containsExactlyElementsOf(
                        tables.stream().map(TableDefinition::name).toList());
        for (TableDefinition table : tables) {
            Map<?, ?> described = named(list(source.get("tables")), table.name());
            assertThat(described.get("description")).isEqualTo(table.description());
            assertThat(list(described.get("columns")))
                    .<Object>map(column -> column.get("name"))
                    .containsExactlyElementsOf(
                            table.outputColumns().stream().map(Column::name).toList());
        }
    }

    @Test
    void aKeyOfOneColumnIsUniqueAndNotNull() {
        assertThat(tests("dim_accounts", "id")).containsExactly("not_null", "unique");
        assertThat(tests("dim_accounts", "name")).isEmpty();
    }

    @Test
    void aColumnOfALongerKeyIsNotUnique() {
        assertThat(tests("fact_invoice_line_items", "id")).containsExactly("not_null");
        assertThat(tests("dim_accounts_history", "id")).containsExactly("not_null");
        assertThat(tests("dim_accounts_history", "valid_from")).containsExactly("not_null");
        assertThat(tests("dim_accounts_history", "valid_to")).isEmpty();
    }

    @Test
    void acceptedValuesAreTested() {
        assertThat(tests("dim_accounts", "plan"))
                .containsExactly(
                        warning("accepted_values", Map.of("values", List.of("free", "starter", "team", "business"))));
    }

    @Test
    void foreignKeysAreTested() {
        assertThat(tests("fact_events", "user_id"))
                .containsExactly(
                        warning("relationships", Map.of("to", "source('dataconnector', 'dim_users')", "field", "id")));
        assertThat(tests("fact_invoice_line_items", "invoice_id"))
                .containsExactly(
                        "not_null",
                        warning(
                                "relationships",
                                Map.of("to", "source('dataconnector', 'fact_invoices')", "field", "id")));
    }

    @Test
    void aForeignKeyToATableThatIsNotMadeIsNotTested() {
        Map<?, ?> users = table(parsed(Tables.shipped("dim_users")), "dim_users");

        assertThat(named(list(users.get("columns")), "account_id").get("data_tests"))
                .isNull();
    }

    /** dbt has no test for several columns at once. */
    @Test
    void aForeignKeyOfSeveralColumnsIsNotTested() {
        String columns = "\"columns\": [{\"name\": \"a\", \"type\": \"string\", \"from\": [\"/a\"]},"
                + " {\"name\": \"b\", \"type\": \"string\", \"from\": [\"/b\"]}]";
        Map<?, ?> schema = parsed(Tables.parse(
                List.of("parents", "t"),
                "{\"name\": \"parents\", \"stream\": \"p\", \"key\": [\"a\", \"b\"], " + columns + "}",
                "{\"name\": \"t\", \"stream\": \"s\", \"key\": [\"a\"], " + columns
                        + ", \"references\": [{\"columns\": [\"a\", \"b\"], \"table\": \"parents\"}]}"));

        assertThat(columnTests(table(schema, "t"), "a")).containsExactly("not_null", "unique");
        assertThat(columnTests(table(schema, "t"), "b")).isEmpty();
    }

    /** YAML takes these words for something else than text. */
    @ParameterizedTest
    @ValueSource(strings = {"no", "on", "y", "null", "true", "_1", "e1"})
    void aNameIsTextWhateverItLooksLike(String name) {
        Map<?, ?> schema = parsed(Tables.parse(List.of(name, "t"), """
                {"name": "%1$s", "stream": "s", "key": ["%1$s"],
                 "columns": [{"name": "%1$s", "type": "string", "from": ["/a"]}]}
                """.formatted(name), """
                {"name": "t", "stream": "s", "key": ["a"],
                 "columns": [{"name": "a", "type": "string", "from": ["/a"]}],
                 "references": [{"columns": ["a"], "table": "%s"}]}
                """.formatted(name)));

        assertThat(columnTests(table(schema, name), name)).containsExactly("not_null", "unique");
        assertThat(columnTests(table(schema, "t"), "a"))
                .contains(warning(
                        "relationships", Map.of("to", "source('dataconnector', '" + name + "')", "field", name)));
    }

    @Test
    void textsComeThroughAsTheyAre() {
        String text = "\"quotes\": 'all'\n# no comment, \\ [1] {{ x }} 🐐 - é";
        TableDefinition table =
                Tables.parse("""
                {"name": "t", "stream": "s", "key": ["id"], "description": %1$s,
                 "columns": [{"name": "id", "type": "string", "from": ["/id"], "description": %1$s,
                              "accepted_values": [%1$s, 1, true]}]}
                """.formatted("\"\\\"quotes\\\": 'all'\\n# no comment, \\\\ [1] {{ x }} 🐐 - é\""));
        Map<?, ?> described = table(parsed(List.of(table)), "t");

        assertThat(described.get("description")).isEqualTo(text);
        assertThat(columnTests(described, "id"))
                .contains(warning("accepted_values", Map.of("values", List.of(text, "1", "true"))));
    }

    /** Every character that JSON can bring, those that YAML does not take as they are included. */
    @Test
    void descriptionsMayHaveAnyCharacter() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c <= 0xffff; c++) {
            if (!Character.isSurrogate((char) c)) {
                all.append((char) c);
            }
        }
        all.append("\r\n \n\n\t end").append(Character.toChars(0x10ffff));
        String json = Json.write(JsonNodeFactory.instance.textNode(all.toString()));
        TableDefinition table = Tables.parse("""
                {"name": "t", "stream": "s", "key": ["id"], "description": %1$s,
                 "columns": [{"name": "id", "type": "string", "from": ["/id"], "accepted_values": [%1$s]}]}
                """.formatted(json));
        Map<?, ?> described = table(parsed(List.of(table)), "t");

        assertThat(described.get("description")).isEqualTo(all.toString());
        assertThat(columnTests(described, "id"))
                .contains(warning("accepted_values", Map.of("values", List.of(all.toString()))));
    }

    private static List<Object> tests(String table, String column) {
        return columnTests(table(parsed(Tables.shipped()), table), column);
    }

    /** A test that warns, as the report does: the rows stand. */
    private static Map<String, ?> warning(String test, Map<String, ?> arguments) {
        return Map.of(test, Map.of("arguments", arguments, "config", Map.of("severity", "warn")));
    }

    private static List<Object> columnTests(Map<?, ?> table, String column) {
        Object tests = named(list(table.get("columns")), column).get("data_tests");
        return tests == null ? List.of() : List.copyOf((List<?>) tests);
    }

    private static Map<?, ?> table(Map<?, ?> schema, String name) {
        return named(list(list(schema.get("sources")).get(0).get("tables")), name);
    }

    private static Map<?, ?> parsed(Collection<TableDefinition> tables) {
        Map<String, TableDefinition> tableByName = new LinkedHashMap<>();
        tables.forEach(table -> tableByName.put(table.name(), table));
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(SchemaYml.of(tableByName));
    }

    private static Map<?, ?> named(List<Map<?, ?>> entries, String name) {
        return entries.stream()
                .filter(entry -> name.equals(entry.get("name")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is named " + name + " in " + entries));
    }

    private static List<Map<?, ?>> list(Object list) {
        List<Map<?, ?>> entries = new ArrayList<>();
        ((List<?>) list).forEach(entry -> entries.add((Map<?, ?>) entry));
        return entries;
    }
}
