package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.catalog.StreamPage;
import io.dataconnector.connector.failure.RefusedRequestException;
import io.dataconnector.connector.protocol.RecordBlock;
import io.dataconnector.connector.protocol.RecordEnvelope;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.slicing.DatetimeCursor;
import io.dataconnector.connector.source.slicing.ParentReader.Keeper;
import io.dataconnector.connector.source.slicing.ParentReader.Kept;
import io.dataconnector.connector.state.StreamState;
import io.dataconnector.core.document.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A walk through the pages of a parent stream, one page at a time: the next one is requested when the partitions of the page
 * before have been read. Of a page only what is kept of its records remains, and no connection stays open meanwhile.
 */
final class ParentWalk implements Iterator<Kept>, AutoCloseable {
    private final StreamDefinition stream;
    private final StreamCursors cursors;
    private final ParentRecords parents;
    private final PageScans scans;
    private final PageWalk pages;
    private final Keeper keeper;
    private final KeptRecords kept = new KeptRecords();

    private final ScanSetup setup;
    private final Clock clock;
    private final Consumer<String> log;

    private @Nullable SliceReads slices;
    private @Nullable SliceCourse course;
    private Iterator<Slice> parts = Collections.emptyIterator();
    private Optional<Instant> partsAsOf = Optional.empty();
    /** When the page was read whose records are kept. */
    private Instant readAt = Instant.MIN;

    private Slice slice = Slice.WHOLE;
    private Optional<StreamPage> nextPage = Optional.empty();
    private boolean isFinished;

    ParentWalk(
            StreamDefinition stream,
            StreamCursors cursors,
            ParentRecords parents,
            ScanSetup setup,
            Clock clock,
            Consumer<String> log,
            Keeper keeper) {
        this.stream = requireNonNull(stream, "stream is null");
        this.cursors = requireNonNull(cursors, "cursors is null");
        this.parents = requireNonNull(parents, "parents is null");
        this.setup = requireNonNull(setup, "setup is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.log = requireNonNull(log, "log is null");
        this.keeper = requireNonNull(keeper, "keeper is null");
        // A page ahead would keep a worker from the pages of the child.
        scans = new PageScans(stream, cursors::filter, Optional.empty(), () -> RecordEnvelope.BARE, setup, 0, 0);
        pages = new PageWalk(stream, setup.pages(), scans);
    }

    @Override
    public boolean hasNext() {
        while (!kept.hasNext() && !isFinished) {
            goOn();
        }
        return kept.hasNext();
    }

    @Override
    public Kept next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return new Kept(kept.next(), slice.partition(), readAt);
    }

    /** The slice that the last record is in. */
    Slice slice() {
        return slice;
    }

    private void goOn() {
        if (nextPage.isPresent()) {
            read(nextPage.get(), requireNonNull(course));
            return;
        }
        if (slices == null) {
            SliceWalk walk = new SliceWalk(stream, cursors, parents);
            slices = SliceReads.of(stream, walk, setup, clock, true, log);
        }
        if (parts.hasNext()) {
            slice = parts.next();
            course = new SliceCourse(stream, slice, setup.pages(), log);
            nextPage = Optional.of(course.first());
        } else {
            goOn(slices);
        }
    }

    /** Ends the walk before its end, if it has not come to that: nobody reads on, so what a job has prepared is removed. */
    @Override
    public void close() {
        isFinished = true;
        if (slices != null) {
            slices.finished();
            slices.close();
        }
        scans.close();
        parents.close();
    }

    /** Whether the walk has come to its end, or has been ended. */
    boolean isFinished() {
        return isFinished;
    }

    /**
     * Gives up the jobs of the walk and of those that it depends on, because a read has failed. It is yet to be closed.
     *
     * @return the last requests that this needs, one for each job
     */
    List<Runnable> leave() {
        List<Runnable> farewells = new ArrayList<>();
        if (slices != null) {
            farewells.addAll(slices.leave());
        }
        farewells.addAll(parents.leave());
        return farewells;
    }

    /** If this fails, what is under way is left to whoever ends the walk, together with that of the other streams of the read. */
    private void goOn(SliceReads reads) {
        reads.finished();
        if (reads.hasNext()) {
            SliceWalk.Start start = reads.next();
            cursors.goTo(start.slice(), start.isPastLimit());
            SliceReads.Ready ready = reads.await();
            partsAsOf = ready.asOf();
            partsAsOf.ifPresent(cursors::openedAt);
            parts = ready.parts().iterator();
        } else {
            isFinished = true;
        }
    }

    private void read(StreamPage page, SliceCourse ofSlice) {
        try {
            PageScan scan = pages.open(page, ofSlice);
            readAt = partsAsOf.or(scan::openedAt).orElse(Instant.MIN);
            cursors.openedAt(readAt);
            for (Optional<RecordBlock> block = scan.takeBlock(); block.isPresent(); block = scan.takeBlock()) {
                take(block.get(), scan);
            }
            nextPage = next(scan, ofSlice);
        } catch (RuntimeException | Error e) {
            scans.close();
            throw e;
        }
    }

    private Optional<StreamPage> next(PageScan scan, SliceCourse ofSlice) {
        Optional<JsonNode> token;
        try {
            token = scan.nextToken();
        } catch (RefusedRequestException e) {
            return Optional.of(ofSlice.insteadOfRest(scan, e));
        } finally {
            cursors.raiseTo(scan.maxCursor());
        }
        scan.keep();
        return ofSlice.after(scan, token);
    }

    private void take(RecordBlock block, PageScan scan) {
        try {
            block.forEachLine((bytes, from, to) -> keep(record(Arrays.copyOfRange(bytes, from, to))));
        } finally {
            scan.giveBack(block);
        }
    }

    /** First pages of the child are kept only until all that is kept takes as much as one record may; further ones are requested. */
    private void keep(ObjectNode record) {
        keeper.keep(record, kept.bytes() < setup.maxRecordBytes()).ifPresent(kept::add);
    }

    private ObjectNode record(byte[] line) {
        try {
            return (ObjectNode) Json.readLenient(line);
        } catch (JsonProcessingException e) {
            throw RecordSelection.cannotBeBuilt(stream, "with a key", e);
        }
    }

    /** The state of the parent, once the walk has come to its end: as in the CDK, its start if there were no records. */
    ObjectNode finalState() {
        StreamState state = stream.cursor()
                .map(cursor -> startedAt(cursors.finished(parents.states()), cursor))
                .orElseGet(StreamState::fullRefreshFinished);
        return state.toJson(stream.cursorField());
    }

    private static StreamState startedAt(StreamState state, DatetimeCursor cursor) {
        boolean isNothing = state.cursor().isEmpty() && state.partitioned().isEmpty();
        return isNothing ? StreamState.finished(Optional.of(StateCursors.of(cursor, cursor.start()))) : state;
    }
}
