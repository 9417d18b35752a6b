package io.dataconnector.connector.catalog;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.http.CallBudget;
import io.dataconnector.connector.http.Pauses;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.manifest.Manifest;
import io.dataconnector.connector.manifest.ManifestView;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.job.AsyncJobs;
import io.dataconnector.connector.source.request.ApiBudget;
import io.dataconnector.connector.source.request.ConcurrencyLevel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A source as its manifest declares it.
 *
 * @param catalog its streams
 * @param checked the names of the streams that a check reads
 * @param concurrency how many streams may be read side by side at most, if the manifest limits it
 * @param budget how many requests may be sent in which time; empty if there is no limit
 * @param warnings what is unusual about the manifest but harmless, each a sentence
 */
public record Source(
        Catalog catalog,
        List<String> checked,
        OptionalInt concurrency,
        Optional<CallBudget> budget,
        List<String> warnings) {
    public Source {
        requireNonNull(catalog, "catalog is null");
        checked = List.copyOf(checked);
        requireNonNull(concurrency, "concurrency is null");
        requireNonNull(budget, "budget is null");
        warnings = List.copyOf(warnings);
    }

    /** The streams that a check reads. */
    public List<StreamDefinition> checkedStreams() {
        return catalog.streams().stream()
                .filter(stream -> checked.contains(stream.name()))
                .toList();
    }

    /**
     * Compiles a manifest.
     *
     * @throws io.dataconnector.connector.failure.ConnectorException if anything in it is wrong, or not supported outside of
     *     a stream, with all that is
     */
    public static Source of(Manifest manifest, Settings settings) {
        return of(manifest, settings, false);
    }

    /**
     * Compiles a manifest to find out what of it can be read, with a configuration that nobody has written: what only the
     * configuration keeps from being read is passed over.
     */
    public static Source ofSample(Manifest manifest, Settings settings) {
        return of(manifest, settings, true);
    }

    private static Source of(Manifest manifest, Settings settings, boolean isSample) {
        ManifestView view = manifest.view();
        Map<Component, StreamDefinition> streams = streams(view.source(), settings);
        streams.keySet().forEach(view::isolate);
        Source source = compile(view.source(), settings, streams.values());
        if (isSample) {
            view.passOverConfiguration();
        }
        view.refuse();
        List<StreamDefinition> known = new ArrayList<>();
        streams.forEach((component, stream) -> known.add(stream.withLimits(view.limits(component))));
        return new Source(new Catalog(known), source.checked(), source.concurrency(), source.budget(), view.warnings());
    }

    /**
     * The source that ships with the program. Its manifest has been checked when the program was built; what is needed only
     * for requests is compiled when one is made.
     *
     * @param manifest the shipped one
     */
    public static Source shipped(Manifest manifest, Settings settings) {
        Component source = manifest.view().source();
        Settings trusted = settings.trusted();
        return compile(source, trusted, streams(source, trusted).values());
    }

    private static Map<Component, StreamDefinition> streams(Component source, Settings settings) {
        Settings ofStreams = source.value(AsyncJobs.MOST).isPresent()
                ? settings.withMaxJobs(AsyncJobs.most(source, settings))
                : settings;
        Map<Component, StreamDefinition> streams = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        for (Component component : source.components("streams", "DeclarativeStream")) {
            StreamDefinition stream = stream(component, ofStreams);
            if (!names.add(stream.name())) {
                component.fault("name", "there is another stream of the same name, \"" + stream.name() + "\"");
            }
            streams.put(component, stream);
        }
        return streams;
    }

    private static StreamDefinition stream(Component component, Settings settings) {
        try {
            return StreamCompiler.compile(component, settings);
        } catch (ConnectorException e) {
            // A template that fails concerns its stream alone.
            component.abandon(e.getMessage());
            return StreamCompiler.unreadable(component, settings);
        }
    }

    private static Source compile(Component source, Settings settings, Collection<StreamDefinition> streams) {
        // Whoever reads the configuration looks into it.
        source.passOver("spec");
        boolean hasRules = source.value("spec")
                .map(spec -> !spec.path("config_normalization_rules").isEmpty())
                .orElse(false);
        if (hasRules) {
            source.limit("spec", "config_normalization_rules, which change a configuration, are not supported");
        }
        JsonNode declared = source.value("streams").orElseGet(JsonNodeFactory.instance::arrayNode);
        if (declared.isEmpty()) {
            source.fault("streams", "a source must have at least one stream");
        }
        return new Source(
                new Catalog(streams),
                checked(source, declared),
                source.component("concurrency_level", "ConcurrencyLevel")
                        .map(level -> ConcurrencyLevel.compile(level, settings))
                        .orElse(OptionalInt.empty()),
                budget(source, settings),
                List.of());
    }

    /** Without a method reference or a lambda, which would load the class of a budget where there is none. */
    private static Optional<CallBudget> budget(Component source, Settings settings) {
        Optional<Component> budget = source.component("api_budget", "HTTPAPIBudget");
        return budget.isEmpty()
                ? Optional.empty()
                : Optional.of(ApiBudget.compile(budget.get(), settings, Pauses.SYSTEM));
    }

    /** @param declared the streams, also those that something is wrong with */
    private static List<String> checked(Component source, JsonNode declared) {
        Set<String> streams = declared.valueStream()
                .map(stream -> stream.path("name").asText())
                .collect(toSet());
        List<String> checked = new ArrayList<>();
        source.requiredComponent("check", "CheckStream").ifPresent(check -> {
            // Without dynamic streams there is nothing to check of them.
            check.value("dynamic_streams_check_configs")
                    .filter(configs -> configs.isEmpty())
                    .ifPresent(none -> check.passOver("dynamic_streams_check_configs"));
            for (String name : check.texts("stream_names")) {
                if (streams.contains(name)) {
                    checked.add(name);
                } else {
                    check.fault("stream_names", "the source has no stream \"" + name + "\"");
                }
            }
        });
        return checked;
    }
}
