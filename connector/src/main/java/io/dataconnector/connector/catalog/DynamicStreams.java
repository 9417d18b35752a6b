package io.dataconnector.connector.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.dynamic.ComponentsResolver;
import io.dataconnector.core.document.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The {@code dynamic_streams} of a source: streams that are made of templates when it is known which there are. */
final class DynamicStreams {
    private static final String TEMPLATE = "stream_template";

    private final List<Definition> definitions;

    private DynamicStreams(List<Definition> definitions) {
        this.definitions = List.copyOf(definitions);
    }

    /**
     * A {@code DynamicDeclarativeStream}.
     *
     * @param index its number among those that the manifest has
     * @param name what a check calls it
     * @param template what is copied for each stream
     * @param areOuterFirst whether a parameter of a component around another one counts more than one of its own
     * @param resolver makes the streams; empty if it cannot be used
     */
    record Definition(
            int index,
            Component component,
            String name,
            ObjectNode template,
            boolean areOuterFirst,
            Optional<ComponentsResolver> resolver) {}

    /**
     * A stream that has been made.
     *
     * @param origin the name of the definition that it is of
     * @param component a DeclarativeStream
     */
    record Made(String origin, Component component) {}

    /**
     * The definitions of a source.
     *
     * @param reader sends the requests that tell which streams there are
     */
    static DynamicStreams compile(Component source, Settings settings, RetrievalReader reader) {
        List<Definition> definitions = new ArrayList<>();
        for (Component component : source.components("dynamic_streams", "DynamicDeclarativeStream")) {
            String name = component.text("name").orElse("dynamic_stream_" + definitions.size());
            boolean areOuterFirst =
                    component.flag("use_parent_parameters").orElse(!component.isNull("use_parent_parameters"));
            component.requiredValue(TEMPLATE);
            definitions.add(new Definition(
                    definitions.size(),
                    component,
                    name,
                    component.object(TEMPLATE).orElseGet(JsonNodeFactory.instance::objectNode),
                    areOuterFirst,
                    ComponentsResolver.compile(
                            component,
                            name,
                            settings,
                            retriever -> StreamCompiler.retrieval(retriever, settings, reader))));
        }
        return new DynamicStreams(definitions);
    }

    /** In the order of the manifest. */
    List<Definition> definitions() {
        return definitions;
    }

    /**
     * Makes the streams of a definition.
     *
     * @param taken the names of the dynamic streams made so far; those of these are added
     * @throws ConnectorException if they cannot be made, or one has a name that another one has
     */
    static List<Made> make(Definition definition, Set<String> taken) {
        if (definition.resolver().isEmpty()) {
            return List.of();
        }
        ComponentsResolver resolver = definition.resolver().get();
        List<ObjectNode> streams = resolver.streams(definition.template());
        List<Made> made = new ArrayList<>();
        for (int i = 0; i < streams.size(); i++) {
            JsonNode name = streams.get(i).path("name");
            if (!name.isTextual()) {
                throw failure(
                        definition,
                        resolver,
                        "the name of stream " + i + " must be a string; it is " + Faults.show(name));
            }
            if (!taken.add(name.textValue())) {
                throw failure(definition, resolver, "there is another stream of the same name, " + name);
            }
            made.add(new Made(
                    definition.name(),
                    definition.component().streamOf(TEMPLATE, i, streams.get(i), definition.areOuterFirst())));
        }
        return made;
    }

    /**
     * The template itself as a stream, to find out what of it can be read.
     *
     * @param source the source of the view that is to find out
     * @param index the number of the definition
     */
    static Component template(Component source, int index, Definition definition) {
        return source.components("dynamic_streams", "DynamicDeclarativeStream")
                .get(index)
                .streamOf(TEMPLATE, 0, definition.template(), definition.areOuterFirst());
    }

    private static ConnectorException failure(Definition definition, ComponentsResolver resolver, String problem) {
        String advice = resolver.isOfConfiguration() ? " Change the configuration that the streams are made of." : "";
        return new ConnectorException(
                resolver.isOfConfiguration() ? FailureType.CONFIG_ERROR : FailureType.SYSTEM_ERROR,
                "Manifest at " + definition.component().path() + ": " + problem + "." + advice);
    }
}
