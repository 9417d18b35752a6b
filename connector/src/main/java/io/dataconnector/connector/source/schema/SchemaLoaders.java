package io.dataconnector.connector.source.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Retrieval;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.StreamSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The loaders of a stream's schema. A schema that requests tell is loaded when it is first asked for, and once. */
public final class SchemaLoaders {
    private static final String MEMBER = "schema_loader";
    private static final String INLINE = "InlineSchemaLoader";
    private static final String FILE = "JsonFileSchemaLoader";
    private static final String DYNAMIC = "DynamicSchemaLoader";
    private static final String PROPERTIES = "properties";

    private SchemaLoaders() {}

    /**
     * The schema of a stream, whose {@code schema_loader} is one or several: then it has the properties of all of them, and
     * of those of the same name that of the first one.
     *
     * @param stream a DeclarativeStream
     * @param retrievals compiles a retriever that belongs to no stream, as a DeclarativeStream
     */
    public static StreamSchema compile(Component stream, Settings settings, Function<Component, Retrieval> retrievals) {
        List<StreamSchema> schemas = new ArrayList<>();
        String name = stream.text("name").orElse("");
        for (Component loader : stream.oneOrMore(MEMBER, INLINE, FILE, DYNAMIC)) {
            schemas.add(
                    switch (loader.type()) {
                        case DYNAMIC ->
                            StreamSchema.loadedBy(DynamicSchema.compile(loader, name, settings, retrievals));
                        case FILE -> StreamSchema.of(SchemaFile.compile(loader, name, settings));
                        default -> inline(loader);
                    });
        }
        boolean areSeveral = stream.value(MEMBER)
                .filter(loaders -> loaders.isArray() && !loaders.isEmpty())
                .isPresent();
        if (areSeveral) {
            return schemas.stream().allMatch(StreamSchema::isKnown)
                    ? StreamSchema.of(combined(schemas))
                    : StreamSchema.loadedBy(() -> combined(schemas));
        }
        return schemas.isEmpty() ? StreamSchema.NONE : schemas.get(0);
    }

    private static StreamSchema inline(Component loader) {
        return StreamSchema.of(loader.object("schema").orElseGet(JsonNodeFactory.instance::objectNode));
    }

    private static ObjectNode combined(List<StreamSchema> schemas) {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        for (StreamSchema schema : schemas) {
            ObjectNode added = JsonNodeFactory.instance.objectNode();
            if (schema.get().path(PROPERTIES) instanceof ObjectNode own) {
                added.setAll(own);
            }
            // Those of the loaders before keep their values.
            added.setAll(properties);
            properties = added;
        }
        ObjectNode combined = JsonNodeFactory.instance.objectNode();
        combined.put("$schema", "http://json-schema.org/draft-07/schema#");
        combined.putArray("type").add("null").add("object");
        combined.set(PROPERTIES, properties);
        return combined;
    }
}
