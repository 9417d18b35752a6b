package io.dataconnector.connector.catalog;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.slicing.ParentStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The groups of streams of which one alone may be read at a time ({@code stream_groups} of a source). */
final class StreamGroups {
    private static final String GROUPS = "stream_groups";

    private final Component source;
    private final Map<String, String> groupOfStream;

    private StreamGroups(Component source, Map<String, String> groupOfStream) {
        this.source = requireNonNull(source, "source is null");
        this.groupOfStream = groupOfStream;
    }

    /** The groups of a source. A stream that is in several is in the last one, as in the CDK. */
    static StreamGroups compile(Component source) {
        Map<String, String> groupOfStream = new HashMap<>();
        Optional<Component> groups = source.untyped(GROUPS);
        List<String> names = new ArrayList<>();
        source.object(GROUPS).ifPresent(object -> object.fieldNames().forEachRemaining(names::add));
        for (String name : names) {
            groups.flatMap(all -> all.untyped(name)).ifPresent(group -> {
                group.requiredComponent("action", "BlockSimultaneousSyncsAction");
                group.requiredValue("streams");
                for (JsonNode stream : group.values("streams")) {
                    groupOfStream.put(stream.path("name").asText(), name);
                }
            });
        }
        return new StreamGroups(source, groupOfStream);
    }

    /** Adds a fault for each stream that is in the same group as a parent, which is read while it is. */
    void requireNoParents(Collection<StreamDefinition> streams) {
        for (StreamDefinition stream : streams) {
            Optional<String> group = Optional.ofNullable(groupOfStream.get(stream.name()));
            group.ifPresent(name -> requireNotIn(name, stream));
        }
    }

    private void requireNotIn(String group, StreamDefinition stream) {
        for (String ancestor : ancestors(stream)) {
            if (group.equals(groupOfStream.get(ancestor))) {
                source.fault(
                        GROUPS,
                        "stream " + stream.name() + " and its parent " + ancestor + " are both in group " + group
                                + ", of which only one can be read at a time");
            }
        }
    }

    /** The groups that are read when a stream is. */
    Set<String> of(StreamDefinition stream) {
        if (groupOfStream.isEmpty()) {
            return Set.of();
        }
        Set<String> groups = new HashSet<>();
        Optional.ofNullable(groupOfStream.get(stream.name())).ifPresent(groups::add);
        ancestors(stream)
                .forEach(ancestor ->
                        Optional.ofNullable(groupOfStream.get(ancestor)).ifPresent(groups::add));
        return groups;
    }

    /** The names of what is read before a stream; of one with two endpoints, also of what it is later. */
    private static Set<String> ancestors(StreamDefinition stream) {
        Set<String> ancestors = new LinkedHashSet<>();
        for (ParentStream parent : stream.slicing().parents()) {
            ancestors.add(parent.name());
            if (parent instanceof StreamDefinition definition) {
                ancestors.addAll(ancestors(definition));
            }
        }
        stream.delegation().flatMap(Delegation::later).ifPresent(later -> ancestors.addAll(ancestors(later)));
        return ancestors;
    }
}
