package io.dataconnector.connector.source.paging;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.manifest.PythonTruth;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page names the token of the one that follows it, in its body, its headers or its last record. */
final class CursorPagination implements PagingStrategy {
    private static final String PAGE_SIZE = "page_size";
    private static final String HEADERS = "headers";
    private static final String RESPONSE = "response";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Interpolated cursorValue;
    private final Optional<Interpolated> stopCondition;
    private final PageSize pageSize;
    private final boolean readsHeaders;
    private final Set<String> spellings = new HashSet<>();

    private CursorPagination(Interpolated cursorValue, Optional<Interpolated> stopCondition, PageSize pageSize) {
        this.cursorValue = requireNonNull(cursorValue, "cursorValue is null");
        this.stopCondition = requireNonNull(stopCondition, "stopCondition is null");
        this.pageSize = requireNonNull(pageSize, "pageSize is null");
        readsHeaders = templates().anyMatch(text -> text.reads(HEADERS));
        templates().forEach(text -> spellings.addAll(ResponseVariables.spellings(text.text())));
    }

    /** A CursorPagination of a manifest; empty if it is invalid. */
    static Optional<PagingStrategy> compile(Component strategy, Settings settings) {
        // Every decoder that is supported decodes JSON, as the response is.
        strategy.component("decoder", "JsonDecoder");
        strategy.requiredText("cursor_value");
        PageSize pageSize = PageSize.compile(strategy, settings);
        Optional<Interpolated> cursorValue = member(strategy, "cursor_value", settings, pageSize);
        Optional<Interpolated> stopCondition = member(strategy, "stop_condition", settings, pageSize);
        return cursorValue.map(value -> new CursorPagination(value, stopCondition, pageSize));
    }

    private static Optional<Interpolated> member(
            Component strategy, String name, Settings settings, PageSize pageSize) {
        Optional<Interpolated> text = Interpolated.of(strategy, name, settings);
        if (pageSize.declared().isEmpty()
                && text.filter(template -> template.reads(PAGE_SIZE)).isPresent()) {
            strategy.fault(name, "reads page_size, but the CursorPagination has none");
        }
        return text;
    }

    private Stream<Interpolated> templates() {
        return Stream.concat(Stream.of(cursorValue), stopCondition.stream());
    }

    @Override
    public Optional<JsonNode> first() {
        return Optional.empty();
    }

    @Override
    public Optional<JsonNode> next(PageEnd page) {
        Map<String, JsonNode> variables = variables(page);
        if (stopCondition.isPresent() && stopCondition.get().isTrue(variables)) {
            return Optional.empty();
        }
        return Optional.of(cursorValue.value(variables)).filter(PythonTruth::isTrue);
    }

    private Map<String, JsonNode> variables(PageEnd page) {
        Map<String, JsonNode> variables = new HashMap<>();
        variables.put(RESPONSE, ResponseVariables.response(page.response()));
        variables.put("last_record", page.lastRecord().orElse(NullNode.getInstance()));
        variables.put("last_page_size", NODES.numberNode(page.size()));
        variables.put("stream_slice", page.slice().toJson());
        OptionalLong asked = page.pageSize().isPresent() ? page.pageSize() : pageSize.declared();
        asked.ifPresent(size -> variables.put(PAGE_SIZE, NODES.numberNode(size)));
        if (readsHeaders) {
            variables.put(HEADERS, ResponseVariables.headers(page.headers(), spellings));
        }
        return variables;
    }

    @Override
    public Optional<JsonNode> foresee(Optional<JsonNode> token) {
        return Optional.empty();
    }

    @Override
    public ResponseNeeds needs() {
        return templates()
                .map(text -> new ResponseNeeds(
                        text.pathsOf(RESPONSE),
                        namesOfHeaders(text),
                        text.reads("last_record"),
                        text.reads("last_page_size")))
                .reduce(ResponseNeeds.NONE, ResponseNeeds::and);
    }

    private static Optional<Set<String>> namesOfHeaders(Interpolated text) {
        return text.pathsOf(HEADERS)
                .map(paths -> paths.stream()
                        .map(path -> path.get(0).toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
    }

    @Override
    public String file(Optional<JsonNode> token) {
        return fileOf(token);
    }

    /** The name of a page that is named by its token. */
    static String fileOf(Optional<JsonNode> token) {
        return token.map(value -> value.isContainerNode() ? value.toString() : value.asText())
                .orElse(FIRST_FILE);
    }

    @Override
    public OptionalLong pageSize() {
        return pageSize.known();
    }
}
