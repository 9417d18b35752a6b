package io.dataconnector.connector.source.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.EvaluatedOnce;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.template.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON document in which each text, in whatever depth, and each name may be a template: an {@code
 * InterpolatedNestedMapping} of the CDK. Members whose value is null are left out, elements of arrays are not.
 */
@FunctionalInterface
interface JsonTemplate {
    JsonNode evaluate(Map<String, JsonNode> variables);

    /** A member of a component; one that is absent, or a text that is empty, is an empty object. */
    static JsonTemplate compile(Component component, String member, Settings settings) {
        JsonNode value = component.value(member).orElseGet(JsonNodeFactory.instance::objectNode);
        if (!value.isObject() && !value.isTextual()) {
            component.fault(member, "must be an object or a string");
        }
        boolean isEmpty = value.isTextual() && value.textValue().isEmpty();
        return of(isEmpty ? JsonNodeFactory.instance.objectNode() : value, component, member, settings);
    }

    private static JsonTemplate of(JsonNode value, Component component, String place, Settings settings) {
        if (value instanceof ObjectNode object) {
            return ofObject(object, component, place, settings);
        }
        if (value instanceof ArrayNode array) {
            return ofArray(array, component, place, settings);
        }
        return value.isTextual() ? ofText(value.textValue(), component, place, settings) : variables -> value;
    }

    private static JsonTemplate ofText(String text, Component component, String place, Settings settings) {
        Optional<EvaluatedOnce> compiled = Interpolated.of(text, component, place, settings)
                .map(known -> new EvaluatedOnce(known, (of, variables) -> of.valueOrNull(variables)));
        return variables -> compiled.map(known -> known.value(variables)).orElse(JsonNodeFactory.instance.nullNode());
    }

    private static JsonTemplate ofArray(ArrayNode array, Component component, String place, Settings settings) {
        List<JsonTemplate> elements = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            elements.add(of(array.get(i), component, place + "[" + i + "]", settings));
        }
        return variables -> {
            ArrayNode evaluated = JsonNodeFactory.instance.arrayNode(elements.size());
            elements.forEach(element -> evaluated.add(element.evaluate(variables)));
            return evaluated;
        };
    }

    private static JsonTemplate ofObject(ObjectNode object, Component component, String place, Settings settings) {
        List<Map.Entry<JsonTemplate, JsonTemplate>> members = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            if (!name.equals("$parameters")) {
                String inner = place + "." + name;
                members.add(Map.entry(
                        ofText(name, component, inner, settings), of(member.getValue(), component, inner, settings)));
            }
        }
        return variables -> {
            ObjectNode evaluated = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<JsonTemplate, JsonTemplate> member : members) {
                JsonNode value = member.getValue().evaluate(variables);
                if (!value.isNull()) {
                    evaluated.set(name(member.getKey().evaluate(variables)), value);
                }
            }
            return evaluated;
        };
    }

    /** As {@code json.dumps} writes a key that is no string. */
    private static String name(JsonNode value) {
        return value.isTextual() ? value.textValue() : JsonValues.toJsonText(value);
    }
}
