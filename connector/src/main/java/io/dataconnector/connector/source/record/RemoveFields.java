package io.dataconnector.connector.source.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code RemoveFields}: deletes fields. As in the CDK, if there is a condition, it alone selects: every value of the
 * record that is no container and for which it is true is deleted, wherever it is.
 */
final class RemoveFields implements Transformation {
    private static final String FIELD_POINTERS = "field_pointers";

    private final List<FieldGlob> pointers;
    private final Optional<Interpolated> condition;

    private RemoveFields(List<FieldGlob> pointers, Optional<Interpolated> condition) {
        this.pointers = pointers;
        this.condition = condition;
    }

    static Transformation compile(Component component, Settings settings) {
        component.requiredValue(FIELD_POINTERS);
        List<FieldGlob> pointers = new ArrayList<>();
        for (JsonNode pointer : component.values(FIELD_POINTERS)) {
            if (!pointer.isArray() || !pointer.valueStream().allMatch(JsonNode::isTextual)) {
                component.fault(FIELD_POINTERS, "must be arrays of strings");
                continue;
            }
            FieldGlob.of(pointer.valueStream().toList())
                    .ifPresentOrElse(
                            pointers::add, () -> component.fault(FIELD_POINTERS, "a pointer may have one ** only"));
        }
        return new RemoveFields(List.copyOf(pointers), Conditions.compile(component, settings));
    }

    @Override
    public void apply(ObjectNode record, ObjectNode streamSlice) {
        for (FieldGlob pointer : pointers) {
            if (condition.isPresent()) {
                FieldGlob.deleteScalars(record, value -> condition.get().isTrue(Map.of("property", value)));
            } else {
                pointer.delete(record);
            }
        }
    }
}
