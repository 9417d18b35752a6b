package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.source.job.AsyncJobs;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Slices that a job of the API has to prepare. As many jobs run at once as the source allows for all its streams; the slices
 * come in their own order all the same, so that a state in the middle says what has been read.
 *
 * <p>A stream that holds slots polls its jobs whenever it waits for anything of the API, so that they come to an end. It runs
 * one job at a time if it is read as a parent, or has such a parent: otherwise one could wait for the slot of the other.
 */
final class JobReads implements SliceReads {
    /** As in the CDK. */
    private static final Duration BETWEEN_POLLS = Duration.ofSeconds(5);

    private final AsyncJobs jobs;
    private final Iterator<SliceWalk.Start> slices;
    private final ScanSetup setup;
    private final Clock clock;
    private final Consumer<String> log;
    private final JobRequests requests;
    private final int mostOpen;
    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable SliceJob current;

    JobReads(
            StreamDefinition stream,
            AsyncJobs jobs,
            Iterator<SliceWalk.Start> slices,
            ScanSetup setup,
            Clock clock,
            boolean isParent,
            Consumer<String> log) {
        this.jobs = requireNonNull(jobs, "jobs is null");
        this.slices = requireNonNull(slices, "slices is null");
        this.setup = requireNonNull(setup, "setup is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.log = requireNonNull(log, "log is null");
        requests = new JobRequests(stream.name(), jobs.decoder(), setup);
        mostOpen = isParent || hasParentWithJobs(stream) ? 1 : 2 * jobs.most();
    }

    private static boolean hasParentWithJobs(StreamDefinition stream) {
        return stream.slicing().parents().stream()
                .map(StreamDefinition.class::cast)
                .anyMatch(parent -> parent.jobs().isPresent() || hasParentWithJobs(parent));
    }

    /** A slice whose job has been begun, or is to be. */
    private static final class Open {
        private final SliceWalk.Start start;
        private final SliceJob job;
        private boolean hasSlot;

        Open(SliceWalk.Start start, SliceJob job) {
            this.start = start;
            this.job = job;
        }
    }

    @Override
    public boolean hasNext() {
        return !open.isEmpty() || slices.hasNext();
    }

    @Override
    public SliceWalk.Start next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there is no further slice");
        }
        if (open.isEmpty()) {
            open.add(nextOpen());
        }
        return open.getFirst().start;
    }

    private Open nextOpen() {
        SliceWalk.Start start = slices.next();
        return new Open(start, new SliceJob(jobs, requests, start.slice(), clock, log));
    }

    @Override
    public Ready await() {
        try {
            while (true) {
                begin();
                poll();
                renewFirst();
                if (open.getFirst().job.isDone()) {
                    SliceJob job = open.getFirst().job;
                    Ready ready = new Ready(job.asOf(), job.downloads());
                    open.removeFirst();
                    current = job;
                    return ready;
                }
                setup.pages().pause(BETWEEN_POLLS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stoppedOr(new ConnectorException(
                    FailureType.TRANSIENT_ERROR, "The wait for a job was interrupted. Run the read again.", e));
        } catch (ConnectorException e) {
            throw stoppedOr(e);
        }
    }

    /** A request or a wait that the stop ended has failed for no other reason. */
    private ConnectorException stoppedOr(ConnectorException failure) {
        if (!setup.stop().isRequested()) {
            return failure;
        }
        // What interrupted this thread has been noticed; it has yet to write what it has read, and to abort its jobs.
        Thread.interrupted();
        return PageScan.stopped();
    }

    private void begin() {
        if (setup.stop().isRequested()) {
            throw PageScan.stopped();
        }
        open.forEach(this::beginIfPossible);
        while (open.getLast().hasSlot && open.size() < mostOpen && slices.hasNext()) {
            open.add(nextOpen());
            beginIfPossible(open.getLast());
        }
    }

    private void beginIfPossible(Open one) {
        boolean isToBegin = !one.job.isDone() && !one.job.isRunning();
        if (isToBegin && !one.hasSlot) {
            one.hasSlot = setup.pool().jobs().tryTake(jobs.most());
        }
        if (isToBegin && one.hasSlot) {
            one.job.beginIfDue();
        }
    }

    private void poll() {
        for (Open one : open) {
            if (one.job.isRunning()) {
                one.job.poll();
            }
            if (one.job.isDone()) {
                giveBackSlot(one);
            }
        }
    }

    /** A job may have been done long before its turn; what its answer names then, such as a signed URL, may have expired. */
    private void renewFirst() {
        SliceJob first = open.getFirst().job;
        if (first.isOutdated(BETWEEN_POLLS)) {
            first.poll();
        }
    }

    private void giveBackSlot(Open one) {
        if (one.hasSlot) {
            one.hasSlot = false;
            setup.pool().jobs().giveBack();
        }
    }

    @Override
    public void finished() {
        if (current == null) {
            return;
        }
        SliceJob read = current;
        current = null;
        read.delete();
        if (setup.stop().isRequested()) {
            // As above: what has been read is yet to be written.
            Thread.interrupted();
        }
    }

    @Override
    public List<Runnable> leave() {
        for (Open one : open) {
            giveBackSlot(one);
        }
        List<Runnable> farewells = Stream.concat(
                        Stream.ofNullable(current), open.stream().map(one -> one.job))
                .filter(SliceJob::isAtApi)
                .map(job -> (Runnable) () -> job.abandon(Farewells.LIMIT))
                .toList();
        open.clear();
        current = null;
        return farewells;
    }

    @Override
    public void close() {
        Farewells.send(leave(), Farewells.LIMIT);
    }
}
