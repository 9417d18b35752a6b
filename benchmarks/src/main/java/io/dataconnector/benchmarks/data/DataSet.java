package io.dataconnector.benchmarks.data;

import static java.util.Objects.requireNonNull;

import io.dataconnector.benchmarks.BenchmarkException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What is generated. The same scale always gives the same records; the page size only says where they
 * are cut into pages.
 *
 * @param scale how many times 1,900,000 records there are in all
 * @param pageSize how many records a page has; 0 for one page per stream
 */
public record DataSet(BigDecimal scale, int pageSize) {
    /** All records of a stream in one page. */
    public static final int ONE_PAGE = 0;

    private static final BigDecimal MAX_SCALE = BigDecimal.valueOf(100);

    public DataSet {
        requireNonNull(scale, "scale is null");
        if (scale.signum() <= 0 || scale.compareTo(MAX_SCALE) > 0) {
            throw new BenchmarkException("The scale must be greater than 0 and at most " + MAX_SCALE + ", but is "
                    + scale.toPlainString() + ".");
        }
        if (pageSize < 0) {
            throw new BenchmarkException(
                    "The page size must be a number of records, or 0 for one page per stream, but is " + pageSize
                            + ".");
        }
        scale = scale.stripTrailingZeros();
    }

    /** How many records a stream has. */
    public int records(GeneratedStream stream) {
        int records = scale.multiply(BigDecimal.valueOf(stream.recordsAtScaleOne()))
                .setScale(0, RoundingMode.HALF_UP)
                .intValueExact();
        return Math.max(1, records);
    }

    /** How many records all streams have together. */
    public long records() {
        long records = 0;
        for (GeneratedStream stream : GeneratedStream.values()) {
            records += records(stream);
        }
        return records;
    }

    /** How many pages a stream has. */
    public int pages(GeneratedStream stream) {
        return pageSize == ONE_PAGE ? 1 : (records(stream) - 1) / pageSize + 1;
    }

    /** A short name, fit for a folder: {@code scale-0.1-pages-of-1000}. */
    public String name() {
        String pages = pageSize == ONE_PAGE ? "one-page" : "pages-of-" + pageSize;
        return "scale-" + scale.toPlainString() + "-" + pages;
    }
}
