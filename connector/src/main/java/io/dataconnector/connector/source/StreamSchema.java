package io.dataconnector.connector.source;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;

/** The JSON Schema of a stream's records, draft-07: known from the manifest, or told by an API when it is first asked for. */
public final class StreamSchema {
    /** The schema that says nothing. */
    public static final StreamSchema NONE = of(JsonNodeFactory.instance.objectNode());

    private final Supplier<ObjectNode> schema;
    private final boolean isKnown;

    private StreamSchema(Supplier<ObjectNode> schema, boolean isKnown) {
        this.schema = requireNonNull(schema, "schema is null");
        this.isKnown = isKnown;
    }

    /** A schema that is known. */
    public static StreamSchema of(ObjectNode schema) {
        requireNonNull(schema, "schema is null");
        return new StreamSchema(() -> schema, true);
    }

    /** A schema that requests tell, which are sent when it is first asked for, and once. */
    public static StreamSchema loadedBy(Supplier<ObjectNode> loader) {
        return new StreamSchema(new Lazy<>(loader), false);
    }

    /** Whether it can be asked for without a request. */
    public boolean isKnown() {
        return isKnown;
    }

    /** Whether it is known to say nothing. */
    public boolean isNone() {
        return isKnown && schema.get().isEmpty();
    }

    /**
     * The schema; not to be changed.
     *
     * @throws io.dataconnector.connector.failure.ConnectorException if the requests fail
     */
    public ObjectNode get() {
        return schema.get();
    }
}
