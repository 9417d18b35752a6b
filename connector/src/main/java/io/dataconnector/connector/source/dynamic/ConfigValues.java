package io.dataconnector.connector.source.dynamic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.dynamic.ComponentsResolver.Values;
import io.dataconnector.connector.source.record.FieldGlob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The values of a {@code ConfigComponentsResolver}: those of an array of the configuration and the default ones after them,
 * or each combination of those of several arrays. The members of objects are there by their own names; any other value as
 * {@code source_config_0}, by the number of its array, together with its index in it.
 */
final class ConfigValues implements Values {
    private static final String POINTER = "configs_pointer";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Settings settings;
    private final List<StreamConfig> configs;

    private ConfigValues(Settings settings, List<StreamConfig> configs) {
        this.settings = settings;
        this.configs = configs;
    }

    /**
     * An array of the configuration.
     *
     * @param path the way to it; an empty one leads to the configuration itself
     * @param defaults the values that are there whatever the configuration says
     */
    private record StreamConfig(String place, List<Interpolated> path, List<JsonNode> defaults) {}

    static ConfigValues compile(Component resolver, Settings settings) {
        resolver.requiredValue("stream_config");
        List<StreamConfig> configs = new ArrayList<>();
        for (Component config : resolver.oneOrMore("stream_config", "StreamConfig")) {
            config.requiredValue(POINTER);
            configs.add(new StreamConfig(
                    config.path() + "." + POINTER,
                    Interpolated.listOf(config, POINTER, settings),
                    config.values("default_values")));
        }
        return new ConfigValues(settings, configs);
    }

    @Override
    public void forEach(Consumer<Map<String, JsonNode>> stream) {
        List<List<JsonNode>> values = new ArrayList<>();
        configs.forEach(config -> values.add(values(config)));
        combine(values, new ArrayList<>(), stream);
    }

    /** What is no array is the only value; what is not there is none. */
    private List<JsonNode> values(StreamConfig config) {
        List<JsonNode> steps =
                config.path().stream().map(step -> step.value(Map.of())).toList();
        List<JsonNode> found = steps.isEmpty()
                ? List.of(settings.config())
                : FieldGlob.of(steps)
                        .orElseThrow(() -> failure(config, "may have one ** only"))
                        .values(settings.config());
        if (found.size() > 1) {
            throw failure(config, "leads to " + found.size() + " values of the configuration, where one is expected");
        }
        List<JsonNode> values = new ArrayList<>();
        found.forEach(value -> {
            if (value.isArray()) {
                value.forEach(values::add);
            } else {
                values.add(value);
            }
        });
        values.addAll(config.defaults());
        return values;
    }

    private static ConnectorException failure(StreamConfig config, String problem) {
        return new ConnectorException(FailureType.CONFIG_ERROR, "Manifest at " + config.place() + ": " + problem + ".");
    }

    /** The last array changes first. */
    private static void combine(
            List<List<JsonNode>> arrays, List<Integer> chosen, Consumer<Map<String, JsonNode>> stream) {
        if (chosen.size() == arrays.size()) {
            stream.accept(Map.of("components_values", merge(arrays, chosen)));
            return;
        }
        for (int i = 0; i < arrays.get(chosen.size()).size(); i++) {
            chosen.add(i);
            combine(arrays, chosen, stream);
            chosen.remove(chosen.size() - 1);
        }
    }

    private static ObjectNode merge(List<List<JsonNode>> arrays, List<Integer> chosen) {
        ObjectNode merged = NODES.objectNode();
        for (int i = 0; i < chosen.size(); i++) {
            int index = chosen.get(i);
            String name = "source_config_" + i;
            JsonNode value = arrays.get(i).get(index);
            if (value instanceof ObjectNode object) {
                merged.setAll(object);
            } else if (!merged.has(name)) {
                merged.putArray(name).add(index).add(value);
            }
        }
        return merged;
    }
}
