package io.dataconnector.connector.source.refusal;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.slicing.DatetimeCursor;
import io.dataconnector.connector.source.slicing.Slicing;
import io.dataconnector.connector.template.CalendarDuration;
import java.time.Duration;
import java.util.Optional;

/**
 * How a retriever divides the interval of a slice when the API refuses it.
 *
 * @param smallest a window that is not longer is not divided; zero if only the granularity of the cursor limits it
 * @param advice what a user can do if nothing helps
 */
public record WindowSplitting(Duration smallest, Optional<String> advice) {
    private static final String SMALLEST = "min_split_window";

    public WindowSplitting {
        requireNonNull(smallest, "smallest is null");
        requireNonNull(advice, "advice is null");
    }

    /** A RequestWindowSplitting of a manifest. */
    static WindowSplitting compile(Component component, Component retriever, Slicing slicing) {
        Optional<String> written = component.text(SMALLEST).filter(text -> !text.isEmpty());
        Optional<Duration> smallest = written.flatMap(CalendarDuration::parse)
                .filter(given -> given.months() == 0 && given.rest().compareTo(Duration.ZERO) > 0)
                .map(CalendarDuration::rest);
        if (written.isPresent() && smallest.isEmpty()) {
            component.fault(SMALLEST, "must be a duration of days, hours, minutes or seconds in ISO 8601, such as P1D");
        }
        if (Remedies.hasProperties(retriever)) {
            retriever.fault(
                    Remedies.SPLITTING,
                    "cannot be used with QueryProperties, of which records may have been passed on already");
        }
        if (slicing.isLazy()) {
            retriever.fault(
                    Remedies.SPLITTING, "cannot be used with lazy_read_pointer, whose first page is not requested");
        }
        if (slicing.cursor().filter(DatetimeCursor::isDivisible).isEmpty()) {
            retriever.fault(
                    Remedies.SPLITTING,
                    "needs a DatetimeBasedCursor with a cursor_granularity of a fixed length that its datetime_format can"
                            + " express, and without is_client_side_incremental");
        }
        return new WindowSplitting(
                smallest.orElse(Duration.ZERO),
                component.text("failure_message").map(String::strip).filter(text -> !text.isEmpty()));
    }
}
