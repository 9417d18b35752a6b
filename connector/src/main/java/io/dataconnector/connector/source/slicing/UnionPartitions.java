package io.dataconnector.connector.source.slicing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.source.request.Injection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of several routers, one router after the other, each value once (UnionPartitionRouter). A partition has that
 * value alone; what else it had is among its extra fields. Of all values, what {@link MetTexts} needs is kept.
 */
final class UnionPartitions implements PartitionRouter {
    private final List<PartitionRouter> routers;
    private final String field;

    /** @param field the value that all partitions have */
    UnionPartitions(List<PartitionRouter> routers, String field) {
        this.routers = List.copyOf(routers);
        this.field = requireNonNull(field, "field is null");
    }

    @Override
    public Iterator<Partition> partitions(ParentReader parents) {
        return new Distinct(parents);
    }

    private final class Distinct implements Iterator<Partition> {
        private final ParentReader parents;
        private final Iterator<PartitionRouter> remaining = routers.iterator();
        private final MetTexts met = new MetTexts();
        private Iterator<Partition> ofRouter = Collections.emptyIterator();
        private @Nullable Partition next;

        Distinct(ParentReader parents) {
            this.parents = parents;
        }

        @Override
        public boolean hasNext() {
            while (next == null && (ofRouter.hasNext() || remaining.hasNext())) {
                if (!ofRouter.hasNext()) {
                    ofRouter = remaining.next().partitions(parents);
                } else {
                    Partition partition = of(ofRouter.next());
                    next = met.add(PartitionKey.of(partition.values())) ? partition : null;
                }
            }
            return next != null;
        }

        @Override
        public Partition next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Partition current = requireNonNull(next);
            next = null;
            return current;
        }
    }

    private Partition of(Partition partition) {
        JsonNode value = partition.values().get(field);
        if (value == null || value.isContainerNode()) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    "A UnionPartitionRouter needs partitions with a text or a number as " + field + ", its"
                            + " partition_field, but one of them has " + (value == null ? "none" : value) + ".");
        }
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        values.set(field, value);
        ObjectNode extra = partition.extraFields().deepCopy();
        partition.values().properties().stream()
                .filter(member -> !member.getKey().equals(field))
                .forEach(member -> extra.set(member.getKey(), member.getValue()));
        return new Partition(values, extra);
    }

    /** As in the CDK, the routers put nothing into requests. */
    @Override
    public List<Injection> injections(ObjectNode partition) {
        return List.of();
    }

    @Override
    public List<ParentStream> parents() {
        return routers.stream().flatMap(router -> router.parents().stream()).toList();
    }

    @Override
    public Optional<List<ParentConfig>> incrementalParents() {
        return Optional.of(routers.stream()
                .flatMap(router -> router.incrementalParents().stream())
                .flatMap(List::stream)
                .toList());
    }
}
