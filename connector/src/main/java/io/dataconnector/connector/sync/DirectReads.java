package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.source.Slice;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Slices that can be read at once. */
final class DirectReads implements SliceReads {
    private final Iterator<SliceWalk.Start> slices;
    private Slice current = Slice.WHOLE;

    DirectReads(Iterator<SliceWalk.Start> slices) {
        this.slices = requireNonNull(slices, "slices is null");
    }

    @Override
    public boolean hasNext() {
        return slices.hasNext();
    }

    @Override
    public SliceWalk.Start next() {
        SliceWalk.Start start = slices.next();
        current = start.slice();
        return start;
    }

    @Override
    public Ready await() {
        return new Ready(Optional.empty(), List.of(current));
    }

    @Override
    public void finished() {
        // There is nothing to tidy up.
    }

    @Override
    public List<Runnable> leave() {
        return List.of();
    }

    @Override
    public void close() {
        // There is nothing under way.
    }
}
