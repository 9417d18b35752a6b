package io.dataconnector.connector.catalog;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.http.CallBudget;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.manifest.Manifest;
import io.dataconnector.connector.manifest.ManifestView;
import io.dataconnector.connector.source.CustomComponents;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.dynamic.ComponentsResolver;
import io.dataconnector.connector.source.job.AsyncJobs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes a source of a manifest of which nothing is known: all that is wrong with it is said at once. */
final class SourceCompiler {
    private final Manifest manifest;
    private final ManifestView view;
    private final Component source;
    private final Settings settings;
    private final Source.Purpose purpose;
    private final Set<String> names = new HashSet<>();
    private final Map<Component, StreamDefinition> streams = new LinkedHashMap<>();
    private final Map<String, List<String>> made = new LinkedHashMap<>();
    private final List<StreamTemplate> templates = new ArrayList<>();
    /** What is to be said of dynamic streams of which there is none, because they are not supported. */
    private final List<String> unmade = new ArrayList<>();

    SourceCompiler(Manifest manifest, Settings settings, Source.Purpose purpose) {
        this.manifest = manifest;
        view = manifest.view();
        source = view.source();
        this.settings = source.value(AsyncJobs.MOST).isPresent()
                ? settings.withMaxJobs(AsyncJobs.most(source, settings))
                : settings;
        this.purpose = purpose;
    }

    /** @param readers makes what sends the requests that tell which streams there are, given the limit of all requests */
    Source compile(Function<Optional<CallBudget>, RetrievalReader> readers) {
        // Whoever reads the configuration looks into it.
        source.passOver("spec");
        Optional<CallBudget> budget = Source.budget(source, settings);
        RetrievalReader reader = readers.apply(budget);
        boolean isSample = purpose == Source.Purpose.SAMPLE;
        boolean hasDynamic =
                source.value("dynamic_streams").filter(list -> !list.isEmpty()).isPresent();
        JsonNode declared = source.value("streams").orElseGet(JsonNodeFactory.instance::arrayNode);
        if (declared.isEmpty() && !hasDynamic) {
            source.fault("streams", "a source must have at least one stream");
        }
        for (Component component : DeclaredStreams.of(source, settings, isSample)) {
            add(component, reader);
        }
        StreamGroups groups = StreamGroups.compile(source);
        OptionalInt concurrency = Source.concurrency(source, settings);
        boolean areFixed = !hasDynamic && !DeclaredStreams.depend(source);
        ConnectionCheck check = ConnectionCheck.compile(
                source, settings.config(), areFixed ? Optional.of(names(declared)) : Optional.empty());
        if (hasDynamic) {
            addDynamicStreams(check, reader);
        }
        groups.requireNoParents(streams.values());
        refuse();
        List<StreamDefinition> known = new ArrayList<>();
        Set<String> conditional = new HashSet<>();
        streams.forEach((component, stream) -> {
            known.add(stream.with(view.limits(component), groups.of(stream)));
            if (view.isAbandonedForConfiguration(component)) {
                conditional.add(stream.name());
            }
        });
        ConnectionCheck.Selection selection =
                check.select(known.stream().map(StreamDefinition::name).toList(), made);
        List<String> warnings = new ArrayList<>(view.warnings());
        warnings.addAll(unmade);
        warnings.addAll(CustomComponents.warnings());
        List<String> faults = new ArrayList<>(selection.faults());
        faults.addAll(unmade);
        return new Source(
                new Catalog(known, hasDynamic, unmade),
                selection.streams(),
                faults,
                concurrency,
                budget,
                templates,
                conditional,
                warnings);
    }

    private void refuse() {
        if (purpose == Source.Purpose.SAMPLE) {
            view.passOverConfiguration();
        }
        view.refuse();
    }

    private static Set<String> names(JsonNode streams) {
        return streams.valueStream().map(stream -> stream.path("name").asText()).collect(Collectors.toSet());
    }

    private StreamDefinition add(Component component, RetrievalReader reader) {
        StreamDefinition stream = stream(component, settings, reader);
        view.isolate(component);
        if (!names.add(stream.name())) {
            component.fault("name", "there is another stream of the same name, \"" + stream.name() + "\"");
        }
        streams.put(component, stream);
        return stream;
    }

    /** What is wrong with the rest of the manifest is said before a request is sent. */
    private void addDynamicStreams(ConnectionCheck check, RetrievalReader reader) {
        DynamicStreams dynamic = DynamicStreams.compile(source, settings, reader);
        dynamic.definitions().forEach(definition -> view.isolate(definition.component()));
        refuse();
        boolean isNeeded = purpose != Source.Purpose.CHECK || check.needsDynamicStreams(names);
        Set<String> taken = new HashSet<>();
        for (DynamicStreams.Definition definition : dynamic.definitions()) {
            made.putIfAbsent(definition.name(), new ArrayList<>());
            if (isNeeded) {
                add(definition, taken, reader);
            }
        }
    }

    private void add(DynamicStreams.Definition definition, Set<String> taken, RetrievalReader reader) {
        List<String> limits = view.limits(definition.component());
        if (!limits.isEmpty()) {
            unmade.add("The streams of " + definition.component().path() + " cannot be made: "
                    + String.join("; ", limits) + ". The other streams can be read.");
        }
        boolean isUnknown = !purpose.sendsRequests()
                && definition
                        .resolver()
                        .filter(ComponentsResolver::sendsRequests)
                        .isPresent();
        Optional<List<DynamicStreams.Made>> streamsOfIt =
                limits.isEmpty() && !isUnknown ? make(definition, taken) : Optional.of(List.of());
        for (DynamicStreams.Made stream : streamsOfIt.orElse(List.of())) {
            List<String> ofOrigin = requireNonNull(made.get(stream.origin()), "there is a list for each definition");
            ofOrigin.add(add(stream.component(), reader).name());
        }
        if (streamsOfIt.orElse(List.of()).isEmpty() && !purpose.sendsRequests()) {
            templates.add(template(definition, limits, streamsOfIt.isEmpty()));
        }
    }

    /** The streams of a definition; nothing if they cannot be made with a configuration that nobody has written. */
    private Optional<List<DynamicStreams.Made>> make(DynamicStreams.Definition definition, Set<String> taken) {
        try {
            return Optional.of(DynamicStreams.make(definition, taken));
        } catch (ConnectorException e) {
            if (purpose == Source.Purpose.SAMPLE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** In a view of its own, because what is wrong with a template need not be wrong with its streams. */
    private StreamTemplate template(DynamicStreams.Definition definition, List<String> limits, boolean isUnmade) {
        ManifestView alone = manifest.view();
        Component template = DynamicStreams.template(alone.source(), definition.index(), definition);
        StreamDefinition stream = stream(template, settings, RetrievalReader.NONE);
        if (purpose == Source.Purpose.SAMPLE) {
            alone.passOverConfiguration();
        }
        List<String> all = new ArrayList<>(limits);
        all.addAll(alone.findings(template));
        boolean isConditional = isUnmade || alone.isAbandonedForConfiguration(template);
        return new StreamTemplate(definition.component().path(), stream, all, isConditional);
    }

    private static StreamDefinition stream(Component component, Settings settings, RetrievalReader reader) {
        try {
            return StreamCompiler.compile(component, settings, reader);
        } catch (ConnectorException e) {
            // What fails here concerns its stream alone.
            if (Interpolated.isOfTemplate(e)) {
                component.abandonForConfiguration(e.getMessage());
            } else {
                component.abandon(e.getMessage());
            }
            return StreamCompiler.unreadable(component, settings);
        }
    }
}
