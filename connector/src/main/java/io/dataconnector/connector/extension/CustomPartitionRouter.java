package io.dataconnector.connector.extension;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Says which partitions a stream has: the {@code partition_router} of a {@code SimpleRetriever}, or one of several. */
@FunctionalInterface
public non-sealed interface CustomPartitionRouter extends CustomComponent {
    /**
     * The partitions, in the order in which they are read. Asked for in each read, and once in it.
     *
     * @return objects, each with the values of a partition by name; templates see them in {@code stream_slice}, and the state of
     *     the stream tells partitions apart by them. Of those with the same values, the first is read and the others are not
     */
    List<ObjectNode> partitions();
}
