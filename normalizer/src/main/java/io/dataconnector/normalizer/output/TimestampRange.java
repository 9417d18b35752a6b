package io.dataconnector.normalizer.output;

import java.io.Serializable;

/** The range and precision of the timestamps of a column, so that a type of SQL can hold them all exactly. */
final class TimestampRange implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int MICROSECONDS_LENGTH = "2024-06-02T08:01:18.666000Z".length();
    private static final int YEAR_LENGTH = 4;

    /** Nanoseconds since 1970 in 64 bits reach from September 1677 to April 2262: these are the whole years. */
    private static final int FIRST_NANOSECOND_YEAR = 1678;

    private static final int LAST_NANOSECOND_YEAR = 2261;

    private boolean hasNanoseconds;
    private boolean isBeyondNanoseconds;

    /** Adds a timestamp as the CSV file has it, in ASCII. */
    void add(byte[] text, int from, int to) {
        hasNanoseconds |= to - from > MICROSECONDS_LENGTH;
        int year = 0;
        for (int i = from; i < from + YEAR_LENGTH; i++) {
            year = year * 10 + (text[i] - '0');
        }
        isBeyondNanoseconds |= year < FIRST_NANOSECOND_YEAR || year > LAST_NANOSECOND_YEAR;
    }

    /** Adds the timestamps of another range. */
    void add(TimestampRange other) {
        hasNanoseconds |= other.hasNanoseconds;
        isBeyondNanoseconds |= other.isBeyondNanoseconds;
    }

    boolean hasNanoseconds() {
        return hasNanoseconds;
    }

    /** The type of an instant: in microseconds if that suffices, or else in nanoseconds. */
    String sqlTypeWithZone() {
        if (!hasNanoseconds) {
            return "TIMESTAMPTZ";
        }
        return isBeyondNanoseconds ? "VARCHAR" : "TIMESTAMPTZ_NS";
    }

    /** The type for a table that has nanoseconds in some column. */
    String sqlTypeWithoutZone() {
        if (!isBeyondNanoseconds) {
            return "TIMESTAMP_NS";
        }
        return hasNanoseconds ? "VARCHAR" : "TIMESTAMP";
    }
}
