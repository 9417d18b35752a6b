package io.dataconnector.connector.source.slicing;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.ConfiguredValue;
import io.dataconnector.connector.source.Settings;
import java.util.List;
import java.util.Optional;

/** The partitions of a SimpleRetriever: its member {@code partition_router}, one or a list of them. */
final class Partitions {
    private static final String MEMBER = "partition_router";
    private static final String UNDERLYING = "underlying_partition_router";
    private static final String LIST = "ListPartitionRouter";
    private static final String SUBSTREAM = "SubstreamPartitionRouter";
    private static final String GROUPING = "GroupingPartitionRouter";
    private static final String UNION = "UnionPartitionRouter";

    private final Settings settings;
    private final ParentCompiler streams;

    private Partitions(Settings settings, ParentCompiler streams) {
        this.settings = settings;
        this.streams = streams;
    }

    /**
     * The router of a retriever; empty if the stream has no partitions.
     *
     * @param streams compiles a parent
     */
    static Optional<PartitionRouter> compile(Component retriever, Settings settings, ParentCompiler streams) {
        Partitions partitions = new Partitions(settings, streams);
        if (retriever.value(MEMBER).filter(JsonNode::isArray).isEmpty()) {
            // Within other routers the CDK does not look for first pages.
            return retriever
                    .component(MEMBER, LIST, SUBSTREAM, GROUPING, UNION)
                    .map(partitions::router)
                    .map(router -> router instanceof SubstreamPartitions substream ? substream.lazy() : router);
        }
        List<PartitionRouter> routers = retriever.components(MEMBER, LIST, SUBSTREAM, GROUPING, UNION).stream()
                .map(partitions::router)
                .toList();
        return routers.isEmpty() ? Optional.empty() : Optional.of(new PartitionProduct(routers));
    }

    private PartitionRouter router(Component router) {
        return switch (router.type()) {
            case LIST -> ListPartitions.compile(router, settings);
            case SUBSTREAM -> SubstreamPartitions.compile(router, settings, streams);
            case GROUPING -> grouping(router);
            case UNION -> union(router);
            default -> throw new IllegalStateException(router.type() + " was not asked for");
        };
    }

    private PartitionRouter grouping(Component grouping) {
        int size = (int) grouping.integer("group_size").orElse(0);
        if (size < 1) {
            grouping.fault("group_size", "must be an integer of at least 1");
        }
        boolean leavesOutDuplicates = grouping.flag("deduplicate").orElse(true);
        Optional<PartitionRouter> router =
                grouping.requiredComponent(UNDERLYING, LIST, SUBSTREAM).map(this::router);
        boolean hasOptions = router.filter(known -> (known instanceof ListPartitions list && list.hasOption())
                        || (known instanceof SubstreamPartitions substream && substream.hasOptions()))
                .isPresent();
        if (hasOptions) {
            grouping.fault(UNDERLYING, "request options are not supported within a GroupingPartitionRouter");
        }
        return new GroupedPartitions(
                router.orElseGet(() -> new SubstreamPartitions(List.of())), Math.max(1, size), leavesOutDuplicates);
    }

    private PartitionRouter union(Component union) {
        union.requiredText("partition_field");
        List<PartitionRouter> routers = union.components("partition_routers", LIST, SUBSTREAM).stream()
                .map(this::router)
                .toList();
        if (union.values("partition_routers").size() < 2) {
            union.fault("partition_routers", "there must be at least two");
        }
        return new UnionPartitions(
                routers,
                ConfiguredValue.string(union, "partition_field", settings).orElse(""));
    }
}
