package io.dataconnector.normalizer.diff;

import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.failure.NormalizerException.Category;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Columns that a comparison leaves out, given as {@code COLUMN} for all tables, or {@code TABLE.COLUMN} for one. */
public final class IgnoredColumns {
    private final Set<String> names;
    private final Set<String> unused;

    public IgnoredColumns(Collection<String> names) {
        this.names = Set.copyOf(names);
        unused = new TreeSet<>(names);
    }

    boolean contains(String table, String column) {
        return names.contains(column) || names.contains(table + "." + column);
    }

    List<String> without(String table, List<String> columns) {
        return columns.stream().filter(column -> !contains(table, column)).toList();
    }

    /** Records the columns of a table, so that an unknown name can be refused. */
    void noteTable(String table, Collection<String> columns) {
        for (String column : columns) {
            unused.remove(column);
            unused.remove(table + "." + column);
        }
    }

    /** @throws NormalizerException if there is no column of a name */
    void requireAllUsed() {
        if (!unused.isEmpty()) {
            throw new NormalizerException(
                    Category.INPUT,
                    "There is no column " + String.join(", ", unused)
                            + " to ignore. Give COLUMN, or TABLE.COLUMN, of a table that is compared.");
        }
    }
}
