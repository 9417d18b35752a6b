package io.dataconnector.normalizer.quality;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.table.Reference;
import io.dataconnector.normalizer.table.Row;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One foreign key: compares what the rows of a table refer to with the keys of the other table once both
 * are complete. Both sides are sorted, so memory is bounded, however many there are.
 */
final class ReferenceCheck {
    private final Reference reference;
    private final KeyColumns references;
    private final KeyColumns target;

    /**
     * @param references what is referred to
     * @param target the keys of the other table
     */
    ReferenceCheck(Reference reference, KeyColumns references, KeyColumns target) {
        this.reference = requireNonNull(reference, "reference is null");
        this.references = requireNonNull(references, "references is null");
        this.target = requireNonNull(target, "target is null");
    }

    /** The references to rows that do not exist, if there are any. */
    Optional<Finding> finding() throws IOException {
        long unresolved = 0;
        TreeSet<String> examples = new TreeSet<>();
        Iterator<Row> keys = target.sorted();
        Row key = next(keys);
        for (Iterator<Row> wanted = references.sorted(); wanted.hasNext(); ) {
            Row row = wanted.next();
            int order = key == null ? 1 : key.compareTo(row);
            while (key != null && order < 0) {
                key = next(keys);
                order = key == null ? 1 : key.compareTo(row);
            }
            if (order != 0) {
                unresolved++;
                if (examples.size() < Finding.MAX_EXAMPLES) {
                    examples.add(references.describe(row));
                }
            }
        }
        return unresolved == 0 ? Optional.empty() : Optional.of(Finding.unresolved(reference, unresolved, examples));
    }

    private static @Nullable Row next(Iterator<Row> rows) {
        return rows.hasNext() ? rows.next() : null;
    }
}
