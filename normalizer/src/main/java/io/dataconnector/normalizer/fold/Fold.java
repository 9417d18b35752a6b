package io.dataconnector.normalizer.fold;

import java.util.Iterator;

/** The rows of the table, selected from sorted rows, in their order. Only one row is read ahead. */
public interface Fold extends Iterator<FoldedRow> {
    /** How many versions so far are not in the table. */
    long superseded();
}
