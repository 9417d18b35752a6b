package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.catalog.StreamPage;
import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.page.Page;
import io.dataconnector.connector.page.PageMemory;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.state.StreamState;
import io.dataconnector.core.fault.IoFault;
import io.dataconnector.core.memory.MemoryBudget;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads the first page of every stream to find out whether a read would succeed. */
public final class SourceCheck {
    private final Config config;
    private final PageSource pages;
    private final MemoryBudget memory;

    public SourceCheck(Config config, PageSource pages, MemoryBudget memory) {
        this.config = requireNonNull(config, "config is null");
        this.pages = requireNonNull(pages, "pages is null");
        this.memory = requireNonNull(memory, "memory is null");
    }

    /** Everything that is missing or wrong; empty if nothing is. */
    public List<String> faults(Collection<StreamDefinition> streams) {
        List<String> faults = new ArrayList<>();
        for (StreamDefinition stream : streams) {
            fault(stream).ifPresent(faults::add);
        }
        return faults;
    }

    private Optional<String> fault(StreamDefinition stream) {
        try {
            stream.requireSupported();
            Optional<Slice> first = firstSlice(stream);
            return first.isPresent() ? fault(stream.firstPage(first.get())) : Optional.empty();
        } catch (ConnectorException e) {
            return Optional.of(e.getMessage());
        } catch (IOException e) {
            return Optional.of("A page of stream " + stream.name() + " cannot be closed: " + IoFault.describe(e) + ".");
        }
    }

    /** The first slice, for which parents may have to be read, or a job to be done; nothing if there is nothing in it. */
    private Optional<Slice> firstSlice(StreamDefinition stream) {
        try (ScanPool pool = new ScanPool(new Parallelism(1, 1, 0), memory)) {
            ScanSetup setup = new ScanSetup(pages, new StopRequest(), config.maxRecordBytes(), pool);
            ParentRecords parents = new ParentRecords(stream, StreamState.NONE, setup, Clock.systemUTC());
            SliceWalk slices = new SliceWalk(stream, StreamCursors.ofWholeRead(stream), parents, Optional.empty());
            try (SliceReads reads = SliceReads.of(stream, slices, setup, Clock.systemUTC(), true, message -> {})) {
                if (!reads.hasNext()) {
                    return Optional.empty();
                }
                reads.next();
                return reads.await().parts().stream().findFirst();
            }
        }
    }

    private Optional<String> fault(StreamPage page) throws IOException {
        Optional<Page> first = page.embedded().or(() -> pages.open(page));
        if (first.isEmpty()) {
            return Optional.of(
                    "The first page of stream " + page.streamName() + " does not exist: " + pages.locate(page) + ".");
        }
        try (Page open = first.get()) {
            RecordSelection records =
                    new RecordSelection(page, CursorFilter.none(), Optional.empty(), (bytes, from, to) -> {});
            new PageContent(page.stream(), config.maxRecordBytes()).read(open, page, PageMemory.of(memory), records);
        }
        return Optional.empty();
    }
}
