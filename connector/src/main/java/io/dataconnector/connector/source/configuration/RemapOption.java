package io.dataconnector.connector.source.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.record.Transformation;
import io.dataconnector.connector.template.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code ConfigRemapField}: puts another value in the place of one that a map has, which must be a string. */
final class RemapOption implements Transformation {
    private static final String PATH = "field_path";
    private static final String MAP = "map";

    private final List<Interpolated> path;
    private final List<Replacement> replacements;

    private RemapOption(List<Interpolated> path, List<Replacement> replacements) {
        this.path = List.copyOf(path);
        this.replacements = List.copyOf(replacements);
    }

    /**
     * An entry of the map.
     *
     * @param template of the value, if it is one
     */
    private record Replacement(Interpolated from, JsonNode value, Optional<Interpolated> template) {}

    static Transformation compile(Component component, Settings settings) {
        component.requiredValue(PATH);
        component.requiredValue(MAP);
        List<Interpolated> path = Interpolated.listOf(component, PATH, settings);
        if (path.isEmpty()) {
            component.fault(PATH, "must name at least one member");
        }
        List<Replacement> replacements = new ArrayList<>();
        component
                .object(MAP)
                .ifPresent(map -> map.properties().forEach(entry -> {
                    JsonNode value = entry.getValue();
                    Optional<Interpolated> template = value.isTextual()
                            ? Interpolated.of(value.textValue(), component, MAP, settings)
                            : Optional.empty();
                    Interpolated.of(entry.getKey(), component, MAP, settings)
                            .ifPresent(from -> replacements.add(new Replacement(from, value, template)));
                }));
        return new RemapOption(path, replacements);
    }

    @Override
    public void apply(ObjectNode config, ObjectNode streamSlice) {
        List<String> names = path.stream().map(step -> step.string(Map.of())).toList();
        JsonNode parent = config;
        for (String name : names.subList(0, names.size() - 1)) {
            parent = parent.path(name);
        }
        String last = names.get(names.size() - 1);
        JsonNode current = parent.path(last);
        if (!(parent instanceof ObjectNode object) || !current.isTextual()) {
            return;
        }
        for (Replacement replacement : replacements) {
            if (replacement
                    .from()
                    .valueOrNull(Map.of(), Set.of(ValueType.STRING))
                    .equals(current)) {
                object.set(
                        last,
                        replacement
                                .template()
                                .map(template -> template.valueOrNull(Map.of()))
                                .orElse(replacement.value()));
            }
        }
    }
}
