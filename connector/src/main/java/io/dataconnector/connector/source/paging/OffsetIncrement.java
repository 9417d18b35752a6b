package io.dataconnector.connector.source.paging;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Settings;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Pages are requested by the number of records before them. */
final class OffsetIncrement implements PagingStrategy {
    private static final String NAME = "OffsetIncrement";

    private final PageSize pageSize;
    private final boolean injectsFirst;

    private OffsetIncrement(PageSize pageSize, boolean injectsFirst) {
        this.pageSize = pageSize;
        this.injectsFirst = injectsFirst;
    }

    /** An OffsetIncrement of a manifest. */
    static PagingStrategy compile(Component strategy, Settings settings) {
        return new OffsetIncrement(
                PageSize.compileForOffset(strategy, settings),
                strategy.flag("inject_on_first_request").orElse(false));
    }

    @Override
    public Optional<JsonNode> first() {
        return injectsFirst ? Optional.of(Increments.token(0)) : Optional.empty();
    }

    @Override
    public Optional<JsonNode> next(PageEnd page) {
        long asked = page.pageSize().isPresent()
                ? page.pageSize().getAsLong()
                : pageSize.of(ResponseVariables.response(page.response()));
        return Increments.isLast(page.size(), asked)
                ? Optional.empty()
                : Increments.following(offset(page.token()) + page.size());
    }

    @Override
    public Optional<JsonNode> foresee(Optional<JsonNode> token) {
        return pageSize.known().isEmpty()
                ? Optional.empty()
                : Increments.following(offset(token) + pageSize.known().getAsLong());
    }

    private static long offset(Optional<JsonNode> token) {
        return token.map(value -> Increments.number(value, NAME)).orElse(0L);
    }

    @Override
    public ResponseNeeds needs() {
        return pageSize.ofResponse()
                .map(text -> new ResponseNeeds(text.pathsOf(PageSize.RESPONSE), Optional.of(Set.of()), false, false))
                .orElse(ResponseNeeds.NONE);
    }

    @Override
    public String file(Optional<JsonNode> token) {
        long offset = offset(token);
        if (offset == 0) {
            return FIRST_FILE;
        }
        OptionalLong size = pageSize.known();
        return size.isPresent() && offset % size.getAsLong() == 0
                ? "page_" + (offset / size.getAsLong() + 1)
                : "offset_" + offset;
    }

    @Override
    public OptionalLong pageSize() {
        return pageSize.known();
    }
}
