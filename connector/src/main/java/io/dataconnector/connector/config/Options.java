package io.dataconnector.connector.config;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The options of a configuration: those that its manifest specifies, and those of this program, which may be beside them
 * for every manifest and are specified by the shipped one.
 */
public final class Options {
    /** What the program itself reads. */
    private static final List<String> OF_PROGRAM = List.of(
            ApiUrl.FOLDER,
            "checkpoint_interval",
            "max_record_bytes",
            "max_retries",
            "max_retry_wait",
            "num_workers",
            "stall_timeout",
            "timestamps_in_utc");

    private static final String PROPERTIES = "properties";

    private final ObjectNode schema;
    private final ObjectNode shipped;
    private final boolean isShipped;
    private final boolean hasOwnFolder;

    private Options(ObjectNode schema, ObjectNode shipped, boolean isShipped, boolean hasOwnFolder) {
        this.schema = schema;
        this.shipped = shipped;
        this.isShipped = isShipped;
        this.hasOwnFolder = hasOwnFolder;
    }

    /** Those of the shipped manifest, given the JSON Schema that it specifies a configuration by. */
    public static Options ofShipped(ObjectNode shippedSchema) {
        return new Options(shippedSchema, shippedSchema, true, true);
    }

    /**
     * Those of another manifest, given the JSON Schemas of both.
     *
     * @param ownSchema the connection specification of the manifest; empty if it has none
     */
    public static Options of(ObjectNode ownSchema, ObjectNode shippedSchema) {
        ObjectNode schema = ownSchema.deepCopy();
        ObjectNode properties =
                schema.path(PROPERTIES) instanceof ObjectNode own ? own : JsonNodeFactory.instance.objectNode();
        boolean hasOwnFolder = properties.has(ApiUrl.FOLDER);
        schema.set(PROPERTIES, properties);
        for (String name : OF_PROGRAM) {
            if (!properties.has(name)) {
                properties.set(name, shippedSchema.required(PROPERTIES).required(name));
            }
        }
        return new Options(schema, shippedSchema, false, hasOwnFolder);
    }

    /** The JSON Schema of a configuration. */
    JsonNode schema() {
        return schema;
    }

    /** Whether the manifest that ships with the program is the one that is configured. */
    boolean areShipped() {
        return isShipped;
    }

    /**
     * Whether the folder of the fixtures and the URL of the API are alternatives: where the manifest itself specifies both.
     * For any other manifest the folder is beside its options, whatever their names are.
     */
    boolean areFolderAndUrlAlternatives() {
        return hasOwnFolder && has(ApiUrl.URL);
    }

    /** Whether there is an option of this name. */
    boolean has(String name) {
        return schema.path(PROPERTIES).has(name);
    }

    /** The value of an option of the program, or its default. */
    JsonNode value(JsonNode content, String name) {
        JsonNode value = content.path(name);
        return value.isMissingNode()
                ? requireNonNull(shipped.required(PROPERTIES).required(name).required("default"))
                : value;
    }
}
