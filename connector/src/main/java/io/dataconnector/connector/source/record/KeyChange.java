package io.dataconnector.connector.source.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The transformations that rename members. Of members that get the same name the last one counts, in the place of the
 * first.
 */
final class KeyChange {
    private static final String OLD = "old";
    private static final String NEW = "new";

    private KeyChange() {}

    /** {@code KeysToLower}: the members of the record itself, not those further inside. */
    static Transformation toLower() {
        return (record, streamSlice) -> replace(record, rename(record, name -> name.toLowerCase(Locale.ROOT), false));
    }

    /** {@code KeysToSnakeCase}: also in objects within objects, but not in arrays. */
    static Transformation toSnakeCase(Component component) {
        SnakeCase snakeCase = new SnakeCase(component.path());
        return (record, streamSlice) -> replace(record, rename(record, snakeCase::name, true));
    }

    /** {@code KeysReplace}: replaces a text within names, also in objects within objects, but not in arrays. */
    static Transformation replacing(Component component, Settings settings) {
        component.requiredText(OLD);
        component.requiredText(NEW);
        Optional<Interpolated> from = Interpolated.of(component, OLD, settings);
        Optional<Interpolated> to = Interpolated.of(component, NEW, settings);
        return (record, streamSlice) -> {
            Map<String, JsonNode> variables = Map.of("record", record, "stream_slice", streamSlice);
            String old = from.orElseThrow().string(variables);
            String replacement = to.orElseThrow().string(variables);
            replace(record, rename(record, name -> name.replace(old, replacement), true));
        };
    }

    private static void replace(ObjectNode record, ObjectNode content) {
        record.removeAll();
        record.setAll(content);
    }

    private static ObjectNode rename(ObjectNode object, UnaryOperator<String> name, boolean isDeep) {
        ObjectNode renamed = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = member.getValue();
            renamed.set(
                    name.apply(member.getKey()),
                    isDeep && value instanceof ObjectNode inner ? rename(inner, name, true) : value);
        }
        return renamed;
    }
}
