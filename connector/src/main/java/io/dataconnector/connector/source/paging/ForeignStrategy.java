package io.dataconnector.connector.source.paging;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.extension.CustomPaginationStrategy;
import io.dataconnector.connector.extension.CustomPaginationStrategy.Page;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.CustomComponents;
import io.dataconnector.connector.source.Settings;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Pages follow each other as a class of its own says.
 *
 * @param place where in the manifest it is
 */
record ForeignStrategy(String place, CustomPaginationStrategy strategy) implements PagingStrategy {
    /** Its type in manifests. */
    static final String TYPE = "CustomPaginationStrategy";

    ForeignStrategy {
        requireNonNull(place, "place is null");
        requireNonNull(strategy, "strategy is null");
    }

    /** A CustomPaginationStrategy; empty if there is no class for it. */
    static Optional<PagingStrategy> compile(Component component, Settings settings) {
        return CustomComponents.find(component, settings, CustomPaginationStrategy.class)
                .map(found -> new ForeignStrategy(component.path(), found));
    }

    @Override
    public Optional<JsonNode> first() {
        return CustomComponents.call(place, strategy::first).filter(token -> !token.isNull());
    }

    @Override
    public Optional<JsonNode> next(PageEnd page) {
        Page seen = new Page(
                page.token(),
                page.response(),
                page.headers(),
                page.size(),
                page.lastRecord(),
                page.slice().toJson());
        return CustomComponents.call(place, () -> strategy.next(seen)).filter(token -> !token.isNull());
    }

    @Override
    public Optional<JsonNode> foresee(Optional<JsonNode> token) {
        return Optional.empty();
    }

    @Override
    public ResponseNeeds needs() {
        return new ResponseNeeds(Optional.empty(), Optional.empty(), true, false);
    }

    @Override
    public String file(Optional<JsonNode> token) {
        return CursorPagination.fileOf(token);
    }

    @Override
    public OptionalLong pageSize() {
        return CustomComponents.call(place, strategy::pageSize);
    }
}
