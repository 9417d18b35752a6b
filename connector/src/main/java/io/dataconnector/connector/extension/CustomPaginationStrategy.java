package io.dataconnector.connector.extension;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Goes from page to page: the {@code pagination_strategy} of a {@code DefaultPaginator}, which puts the tokens into the requests.
 * It must remember nothing: several slices are read at once, and a read goes on behind any page.
 */
@FunctionalInterface
public non-sealed interface CustomPaginationStrategy extends CustomComponent {
    /**
     * The token of the page that follows one.
     *
     * @return any value but null; nothing at the end
     */
    Optional<JsonNode> next(Page page);

    /** The token of the first page; nothing, if it is requested without one. */
    default Optional<JsonNode> first() {
        return Optional.empty();
    }

    /** The number of records to ask for, for {@code page_size_option}. */
    default OptionalLong pageSize() {
        return OptionalLong.empty();
    }

    /**
     * A page that has been read.
     *
     * @param token what it was requested with; empty if it was the first and there was none
     * @param response its body as the decoder has read it; not to be changed. Each is held in memory, at most {@code
     *     max_record_bytes}
     * @param headers of the response, by name in lower case
     * @param size how many records the extractor has found in it
     * @param lastRecord the last of its records that was emitted
     * @param streamSlice the partition and the interval that are being read, by name; not to be changed
     */
    record Page(
            Optional<JsonNode> token,
            JsonNode response,
            Map<String, List<String>> headers,
            long size,
            Optional<JsonNode> lastRecord,
            ObjectNode streamSlice) {
        public Page {
            requireNonNull(token, "token is null");
            requireNonNull(response, "response is null");
            headers = Map.copyOf(headers);
            requireNonNull(lastRecord, "lastRecord is null");
            requireNonNull(streamSlice, "streamSlice is null");
        }
    }
}
