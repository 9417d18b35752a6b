package io.dataconnector.connector.source.refusal;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.manifest.Component;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a retriever goes back to its first page, when the API asks for it or a number of records has been read.
 *
 * @param splitsByCursor whether it goes on from the greatest cursor that it has read; otherwise it reads the same once more
 * @param limit after how many records it goes back; empty if only the API tells
 */
public record PaginationReset(boolean splitsByCursor, OptionalLong limit) {
    private static final String LIMITS = "limits";

    public PaginationReset {
        requireNonNull(limit, "limit is null");
    }

    /** A PaginationReset of a manifest; empty if it is invalid. */
    static Optional<PaginationReset> compile(Component reset, Component retriever) {
        String action = reset.requiredText("action");
        Optional<Component> limits = reset.component(LIMITS, "PaginationResetLimits");
        OptionalLong limit =
                limits.map(given -> given.integer("number_of_records")).orElseGet(OptionalLong::empty);
        if (limits.isPresent()
                && retriever
                        .value("record_selector")
                        .filter(selector -> selector.hasNonNull("record_filter"))
                        .isPresent()) {
            reset.fault(LIMITS, "count the records that the API returns, so a record_filter cannot be used with them");
        }
        if (limits.isPresent() && Remedies.hasProperties(retriever)) {
            reset.limit(LIMITS, "are not supported together with QueryProperties");
        }
        if (limit.isPresent() && limit.getAsLong() < 1) {
            reset.fault(LIMITS, "number_of_records must be at least 1");
        }
        return switch (action) {
            case "SPLIT_USING_CURSOR" -> Optional.of(new PaginationReset(true, limit));
            case "RESET" -> Optional.of(new PaginationReset(false, limit));
            default -> {
                reset.fault("action", "must be SPLIT_USING_CURSOR or RESET");
                yield Optional.empty();
            }
        };
    }
}
