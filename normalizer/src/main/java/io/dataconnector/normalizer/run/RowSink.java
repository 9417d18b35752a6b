package io.dataconnector.normalizer.run;

import io.dataconnector.normalizer.table.RowBatch;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;

/** Takes the rows of one table, in any order. */
public interface RowSink {
    /** The table. */
    TableDefinition definition();

    /** Takes the rows of a batch, which is reused afterwards. */
    void add(RowBatch rows) throws IOException;
}
