package io.dataconnector.connector.catalog;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * What a stream is: where its pages begin and how they are linked, what identifies a record and what
 * tells its age. One JSON document each; {@code stream_definition.schema.json} is its schema.
 *
 * @param name the stream's name, and the folder of its fixtures
 * @param primaryKey the names of the members that identify a record
 * @param cursorField the name of the member whose timestamp incremental sync compares
 * @param firstPage the token of the first page
 * @param records the JSON pointer of the array of records in a page
 * @param nextPage the JSON pointer of the next page's token
 * @param jsonSchema the JSON Schema of a record, draft-07
 */
public record StreamDefinition(
        String name,
        List<String> primaryKey,
        String cursorField,
        String firstPage,
        String records,
        String nextPage,
        JsonNode jsonSchema) {
    /** Names of members of a stream's state, beside which the cursor field is written there under its own name. */
    public static final Set<String> RESERVED_NAMES = Set.of("resume", "page", "__ab_full_refresh_sync_complete");

    private static final String DEFAULT_RECORDS = "/data";
    private static final String DEFAULT_NEXT_PAGE = "/next_cursor";

    public StreamDefinition {
        requireNonNull(name, "name is null");
        primaryKey = List.copyOf(primaryKey);
        requireNonNull(cursorField, "cursorField is null");
        requireNonNull(firstPage, "firstPage is null");
        requireNonNull(records, "records is null");
        requireNonNull(nextPage, "nextPage is null");
        requireNonNull(jsonSchema, "jsonSchema is null");
    }

    /** Takes a definition from a document that fits the schema. */
    static StreamDefinition of(JsonNode document) {
        return new StreamDefinition(
                document.required("name").textValue(),
                document.required("primary_key")
                        .valueStream()
                        .map(JsonNode::textValue)
                        .toList(),
                document.required("cursor_field").textValue(),
                document.required("first_page").textValue(),
                document.path("records").asText(DEFAULT_RECORDS),
                document.path("next_page").asText(DEFAULT_NEXT_PAGE),
                document.required("json_schema"));
    }
}
