package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.catalog.StreamPage;
import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.failure.RefusedRequestException;
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
            stream.prepare();
            return faultOfFirstSlice(stream);
        } catch (ConnectorException e) {
            return Optional.of(e.getMessage());
        } catch (IOException e) {
            return Optional.of("A page of stream " + stream.name() + " cannot be closed: " + IoFault.describe(e) + ".");
        }
    }

    /** As in the CDK, a check does not succeed without a single request for the stream itself. */
    private static String nothingToRead(StreamDefinition stream) {
        return "Stream " + stream.name() + " cannot be checked, because nothing of it would be requested: the "
                + (stream.slicing().parents().isEmpty()
                        ? "start of the read is not before its end, or its list of partitions is empty. Look at the dates and"
                                + " lists of the configuration."
                        : "parent streams that it is read for have no records for this configuration.");
    }

    /** Reads of the first slice, for which parents may have to be read, or a job to be done. */
    private Optional<String> faultOfFirstSlice(StreamDefinition stream) throws IOException {
        Clock clock = Clock.systemUTC();
        try (ScanPool pool = new ScanPool(new Parallelism(1, 1, 0), memory)) {
            ScanSetup setup = new ScanSetup(pages, new StopRequest(), config.maxRecordBytes(), pool);
            try (ParentRecords parents = new ParentRecords(stream, StreamState.NONE, setup, clock, message -> {})) {
                SliceWalk slices = new SliceWalk(stream, StreamCursors.ofWholeRead(stream), parents);
                try (SliceReads reads = SliceReads.of(stream, slices, setup, clock, true, message -> {})) {
                    return fault(stream, reads);
                }
            }
        }
    }

    private Optional<String> fault(StreamDefinition stream, SliceReads reads) throws IOException {
        if (!reads.hasNext()) {
            return Optional.of(nothingToRead(stream));
        }
        reads.next();
        List<Slice> parts = reads.await().parts();
        try {
            // As a read does, so that a schema that cannot be loaded is found.
            stream.jsonSchema();
            // A job may find that there is nothing to download.
            return parts.isEmpty()
                    ? Optional.empty()
                    : fault(new SliceCourse(stream, parts.get(0), pages, message -> {}));
        } finally {
            // Nobody reads on, whatever has been found.
            reads.finished();
        }
    }

    /** Of the first page, or of what is asked for in its place when the API refuses it. */
    private Optional<String> fault(SliceCourse course) throws IOException {
        StreamPage page = course.first();
        while (true) {
            try {
                return fault(page);
            } catch (RefusedRequestException e) {
                page = course.instead(page, e);
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
            new PageContent(page.stream(), config.maxRecordBytes())
                    .read(
                            open,
                            page,
                            PageMemory.of(memory),
                            records,
                            part -> pages.open(part)
                                    .orElseThrow(() -> new ConnectorException(
                                            FailureType.CONFIG_ERROR,
                                            "Page " + pages.locate(part) + " does not exist.")));
        }
        return Optional.empty();
    }
}
