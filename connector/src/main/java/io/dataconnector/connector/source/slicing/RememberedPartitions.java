package io.dataconnector.connector.source.slicing;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Partitions that are gone through several times in one walk. Up to a limit they are remembered, so that parents are not
 * read again each time; if there are more, all are made anew.
 */
final class RememberedPartitions {
    static final int MAX_REMEMBERED = 10_000;

    private final Supplier<Iterator<Partition>> source;
    private final List<Partition> remembered = new ArrayList<>();
    private boolean isComplete;

    RememberedPartitions(Supplier<Iterator<Partition>> source) {
        this.source = requireNonNull(source, "source is null");
    }

    Iterator<Partition> iterator() {
        if (isComplete) {
            return remembered.iterator();
        }
        remembered.clear();
        return new Remembering(source.get());
    }

    /** Only one of them is used at a time: the one before it has been gone through. */
    private final class Remembering implements Iterator<Partition> {
        private final Iterator<Partition> partitions;
        private int count;

        Remembering(Iterator<Partition> partitions) {
            this.partitions = partitions;
        }

        @Override
        public boolean hasNext() {
            boolean hasNext = partitions.hasNext();
            isComplete = !hasNext && count <= MAX_REMEMBERED;
            return hasNext;
        }

        @Override
        public Partition next() {
            Partition partition = partitions.next();
            count++;
            if (count <= MAX_REMEMBERED) {
                remembered.add(partition);
            } else {
                remembered.clear();
            }
            return partition;
        }
    }
}
