package io.dataconnector.connector.source.paging;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.manifest.PythonTruth;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.request.Injection;
import io.dataconnector.connector.source.request.RequestOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The pages of a slice: with which token each is requested, and where the token is put. Immutable; the token of a page
 * is all that there is to know to go on behind it.
 *
 * <p>A token is any value but null: a text, a number, or what a template gives that reads as another literal of Python.
 */
public final class Pagination {
    /** Of one page. */
    public static final Pagination SINGLE_PAGE =
            new Pagination(new SinglePage(), Optional.empty(), Optional.empty(), false);

    private final PagingStrategy strategy;
    private final Optional<RequestOption> tokenOption;
    private final Optional<RequestOption> sizeOption;
    /** Whether the token is the URL of its page, or its path. */
    private final boolean tokenIsPath;

    private Pagination(
            PagingStrategy strategy,
            Optional<RequestOption> tokenOption,
            Optional<RequestOption> sizeOption,
            boolean tokenIsPath) {
        this.strategy = requireNonNull(strategy, "strategy is null");
        this.tokenOption = requireNonNull(tokenOption, "tokenOption is null");
        this.sizeOption = requireNonNull(sizeOption, "sizeOption is null");
        this.tokenIsPath = tokenIsPath;
    }

    /** The pagination of a retriever that a member of it is: {@code paginator} of a SimpleRetriever. */
    public static Pagination compile(Component retriever, String member, Settings settings) {
        return retriever
                .component(member, "DefaultPaginator", "NoPagination")
                .filter(paginator -> paginator.type().equals("DefaultPaginator"))
                .map(paginator -> compilePaginator(paginator, settings))
                .orElse(SINGLE_PAGE);
    }

    private static Pagination compilePaginator(Component paginator, Settings settings) {
        // The decoder of the retriever is the one that counts.
        paginator.passOver("decoder");
        Optional<PagingStrategy> strategy = paginator
                .requiredComponent(
                        "pagination_strategy",
                        "CursorPagination",
                        "PageIncrement",
                        "OffsetIncrement",
                        ForeignStrategy.TYPE)
                .flatMap(component -> compileStrategy(component, settings));
        Optional<Component> token = paginator.component("page_token_option", "RequestOption", "RequestPath");
        boolean tokenIsPath =
                token.filter(option -> option.type().equals("RequestPath")).isPresent();
        Optional<RequestOption> tokenOption =
                tokenIsPath ? Optional.empty() : token.flatMap(option -> RequestOption.compile(option, settings));
        Optional<RequestOption> sizeOption = paginator
                .component("page_size_option", "RequestOption")
                .flatMap(option -> RequestOption.compile(option, settings));
        if (sizeOption.isPresent()
                && strategy.filter(known -> known.pageSize().isEmpty()).isPresent()) {
            paginator.fault(
                    "page_size_option", "needs a page_size of the pagination_strategy that depends on no response");
        }
        if (tokenOption.isPresent() && sizeOption.isPresent() && clash(tokenOption.get(), sizeOption.get())) {
            paginator.fault("page_size_option", "puts its value where page_token_option puts its own");
        }
        return strategy.map(known -> new Pagination(known, tokenOption, sizeOption, tokenIsPath))
                .orElse(SINGLE_PAGE);
    }

    /** Whether two values go to the same place, or one into the other. */
    private static boolean clash(RequestOption one, RequestOption other) {
        if (one.place() != other.place()) {
            return false;
        }
        List<String> longer = names(one);
        List<String> shorter = names(other);
        int common = Math.min(longer.size(), shorter.size());
        return longer.subList(0, common).equals(shorter.subList(0, common));
    }

    private static List<String> names(RequestOption option) {
        return option.path().stream().map(name -> name.string(Map.of())).toList();
    }

    private static Optional<PagingStrategy> compileStrategy(Component strategy, Settings settings) {
        return switch (strategy.type()) {
            case "PageIncrement" -> Optional.of(PageIncrement.compile(strategy, settings));
            case "OffsetIncrement" -> Optional.of(OffsetIncrement.compile(strategy, settings));
            case ForeignStrategy.TYPE -> ForeignStrategy.compile(strategy, settings);
            default -> CursorPagination.compile(strategy, settings);
        };
    }

    /** The token of the first page; empty if it is requested without one. */
    public Optional<JsonNode> first() {
        return strategy.first();
    }

    /**
     * The token of the page that follows one; empty at the end.
     *
     * @throws ConnectorException if a template fails, or a token that came from a state is of the wrong kind
     */
    public Optional<JsonNode> next(PageEnd page) {
        return strategy.next(page);
    }

    /**
     * The token that follows another if the page of that is full; empty if it cannot be known before the page is read.
     *
     * @throws ConnectorException if a token that came from a state is of the wrong kind
     */
    public Optional<JsonNode> foresee(Optional<JsonNode> token) {
        return strategy.foresee(token);
    }

    /** The number of records that a page is asked for; empty if the manifest gives none. */
    public OptionalLong pageSize() {
        return strategy.pageSize();
    }

    /** What {@link #next} reads of a page. */
    public ResponseNeeds needs() {
        return strategy.needs();
    }

    /**
     * What is put into the request of a page: the token, and the page size.
     *
     * @throws ConnectorException if the token is an object that has no place there
     */
    public List<Injection> injections(Optional<JsonNode> token) {
        return injections(token, OptionalLong.empty());
    }

    /**
     * The same with another page size than that of the manifest.
     *
     * @param pageSize what takes its place; nothing does if it is empty
     */
    public List<Injection> injections(Optional<JsonNode> token, OptionalLong pageSize) {
        List<Injection> injections = new ArrayList<>(2);
        tokenOption.ifPresent(option ->
                token.ifPresent(value -> injections.add(new Injection(option, usable(value, option)))));
        OptionalLong size = pageSize.isPresent() ? pageSize : strategy.pageSize();
        sizeOption.ifPresent(option -> size.ifPresent(
                number -> injections.add(new Injection(option, JsonNodeFactory.instance.numberNode(number)))));
        return injections;
    }

    private static JsonNode usable(JsonNode token, RequestOption option) {
        if (token.isObject() && option.place() != RequestOption.Place.BODY_JSON) {
            throw unusable("an object, which can only be put into a JSON body");
        }
        return token;
    }

    /**
     * The path or the URL of a page, if that is what its token is.
     *
     * @throws ConnectorException if the token is neither a text nor a number
     */
    public Optional<String> path(Optional<JsonNode> token) {
        if (!tokenIsPath) {
            return Optional.empty();
        }
        if (token.filter(value -> value.isContainerNode() || value.isBoolean()).isPresent()) {
            throw unusable("neither a text nor a number, and so no path (RequestPath)");
        }
        return token.filter(PythonTruth::isTrue).map(JsonNode::asText);
    }

    private static ConnectorException unusable(String what) {
        return new ConnectorException(
                FailureType.CONFIG_ERROR,
                "The page token that the paginator's cursor_value gives is " + what
                        + ". Correct cursor_value in the manifest.");
    }

    /**
     * The name, without a suffix, of the file that holds a page where responses are files. The first page is {@code
     * page_1}. Others are named by the text of their token where pages name the token of the next; {@code page_2} and so
     * on, by their position, where pages are numbered; and the same by offset if that is a multiple of a known page
     * size, else {@code offset_} and the number.
     *
     * <p>Different tokens have different names, but for a token {@code page_1} that a page names: it is the first page.
     */
    public String file(Optional<JsonNode> token) {
        return strategy.file(token);
    }
}
