package io.dataconnector.connector.source.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import java.util.Map;
import java.util.Optional;

/**
 * {@code DpathFlattenFields}: copies the members of the object at a path to the top of the record, or makes them the
 * record. If one of their names is taken there, nothing is changed.
 */
final class DpathFlattenFields implements Transformation {
    private final FieldPath path;
    private final boolean deletesOrigin;
    private final boolean replacesRecord;
    private final String prefix;
    private final String suffix;

    private DpathFlattenFields(
            FieldPath path, boolean deletesOrigin, boolean replacesRecord, String prefix, String suffix) {
        this.path = path;
        this.deletesOrigin = deletesOrigin;
        this.replacesRecord = replacesRecord;
        this.prefix = prefix;
        this.suffix = suffix;
    }

    static Transformation compile(Component component, Settings settings) {
        Optional<Component> names = component.component("key_transformation", "KeyTransformation");
        return new DpathFlattenFields(
                FieldPath.compile(component, settings),
                component.flag("delete_origin_value").orElse(false),
                component.flag("replace_record").orElse(false),
                names.map(part -> text(part, "prefix", settings)).orElse(""),
                names.map(part -> text(part, "suffix", settings)).orElse(""));
    }

    private static String text(Component part, String member, Settings settings) {
        return Interpolated.of(part, member, settings)
                .map(template -> template.string(Map.of()))
                .orElse("");
    }

    @Override
    public void apply(ObjectNode record, ObjectNode streamSlice) {
        Optional<JsonNode> found = path.first(record);
        if (found.isEmpty() || !(found.get() instanceof ObjectNode origin)) {
            return;
        }
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : origin.properties()) {
            members.set(prefix + member.getKey() + suffix, member.getValue());
        }
        if (replacesRecord && !members.isEmpty()) {
            record.removeAll();
            record.setAll(members);
        } else if (members.propertyStream().noneMatch(member -> record.has(member.getKey()))) {
            if (deletesOrigin) {
                path.delete(record);
            }
            record.setAll(members);
        }
    }
}
