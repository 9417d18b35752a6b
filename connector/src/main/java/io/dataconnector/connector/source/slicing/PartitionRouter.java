package io.dataconnector.connector.source.slicing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.source.request.Injection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Divides a stream into partitions, each of which is read on its own. */
interface PartitionRouter {
    /** The partitions, made when they are asked for. */
    Iterator<Partition> partitions(ParentReader parents);

    /** What is put into the requests of a partition, given by its values. */
    List<Injection> injections(ObjectNode partition);

    /** The streams that have to be read for the partitions, so that each walk may find others. */
    default List<ParentStream> parents() {
        return List.of();
    }

    /** Whether all partitions always share one cursor. */
    default boolean isGlobal() {
        return false;
    }

    /**
     * The parents that are read from where the last read ended, and whose state is kept for that.
     *
     * @return empty if the state of a stream with such a router says nothing of parents
     */
    default Optional<List<ParentConfig>> incrementalParents() {
        return Optional.empty();
    }
}
