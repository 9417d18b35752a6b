package io.dataconnector.normalizer.quality;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.fold.RowSorter;
import io.dataconnector.normalizer.table.Reference;
import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One foreign key: gathers what the rows of a table refer to, and holds it against the keys of the other
 * table when both are complete. Both sides are sorted, so memory is bounded however many there are.
 */
final class ReferenceCheck {
    private final Reference reference;
    private final int[] columns;
    private final KeyColumns key;
    private final RowSorter references;

    /** @param references gathers what is referred to */
    ReferenceCheck(TableDefinition table, Reference reference, RowSorter references) {
        this.reference = requireNonNull(reference, "reference is null");
        this.references = requireNonNull(references, "references is null");
        key = new KeyColumns(table, reference.columns());
        columns = key.indexes();
    }

    String target() {
        return reference.table();
    }

    /** Notes what a row refers to; a row with a null in it refers to nothing. */
    void add(@Nullable String[] row) throws IOException {
        if (Arrays.stream(columns).allMatch(column -> row[column] != null)) {
            references.add(key.of(row));
        }
    }

    /**
     * Holds everything against the keys of the other table.
     *
     * @param keys sorted
     * @return the references that lead nowhere, if there are any
     */
    Optional<Finding> finding(Iterator<Row> keys) throws IOException {
        long unresolved = 0;
        TreeSet<String> examples = new TreeSet<>();
        Optional<Row> there = next(keys);
        for (Iterator<Row> wanted = references.sorted(); wanted.hasNext(); ) {
            Row row = wanted.next();
            while (there.isPresent() && there.get().compareTo(row) < 0) {
                there = next(keys);
            }
            if (there.isEmpty() || !there.get().hasKeyOf(row)) {
                unresolved++;
                if (examples.size() < Finding.MAX_EXAMPLES) {
                    examples.add(key.describe(row));
                }
            }
        }
        return unresolved == 0
                ? Optional.empty()
                : Optional.of(new Finding(
                        "reference",
                        reference.columns(),
                        "the key of a row of " + reference.table(),
                        unresolved,
                        List.copyOf(examples)));
    }

    private static Optional<Row> next(Iterator<Row> rows) {
        return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
    }
}
