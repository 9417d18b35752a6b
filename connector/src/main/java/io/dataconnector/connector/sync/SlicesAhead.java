package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.failure.ConnectorException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The slices of a walk, in order. While one is walked, the first pages of the next ones are already requested: each will be
 * needed, whatever the pages before it hold. The slices are asked for between two of them only, when no page of the stream is
 * being read, because that may mean to read a page of a parent. Used by the thread that reads the stream.
 */
final class SlicesAhead implements Iterator<SliceWalk.Start> {
    private final StreamDefinition stream;
    private final SliceWalk slices;
    private final PageScans scans;
    private final Deque<SliceWalk.Start> next = new ArrayDeque<>();
    private boolean hasBegun;
    /** Why there are no further slices, which is to be said when those before have been walked. */
    private @Nullable ConnectorException failure;

    SlicesAhead(StreamDefinition stream, SliceWalk slices, PageScans scans) {
        this.stream = requireNonNull(stream, "stream is null");
        this.slices = requireNonNull(slices, "slices is null");
        this.scans = requireNonNull(scans, "scans is null");
    }

    @Override
    public boolean hasNext() {
        // The first page of all is opened alone: its opening time caps the cursor.
        int wanted = hasBegun ? 1 + scans.maxSlicesAhead() : 1;
        while (next.size() < wanted && hasFurther()) {
            SliceWalk.Start further = slices.next();
            next.add(further);
            if (wanted > 1 && further.window().isEmpty()) {
                scans.begin(stream.firstPage(further.slice()));
            }
        }
        if (next.isEmpty() && failure != null) {
            throw failure;
        }
        return !next.isEmpty();
    }

    private boolean hasFurther() {
        if (failure != null) {
            return false;
        }
        try {
            return slices.hasNext();
        } catch (ConnectorException e) {
            failure = e;
            return false;
        }
    }

    @Override
    public SliceWalk.Start next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there is no further slice");
        }
        hasBegun = true;
        return next.remove();
    }
}
