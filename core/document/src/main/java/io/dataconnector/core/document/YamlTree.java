package io.dataconnector.core.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Builds a tree from the events of a YAML parser. The nodes that an alias repeats are shared and not copied, but
 * counted as often as they are repeated, so that whoever walks the tree walks no more than that.
 */
final class YamlTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String TAGS = "tag:yaml.org,2002:";

    /**
     * A node that has an anchor.
     *
     * @param nodes how many nodes it is
     * @param height how many levels are below it
     */
    private record Anchored(JsonNode node, int nodes, int height) {}

    private final Iterator<Event> events;
    private final @Nullable Function<String, JsonNode> scalars;
    private final Map<String, Anchored> anchored = new HashMap<>();
    private final Set<String> openAnchors = new HashSet<>();
    private int nodes;
    private int deepest;

    /** A document that a person wrote, in which a scalar must be the same in YAML 1.1 and 1.2. */
    YamlTree(Iterator<Event> events) {
        this(events, null);
    }

    /** @param scalars what a scalar without quotes is, whatever it is in another version; null if there must be no doubt */
    YamlTree(Iterator<Event> events, @Nullable Function<String, JsonNode> scalars) {
        this.events = events;
        this.scalars = scalars;
    }

    /** The only document; a missing node if there is none. */
    JsonNode read() throws YamlFaultException {
        JsonNode content = MissingNode.getInstance();
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case Scalar, SequenceStart, MappingStart, Alias -> content = readNode(event, 1);
                case DocumentStart -> {
                    if (!content.isMissingNode()) {
                        throw new YamlFaultException(event, "a second document begins; there must be one");
                    }
                }
                case StreamStart, StreamEnd, DocumentEnd, SequenceEnd, MappingEnd, Comment -> {}
            }
        }
        return content;
    }

    private JsonNode readNode(Event event, int depth) throws YamlFaultException {
        if (event instanceof AliasEvent alias) {
            return readAlias(alias, depth);
        }
        count(event, 1, depth);
        Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
        if (anchor.isEmpty()) {
            return readContent(event, depth);
        }
        String name = anchor.get().getValue();
        int nodesBefore = nodes - 1;
        int deepestBefore = deepest;
        deepest = depth;
        boolean isOutermost = openAnchors.add(name);
        JsonNode node = readContent(event, depth);
        if (isOutermost) {
            openAnchors.remove(name);
        }
        anchored.put(name, new Anchored(node, nodes - nodesBefore, deepest - depth));
        deepest = Math.max(deepest, deepestBefore);
        return node;
    }

    private JsonNode readAlias(AliasEvent alias, int depth) throws YamlFaultException {
        String name = alias.getAlias().getValue();
        if (openAnchors.contains(name)) {
            throw new YamlFaultException(alias, "the alias *" + name + " is part of what it stands for");
        }
        Anchored target = anchored.get(name);
        if (target == null) {
            throw new YamlFaultException(alias, "there is no anchor &" + name + " before this alias");
        }
        count(alias, target.nodes, depth + target.height);
        return target.node;
    }

    private void count(Event event, int added, int depth) throws YamlFaultException {
        if (depth > Yaml.MAX_DEPTH) {
            throw new YamlFaultException(event, "is nested more than " + Yaml.MAX_DEPTH + " levels deep");
        }
        if (nodes + added > Yaml.MAX_NODES) {
            throw new YamlFaultException(
                    event, "the document has more than " + Yaml.MAX_NODES + " nodes, aliases expanded");
        }
        nodes += added;
        deepest = Math.max(deepest, depth);
    }

    private JsonNode readContent(Event event, int depth) throws YamlFaultException {
        if (event instanceof ScalarEvent scalar) {
            return readScalar(scalar);
        }
        String tag = ((CollectionStartEvent) event).getTag().orElse("");
        if (event.getEventId() == Event.ID.SequenceStart) {
            requireTag(event, tag, "seq");
            return readSequence(depth);
        }
        requireTag(event, tag, "map");
        return readMapping(depth);
    }

    private static void requireTag(Event event, String tag, String expected) throws YamlFaultException {
        if (!tag.isEmpty() && !tag.equals("!") && !tag.equals(TAGS + expected)) {
            throw unknownTag(event, tag);
        }
    }

    private static YamlFaultException unknownTag(Event event, String tag) {
        String shown = tag.startsWith(TAGS) ? "!!" + tag.substring(TAGS.length()) : tag;
        return new YamlFaultException(event, "the tag " + shown + " cannot be used here");
    }

    private JsonNode readScalar(ScalarEvent scalar) throws YamlFaultException {
        String tag = scalar.getTag().orElse("");
        String text = scalar.getValue();
        if (tag.equals(TAGS + "str") || tag.equals("!") || (tag.isEmpty() && !scalar.isPlain())) {
            return NODES.textNode(text);
        }
        if (!tag.isEmpty()) {
            throw unknownTag(scalar, tag);
        }
        if (scalars != null) {
            return scalars.apply(text);
        }
        Optional<String> fault = YamlScalar.fault(text);
        if (fault.isPresent()) {
            throw new YamlFaultException(scalar, fault.get());
        }
        return YamlScalar.value(text);
    }

    private ArrayNode readSequence(int depth) throws YamlFaultException {
        ArrayNode array = NODES.arrayNode();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            array.add(readNode(event, depth + 1));
        }
        return array;
    }

    /**
     * Members that are merged come first, and give way to the mapping's own (PyYAML,
     * {@code SafeConstructor.flatten_mapping}).
     */
    private ObjectNode readMapping(int depth) throws YamlFaultException {
        ObjectNode own = NODES.objectNode();
        ObjectNode object = NODES.objectNode();
        for (Event key = events.next(); key.getEventId() != Event.ID.MappingEnd; key = events.next()) {
            if (isMergeKey(key)) {
                Event value = events.next();
                merge(value, readNode(value, depth + 1), object);
            } else {
                String name = readName(key);
                if (own.has(name)) {
                    throw new YamlFaultException(key, "the name \"" + name + "\" is there twice");
                }
                own.set(name, readNode(events.next(), depth + 1));
            }
        }
        object.setAll(own);
        return object;
    }

    private static boolean isMergeKey(Event key) {
        return key instanceof ScalarEvent scalar
                && scalar.isPlain()
                && scalar.getTag().isEmpty()
                && scalar.getValue().equals("<<");
    }

    private static void merge(Event event, JsonNode value, ObjectNode object) throws YamlFaultException {
        List<JsonNode> sources = new ArrayList<>();
        if (value.isArray()) {
            // Of several sources, an earlier one wins.
            value.forEach(source -> sources.add(0, source));
        } else {
            sources.add(value);
        }
        for (JsonNode source : sources) {
            if (!(source instanceof ObjectNode members)) {
                throw new YamlFaultException(event, "<< must name a mapping, or a sequence of mappings");
            }
            object.setAll(members);
        }
    }

    private String readName(Event key) throws YamlFaultException {
        JsonNode name = readNode(key, 1);
        if (name.isContainerNode()) {
            throw new YamlFaultException(key, "a name must be a scalar");
        }
        return name.asText();
    }
}
