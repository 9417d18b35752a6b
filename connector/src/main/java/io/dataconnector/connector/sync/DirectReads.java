package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.source.Slice;
import java.util.List;
import java.util.Optional;

/** Slices that can be read at once. */
final class DirectReads implements SliceReads {
    private final SliceWalk slices;
    private Slice current = Slice.WHOLE;

    DirectReads(SliceWalk slices) {
        this.slices = requireNonNull(slices, "slices is null");
    }

    @Override
    public boolean hasNext() {
        return slices.hasNext();
    }

    @Override
    public Next next() {
        SliceWalk.Start start = slices.next();
        current = start.slice();
        return new Next(start, slices.walked());
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
    public void close() {
        // There is nothing under way.
    }
}
