package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.catalog.RetrievalReader;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.source.Retrieved;
import io.dataconnector.connector.state.StreamState;
import io.dataconnector.core.memory.MemoryBudget;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Reads retrievers that belong to no stream with the machinery of streams: their pages, partitions, filters and retries. */
public final class Retrievals implements RetrievalReader {
    private final Supplier<PageSource> pages;
    private final int maxRecordBytes;
    private final MemoryBudget memory;

    /**
     * @param pages asked for when the first page is needed
     * @param maxRecordBytes how large a record, or a page that is held as a whole, may be
     */
    public Retrievals(Supplier<PageSource> pages, int maxRecordBytes, MemoryBudget memory) {
        this.pages = requireNonNull(pages, "pages is null");
        this.maxRecordBytes = maxRecordBytes;
        this.memory = requireNonNull(memory, "memory is null");
    }

    @Override
    public void read(StreamDefinition definition, Predicate<Retrieved> isMoreWanted) {
        // What it needs is another retrieval, for which a worker of this one could not wait.
        definition.prepare();
        readPrepared(definition, isMoreWanted);
    }

    /** One at a time, so that several streams that ask for their schemas share the memory. */
    private synchronized void readPrepared(StreamDefinition definition, Predicate<Retrieved> isMoreWanted) {
        try (ScanPool pool = new ScanPool(new Parallelism(1, 1, 0), memory)) {
            ScanSetup setup = new ScanSetup(pages.get(), new StopRequest(), maxRecordBytes, pool);
            try (ParentWalk walk = walk(definition, setup)) {
                boolean isWanted = true;
                while (isWanted && walk.hasNext()) {
                    isWanted = isMoreWanted.test(new Retrieved(walk.next().values(), walk.slice()));
                }
            }
        }
    }

    private static ParentWalk walk(StreamDefinition definition, ScanSetup setup) {
        Clock clock = Clock.systemUTC();
        ParentRecords parents = new ParentRecords(definition, StreamState.NONE, setup, clock, message -> {});
        return new ParentWalk(
                definition,
                StreamCursors.ofWholeRead(definition),
                parents,
                setup,
                clock,
                message -> {},
                (record, hasRoom) -> Optional.of(record));
    }
}
