package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.source.Slice;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The slices of a stream in their order, each when it can be read: at once, or when the job that prepares it has been done.
 */
interface SliceReads extends AutoCloseable {
    /**
     * What there is to read of a slice.
     *
     * @param asOf an instant not later than its content, by the clock of the source; empty if that is known only when its
     *     first page is opened
     * @param parts what is read, one after the other: the slice itself, or each of the downloads that a job has prepared
     */
    record Ready(Optional<Instant> asOf, List<Slice> parts) {
        public Ready {
            requireNonNull(asOf, "asOf is null");
            parts = List.copyOf(parts);
        }
    }

    /**
     * The slices of a walk.
     *
     * @param slices which, in their order
     * @param isParent whether another stream reads this one for its own slices
     * @param log is told what becomes of jobs that fail, in a sentence
     */
    static SliceReads of(
            StreamDefinition stream,
            Iterator<SliceWalk.Start> slices,
            ScanSetup setup,
            Clock clock,
            boolean isParent,
            Consumer<String> log) {
        // Recordings have the downloads, but not what led to them.
        return stream.jobs().isEmpty() || setup.pages().isLocal()
                ? new DirectReads(slices)
                : new JobReads(stream, stream.jobs().get(), slices, setup, clock, isParent, log);
    }

    /** Whether there is another slice, for which a page of a parent may have to be read. */
    boolean hasNext();

    /** The next slice, which may have to be waited for before it can be read. */
    SliceWalk.Start next();

    /**
     * Waits until the slice that came last can be read.
     *
     * @throws io.dataconnector.connector.failure.ConnectorException if it never can
     */
    Ready await();

    /** Tells that the slice that came last has been read to its end. */
    void finished();

    /**
     * Gives up what is under way for slices that are not read any more, all of it.
     *
     * @return the last requests that the API needs for that, which the caller sends; nothing sends them again
     */
    List<Runnable> leave();

    /** Ends what is under way for slices that are not read any more, and waits briefly for the requests that this needs. */
    @Override
    void close();
}
