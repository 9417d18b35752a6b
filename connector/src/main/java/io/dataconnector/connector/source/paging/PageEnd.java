package io.dataconnector.connector.source.paging;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.source.Slice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a page when all of its records have been read.
 *
 * @param slice the slice that is being walked
 * @param token what the page was requested with
 * @param size the number of its records; {@link ResponseNeeds#selectedSize} says which are counted
 * @param lastRecord the last of its records that was emitted, if {@link ResponseNeeds#lastRecord} asks for it and there
 *     is one
 * @param response the decoded body, or what {@link ResponseNeeds#paths} asks for of it
 * @param headers the headers of the response by their names in lower case
 * @param pageSize how many records it was asked for, if that is not what the manifest says
 */
public record PageEnd(
        Slice slice,
        Optional<JsonNode> token,
        long size,
        Optional<JsonNode> lastRecord,
        JsonNode response,
        Map<String, List<String>> headers,
        OptionalLong pageSize) {
    /** A page that was asked for the number of records that the manifest says. */
    public PageEnd(
            Slice slice,
            Optional<JsonNode> token,
            long size,
            Optional<JsonNode> lastRecord,
            JsonNode response,
            Map<String, List<String>> headers) {
        this(slice, token, size, lastRecord, response, headers, OptionalLong.empty());
    }

    public PageEnd {
        requireNonNull(slice, "slice is null");
        requireNonNull(token, "token is null");
        requireNonNull(lastRecord, "lastRecord is null");
        requireNonNull(response, "response is null");
        headers = Map.copyOf(headers);
        requireNonNull(pageSize, "pageSize is null");
        if (size < 0) {
            throw new IllegalArgumentException("size is negative: " + size);
        }
    }
}
