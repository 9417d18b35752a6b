package io.dataconnector.connector.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Connection;
import io.dataconnector.connector.source.Lazy;
import io.dataconnector.connector.source.Retrieval;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.StreamSchema;
import io.dataconnector.connector.source.decoding.Decoder;
import io.dataconnector.connector.source.job.AsyncJobs;
import io.dataconnector.connector.source.paging.Pagination;
import io.dataconnector.connector.source.record.RecordExtractor;
import io.dataconnector.connector.source.record.RecordStage;
import io.dataconnector.connector.source.refusal.Remedies;
import io.dataconnector.connector.source.request.QueryProperties;
import io.dataconnector.connector.source.request.Requester;
import io.dataconnector.connector.source.request.RequesterTypes;
import io.dataconnector.connector.source.schema.SchemaLoaders;
import io.dataconnector.connector.source.slicing.DatetimeCursor;
import io.dataconnector.connector.source.slicing.Slicing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Makes the definition of a stream of its component, a DeclarativeStream or a StateDelegatingStream. */
final class StreamCompiler {
    /** The type of the components that it compiles. */
    static final String TYPE = "DeclarativeStream";

    private static final String PRIMARY_KEY = "primary_key";
    private static final String SCHEMA_LOADER = "schema_loader";

    private final Component stream;
    private final Settings settings;
    private final RetrievalReader reader;

    private StreamCompiler(Component stream, Settings settings, RetrievalReader reader) {
        this.stream = stream;
        this.settings = settings;
        this.reader = reader;
    }

    /**
     * The definition of a stream. What is wrong with it, or not supported, is a finding of the manifest's view.
     *
     * @param reader reads retrievers that belong to no stream
     */
    static StreamDefinition compile(Component stream, Settings settings, RetrievalReader reader) {
        return stream.type().equals(DelegatingStream.TYPE)
                ? DelegatingStream.compile(stream, settings, reader)
                : new StreamCompiler(stream, settings, reader).compile();
    }

    /** A retriever that belongs to no stream, given as one of its own. */
    static Retrieval retrieval(Component stream, Settings settings, RetrievalReader reader) {
        StreamDefinition definition = compile(stream, settings, reader).ofParent();
        return isMoreWanted -> reader.read(definition, isMoreWanted);
    }

    /** What can be said of a stream whose definition cannot be made. */
    static StreamDefinition unreadable(Component stream, Settings settings) {
        StreamCompiler compiler = new StreamCompiler(stream, settings, RetrievalReader.NONE);
        stream.passOver("retriever", "incremental_sync", "transformations");
        return new StreamDefinition(
                stream.text("name").orElse(""),
                compiler.primaryKey(),
                compiler.knownSchema(),
                Optional.empty(),
                RecordExtractor.OF_WHOLE_RESPONSE,
                Optional.empty(),
                Pagination.SINGLE_PAGE,
                Slicing.WHOLE,
                StreamCompiler::noRequester,
                Optional.empty(),
                Optional.empty(),
                Remedies.NONE,
                Optional.empty(),
                !settings.isTrusted(),
                Set.of(),
                List.of());
    }

    private StreamDefinition compile() {
        String name = stream.requiredText("name");
        List<List<String>> primaryKey = primaryKey();
        StreamSchema schema = schema();
        Optional<Component> retriever =
                stream.requiredComponent("retriever", "SimpleRetriever", RetrieverFormat.ASYNC_RETRIEVER);
        RetrieverFormat format = retriever.map(RetrieverFormat::of).orElse(RetrieverFormat.SIMPLE);
        Optional<Component> requester = retriever.flatMap(
                component -> component.requiredComponent(format.requester(), RequesterTypes.supported()));
        Optional<Component> selector =
                retriever.flatMap(component -> component.requiredComponent("record_selector", "RecordSelector"));
        Optional<Decoder> decoder = retriever.flatMap(component -> format.decoder(component, settings));
        RecordExtractor extractor = retriever
                .flatMap(component -> format.extractor(component, selector))
                .map(component -> RecordExtractor.compile(component, settings))
                .orElse(RecordExtractor.OF_WHOLE_RESPONSE);
        retriever
                .filter(component -> extractor.isUnion() && isByOffset(component, format))
                .ifPresent(component -> component.fault(
                        format.paginator(),
                        "OffsetIncrement counts the records of a page, which those of a CombinedExtractor in mode union are"
                                + " not; use PageIncrement, or mode first_match"));
        Optional<RecordStage> stage =
                selector.flatMap(component -> RecordStage.compile(component, stream, schema, settings));
        Slicing slicing = Slicing.compile(
                stream,
                retriever,
                settings,
                (parent, isIncremental) ->
                        compile(parent, ofParents(name, isIncremental), reader).ofParent());
        Optional<DatetimeCursor> cursor = slicing.cursor();
        cursor.filter(known -> DatetimeCursor.RESERVED_NAMES.contains(known.cursorField()))
                .ifPresent(known -> stream.fault(
                        "incremental_sync",
                        "the cursor field \"" + known.cursorField()
                                + "\" has a name that is reserved in the state of a stream"));
        Pagination pagination = retriever
                .map(component -> Pagination.compile(component, format.paginator(), settings))
                .orElse(Pagination.SINGLE_PAGE);
        Remedies remedies = retriever
                .filter(component -> !format.isAsync())
                .map(component -> Remedies.compile(component, pagination, slicing))
                .orElse(Remedies.NONE);
        // What is missing here makes the stream one that cannot be read, but that is there.
        return new StreamDefinition(
                name,
                primaryKey,
                schema,
                decoder,
                extractor,
                stage,
                pagination,
                slicing,
                retriever.isEmpty() ? StreamCompiler::noRequester : requester(requester, remedies),
                requester
                        .filter(component -> !settings.isTrusted() && !format.isAsync())
                        .flatMap(component -> QueryProperties.compile(
                                component, name, settings, found -> retrieval(found, settings, reader))),
                retriever
                        .filter(component -> format.isAsync())
                        .flatMap(component -> AsyncJobs.compile(component, settings)),
                remedies,
                Optional.empty(),
                !settings.isTrusted(),
                Set.of(),
                List.of());
    }

    private Settings ofParents(String name, boolean areIncremental) {
        return settings.withConnection(
                areIncremental ? new ParentConnection(settings.connection(), name) : Connection.NONE);
    }

    private static boolean isByOffset(Component retriever, RetrieverFormat format) {
        return retriever
                .value(format.paginator())
                .filter(paginator -> paginator
                        .path("pagination_strategy")
                        .path("type")
                        .asText()
                        .equals("OffsetIncrement"))
                .isPresent();
    }

    private static Requester noRequester() {
        throw new IllegalStateException("the stream has no retriever");
    }

    private Supplier<Requester> requester(Optional<Component> component, Remedies remedies) {
        Lazy<Requester> requester =
                new Lazy<>(() -> Requester.compile(component.orElseThrow(), settings, remedies.allowed()));
        if (!settings.isTrusted() && component.isPresent()) {
            // Everything that is wrong with a manifest is said at once.
            requester.get();
        }
        return requester;
    }

    /** A text, a list of texts, or a list of paths, each a list of texts. */
    private List<List<String>> primaryKey() {
        List<List<String>> paths = new ArrayList<>();
        JsonNode key = stream.value(PRIMARY_KEY).orElseGet(JsonNodeFactory.instance::arrayNode);
        if (key.isTextual()) {
            return key.textValue().isEmpty() ? List.of() : List.of(List.of(key.textValue()));
        }
        for (JsonNode part : key) {
            List<String> path = new ArrayList<>();
            for (JsonNode name : part.isArray() ? part : List.of(part)) {
                path.add(name.asText());
            }
            paths.add(path);
        }
        return paths;
    }

    /** The classes of other loaders are loaded only for a stream that has one. */
    private StreamSchema schema() {
        JsonNode loader = stream.value(SCHEMA_LOADER).orElseGet(JsonNodeFactory.instance::objectNode);
        boolean isInline = loader.isEmpty() || loader.path("type").asText().equals("InlineSchemaLoader");
        return isInline
                ? inlineSchema()
                : SchemaLoaders.compile(stream, settings, retriever -> retrieval(retriever, settings, reader));
    }

    /** Of a stream that cannot be read anyway, what the manifest itself says. */
    private StreamSchema knownSchema() {
        JsonNode schema =
                stream.value(SCHEMA_LOADER).map(loader -> loader.path("schema")).orElseGet(MissingNode::getInstance);
        return schema instanceof ObjectNode object ? StreamSchema.of(object) : StreamSchema.NONE;
    }

    private StreamSchema inlineSchema() {
        return stream.component(SCHEMA_LOADER, "InlineSchemaLoader")
                .flatMap(loader -> loader.object("schema"))
                .map(StreamSchema::of)
                .orElse(StreamSchema.NONE);
    }
}
