package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.slicing.Slicing;
import io.dataconnector.connector.state.StreamState.Resume;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The slices that are still to be walked, in order. A read that resumes goes on in the slice that its state names, as it was
 * then: its page tokens may belong to just that interval. If the same slice has another end now, because time has passed, it
 * is walked once more after that.
 */
final class SliceWalk implements Iterator<SliceWalk.Start> {
    /**
     * A slice to be walked.
     *
     * @param isResumed whether the walk goes on where the state says, and not at the first page
     */
    record Start(Slice slice, boolean isResumed) {
        Start {
            requireNonNull(slice, "slice is null");
        }
    }

    private final Iterator<Slice> slices;
    private final boolean isResumed;
    private @Nullable Start next;
    private @Nullable Slice afterwards;

    /** @param cursor the cursor of the state, from which slices by time begin; empty in a full refresh */
    SliceWalk(StreamDefinition stream, Optional<Instant> cursor, Optional<Resume> resume) {
        Slicing slicing = stream.slicing();
        Supplier<Iterator<Slice>> all = slicing.isWhole()
                ? () -> List.of(whole(slicing, cursor)).iterator()
                : () -> slicing.slices(partition -> cursor).iterator();
        Iterator<Slice> following = all.get();
        // A stream that is walked as a whole has one slice, which its state does not name.
        Optional<Slice> found = slicing.isWhole()
                ? resume.map(place -> following.next())
                : resume.flatMap(Resume::slice).flatMap(place -> skipTo(place, slicing, following));
        isResumed = found.isPresent();
        if (found.isPresent()) {
            Slice place = resume.flatMap(Resume::slice).orElse(found.get());
            slices = following;
            next = new Start(place, true);
            afterwards = found.get().equals(place) ? null : found.get();
        } else {
            slices = all.get();
            advance();
        }
    }

    /** The one slice of a stream that is walked as a whole, even if its state is later than now. */
    private static Slice whole(Slicing slicing, Optional<Instant> cursor) {
        Iterator<Slice> one = slicing.slices(partition -> cursor).iterator();
        return one.hasNext() ? one.next() : Slice.WHOLE;
    }

    /** The slice of the same beginning as another one; what is before it has been walked. */
    private static Optional<Slice> skipTo(Slice wanted, Slicing slicing, Iterator<Slice> all) {
        while (all.hasNext()) {
            Slice slice = all.next();
            if (slicing.isSameBeginning(slice, wanted)) {
                return Optional.of(slice);
            }
        }
        return Optional.empty();
    }

    /** Whether the state names a slice that still exists. */
    boolean isResumed() {
        return isResumed;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Start next() {
        Start current = next;
        if (current == null) {
            throw new NoSuchElementException("there is no further slice");
        }
        advance();
        return current;
    }

    private void advance() {
        if (afterwards != null) {
            next = new Start(afterwards, false);
            afterwards = null;
        } else {
            next = slices.hasNext() ? new Start(slices.next(), false) : null;
        }
    }
}
