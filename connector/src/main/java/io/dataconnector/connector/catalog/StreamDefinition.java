package io.dataconnector.connector.catalog;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.page.PageFormat;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.StreamSchema;
import io.dataconnector.connector.source.decoding.Decoder;
import io.dataconnector.connector.source.job.AsyncJobs;
import io.dataconnector.connector.source.paging.Pagination;
import io.dataconnector.connector.source.paging.ResponseNeeds;
import io.dataconnector.connector.source.record.RecordExtractor;
import io.dataconnector.connector.source.record.RecordStage;
import io.dataconnector.connector.source.refusal.Remedies;
import io.dataconnector.connector.source.request.QueryProperties;
import io.dataconnector.connector.source.request.Requester;
import io.dataconnector.connector.source.slicing.DatetimeCursor;
import io.dataconnector.connector.source.slicing.ParentStream;
import io.dataconnector.connector.source.slicing.Slicing;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The definition of a stream: what it is to whoever reads it, and how it is read.
 *
 * @param name the stream's name, and the folder of its fixtures
 * @param primaryKey the paths of the members that identify a record; empty if nothing does
 * @param schema the JSON Schema of a record
 * @param decoder turns a response into JSON; empty if it is JSON
 * @param extractor finds the records of a page
 * @param stage what is done to a record; empty if nothing is, so that its bytes are passed on
 * @param pagination goes from page to page
 * @param slicing divides the stream into slices, each of which is walked on its own
 * @param requester makes the requests; made only when the first one is needed
 * @param properties what the requests for its pages ask for, if they name it
 * @param jobs what has to be done before a slice can be requested; empty if nothing has
 * @param remedies what is done about pages that the API refuses
 * @param delegation which of its two streams it is, if it is a StateDelegatingStream
 * @param omitsNulls whether members of a record that are null are left out, as the CDK does when it writes a record
 * @param groups the names of what only one stream may read at a time: of its own group, and of those of its parents
 * @param limits what this version cannot do of what the manifest asks for, each with its place; the stream can be read only
 *     if there is nothing
 */
public record StreamDefinition(
        String name,
        List<List<String>> primaryKey,
        StreamSchema schema,
        Optional<Decoder> decoder,
        RecordExtractor extractor,
        Optional<RecordStage> stage,
        Pagination pagination,
        Slicing slicing,
        Supplier<Requester> requester,
        Optional<QueryProperties> properties,
        Optional<AsyncJobs> jobs,
        Remedies remedies,
        Optional<Delegation> delegation,
        boolean omitsNulls,
        Set<String> groups,
        List<String> limits)
        implements ParentStream {
    public StreamDefinition {
        requireNonNull(name, "name is null");
        primaryKey = List.copyOf(primaryKey);
        requireNonNull(schema, "schema is null");
        requireNonNull(decoder, "decoder is null");
        requireNonNull(extractor, "extractor is null");
        requireNonNull(stage, "stage is null");
        requireNonNull(pagination, "pagination is null");
        requireNonNull(slicing, "slicing is null");
        requireNonNull(requester, "requester is null");
        requireNonNull(properties, "properties is null");
        requireNonNull(jobs, "jobs is null");
        requireNonNull(remedies, "remedies is null");
        groups = Set.copyOf(groups);
        requireNonNull(delegation, "delegation is null");
        limits = List.copyOf(limits);
    }

    /** The same stream as a parent of another, which sees all members of its records. */
    StreamDefinition ofParent() {
        return new StreamDefinition(
                name,
                primaryKey,
                schema,
                decoder,
                extractor,
                stage,
                pagination,
                slicing,
                requester,
                properties,
                jobs,
                remedies,
                delegation,
                false,
                groups,
                limits);
    }

    /** The same stream with what this version cannot do of it, and the groups that it reads. */
    StreamDefinition with(List<String> found, Set<String> ofIt) {
        return new StreamDefinition(
                name,
                primaryKey,
                schema,
                decoder,
                extractor,
                stage,
                pagination,
                slicing,
                requester,
                properties,
                jobs,
                remedies,
                delegation,
                omitsNulls,
                ofIt,
                found);
    }

    /** The same stream as one of the two of a StateDelegatingStream. */
    StreamDefinition withDelegation(Delegation known) {
        return new StreamDefinition(
                name,
                primaryKey,
                schema,
                decoder,
                extractor,
                stage,
                pagination,
                slicing,
                requester,
                properties,
                jobs,
                remedies,
                Optional.of(known),
                omitsNulls,
                groups,
                limits);
    }

    /** Whether its state is so old that it is not used. */
    public boolean startsAnew() {
        return delegation.isPresent() && delegation.get().startsAnew();
    }

    /**
     * Refuses a stream that this version cannot read.
     *
     * @throws ConnectorException if there are limits, with all of them
     */
    public void requireSupported() {
        if (!limits.isEmpty()) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    "Stream " + name + " cannot be read: " + String.join("; ", limits)
                            + ". Leave it out of the configured catalog; the others can be read.");
        }
    }

    /**
     * The JSON Schema of a record, draft-07; not to be changed. Where an API tells it, it is requested when this is first
     * called.
     *
     * @throws ConnectorException if the requests fail
     */
    public ObjectNode jsonSchema() {
        return schema.get();
    }

    /**
     * Asks for what its requests need to know, and those of its parents, so that no page has to wait for it.
     *
     * @throws ConnectorException if the requests for it fail
     */
    public void prepare() {
        if (properties.isPresent()) {
            properties.get().chunks();
        }
        for (ParentStream parent : slicing.parents()) {
            if (parent instanceof StreamDefinition definition) {
                definition.prepare();
            }
        }
    }

    /** What incremental sync compares; empty if the stream has only full refreshes. */
    public Optional<DatetimeCursor> cursor() {
        return slicing.cursor();
    }

    /** The name of the member whose value incremental sync compares. */
    public Optional<String> cursorField() {
        return cursor().map(DatetimeCursor::cursorField);
    }

    /** The modes in which the stream can be read. */
    public List<SyncMode> syncModes() {
        return cursor().isPresent() ? List.of(SyncMode.values()) : List.of(SyncMode.FULL_REFRESH);
    }

    /** The first page of a slice. */
    public StreamPage firstPage(Slice slice) {
        return new StreamPage(this, slice, pagination.first(), true);
    }

    /** The page of a token. */
    public StreamPage page(Slice slice, JsonNode token) {
        return new StreamPage(this, slice, Optional.of(token), false);
    }

    /**
     * How a page is scanned, as far as it need not be held as a whole; empty if it must be, because the manifest looks at
     * the whole response.
     */
    public Optional<PageFormat> format() {
        ResponseNeeds needs = pagination.needs();
        Optional<String> records = extractor.pointer();
        if (properties.filter(QueryProperties::isMerged).isPresent()) {
            return Optional.empty();
        }
        // In an array the records are looked for in each element.
        boolean isWithinElements = decoder.filter(Decoder::givesArray).isPresent()
                && records.filter(pointer -> !pointer.isEmpty()).isPresent();
        if (needs.paths().isEmpty() || records.isEmpty() || isWithinElements) {
            return Optional.empty();
        }
        Set<String> values = new HashSet<>();
        for (List<String> path : needs.paths().get()) {
            String pointer = PageFormat.pointer(path);
            // An index into an array has no name that a tree of objects could have.
            if (PageFormat.isNear(pointer, records.get()) || path.stream().anyMatch(StreamDefinition::isIndex)) {
                return Optional.empty();
            }
            values.add(pointer);
        }
        return Optional.of(format(records.get(), values));
    }

    /** How the records of a page are scanned that is held for everything else; empty if they need a tree of the page. */
    public Optional<PageFormat> recordFormat() {
        return extractor
                .pointer()
                .filter(pointer ->
                        pointer.isEmpty() || decoder.filter(Decoder::givesArray).isEmpty())
                .map(pointer -> format(pointer, Set.of()));
    }

    private PageFormat format(String records, Set<String> values) {
        return new PageFormat(
                name,
                records,
                extractor.isRequired(),
                cursorField().map(field -> PageFormat.pointer(List.of(field))),
                primaryKey.stream().map(PageFormat::pointer).toList(),
                values);
    }

    private static boolean isIndex(String name) {
        return name.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    }
}
