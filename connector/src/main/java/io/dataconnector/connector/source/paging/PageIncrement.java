package io.dataconnector.connector.source.paging;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Settings;
import java.util.Optional;
import java.util.OptionalLong;

/** Pages are numbered. */
final class PageIncrement implements PagingStrategy {
    private static final String NAME = "PageIncrement";

    private final OptionalLong pageSize;
    private final long start;
    private final boolean injectsFirst;

    private PageIncrement(OptionalLong pageSize, long start, boolean injectsFirst) {
        this.pageSize = pageSize;
        this.start = start;
        this.injectsFirst = injectsFirst;
    }

    /** A PageIncrement of a manifest. */
    static PagingStrategy compile(Component strategy, Settings settings) {
        return new PageIncrement(
                PageSize.compile(strategy, settings).known(),
                strategy.integer("start_from_page").orElse(0),
                strategy.flag("inject_on_first_request").orElse(false));
    }

    @Override
    public Optional<JsonNode> first() {
        return injectsFirst ? Optional.of(Increments.token(start)) : Optional.empty();
    }

    @Override
    public Optional<JsonNode> next(PageEnd page) {
        return Increments.isLast(page.size(), pageSize.orElse(0))
                ? Optional.empty()
                : Increments.following(number(page.token()) + 1);
    }

    @Override
    public Optional<JsonNode> foresee(Optional<JsonNode> token) {
        return pageSize.isEmpty() ? Optional.empty() : Increments.following(number(token) + 1);
    }

    private long number(Optional<JsonNode> token) {
        return token.map(value -> Increments.number(value, NAME)).orElse(start);
    }

    @Override
    public ResponseNeeds needs() {
        return ResponseNeeds.NONE;
    }

    @Override
    public String file(Optional<JsonNode> token) {
        return "page_" + (number(token) - start + 1);
    }

    @Override
    public OptionalLong pageSize() {
        return pageSize;
    }
}
