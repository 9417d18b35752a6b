package io.dataconnector.connector.source.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Settings;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes records of the elements of arrays within a record: {@code RecordExpander}. An element may be given what its record
 * has besides. Records share parts of the tree that they are found in.
 */
final class RecordExpander {
    private static final String PATH = "expand_records_from_field";

    private final FieldGlob path;
    private final boolean keepsOriginal;
    private final boolean mergesParent;
    private final List<ParentField> parentFields;
    private final boolean emitsParent;

    private RecordExpander(Component component, Settings settings) {
        component.requiredValue(PATH);
        Optional<FieldGlob> glob = FieldGlob.of(FieldPath.steps(component, PATH, settings));
        if (glob.isEmpty()) {
            component.fault(PATH, "may have one ** only");
        }
        path = glob.orElseGet(() -> FieldGlob.of(List.of()).orElseThrow());
        keepsOriginal = component.flag("remain_original_record").orElse(false);
        mergesParent = component.flag("merge_parent").orElse(false);
        parentFields = component.components("parent_fields", "ParentFieldPath").stream()
                .flatMap(field -> ParentField.compile(field, settings).stream())
                .toList();
        String otherwise = component.text("on_no_records").orElse("skip");
        emitsParent = otherwise.equals("emit_parent");
        if (!emitsParent && !otherwise.equals("skip")) {
            component.fault("on_no_records", "must be skip or emit_parent, not " + otherwise);
        }
    }

    static RecordExpander compile(Component component, Settings settings) {
        return new RecordExpander(component, settings);
    }

    /**
     * Makes the records of one. What is no object, and everything if there is no path, is passed on as it is.
     *
     * @param found not changed
     * @throws io.dataconnector.connector.failure.ConnectorException if a field of it has no place in an element
     */
    void expand(JsonNode found, Consumer<JsonNode> records) {
        if (!(found instanceof ObjectNode parent) || path.isEmpty()) {
            records.accept(found);
            return;
        }
        List<JsonNode> arrays =
                path.values(parent).stream().filter(JsonNode::isArray).toList();
        ObjectNode base = base(parent);
        boolean hasAny = false;
        for (JsonNode array : arrays) {
            for (JsonNode element : array) {
                records.accept(record(element, parent, base));
                hasAny = true;
            }
        }
        if (!hasAny && emitsParent) {
            records.accept(parent);
        }
    }

    /** What all elements have of their record. */
    private ObjectNode base(ObjectNode parent) {
        if (!mergesParent) {
            return JsonNodeFactory.instance.objectNode();
        }
        ObjectNode base = parent.deepCopy();
        path.removeArrays(base);
        return base;
    }

    private JsonNode record(JsonNode element, ObjectNode parent, ObjectNode base) {
        boolean isObject = element instanceof ObjectNode;
        if (!isObject && !keepsOriginal && !mergesParent && parentFields.isEmpty()) {
            return element;
        }
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.setAll(base);
        if (element instanceof ObjectNode object) {
            record.setAll(object);
        } else {
            record.set("value", element);
        }
        parentFields.forEach(field -> field.copy(parent, record));
        if (keepsOriginal) {
            record.set("original_record", parent);
        }
        return record;
    }
}
