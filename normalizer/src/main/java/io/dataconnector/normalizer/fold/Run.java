package io.dataconnector.normalizer.fold;

import io.dataconnector.normalizer.table.Row;
import java.util.Iterator;

/** Rows in their order, in memory or on disk. There is at least one. */
interface Run {
    Row first();

    Row last();

    /** All rows. They may be read several times, even at once. */
    Iterator<Row> rows();
}
