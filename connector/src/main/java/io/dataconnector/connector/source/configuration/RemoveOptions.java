package io.dataconnector.connector.source.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.record.FieldGlob;
import io.dataconnector.connector.source.record.Transformation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ConfigRemoveFields}: deletes members of a configuration, all or, if its condition does not hold, none. */
final class RemoveOptions implements Transformation {
    private static final String POINTERS = "field_pointers";

    private final List<FieldGlob> pointers;
    private final Optional<Interpolated> condition;

    private RemoveOptions(List<FieldGlob> pointers, Optional<Interpolated> condition) {
        this.pointers = List.copyOf(pointers);
        this.condition = condition;
    }

    static Transformation compile(Component component, Settings settings) {
        component.requiredValue(POINTERS);
        List<FieldGlob> pointers = new ArrayList<>();
        for (JsonNode pointer : component.values(POINTERS)) {
            Optional<FieldGlob> glob = FieldGlob.of(pointer.valueStream().toList());
            if (pointer.isArray() && glob.isPresent()) {
                pointers.add(glob.get());
            } else {
                component.fault(POINTERS, "must be arrays of strings, each with one ** at most");
            }
        }
        Optional<Interpolated> condition = Interpolated.of(component, "condition", settings)
                .filter(known -> !known.text().isEmpty());
        return new RemoveOptions(pointers, condition);
    }

    @Override
    public void apply(ObjectNode config, ObjectNode streamSlice) {
        if (condition.isEmpty() || condition.get().isTrue(Map.of())) {
            pointers.forEach(pointer -> pointer.delete(config));
        }
    }
}
