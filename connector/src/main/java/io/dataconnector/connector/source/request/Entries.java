package io.dataconnector.connector.source.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.EvaluatedOnce;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.template.JsonValues;
import io.dataconnector.connector.template.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names and values of a part of a request, such as its headers, both of which may be templates: an {@code
 * InterpolatedMapping} of the CDK. It may also be one template, whose value is the object or a text.
 */
final class Entries {
    /** In parameters and forms, a value is a text or a list; in any other case it stays the text of the template. */
    static final Set<ValueType> TEXTS_AND_LISTS = Set.of(ValueType.STRING, ValueType.LIST);

    private static final Set<ValueType> TEXTS = Set.of(ValueType.STRING);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String PARAMETERS = "$parameters";

    private record Entry(EvaluatedOnce name, EvaluatedOnce value) {}

    private final List<Entry> entries;
    private final Optional<EvaluatedOnce> whole;

    private Entries(List<Entry> entries, Optional<EvaluatedOnce> whole) {
        this.entries = List.copyOf(entries);
        this.whole = whole;
    }

    /**
     * A member of a component, an object or a string. No member is an empty object.
     *
     * @param types that a value may have; none allow all, for names and values
     */
    static Entries compile(Component component, String member, Settings settings, Set<ValueType> types) {
        JsonNode value = component.value(member).orElseGet(NODES::objectNode);
        if (value.isTextual()) {
            Optional<EvaluatedOnce> whole = value.textValue().isEmpty()
                    ? Optional.empty()
                    : Interpolated.of(value.textValue(), component, member, settings)
                            .map(text -> new EvaluatedOnce(text, (of, variables) -> of.valueOrNull(variables)));
            return new Entries(List.of(), whole);
        }
        List<Entry> entries = new ArrayList<>();
        if (!value.isObject()) {
            component.fault(member, "must be an object or a string");
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            boolean isOther = entry.getKey().equals(PARAMETERS)
                    || (member.equals("request_parameters") && QueryProperties.is(entry.getValue()));
            if (!isOther) {
                String place = member + "." + entry.getKey();
                entry(entry.getKey(), entry.getValue(), component, place, settings, types)
                        .ifPresent(entries::add);
            }
        }
        return new Entries(entries, Optional.empty());
    }

    private static Optional<Entry> entry(
            String name, JsonNode value, Component component, String place, Settings settings, Set<ValueType> types) {
        if (value.isContainerNode() || value.isNull()) {
            component.fault(place, "must be a string");
            return Optional.empty();
        }
        Set<ValueType> ofNames = types.isEmpty() ? types : TEXTS;
        Optional<Interpolated> key = Interpolated.of(name, component, place, settings);
        return Interpolated.of(JsonValues.toText(value), component, place, settings)
                .flatMap(text -> key.map(known -> new Entry(
                        new EvaluatedOnce(known, (of, variables) -> of.valueOrNull(variables, ofNames)),
                        new EvaluatedOnce(text, (of, variables) -> of.valueOrNull(variables, types)))));
    }

    /** Whether there is nothing at all. */
    boolean isEmpty() {
        return entries.isEmpty() && whole.isEmpty();
    }

    /** An object without members that are null, or a text. */
    JsonNode evaluate(Map<String, JsonNode> variables) {
        if (whole.isPresent()) {
            JsonNode value = whole.get().value(variables);
            return value.isObject() ? withoutNulls((ObjectNode) value) : value.isNull() ? NODES.textNode("") : value;
        }
        ObjectNode object = NODES.objectNode();
        for (Entry entry : entries) {
            JsonNode value = entry.value().value(variables);
            if (!value.isNull()) {
                object.set(JsonValues.toText(entry.name().value(variables)), value);
            }
        }
        return object;
    }

    private static ObjectNode withoutNulls(ObjectNode object) {
        ObjectNode copy = NODES.objectNode();
        object.properties().stream()
                .filter(member -> !member.getValue().isNull())
                .forEach(member -> copy.set(member.getKey(), member.getValue()));
        return copy;
    }
}
