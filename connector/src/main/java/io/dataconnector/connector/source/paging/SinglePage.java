package io.dataconnector.connector.source.paging;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalLong;

/** A slice that is one page. */
final class SinglePage implements PagingStrategy {
    @Override
    public Optional<JsonNode> first() {
        return Optional.empty();
    }

    @Override
    public Optional<JsonNode> next(PageEnd page) {
        return Optional.empty();
    }

    @Override
    public Optional<JsonNode> foresee(Optional<JsonNode> token) {
        return Optional.empty();
    }

    @Override
    public ResponseNeeds needs() {
        return ResponseNeeds.NONE;
    }

    @Override
    public String file(Optional<JsonNode> token) {
        return FIRST_FILE;
    }

    @Override
    public OptionalLong pageSize() {
        return OptionalLong.empty();
    }
}
