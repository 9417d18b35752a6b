package io.dataconnector.connector.source.slicing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.request.Injection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** How a stream is divided into slices: by partitions, by intervals of its cursor, by both, or not at all. */
public final class Slicing {
    /** One slice, the stream itself. */
    public static final Slicing WHOLE = new Slicing(Optional.empty(), Optional.empty(), List.of(), false);

    private static final String COUNT = "IncrementingCountCursor";

    private final Optional<PartitionRouter> router;
    private final Optional<DatetimeCursor> cursor;
    private final List<StateMigration> migrations;

    /** Whether templates may read the slice, so that it matters even for a stream that has only one. */
    private final boolean isRead;

    private final boolean isOfFirstRequests;

    Slicing(
            Optional<PartitionRouter> router,
            Optional<DatetimeCursor> cursor,
            List<StateMigration> migrations,
            boolean isRead) {
        this(router, cursor, migrations, isRead, false);
    }

    private Slicing(
            Optional<PartitionRouter> router,
            Optional<DatetimeCursor> cursor,
            List<StateMigration> migrations,
            boolean isRead,
            boolean isOfFirstRequests) {
        this.router = requireNonNull(router, "router is null");
        this.cursor = requireNonNull(cursor, "cursor is null");
        this.migrations = List.copyOf(migrations);
        this.isRead = isRead;
        this.isOfFirstRequests = isOfFirstRequests;
    }

    /**
     * The slices of a stream.
     *
     * @param stream a DeclarativeStream, for its {@code incremental_sync}
     * @param retriever its SimpleRetriever, for its {@code partition_router}; without one there are no partitions
     * @param parents compiles a parent
     */
    public static Slicing compile(
            Component stream, Optional<Component> retriever, Settings settings, ParentCompiler parents) {
        boolean hasRouter = retriever.isPresent()
                && retriever.get().value("partition_router").isPresent();
        Optional<PartitionRouter> router =
                hasRouter ? Partitions.compile(retriever.get(), settings, parents) : Optional.empty();
        String name = stream.text("name").orElse("");
        Optional<DatetimeCursor> cursor = stream.component("incremental_sync", "DatetimeBasedCursor", COUNT)
                .flatMap(component -> component.type().equals(COUNT)
                        ? Optional.of(DatetimeCursor.compileCount(component, name, settings))
                        : DatetimeCursor.compile(component, name, settings));
        if (router.isPresent() && cursor.filter(DatetimeCursor::isCount).isPresent()) {
            stream.fault("incremental_sync", "an " + COUNT + " cannot be used together with a partition_router");
        }
        if (router.filter(known -> known instanceof SubstreamPartitions substream && substream.isLazy())
                        .isPresent()
                && cursor.filter(DatetimeCursor::hasSteps).isPresent()) {
            stream.fault(
                    "incremental_sync", "a lazy_read_pointer of a parent allows no step, as it has one page for each");
        }
        return new Slicing(
                router,
                cursor,
                stream.value("state_migrations").isPresent()
                        ? StateMigration.compile(stream, router, cursor, settings)
                        : List.of(),
                isDivided(retriever) || stream.mentions("stream_slice") || stream.mentions("stream_interval"),
                retriever
                        .filter(component -> component.type().equals("SimpleRetriever"))
                        .flatMap(component -> component.flag("ignore_stream_slicer_parameters_on_paginated_requests"))
                        .orElse(false));
    }

    /** Whether a retriever divides slices, so that their intervals matter even if no request says anything of them. */
    private static boolean isDivided(Optional<Component> retriever) {
        return retriever
                .filter(component -> component.type().equals("SimpleRetriever"))
                .filter(component -> component.value("pagination_reset").isPresent()
                        || component.value("request_window_splitting").isPresent())
                .isPresent();
    }

    /** A state in the form of today, if the manifest says how to make it of an older one. */
    public JsonNode migrate(JsonNode state) {
        JsonNode migrated = state;
        for (StateMigration migration : migrations) {
            migrated = migration.migrate(migrated);
        }
        return migrated;
    }

    /** Whether records of a parent have the first pages of the stream. */
    public boolean isLazy() {
        return router.filter(known -> known instanceof SubstreamPartitions substream && substream.isLazy())
                .isPresent();
    }

    /** The cursor; empty if the stream has none. */
    public Optional<DatetimeCursor> cursor() {
        return cursor;
    }

    /** Whether there are partitions, each of which may have a cursor of its own. */
    public boolean hasPartitions() {
        return router.isPresent();
    }

    /** The streams that are read for the slices, so that each walk may find others. */
    public List<ParentStream> parents() {
        return router.map(PartitionRouter::parents).orElse(List.of());
    }

    /** Whether the manifest gives an end, so that nothing is left to read once the state has reached it. */
    public boolean hasEnd() {
        return cursor.filter(DatetimeCursor::hasEnd).isPresent();
    }

    /** Whether all partitions share one cursor, whatever their state says; without partitions of no effect. */
    public boolean isGlobal() {
        return (router.isPresent() && router.get().isGlobal())
                || cursor.filter(DatetimeCursor::isGlobal).isPresent();
    }

    /**
     * The parents whose state is kept with that of the stream, because they are read from where the last read ended.
     *
     * @return empty if the state says nothing of parents, as without a SubstreamPartitionRouter of its own
     */
    public Optional<List<ParentConfig>> incrementalParents() {
        return router.flatMap(PartitionRouter::incrementalParents);
    }

    /** Whether the stream is walked as a whole, by requests that do not depend on the slice but through templates. */
    public boolean isWhole() {
        return router.isEmpty()
                && cursor.filter(known -> known.hasSteps() || known.hasOptions())
                        .isEmpty();
    }

    /**
     * The slices of a read: partition by partition, and within each the earliest first. They are made when they are asked
     * for.
     *
     * @param starts where the partitions begin, and whether they are read
     * @param parents reads the streams whose records are the partitions
     * @throws ConnectorException while going through them, if a template fails or a parent cannot be read
     */
    public Iterable<Slice> slices(PartitionStarts starts, ParentReader parents) {
        if (isWhole() && !isRead) {
            return hasEnd() ? () -> wholeBefore(starts, parents) : List.of(Slice.WHOLE);
        }
        return () -> new Slices(starts, parents);
    }

    /** The stream itself, unless its end, which the manifest gives, has been reached. */
    private Iterator<Slice> wholeBefore(PartitionStarts starts, ParentReader parents) {
        Iterator<Slice> slices = new Slices(starts, parents);
        return slices.hasNext() ? List.of(Slice.WHOLE).iterator() : slices;
    }

    /** Whether two slices have the same partition, and intervals that begin at the same time. */
    public boolean isSameBeginning(Slice one, Slice other) {
        return PartitionKey.of(one.partition()).equals(PartitionKey.of(other.partition()))
                && cursor.map(known -> known.startOf(one).equals(known.startOf(other)))
                        .orElse(true);
    }

    /** Whether a request with a page token says nothing of the slice, because the token does. */
    public boolean isOfFirstRequests() {
        return isOfFirstRequests;
    }

    /** What is put into the requests of a slice. */
    public List<Injection> injections(Slice slice) {
        List<Injection> injections = new ArrayList<>();
        router.ifPresent(known -> injections.addAll(known.injections(slice.partition())));
        cursor.ifPresent(known -> injections.addAll(known.injections(slice)));
        return injections;
    }

    /**
     * The folder within the stream's own that holds the pages of a slice where responses are files. It is named by the
     * values of the partition, and by the start of the interval if there may be several: {@code
     * region=eu,start_time=2024-01-01}. The end is no part of the name, because that of the last interval is the time of
     * the read. Within names and values, a comma, an equals sign and a percent sign are percent-encoded. Different
     * slices of a read have different folders, unless a list has a value twice.
     *
     * @return empty if there is one slice only, whose pages are in the stream's own folder
     */
    public String folder(Slice slice) {
        List<String> values = new ArrayList<>();
        addNamed(slice.partition(), "", values);
        cursor.filter(DatetimeCursor::hasSteps)
                .ifPresent(known -> values.add(named(known.startField(), known.startOf(slice))));
        return String.join(",", values);
    }

    /** The folder of a part of a slice, which begins later. */
    public String folder(Slice slice, ObjectNode window) {
        String from = cursor.map(
                        known -> named("from", window.path(known.startField()).asText()))
                .orElse("");
        String folder = folder(slice);
        return folder.isEmpty() ? from : folder + "," + from;
    }

    /** The partition of a parent with the names of what is in it. */
    private static void addNamed(ObjectNode partition, String path, List<String> values) {
        for (Map.Entry<String, JsonNode> value : partition.properties()) {
            if (value.getKey().equals("parent_slice") && value.getValue() instanceof ObjectNode object) {
                addNamed(object, path + value.getKey() + ".", values);
            } else {
                values.add(named(path + value.getKey(), text(value.getValue())));
            }
        }
    }

    private static String text(JsonNode value) {
        return value.isContainerNode() ? value.toString() : value.asText();
    }

    private static String named(String name, String value) {
        return encode(name) + "=" + encode(value);
    }

    private static String encode(String text) {
        return text.replace("%", "%25").replace(",", "%2C").replace("=", "%3D");
    }

    /** Goes through the slices. */
    private final class Slices implements Iterator<Slice> {
        private final PartitionStarts starts;
        private final Iterator<Partition> partitions;
        private Partition partition = Partition.NONE;
        private Iterator<ObjectNode> intervals = Collections.emptyIterator();

        Slices(PartitionStarts starts, ParentReader parents) {
            this.starts = requireNonNull(starts, "starts is null");
            partitions = router.map(known -> known.partitions(parents))
                    .orElseGet(() -> List.of(Partition.NONE).iterator());
        }

        @Override
        public boolean hasNext() {
            while (!intervals.hasNext() && partitions.hasNext()) {
                partition = partitions.next();
                intervals = starts.enter(partition.values()) ? intervals() : Collections.emptyIterator();
            }
            return intervals.hasNext();
        }

        private Iterator<ObjectNode> intervals() {
            return cursor.map(known -> known.intervals(starts.cursorOf(partition.values())))
                    .orElseGet(() -> List.of(Slice.WHOLE.interval()).iterator());
        }

        @Override
        public Slice next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return new Slice(partition.values(), intervals.next(), partition.extraFields());
        }
    }
}
