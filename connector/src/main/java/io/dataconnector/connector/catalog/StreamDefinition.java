package io.dataconnector.connector.catalog;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.core.document.Document;
import io.dataconnector.core.document.Faults;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.scan.JsonPaths;
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
    public static final Set<String> RESERVED_NAMES =
            Set.of("resume", "page", "walk_began", "__ab_full_refresh_sync_complete");

    private static final String CURSOR_FIELD = "cursor_field";
    private static final String RECORDS = "records";
    private static final String NEXT_PAGE = "next_page";
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
                document.required(CURSOR_FIELD).textValue(),
                document.required("first_page").textValue(),
                document.path(RECORDS).asText(DEFAULT_RECORDS),
                document.path(NEXT_PAGE).asText(DEFAULT_NEXT_PAGE),
                document.required("json_schema"));
    }

    /**
     * Makes sure that a document that fits the schema is a definition that can be read by.
     *
     * @throws InvalidDocumentException with every fault
     */
    static void check(Document document) throws InvalidDocumentException {
        JsonNode content = document.content();
        Faults faults = new Faults();
        JsonNode cursorField = content.required(CURSOR_FIELD);
        if (RESERVED_NAMES.contains(cursorField.textValue())) {
            faults.add(
                    "/" + CURSOR_FIELD,
                    cursorField
                            + " is a name that the state of a stream uses for itself. Choose another cursor field.");
        }
        for (String member : List.of(RECORDS, NEXT_PAGE)) {
            JsonPaths.faultOf(content.path(member).asText()).ifPresent(fault -> faults.add("/" + member, fault));
        }
        StreamDefinition stream = of(content);
        // An array of records alone is a page without a token.
        boolean hasToken = content.has(NEXT_PAGE) || !stream.records.isEmpty();
        if (hasToken
                && (JsonPaths.isWithin(stream.nextPage, stream.records)
                        || JsonPaths.isWithin(stream.records, stream.nextPage))) {
            faults.add(
                    "/" + NEXT_PAGE,
                    "the token of the next page, at \"" + stream.nextPage + "\", and the records, at \""
                            + stream.records + "\", must be apart: neither may be the other or a part of it");
        }
        faults.throwIfAny(document.name());
    }
}
