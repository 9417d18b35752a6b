package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.slicing.ParentReader;
import io.dataconnector.connector.source.slicing.PartitionKey;
import io.dataconnector.connector.source.slicing.PartitionStarts;
import io.dataconnector.connector.source.slicing.Slicing;
import io.dataconnector.connector.state.StreamState.Resume;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The slices that are still to be walked, in order. Each is made when it is asked for, which may mean that a page of a parent
 * is read.
 *
 * <p>A read that resumes goes on in the slice that its state names, as it was then: its page tokens may belong to just that
 * interval. If the same slice has a later end now, because time has passed, what begins at the end of then is walked after
 * that; or the whole slice once more, if its requests cannot ask for a part of it. Where partitions come from parents, the
 * slice is only the same if all partitions before it are; otherwise one of them may not have been walked, and the walk starts
 * over.
 */
final class SliceWalk implements Iterator<SliceWalk.Start> {
    /**
     * A slice to be walked. It may be made while slices before it are still to be walked, so it brings what is true then.
     *
     * @param window the part of the slice's interval that is walked; empty if all of it is
     * @param isResumed whether the walk goes on where the state says, and not at the first page
     * @param walked what a state must know of the partitions before this one; empty if they are always the same
     * @param isPastLimit see {@link StreamCursors#isPastLimit}
     */
    record Start(
            Slice slice, Optional<ObjectNode> window, boolean isResumed, Optional<String> walked, boolean isPastLimit) {
        Start {
            requireNonNull(slice, "slice is null");
            requireNonNull(window, "window is null");
            requireNonNull(walked, "walked is null");
        }
    }

    private Start start(Slice slice, boolean resumed) {
        return start(slice, Optional.empty(), resumed);
    }

    private Start start(Slice slice, Optional<ObjectNode> window, boolean resumed) {
        return new Start(slice, window, resumed, walked(), cursors.isPastLimit());
    }

    private final Slicing slicing;
    private final StreamCursors cursors;
    private final ParentReader parents;
    private final boolean isResumed;
    private final boolean isDividable;
    private Iterator<Slice> slices;
    private @Nullable PartitionDigest digest;
    private @Nullable Start next;
    private @Nullable Start afterwards;

    /** A walk from the first slice on. */
    SliceWalk(StreamDefinition stream, StreamCursors cursors, ParentReader parents) {
        this(stream, cursors, parents, Optional.empty(), false);
    }

    /**
     * A walk that may go on where another one has ended.
     *
     * @param isDividable whether a part of a slice can be asked for
     */
    SliceWalk(
            StreamDefinition stream,
            StreamCursors cursors,
            ParentReader parents,
            Optional<Resume> resume,
            boolean isDividable) {
        this.isDividable = isDividable;
        slicing = stream.slicing();
        this.cursors = requireNonNull(cursors, "cursors is null");
        this.parents = requireNonNull(parents, "parents is null");
        slices = fromTheFirst();
        isResumed = resume.isPresent() && resumeAt(resume.get());
        if (resume.isPresent() && !isResumed) {
            cursors.restart();
            slices = fromTheFirst();
        }
    }

    private Iterator<Slice> fromTheFirst() {
        digest = slicing.parents().isEmpty() ? null : new PartitionDigest();
        Iterator<Slice> all = slicing.slices(new Starts(), parents).iterator();
        // A stream that is walked as a whole has one slice, even if its state is later than now.
        return slicing.isWhole() && !slicing.hasEnd()
                ? List.of(firstOrWhole(all)).iterator()
                : all;
    }

    private static Slice firstOrWhole(Iterator<Slice> slices) {
        return slices.hasNext() ? slices.next() : Slice.WHOLE;
    }

    /** Where partitions start, for the slices; notes which have been entered. */
    private final class Starts implements PartitionStarts {
        @Override
        public Optional<Instant> cursorOf(ObjectNode partition) {
            return cursors.startOf(partition);
        }

        @Override
        public boolean enter(ObjectNode partition) {
            boolean isNew = cursors.enter(partition);
            if (isNew && digest != null) {
                digest.enter(PartitionKey.of(partition));
            }
            return isNew;
        }
    }

    private boolean resumeAt(Resume resume) {
        // A stream that is walked as a whole has one slice, which its state does not name.
        Optional<Slice> found = slicing.isWhole()
                ? Optional.of(firstOrWhole(slices))
                : resume.slice().flatMap(slice -> find(slice, resume.walked()));
        if (found.isEmpty()) {
            return false;
        }
        Slice current = found.get();
        boolean isBegun = resume.page().isPresent() || resume.window().isPresent();
        Slice place = resume.slice()
                .filter(slice -> isBegun)
                .map(slice -> current.withInterval(slice.interval()))
                .orElse(current);
        next = start(place, true);
        // Of a stream that is walked as a whole, what is newer than its first page is left to the next read.
        afterwards = current.equals(place) || slicing.isWhole() ? null : rest(current, place, resume);
        return true;
    }

    /** What is walked of a slice that has another end than it had, behind what it was: its rest, or all of it. */
    private Start rest(Slice current, Slice place, Resume resume) {
        // What came late to pages of before is found by the next read if it is known when the walk began.
        boolean isDivided = isDividable && resume.walkBegan().isPresent();
        Optional<ObjectNode> added = isDivided
                ? slicing.cursor().flatMap(cursor -> cursor.added(place.interval(), current.interval()))
                : Optional.empty();
        return start(current, added, false);
    }

    /** The slice of the same beginning as another one; what is before it has been walked. */
    private Optional<Slice> find(Slice wanted, Optional<String> walkedThen) {
        while (slices.hasNext()) {
            Slice slice = slices.next();
            if (slicing.isSameBeginning(slice, wanted) && walked().equals(walkedThen)) {
                return Optional.of(slice);
            }
        }
        return Optional.empty();
    }

    /** Whether the state names a slice that still exists. */
    boolean isResumed() {
        return isResumed;
    }

    private Optional<String> walked() {
        return Optional.ofNullable(digest).map(PartitionDigest::ofWalked);
    }

    @Override
    public boolean hasNext() {
        if (next == null && afterwards != null) {
            next = afterwards;
            afterwards = null;
        } else if (next == null && slices.hasNext()) {
            next = start(slices.next(), false);
        }
        return next != null;
    }

    @Override
    public Start next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there is no further slice");
        }
        Start current = requireNonNull(next);
        next = null;
        return current;
    }
}
