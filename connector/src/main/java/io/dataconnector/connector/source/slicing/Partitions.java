package io.dataconnector.connector.source.slicing;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Settings;
import java.util.List;
import java.util.Optional;

/** The partitions of a SimpleRetriever: its member {@code partition_router}, one or a list of them. */
final class Partitions {
    private static final String MEMBER = "partition_router";
    private static final String LIST = "ListPartitionRouter";

    private Partitions() {}

    /** Empty if the stream has no partitions. */
    static Optional<PartitionRouter> compile(Component retriever, Settings settings) {
        if (retriever.value(MEMBER).filter(JsonNode::isArray).isEmpty()) {
            return retriever.component(MEMBER, LIST).map(router -> ListPartitions.compile(router, settings));
        }
        List<ListPartitions> routers = retriever.components(MEMBER, LIST).stream()
                .map(router -> ListPartitions.compile(router, settings))
                .toList();
        return routers.isEmpty() ? Optional.empty() : Optional.of(new PartitionProduct(routers));
    }
}
