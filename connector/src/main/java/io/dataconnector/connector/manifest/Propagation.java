package io.dataconnector.connector.manifest;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.core.document.Faults;
import java.util.List;

/**
 * Gives the components of a manifest the types that they leave out, and the parameters of the components around them,
 * as the CDK does ({@code ManifestComponentTransformer}).
 *
 * <p>Parameters, the members of {@code $parameters}, become members of their component and of all components in it,
 * unless one has a value of its own. A value that Python takes for false (null, false, 0, "", [] or {}) is none. A
 * parameter does not reach into the member of its own name, where it would repeat itself without end. Components keep
 * in {@code $parameters} those that hold there.
 *
 * <p>An object whose type is {@code object} or no string is a JSON Schema and is left as it is. An object without a type
 * is no component either, but the members of it that have one are.
 */
final class Propagation {
    static final String PARAMETERS = "$parameters";
    static final String TYPE = "type";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Faults faults;
    private final Size size;
    /** Whether a parameter of a component around another one counts more than one of its own. */
    private final boolean areOuterFirst;

    private Propagation(Faults faults, Size size, boolean areOuterFirst) {
        this.faults = faults;
        this.size = size;
        this.areOuterFirst = areOuterFirst;
    }

    /** The manifest with all types and parameters; it is not changed itself. */
    static ObjectNode apply(ObjectNode manifest, Faults faults, Size size) throws Size.TooLargeException {
        return new Propagation(faults, size, false).component("", manifest, NODES.objectNode(), DocumentPath.TOP, 1);
    }

    /**
     * The same of a stream that has been made of a template, whose components have their parameters already.
     *
     * @param areOuterFirst whether a parameter of a component around another one counts more than one of its own
     */
    static ObjectNode applyToStream(ObjectNode stream, boolean areOuterFirst, Faults faults, Size size)
            throws Size.TooLargeException {
        return new Propagation(faults, size, areOuterFirst)
                .component("", stream, NODES.objectNode(), DocumentPath.TOP, 1);
    }

    /**
     * A component with its types and parameters.
     *
     * @param place where it is in the component around it, as {@link DefaultTypes} has it
     * @param inherited the parameters of the components around it
     */
    private ObjectNode component(String place, ObjectNode original, ObjectNode inherited, DocumentPath path, int depth)
            throws Size.TooLargeException {
        size.add(path, depth);
        ObjectNode component = NODES.objectNode();
        component.setAll(original);
        if (!component.has(TYPE)) {
            DefaultTypes.at(place, component.has("class_name")).ifPresent(type -> component.put(TYPE, type));
        }
        ObjectNode own = ownParameters(component, path);
        ObjectNode parameters = NODES.objectNode();
        parameters.setAll(areOuterFirst ? own : inherited);
        parameters.setAll(areOuterFirst ? inherited : own);

        JsonNode type = component.path(TYPE);
        if (type.isContainerNode() || type.asText().equals("object")) {
            return component;
        }
        if (type.isMissingNode()) {
            propagateToTypedMembers(place, component, parameters, path, depth);
            return component;
        }
        propagateToMembers(component, parameters, path, depth);
        if (!parameters.isEmpty()) {
            component.set(PARAMETERS, parameters);
        }
        return component;
    }

    private ObjectNode ownParameters(ObjectNode component, DocumentPath path) {
        JsonNode own = component.remove(PARAMETERS);
        if (own == null) {
            return NODES.objectNode();
        }
        if (own instanceof ObjectNode parameters) {
            return parameters;
        }
        faults.addExpected(path.member(PARAMETERS).toString(), "an object", own);
        return NODES.objectNode();
    }

    /** Of an object that is no component, the members that are. */
    private void propagateToTypedMembers(
            String place, ObjectNode object, ObjectNode parameters, DocumentPath path, int depth)
            throws Size.TooLargeException {
        for (String name : names(object)) {
            if (object.get(name) instanceof ObjectNode member && PythonTruth.isTrue(member.get(TYPE))) {
                object.set(name, component(place, member, parameters, path.member(name), depth + 1));
            }
        }
    }

    private void propagateToMembers(ObjectNode component, ObjectNode parameters, DocumentPath path, int depth)
            throws Size.TooLargeException {
        for (String name : names(parameters)) {
            if (!PythonTruth.isTrue(component.get(name))) {
                component.set(name, parameters.get(name));
            }
        }
        for (String name : names(component)) {
            JsonNode member = requireNonNull(component.get(name));
            if (!member.isContainerNode()) {
                continue;
            }
            JsonNode excluded = parameters.remove(name);
            String place = component.path(TYPE).asText() + "." + name;
            DocumentPath memberPath = path.member(name);
            component.set(
                    name,
                    member instanceof ObjectNode object
                            ? component(place, object, parameters, memberPath, depth + 1)
                            : elements(place, (ArrayNode) member, parameters, memberPath, depth + 1));
            if (PythonTruth.isTrue(excluded)) {
                parameters.set(name, excluded);
            }
        }
    }

    private ArrayNode elements(String place, ArrayNode array, ObjectNode parameters, DocumentPath path, int depth)
            throws Size.TooLargeException {
        ArrayNode elements = NODES.arrayNode(array.size());
        for (int i = 0; i < array.size(); i++) {
            JsonNode element = array.get(i);
            elements.add(
                    element instanceof ObjectNode object
                            ? component(place, object, parameters, path.element(i), depth + 1)
                            : element);
        }
        return elements;
    }

    /** The names at this moment; the object may be changed while they are gone through. */
    private static List<String> names(ObjectNode object) {
        return object.propertyStream().map(member -> member.getKey()).toList();
    }
}
