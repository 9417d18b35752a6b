package io.dataconnector.connector.source.slicing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.source.request.Injection;
import io.dataconnector.connector.source.request.RequestOption;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Every combination of the partitions of several routers (in the CDK, {@code CartesianProductStreamSlicer}); those of the
 * last follow each other fastest. Of values of one name, and of injections at one place, the first router's count.
 */
final class PartitionProduct implements PartitionRouter {
    private final List<PartitionRouter> routers;

    /** A place in a request; of a path within a JSON body, the first name, because the CDK does not merge objects. */
    private record Target(RequestOption.Place place, String name) {}

    PartitionProduct(List<? extends PartitionRouter> routers) {
        this.routers = List.copyOf(routers);
    }

    @Override
    public Iterator<Partition> partitions(ParentReader parents) {
        return new Walk(parents).from(0);
    }

    @Override
    public List<ParentStream> parents() {
        return routers.stream().flatMap(router -> router.parents().stream()).toList();
    }

    /** One walk through all combinations, in which the partitions of each router after the first are remembered. */
    private final class Walk {
        private final List<RememberedPartitions> ofRouters;

        Walk(ParentReader parents) {
            ofRouters = routers.stream()
                    .map(router -> new RememberedPartitions(() -> router.partitions(parents)))
                    .toList();
        }

        Iterator<Partition> from(int index) {
            return index == ofRouters.size()
                    ? List.of(Partition.NONE).iterator()
                    : new Combinations(this, index, ofRouters.get(index).iterator());
        }
    }

    /** The partitions of one router, each with all combinations of those after it. */
    private static final class Combinations implements Iterator<Partition> {
        private final Walk walk;
        private final int index;
        private final Iterator<Partition> own;
        private Partition current = Partition.NONE;
        private Iterator<Partition> rest = Collections.emptyIterator();

        Combinations(Walk walk, int index, Iterator<Partition> own) {
            this.walk = walk;
            this.index = index;
            this.own = own;
        }

        @Override
        public boolean hasNext() {
            while (!rest.hasNext() && own.hasNext()) {
                current = own.next();
                rest = walk.from(index + 1);
            }
            return rest.hasNext();
        }

        @Override
        public Partition next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            // The names of the last router come first, as in the CDK.
            Partition others = rest.next();
            return new Partition(
                    merge(others.values(), current.values()), merge(others.extraFields(), current.extraFields()));
        }

        private static ObjectNode merge(ObjectNode last, ObjectNode first) {
            ObjectNode merged = JsonNodeFactory.instance.objectNode();
            merged.setAll(last);
            merged.setAll(first);
            return merged;
        }
    }

    @Override
    public List<Injection> injections(ObjectNode partition) {
        // In the order of the CDK: the names of the last router come first.
        Map<Target, Injection> injections = new LinkedHashMap<>();
        for (int i = routers.size() - 1; i >= 0; i--) {
            routers.get(i).injections(partition).forEach(injection -> injections.put(target(injection), injection));
        }
        return List.copyOf(injections.values());
    }

    private static Target target(Injection injection) {
        RequestOption option = injection.option();
        return new Target(option.place(), option.path().get(0).string(Map.of()));
    }
}
