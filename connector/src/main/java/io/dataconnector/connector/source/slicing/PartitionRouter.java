package io.dataconnector.connector.source.slicing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.source.request.Injection;
import java.util.Iterator;
import java.util.List;

/** Divides a stream into partitions, each of which is read on its own. */
interface PartitionRouter {
    /** The values of the partitions by name, made when they are asked for; not to be changed. */
    Iterator<ObjectNode> partitions();

    /** What is put into the requests of a partition. */
    List<Injection> injections(ObjectNode partition);
}
