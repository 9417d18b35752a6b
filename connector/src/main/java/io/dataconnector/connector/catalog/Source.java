package io.dataconnector.connector.catalog;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.http.CallBudget;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.manifest.Manifest;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.request.ApiBudget;
import io.dataconnector.connector.source.request.ConcurrencyLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * A source as its manifest declares it.
 *
 * @param catalog its streams
 * @param checked the names of the streams that a check reads
 * @param checkFaults why a check fails, whatever these streams answer
 * @param concurrency how many streams may be read side by side at most, if the manifest limits it
 * @param budget how many requests may be sent in which time; empty if there is no limit
 * @param templates those whose streams are not known, because no requests were to be sent
 * @param conditional the names of the streams of which templates fail with the configuration; another one may do
 * @param warnings what is unusual about the manifest but harmless, each a sentence
 */
public record Source(
        Catalog catalog,
        List<String> checked,
        List<String> checkFaults,
        OptionalInt concurrency,
        Optional<CallBudget> budget,
        List<StreamTemplate> templates,
        Set<String> conditional,
        List<String> warnings) {
    public Source {
        requireNonNull(catalog, "catalog is null");
        checked = List.copyOf(checked);
        checkFaults = List.copyOf(checkFaults);
        requireNonNull(concurrency, "concurrency is null");
        requireNonNull(budget, "budget is null");
        templates = List.copyOf(templates);
        conditional = Set.copyOf(conditional);
        warnings = List.copyOf(warnings);
    }

    /** What a source is made for. */
    public enum Purpose {
        /** To find out whether its streams can be read: no more streams are made than that needs. */
        CHECK,
        /** To read its streams, or to list them. */
        READ,
        /** To say what can be read with a configuration, without any request. */
        EXPLAIN,
        /**
         * To say the same with a configuration that nobody has written: what only the configuration keeps from being read
         * is passed over.
         */
        SAMPLE;

        /** Whether requests may be sent to find out which streams there are. */
        boolean sendsRequests() {
            return this == CHECK || this == READ;
        }
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
     * @param readers makes what sends the requests that tell which streams there are, and their schemas, given the limit of
     *     all requests
     * @throws io.dataconnector.connector.failure.ConnectorException if anything in the manifest is wrong, or not supported
     *     outside of a stream, with all that is; or if its streams cannot be made
     */
    public static Source of(
            Manifest manifest,
            Settings settings,
            Purpose purpose,
            Function<Optional<CallBudget>, RetrievalReader> readers) {
        return new SourceCompiler(manifest, settings, purpose).compile(readers);
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
        List<StreamDefinition> streams = new ArrayList<>();
        for (Component component : source.components("streams", "DeclarativeStream")) {
            streams.add(StreamCompiler.compile(component, trusted, RetrievalReader.NONE));
        }
        List<String> checked = source.requiredComponent("check", "CheckStream")
                .map(check -> check.texts("stream_names"))
                .orElse(List.of());
        return new Source(
                new Catalog(streams),
                checked,
                List.of(),
                concurrency(source, trusted),
                budget(source, trusted),
                List.of(),
                Set.of(),
                List.of());
    }

    static OptionalInt concurrency(Component source, Settings settings) {
        return source.component("concurrency_level", "ConcurrencyLevel")
                .map(level -> ConcurrencyLevel.compile(level, settings))
                .orElse(OptionalInt.empty());
    }

    /** Without a method reference or a lambda, which would load the class of a budget where there is none. */
    static Optional<CallBudget> budget(Component source, Settings settings) {
        Optional<Component> budget = source.component("api_budget", "HTTPAPIBudget");
        return budget.isEmpty() ? Optional.empty() : Optional.of(ApiBudget.compile(budget.get(), settings));
    }
}
