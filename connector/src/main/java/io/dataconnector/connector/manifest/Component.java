package io.dataconnector.connector.manifest;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.core.document.Faults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A component of a manifest. Its members are asked for by name and kind; a member that is of another kind is a fault
 * of the {@link ManifestView}, and absent. A null is absent, too, as in the CDK.
 *
 * <p>Members that nobody asks for are judged at the end: those that the format has are not supported by this version; those
 * that are like one which is missing are misspelt; all others have no effect, as in the CDK. Nothing is said about {@code
 * type}, {@code $parameters}, what came from the parameters of a component around it, and names that begin with {@code x-}.
 */
public final class Component {
    private static final String EXTENSION = "x-";

    private final ManifestView view;
    private final DocumentPath path;
    private final ObjectNode content;
    private final Set<String> known = new LinkedHashSet<>();

    Component(ManifestView view, DocumentPath path, ObjectNode content) {
        this.view = requireNonNull(view, "view is null");
        this.path = requireNonNull(path, "path is null");
        this.content = requireNonNull(content, "content is null");
        view.register(this);
    }

    /** The name of its type; empty if it has none. */
    public String type() {
        return content.path(Propagation.TYPE).asText();
    }

    /**
     * Where it is in the resolved manifest, for messages: {@code streams[0] (users).retriever}; empty for the source
     * itself.
     */
    public String path() {
        return path.withNames();
    }

    DocumentPath place() {
        return path;
    }

    /** The parameters that hold here, for templates; not to be changed. */
    public JsonNode parameters() {
        return content.path(Propagation.PARAMETERS);
    }

    /** A member of any kind, as for templates that may be of any type. */
    public Optional<JsonNode> value(String name) {
        known.add(name);
        return Optional.ofNullable(content.get(name)).filter(value -> !value.isNull());
    }

    /** Whether a member is there and null, which keeps the CDK from a default that is not null. */
    public boolean isNull(String name) {
        known.add(name);
        return content.path(name).isNull();
    }

    /** A member of any kind that must be there; a missing node if it is not. */
    public JsonNode requiredValue(String name) {
        Optional<JsonNode> value = value(name);
        if (value.isEmpty()) {
            missing(name);
        }
        return value.orElse(MissingNode.getInstance());
    }

    /** A string. */
    public Optional<String> text(String name) {
        if (value(name).filter(this::isTakenForText).isPresent()) {
            return value(name).map(Component::pythonText);
        }
        return ofKind(name, "a string", JsonNode::isTextual).map(JsonNode::textValue);
    }

    /**
     * Whether a value that is no string counts as one. As in the CDK (pydantic), numbers do in a stream that has been made of
     * a template, where the value may come from anywhere; what an author writes must be of its kind.
     */
    private boolean isTakenForText(JsonNode value) {
        return (value.isNumber() || value.isBoolean()) && view.isMade(path);
    }

    private static String pythonText(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue() ? "True" : "False";
        }
        return value.asText();
    }

    /** A string that must be there; empty if it is not. */
    public String requiredText(String name) {
        if (value(name).isEmpty()) {
            missing(name);
        }
        return text(name).orElse("");
    }

    /** True or false. */
    public Optional<Boolean> flag(String name) {
        return ofKind(name, "true or false", JsonNode::isBoolean).map(JsonNode::booleanValue);
    }

    /** An integer. */
    public OptionalLong integer(String name) {
        return ofKind(name, "an integer", value -> value.isIntegralNumber() && value.canConvertToLong())
                .map(value -> OptionalLong.of(value.longValue()))
                .orElse(OptionalLong.empty());
    }

    /** An object that is no component: a JSON Schema, headers, parameters; not to be changed. */
    public Optional<ObjectNode> object(String name) {
        return ofKind(name, "an object", JsonNode::isObject).map(ObjectNode.class::cast);
    }

    /** An array of any values, empty if it is absent. */
    public List<JsonNode> values(String name) {
        return ofKind(name, "an array", JsonNode::isArray)
                .map(array -> array.valueStream().toList())
                .orElse(List.of());
    }

    /** An array of strings, empty if it is absent. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        List<JsonNode> values = values(name);
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).isTextual() || isTakenForText(values.get(i))) {
                texts.add(pythonText(values.get(i)));
            } else {
                expected(path.member(name).element(i), "a string", values.get(i));
            }
        }
        return texts;
    }

    /**
     * A component.
     *
     * @param types the types that are supported there
     */
    public Optional<Component> component(String name, String... types) {
        return ofKind(name, "a component", JsonNode::isObject)
                .flatMap(value -> typed(path.member(name), (ObjectNode) value, types));
    }

    /** A component that must be there. */
    public Optional<Component> requiredComponent(String name, String... types) {
        if (value(name).isEmpty()) {
            missing(name);
        }
        return component(name, types);
    }

    /** A part that has no type of its own in the format, such as a rate or an OAuth specification. */
    public Optional<Component> untyped(String name) {
        return ofKind(name, "an object", JsonNode::isObject)
                .map(value -> new Component(view, path.member(name), (ObjectNode) value));
    }

    /** An array of components, empty if it is absent; those of other types are left out. */
    public List<Component> components(String name, String... types) {
        List<Component> components = new ArrayList<>();
        List<JsonNode> values = values(name);
        for (int i = 0; i < values.size(); i++) {
            DocumentPath place =
                    path.member(name).element(i, values.get(i).path("name").asText());
            if (values.get(i) instanceof ObjectNode object) {
                typed(place, object, types).ifPresent(components::add);
            } else {
                expected(place, "a component", values.get(i));
            }
        }
        return components;
    }

    /** An array of parts that need no type of their own, such as rates, empty if it is absent. */
    public List<Component> untypedComponents(String name) {
        List<Component> components = new ArrayList<>();
        List<JsonNode> values = values(name);
        for (int i = 0; i < values.size(); i++) {
            DocumentPath place = path.member(name).element(i);
            if (values.get(i) instanceof ObjectNode object) {
                components.add(new Component(view, place, object));
            } else {
                expected(place, "an object", values.get(i));
            }
        }
        return components;
    }

    /**
     * The retriever of this component, which belongs to no stream, as the DeclarativeStream that has nothing else.
     *
     * @param name what the stream is called
     * @param leftOut the members of the retriever that have no effect here
     */
    public Component asStream(String name, String... leftOut) {
        known.add("retriever");
        ObjectNode stream = JsonNodeFactory.instance.objectNode();
        stream.put(Propagation.TYPE, "DeclarativeStream").put("name", name);
        if (parameters() instanceof ObjectNode parameters) {
            stream.set(Propagation.PARAMETERS, parameters);
        }
        if (content.get("retriever") instanceof ObjectNode retriever) {
            stream.set("retriever", retriever.deepCopy().remove(Arrays.asList(leftOut)));
        }
        return new Component(view, path, stream);
    }

    /**
     * A stream that has been made of a member of this component, its template, at run time: given the types and parameters
     * that the manifest's own components have.
     *
     * @param index the number of the stream, from 0
     * @param stream what has been made of the template
     * @param areOuterFirst whether a parameter of a component around another one counts more than one of its own
     */
    public Component streamOf(String template, int index, ObjectNode stream, boolean areOuterFirst) {
        known.add(template);
        DocumentPath place =
                path.member(template).element(index, stream.path("name").asText());
        view.addMade(place);
        ObjectNode resolved = stream;
        Faults faults = new Faults();
        try {
            resolved = Propagation.applyToStream(stream, areOuterFirst, faults, new Size());
        } catch (Size.TooLargeException e) {
            view.fault(place, e.fault());
        }
        faults.messages().forEach(message -> view.fault(place, message));
        if (!resolved.has(Propagation.TYPE)) {
            resolved.put(Propagation.TYPE, "DeclarativeStream");
        }
        return new Component(view, place, resolved);
    }

    /** The components of a member that is one of them or an array of them, empty if it is absent. */
    public List<Component> oneOrMore(String name, String... types) {
        return value(name).filter(JsonNode::isArray).isPresent()
                ? components(name, types)
                : component(name, types).map(List::of).orElse(List.of());
    }

    /** Whether a text anywhere in it contains another one, such as the name of a variable. */
    public boolean mentions(String text) {
        return mentions(content, text);
    }

    private static boolean mentions(JsonNode node, String text) {
        if (node.isTextual()) {
            return node.textValue().contains(text);
        }
        for (JsonNode child : node) {
            if (mentions(child, text)) {
                return true;
            }
        }
        return false;
    }

    /** All of it, for a class that knows by itself what its members mean; not to be changed. */
    public ObjectNode all() {
        content.fieldNames().forEachRemaining(known::add);
        return content;
    }

    /** The same without any member, for a component that cannot be used, whatever its members are. */
    public Component bare() {
        all();
        return new Component(view, path, JsonNodeFactory.instance.objectNode());
    }

    /** Passes over members that have no effect. */
    public void passOver(String... names) {
        known.addAll(Arrays.asList(names));
    }

    /** Adds a fault of a member, which is found by whoever knows what its value means. */
    public void fault(String name, String message) {
        view.fault(path.member(name), message);
    }

    /** Says that this version cannot do what a member asks for. */
    public void limit(String name, String message) {
        view.limit(path.member(name), message);
    }

    /** Says that a member cannot be used with the configuration. */
    public void limitOfConfiguration(String name, String message) {
        view.limitOfConfiguration(path.member(name), message);
    }

    /** Says that the component as a whole, which has not been looked through to its end, is not supported. */
    public void abandon(String message) {
        view.limit(path, withoutStop(message));
        view.forget(path);
    }

    /** Says that the component as a whole, which has not been looked through, cannot be used with the configuration. */
    public void abandonForConfiguration(String message) {
        view.limitOfConfiguration(path, withoutStop(message));
        view.addAbandoned(path);
        view.forget(path);
    }

    /** The list of findings has its own. */
    private static String withoutStop(String message) {
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    /** Adds a fault if this is not of a type. */
    void requireType(String... types) {
        if (!List.of(types).contains(type())) {
            view.fault(path, typeFault(content, types));
        }
    }

    /** Judges each member that nobody has asked for. */
    void judgeUnread() {
        content.propertyStream()
                .map(member -> member.getKey())
                .filter(name -> !known.contains(name) && !isPassedOver(name))
                .forEach(this::judgeUnread);
    }

    private void judgeUnread(String name) {
        DocumentPath place = path.member(name);
        String unknown = "a member of " + (type().isEmpty() ? "this object" : type()) + " that is not supported";
        if (ComponentFormat.members(type()).contains(name)) {
            view.limit(place, unknown);
            return;
        }
        Set<String> absent = new LinkedHashSet<>(known);
        absent.addAll(ComponentFormat.members(type()));
        absent.removeIf(content::has);
        // A name that the format has elsewhere is in the wrong place, but not misspelt.
        Optional<String> meant = ComponentFormat.isMember(name) ? Optional.empty() : Spelling.nearest(name, absent);
        if (meant.isPresent()) {
            view.limit(place, unknown + "; did you mean " + meant.get() + "?");
        } else if (ComponentFormat.isClosed(type())) {
            view.fault(place, unknown);
        } else {
            view.idle(type().isEmpty() ? "an object" : type(), name, place);
        }
    }

    private boolean isPassedOver(String name) {
        return name.equals(Propagation.TYPE)
                || name.equals(Propagation.PARAMETERS)
                || parameters().has(name)
                || name.startsWith(EXTENSION);
    }

    private Optional<Component> typed(DocumentPath place, ObjectNode value, String... types) {
        String type = value.path(Propagation.TYPE).asText();
        if (List.of(types).contains(type)) {
            return Optional.of(new Component(view, place, value));
        }
        if (value.has("class_name") || ComponentFormat.isType(type)) {
            view.limit(place, typeFault(value, types));
        } else {
            view.fault(place, typeFault(value, types));
        }
        return Optional.empty();
    }

    private static String typeFault(ObjectNode value, String... types) {
        String expected = Arrays.stream(types).collect(joining(", "));
        JsonNode type = value.path(Propagation.TYPE);
        if (value.has("class_name")) {
            return "a component of a class of its own, " + Faults.show(value.path("class_name"))
                    + ", is Python code and cannot be run; supported here: " + expected;
        }
        if (type.isMissingNode()) {
            return "the component has no type; supported here: " + expected;
        }
        return "the type " + Faults.show(type) + " is not supported here"
                + Optional.of(type.asText())
                        .filter(name -> !ComponentFormat.isType(name))
                        .flatMap(name -> Spelling.nearest(name, List.of(types)))
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("; supported: " + expected);
    }

    private Optional<JsonNode> ofKind(String name, String kind, Predicate<JsonNode> isKind) {
        Optional<JsonNode> value = value(name);
        if (value.isPresent() && !isKind.test(value.get())) {
            expected(path.member(name), kind, value.get());
            return Optional.empty();
        }
        return value;
    }

    private void missing(String name) {
        String owner = type().isEmpty() ? "" : " of " + type();
        view.fault(path, "the required member " + name + owner + " is missing");
    }

    private void expected(DocumentPath place, String kind, JsonNode found) {
        view.fault(place, "expected " + kind + ", found " + Faults.show(found));
    }
}
