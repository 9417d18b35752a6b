package io.dataconnector.connector.source.refusal;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.paging.Pagination;
import io.dataconnector.connector.source.slicing.Slicing;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/**
 * How a retriever asks for smaller pages when the API cannot answer with one as large as the manifest says.
 *
 * @param full the page size of the manifest
 * @param factor what a page size is divided by for the next one, more than 1
 * @param minimum the smallest page size, at least 1
 * @param maxAttempts how often it is divided at most without a page in between
 * @param firstWait what is waited before the first attempt; the second one is preceded by twice of it, and so on
 * @param retriesAtMinimum how often a page of the smallest size is asked for again
 * @param isRestored whether the page after one that the API has answered has the full size again
 * @param advice what a user can do if nothing helps
 */
public record PageSizeReduction(
        long full,
        BigDecimal factor,
        long minimum,
        long maxAttempts,
        Duration firstWait,
        long retriesAtMinimum,
        boolean isRestored,
        Optional<String> advice) {
    private static final String MINIMUM = "minimum_page_size";
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double LONGEST_SECONDS = 1e6;

    public PageSizeReduction {
        requireNonNull(factor, "factor is null");
        requireNonNull(firstWait, "firstWait is null");
        requireNonNull(advice, "advice is null");
    }

    /** A PageSizeReduction of a manifest, with the page size of its retriever. */
    static PageSizeReduction compile(Component component, Component retriever, Pagination pagination, Slicing slicing) {
        JsonNode factor = component.value("reduction_factor").orElseGet(MissingNode::getInstance);
        if (!factor.isMissingNode() && (!factor.isNumber() || factor.doubleValue() <= 1)) {
            component.fault("reduction_factor", "must be a number of more than 1");
        }
        JsonNode wait = component.value("backoff_seconds").orElseGet(MissingNode::getInstance);
        if (!wait.isMissingNode() && (!wait.isNumber() || wait.doubleValue() < 0)) {
            component.fault("backoff_seconds", "must be a number of seconds that is not negative");
        }
        String policy = component.text("reset_policy").orElse("NEVER");
        boolean isRestored = policy.equals("AFTER_SUCCESSFUL_PAGE");
        if (!isRestored && !policy.equals("NEVER")) {
            component.fault("reset_policy", "must be NEVER or AFTER_SUCCESSFUL_PAGE");
        }
        long minimum = atLeast(1, component, MINIMUM, 1);
        long full = pagination.pageSize().orElse(0);
        requireUsable(component, retriever, full, minimum, slicing);
        return new PageSizeReduction(
                full,
                factor.isNumber() ? factor.decimalValue() : BigDecimal.valueOf(2),
                minimum,
                atLeast(1, component, "max_attempts", 5),
                Duration.ofNanos(
                        (long) (Math.min(Math.max(wait.asDouble(0.5), 0), LONGEST_SECONDS) * NANOS_PER_SECOND)),
                atLeast(0, component, "retries_at_minimum_page_size", 0),
                isRestored,
                component.text("failure_message").map(String::strip).filter(text -> !text.isEmpty()));
    }

    private static long atLeast(long least, Component component, String member, long otherwise) {
        long number = component.integer(member).orElse(otherwise);
        if (number < least) {
            component.fault(member, "must be an integer of " + least + " or more");
        }
        return number;
    }

    /** A page may be asked for again only if nothing of it has been passed on, and if the next page is the same after it. */
    private static void requireUsable(
            Component component, Component retriever, long full, long minimum, Slicing slicing) {
        JsonNode paginator = retriever.value("paginator").orElseGet(MissingNode::getInstance);
        JsonNode strategy = paginator.path("pagination_strategy");
        if (Remedies.hasProperties(retriever)) {
            fault(retriever, "cannot be used with QueryProperties, of which records may have been passed on already");
        } else if (slicing.isLazy()) {
            fault(retriever, "cannot be used with lazy_read_pointer, whose first page is not requested");
        } else if (paginator.path("page_size_option").isMissingNode() || full == 0) {
            fault(
                    retriever,
                    "needs a DefaultPaginator with page_size_option, and a page_size of its pagination_strategy");
        } else if (paginator.path("page_token_option").path("type").asText().equals("RequestPath")) {
            fault(retriever, "cannot be used with RequestPath: the URL of the next page has the page size already");
        } else if (strategy.path("type").asText().equals("PageIncrement")) {
            fault(retriever, "cannot be used with PageIncrement: smaller pages have other numbers");
        } else if (strategy.path("type").asText().equals("CustomPaginationStrategy")) {
            fault(
                    retriever,
                    "cannot be used with a CustomPaginationStrategy, which is not told the size that was asked for");
        } else if (full <= minimum) {
            component.fault(MINIMUM, "must be less than the page_size of the pagination_strategy, which is " + full);
        } else {
            StopCondition.compile(strategy.path("stop_condition").asText(), minimum)
                    .ifPresent(reason -> fault(retriever, reason));
        }
    }

    private static void fault(Component retriever, String message) {
        retriever.fault(Remedies.REDUCTION, message);
    }

    /** The page size after one that the API has refused; the same if there is no smaller one. */
    public long smallerThan(long size) {
        long divided =
                new BigDecimal(size).divide(factor, 0, RoundingMode.FLOOR).longValueExact();
        return Math.min(size, Math.max(minimum, divided));
    }
}
