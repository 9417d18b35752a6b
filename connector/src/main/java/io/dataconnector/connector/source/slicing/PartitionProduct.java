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
    public Iterator<ObjectNode> partitions() {
        return from(0);
    }

    private Iterator<ObjectNode> from(int index) {
        return index == routers.size()
                ? List.of(JsonNodeFactory.instance.objectNode()).iterator()
                : new Combinations(index);
    }

    /** The partitions of one router, each with all combinations of those after it. */
    private final class Combinations implements Iterator<ObjectNode> {
        private final int index;
        private final Iterator<ObjectNode> own;
        private ObjectNode current = JsonNodeFactory.instance.objectNode();
        private Iterator<ObjectNode> rest = Collections.emptyIterator();

        Combinations(int index) {
            this.index = index;
            own = routers.get(index).partitions();
        }

        @Override
        public boolean hasNext() {
            while (!rest.hasNext() && own.hasNext()) {
                current = own.next();
                rest = from(index + 1);
            }
            return rest.hasNext();
        }

        @Override
        public ObjectNode next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            // The names of the last router come first, as in the CDK.
            return rest.next().setAll(current);
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
