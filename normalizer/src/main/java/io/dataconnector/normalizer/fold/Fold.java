package io.dataconnector.normalizer.fold;

import java.util.Iterator;

/** What of sorted rows stands in the table, in their order. Nothing is read ahead but one row. */
public interface Fold extends Iterator<FoldedRow> {
    /** How many versions so far do not stand in the table. */
    long superseded();
}
