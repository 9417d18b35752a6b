package io.dataconnector.normalizer.output;

import io.dataconnector.normalizer.table.Column;
import io.dataconnector.normalizer.table.Reference;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;
import org.yaml.snakeyaml.serializer.Serializer;

/**
 * The tables as sources of dbt, with the tests that follow from their definitions. They are expected in the
 * schema {@code main}, which {@code schema.sql} loads them into. It is YAML 1.1, which dbt reads; every text from
 * a definition is in double quotes, so that none is read as anything but text.
 */
public final class SchemaYml {
    private static final String SOURCE = "dataconnector";
    private static final int INDENT = 2;

    private final Map<String, TableDefinition> tableByName;

    private SchemaYml(Map<String, TableDefinition> tableByName) {
        this.tableByName = tableByName;
    }

    /**
     * The description of tables.
     *
     * @param tables by name, in the order of the output
     */
    public static String of(Map<String, TableDefinition> tables) {
        SchemaYml schema = new SchemaYml(tables);
        Node source = map(
                entry("name", plain(SOURCE)),
                entry("schema", plain("main")),
                entry("tables", list(tables.values().stream().map(schema::table).toList())));
        Node version = new ScalarNode(Tag.INT, "2", null, null, ScalarStyle.PLAIN);
        return write(map(entry("version", version), entry("sources", list(List.of(source)))));
    }

    /** Not with the library's {@code Yaml}, which loads classes that only reading objects needs. */
    private static String write(Node document) {
        StringWriter yaml = new StringWriter();
        DumperOptions options = options();
        Serializer serializer = new Serializer(new Emitter(yaml, options), new Resolver(), options, null);
        try {
            serializer.open();
            serializer.serialize(document);
            serializer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return yaml.toString();
    }

    private static DumperOptions options() {
        DumperOptions options = new DumperOptions();
        options.setIndent(INDENT);
        options.setIndicatorIndent(INDENT);
        options.setIndentWithIndicator(true);
        options.setSplitLines(false);
        return options;
    }

    private Node table(TableDefinition table) {
        return map(
                entry("name", text(table.name())),
                entry("description", text(table.description())),
                entry(
                        "columns",
                        list(table.outputColumns().stream()
                                .map(column -> column(column, table))
                                .toList())));
    }

    private Node column(Column column, TableDefinition table) {
        NodeTuple name = entry("name", text(column.name()));
        NodeTuple description = entry("description", text(column.description()));
        List<Node> tests = tests(column, table);
        return tests.isEmpty() ? map(name, description) : map(name, description, entry("data_tests", list(tests)));
    }

    private List<Node> tests(Column column, TableDefinition table) {
        List<Node> tests = new ArrayList<>();
        if (table.outputKey().contains(column.name()) || column.required()) {
            tests.add(plain("not_null"));
        }
        if (table.outputKey().equals(List.of(column.name()))) {
            tests.add(plain("unique"));
        }
        if (!column.acceptedValues().isEmpty()) {
            tests.add(warning("accepted_values", map(entry("values", texts(column.acceptedValues())))));
        }
        for (Reference reference : table.references()) {
            TableDefinition target = tableByName.get(reference.table());
            if (target != null && reference.columns().equals(List.of(column.name()))) {
                tests.add(warning(
                        "relationships",
                        map(
                                entry("to", plain("source('" + SOURCE + "', '" + target.name() + "')")),
                                entry("field", text(target.key().get(0))))));
            }
        }
        return tests;
    }

    /** A test that warns, as the report does: what is not as expected is reported, and its rows stay. */
    private static Node warning(String test, Node arguments) {
        return map(entry(
                test, map(entry("arguments", arguments), entry("config", map(entry("severity", plain("warn")))))));
    }

    private static NodeTuple entry(String key, Node value) {
        return new NodeTuple(plain(key), value);
    }

    private static Node map(NodeTuple... entries) {
        return new MappingNode(Tag.MAP, List.of(entries), FlowStyle.BLOCK);
    }

    private static Node list(List<Node> elements) {
        return new SequenceNode(Tag.SEQ, elements, FlowStyle.BLOCK);
    }

    private static Node texts(Collection<String> values) {
        return new SequenceNode(Tag.SEQ, values.stream().map(SchemaYml::text).toList(), FlowStyle.FLOW);
    }

    /** A keyword of dbt, which YAML reads as text without quotes. */
    private static Node plain(String word) {
        return new ScalarNode(Tag.STR, word, null, null, ScalarStyle.PLAIN);
    }

    private static Node text(String value) {
        return new ScalarNode(Tag.STR, value, null, null, ScalarStyle.DOUBLE_QUOTED);
    }
}
