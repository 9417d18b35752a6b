package io.dataconnector.normalizer.output;

import io.dataconnector.normalizer.table.Column;
import io.dataconnector.normalizer.table.ColumnType;
import io.dataconnector.normalizer.table.RowFields;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ranges of the values in the columns of a file, or of a part of it: what the types of SQL depend on. */
public final class ColumnRanges implements Serializable {
    private static final long serialVersionUID = 1L;

    private final @Nullable DecimalRange[] decimals;
    private final @Nullable TimestampRange[] timestamps;
    private final boolean[] isJson;
    private final boolean[] isBrokenJson;
    private long longestRow;

    ColumnRanges(List<Column> columns) {
        decimals = new DecimalRange[columns.size()];
        timestamps = new TimestampRange[columns.size()];
        isJson = new boolean[columns.size()];
        isBrokenJson = new boolean[columns.size()];
        for (int i = 0; i < decimals.length; i++) {
            ColumnType type = columns.get(i).type();
            isJson[i] = type == ColumnType.JSON;
            if (type == ColumnType.DECIMAL) {
                decimals[i] = new DecimalRange();
            } else if (type == ColumnType.TIMESTAMP) {
                timestamps[i] = new TimestampRange();
            }
        }
    }

    /** Adds a row of the file. */
    void add(RowFields row) {
        long length = 0;
        for (int i = 0; i < decimals.length; i++) {
            if (row.isNull(i)) {
                continue;
            }
            length += row.length(i);
            DecimalRange decimal = decimals[i];
            TimestampRange timestamp = timestamps[i];
            if (decimal != null) {
                decimal.add(row.bytes(), row.start(i), row.end(i));
            } else if (timestamp != null) {
                timestamp.add(row.bytes(), row.start(i), row.end(i));
            } else if (isJson[i] && !isBrokenJson[i]) {
                isBrokenJson[i] = LoneSurrogates.areIn(row.bytes(), row.start(i), row.end(i));
            }
        }
        longestRow = Math.max(longestRow, length);
    }

    /** Adds the rows of another part of the file. */
    void add(ColumnRanges other) {
        for (int i = 0; i < decimals.length; i++) {
            DecimalRange decimal = decimals[i];
            DecimalRange otherDecimal = other.decimals[i];
            if (decimal != null && otherDecimal != null) {
                decimal.add(otherDecimal);
            }
            TimestampRange timestamp = timestamps[i];
            TimestampRange otherTimestamp = other.timestamps[i];
            if (timestamp != null && otherTimestamp != null) {
                timestamp.add(otherTimestamp);
            }
            isBrokenJson[i] |= other.isBrokenJson[i];
        }
        longestRow = Math.max(longestRow, other.longestRow);
    }

    /** The bytes of the fields of the longest row. */
    long longestRow() {
        return longestRow;
    }

    boolean hasNanoseconds() {
        return Arrays.stream(timestamps).anyMatch(range -> range != null && range.hasNanoseconds());
    }

    @Nullable
    DecimalRange decimal(int column) {
        return decimals[column];
    }

    @Nullable
    TimestampRange timestamp(int column) {
        return timestamps[column];
    }

    /** Whether a value of a JSON column has half of a surrogate pair. */
    boolean isBrokenJson(int column) {
        return isBrokenJson[column];
    }
}
