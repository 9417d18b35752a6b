package io.dataconnector.connector.source.refusal;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.failure.RefusedRequestException.Remedy;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.paging.Pagination;
import io.dataconnector.connector.source.slicing.Slicing;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a retriever does about pages that its API refuses. It may always begin anew with the first page, once in a slice.
 *
 * @param reset how it begins anew; empty if with the whole slice
 * @param reduction how it asks for smaller pages
 * @param splitting how it divides its windows
 */
public record Remedies(
        Optional<PaginationReset> reset, Optional<PageSizeReduction> reduction, Optional<WindowSplitting> splitting) {
    /** Of a retriever that says nothing. */
    public static final Remedies NONE = new Remedies(Optional.empty(), Optional.empty(), Optional.empty());

    static final String RESET = "pagination_reset";
    static final String REDUCTION = "page_size_reduction";
    static final String SPLITTING = "request_window_splitting";

    public Remedies {
        requireNonNull(reset, "reset is null");
        requireNonNull(reduction, "reduction is null");
        requireNonNull(splitting, "splitting is null");
    }

    /** The remedies of a SimpleRetriever. */
    public static Remedies compile(Component retriever, Pagination pagination, Slicing slicing) {
        boolean hasReset = retriever.value(RESET).isPresent();
        boolean hasReduction = retriever.value(REDUCTION).isPresent();
        boolean hasSplitting = retriever.value(SPLITTING).isPresent();
        if (!hasReset && !hasReduction && !hasSplitting) {
            return NONE;
        }
        return new Remedies(
                retriever
                        .component(RESET, "PaginationReset")
                        .flatMap(given -> PaginationReset.compile(given, retriever)),
                retriever
                        .component(REDUCTION, "PageSizeReduction")
                        .map(given -> PageSizeReduction.compile(given, retriever, pagination, slicing)),
                retriever
                        .component(SPLITTING, "RequestWindowSplitting")
                        .map(given -> WindowSplitting.compile(given, retriever, slicing)));
    }

    /** The actions that response filters of the retriever's requester may have for them. */
    public Set<Remedy> allowed() {
        Set<Remedy> allowed = EnumSet.of(Remedy.RESET_PAGINATION);
        reduction.ifPresent(known -> allowed.add(Remedy.REDUCE_PAGE_SIZE));
        splitting.ifPresent(known -> allowed.add(Remedy.SPLIT_REQUEST_WINDOW));
        return allowed;
    }

    /** Whether a member of a retriever's requester asks for several requests for each page. */
    static boolean hasProperties(Component retriever) {
        return retriever
                .value("requester")
                .filter(requester -> requester.hasNonNull("query_properties")
                        || requester.hasNonNull("fetch_properties_from_endpoint")
                        || requester
                                .path("request_parameters")
                                .valueStream()
                                .anyMatch(parameter ->
                                        parameter.path("type").asText().equals("QueryProperties")))
                .isPresent();
    }
}
