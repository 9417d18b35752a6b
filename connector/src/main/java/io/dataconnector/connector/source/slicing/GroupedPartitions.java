package io.dataconnector.connector.source.slicing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.source.request.Injection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Several partitions of a router at a time, whose values become lists (GroupingPartitionRouter). A value that was there
 * before is left out, if so declared; for that, what {@link MetTexts} needs of all values is kept.
 */
final class GroupedPartitions implements PartitionRouter {
    private static final String PARENT_SLICE = "parent_slice";

    private final PartitionRouter router;
    private final int size;
    private final boolean leavesOutDuplicates;

    GroupedPartitions(PartitionRouter router, int size, boolean leavesOutDuplicates) {
        this.router = requireNonNull(router, "router is null");
        this.size = size;
        this.leavesOutDuplicates = leavesOutDuplicates;
    }

    @Override
    public Iterator<Partition> partitions(ParentReader parents) {
        return new Groups(router.partitions(parents));
    }

    private final class Groups implements Iterator<Partition> {
        private final Iterator<Partition> partitions;
        private final MetTexts met = new MetTexts();
        private List<Partition> group = new ArrayList<>();

        Groups(Iterator<Partition> partitions) {
            this.partitions = partitions;
        }

        @Override
        public boolean hasNext() {
            while (group.size() < size && partitions.hasNext()) {
                Partition partition = partitions.next();
                if (!leavesOutDuplicates || met.add(PartitionKey.of(key(partition.values())))) {
                    group.add(partition);
                }
            }
            return !group.isEmpty();
        }

        @Override
        public Partition next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            List<Partition> full = group;
            group = new ArrayList<>();
            return new Partition(
                    lists(full.stream().map(Partition::values).toList()),
                    lists(full.stream().map(Partition::extraFields).toList()));
        }
    }

    private static JsonNode key(ObjectNode values) {
        List<JsonNode> keys = values.propertyStream()
                .filter(value -> !value.getKey().equals(PARENT_SLICE))
                .map(value -> value.getValue())
                .toList();
        if (keys.size() != 1) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    "A GroupingPartitionRouter needs partitions of one value, but these have " + keys.size() + ".");
        }
        return keys.get(0);
    }

    /** By the names of the first of some objects, the values of all. */
    private static ObjectNode lists(List<ObjectNode> objects) {
        ObjectNode lists = JsonNodeFactory.instance.objectNode();
        objects.get(0).propertyStream().forEach(member -> {
            var list = lists.putArray(member.getKey());
            objects.forEach(object -> list.add(object.get(member.getKey())));
        });
        return lists;
    }

    @Override
    public List<Injection> injections(ObjectNode partition) {
        return List.of();
    }

    @Override
    public List<ParentStream> parents() {
        return router.parents();
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public Optional<List<ParentConfig>> incrementalParents() {
        return router.incrementalParents();
    }
}
