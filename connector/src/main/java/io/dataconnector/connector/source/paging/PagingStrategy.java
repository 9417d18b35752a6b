package io.dataconnector.connector.source.paging;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalLong;

/** How the pages of a slice follow each other. Its methods are those of {@link Pagination}. */
interface PagingStrategy {
    /** The name of the file of the first page. */
    String FIRST_FILE = "page_1";

    Optional<JsonNode> first();

    Optional<JsonNode> next(PageEnd page);

    Optional<JsonNode> foresee(Optional<JsonNode> token);

    ResponseNeeds needs();

    String file(Optional<JsonNode> token);

    /** The number of records to ask for; empty if the manifest gives none. */
    OptionalLong pageSize();
}
