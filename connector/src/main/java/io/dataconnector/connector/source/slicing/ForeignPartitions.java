package io.dataconnector.connector.source.slicing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.extension.CustomPartitionRouter;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.CustomComponents;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.request.Injection;
import java.util.Iterator;
import java.util.List;

/**
 * The partitions that a class of its own gives, each once; they have no place of their own in requests.
 *
 * @param place where in the manifest it is
 */
record ForeignPartitions(String place, CustomPartitionRouter router) implements PartitionRouter {
    ForeignPartitions {
        requireNonNull(place, "place is null");
        requireNonNull(router, "router is null");
    }

    /** A CustomPartitionRouter; one without partitions if there is no class for it. */
    static PartitionRouter compile(Component component, Settings settings) {
        return CustomComponents.find(component, settings, CustomPartitionRouter.class)
                .<PartitionRouter>map(found -> new ForeignPartitions(component.path(), found))
                .orElseGet(() -> new SubstreamPartitions(List.of()));
    }

    @Override
    public Iterator<Partition> partitions(ParentReader parents) {
        MetTexts met = new MetTexts();
        return CustomComponents.call(
                        place,
                        () -> router.partitions().stream()
                                .filter(partition -> met.add(PartitionKey.of(partition)))
                                .map(ObjectNode::deepCopy)
                                .map(Partition::of)
                                .toList())
                .iterator();
    }

    @Override
    public List<Injection> injections(ObjectNode partition) {
        return List.of();
    }
}
