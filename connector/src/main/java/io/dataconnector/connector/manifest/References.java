package io.dataconnector.connector.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.core.document.Faults;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Puts what is referred to in the place of references, as the CDK does ({@code ManifestReferenceResolver}).
 *
 * <p>Every string that begins with {@code #/} is a reference, wherever it is. An object with a member
 * {@code $ref} is what that refers to, with its other members on top. What follows {@code #/} is first taken as one
 * name; if there is none, the name up to the next slash is looked up, or the element of an array, and then the rest.
 * There are no escapes: a name with a slash is found because the longest is tried first. The members of {@code
 * config_overrides} are values and never references.
 */
final class References {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String REFERENCE = "$ref";
    private static final String PREFIX = "#/";
    private static final Set<String> HOLDING_VALUES = Set.of("config_overrides");
    private static final Pattern INDEX = Pattern.compile("-?[0-9]{1,9}");

    private final ObjectNode manifest;
    private final Faults faults;
    private final Size size;
    private final Set<String> reported = new HashSet<>();
    /** The references that are being followed, the outermost first. */
    private final Set<String> open = new LinkedHashSet<>();

    /** What a reference names, and its place. */
    private record Target(JsonNode value, DocumentPath path) {}

    private References(ObjectNode manifest, Faults faults, Size size) {
        this.manifest = manifest;
        this.faults = faults;
        this.size = size;
    }

    /** The manifest without references. Those that lead nowhere are added to the faults. */
    static ObjectNode resolve(ObjectNode manifest, Faults faults, Size size) throws Size.TooLargeException {
        References references = new References(manifest, faults, size);
        JsonNode resolved = references.evaluate(manifest, DocumentPath.TOP, 1);
        if (resolved instanceof ObjectNode object) {
            return object;
        }
        references.report(DocumentPath.TOP, "the manifest must not refer to something else as a whole");
        return NODES.objectNode();
    }

    private JsonNode evaluate(JsonNode node, DocumentPath path, int depth) throws Size.TooLargeException {
        size.add(path, depth);
        if (node instanceof ObjectNode object) {
            return evaluateObject(object, path, depth);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode evaluated = NODES.arrayNode(array.size());
            for (int i = 0; i < array.size(); i++) {
                evaluated.add(evaluate(array.get(i), path.element(i), depth + 1));
            }
            return evaluated;
        }
        return node.isTextual() && node.textValue().startsWith(PREFIX) ? follow(node.textValue(), path, depth) : node;
    }

    private JsonNode evaluateObject(ObjectNode object, DocumentPath path, int depth) throws Size.TooLargeException {
        ObjectNode own = NODES.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            if (HOLDING_VALUES.contains(name)) {
                own.set(name, member.getValue());
            } else if (!name.equals(REFERENCE)) {
                own.set(name, evaluate(member.getValue(), path.member(name), depth + 1));
            }
        }
        JsonNode reference = object.get(REFERENCE);
        if (reference == null) {
            return own;
        }
        DocumentPath place = path.member(REFERENCE);
        if (reference.isTextual() && !reference.textValue().startsWith(PREFIX)) {
            report(place, "a reference must begin with " + PREFIX + ", found " + Faults.show(reference));
            return own;
        }
        JsonNode referred = evaluate(reference, place, depth);
        if (!(referred instanceof ObjectNode members)) {
            return referred;
        }
        members.setAll(own);
        return members;
    }

    /** A copy of what a reference names. */
    private JsonNode follow(String reference, DocumentPath path, int depth) throws Size.TooLargeException {
        if (!open.add(reference)) {
            report(path, "the references form a cycle: " + cycle(reference));
            return NODES.nullNode();
        }
        try {
            Target target = lookUp(reference.substring(PREFIX.length()));
            if (target.value.isMissingNode()) {
                report(path, "the reference " + Faults.show(NODES.textNode(reference)) + " leads nowhere");
                return NODES.nullNode();
            }
            return evaluate(target.value, target.path, depth);
        } finally {
            open.remove(reference);
        }
    }

    private String cycle(String reference) {
        StringBuilder cycle = new StringBuilder();
        boolean isPart = false;
        for (String name : open) {
            isPart |= name.equals(reference);
            if (isPart) {
                cycle.append(name).append(" -> ");
            }
        }
        return cycle.append(reference).toString();
    }

    private Target lookUp(String names) {
        Target target = new Target(manifest, DocumentPath.TOP);
        String rest = names;
        while (!rest.isEmpty()) {
            JsonNode whole = target.value.isObject() ? target.value.path(rest) : MissingNode.getInstance();
            if (!whole.isMissingNode()) {
                return new Target(whole, target.path.member(rest));
            }
            int slash = rest.indexOf('/');
            target = step(target, slash < 0 ? rest : rest.substring(0, slash));
            rest = slash < 0 ? "" : rest.substring(slash + 1);
        }
        return target;
    }

    private static Target step(Target from, String name) {
        boolean isIndex = INDEX.matcher(name).matches();
        if (from.value.isArray() && isIndex) {
            int index = Integer.parseInt(name);
            // In Python, a negative index counts from the end.
            int position = index < 0 ? from.value.size() + index : index;
            return new Target(from.value.path(position), from.path.element(position));
        }
        // A name that is a number is an index to the CDK, and never the name of a member.
        JsonNode member = from.value.isObject() && !isIndex ? from.value.path(name) : MissingNode.getInstance();
        return new Target(member, from.path.member(name));
    }

    /** A part that is referred to several times is reported once. */
    private void report(DocumentPath path, String fault) {
        if (reported.add(Faults.at(path.toString(), fault))) {
            faults.add(path.toString(), fault);
        }
    }
}
