package io.dataconnector.normalizer.fold;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.table.Row;
import java.time.Instant;
import java.util.Optional;

/**
 * A version that is a row of the table.
 *
 * @param validTo when the next version became valid, if there is one
 */
public record FoldedRow(Row row, Optional<Instant> validTo) {
    public FoldedRow {
        requireNonNull(row, "row is null");
        requireNonNull(validTo, "validTo is null");
    }
}
