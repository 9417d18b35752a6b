package io.dataconnector.core.scan;

/** Writes instants as the beginning of a timestamp in UTC, up to the seconds: {@code 2024-06-02T08:01:18}. */
public final class UtcText {
    /** How many bytes are written. */
    public static final int LENGTH = "2024-06-02T08:01:18".length();

    /** 0000-01-01T00:00:00Z in seconds since 1970-01-01T00:00:00Z: the first that can be written. */
    public static final long FIRST_SECOND = -62_167_219_200L;

    /** 9999-12-31T23:59:59Z in seconds since 1970-01-01T00:00:00Z: the last that can be written. */
    public static final long LAST_SECOND = 253_402_300_799L;

    private static final int SECONDS_PER_DAY = 86_400;

    private UtcText() {}

    /**
     * Writes an instant.
     *
     * @param seconds since 1970-01-01T00:00:00Z, from {@link #FIRST_SECOND} to {@link #LAST_SECOND}
     * @param target has room for {@link #LENGTH} bytes from {@code at} on
     */
    public static void put(long seconds, byte[] target, int at) {
        putDate(Math.floorDiv(seconds, SECONDS_PER_DAY), target, at);
        int second = Math.floorMod(seconds, SECONDS_PER_DAY);
        target[at + 10] = 'T';
        putTwo(second / 3_600, target, at + 11);
        target[at + 13] = ':';
        putTwo(second / 60 % 60, target, at + 14);
        target[at + 16] = ':';
        putTwo(second % 60, target, at + 17);
    }

    private static void putDate(long epochDay, byte[] target, int at) {
        // Counted from 1 March of the year 0, months are regular, and a leap day is the last of its year: 400 years
        // have 146,097 days, 100 of them 36,524, 4 of them 1,461, five months 153.
        int day = (int) (epochDay + 719_528 - 60);
        int era = Math.floorDiv(day, 146_097);
        int dayOfEra = day - era * 146_097;
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        boolean isNextYear = monthFromMarch >= 10;
        int year = era * 400 + yearOfEra + (isNextYear ? 1 : 0);
        putTwo(year / 100, target, at);
        putTwo(year % 100, target, at + 2);
        target[at + 4] = '-';
        putTwo(isNextYear ? monthFromMarch - 9 : monthFromMarch + 3, target, at + 5);
        target[at + 7] = '-';
        putTwo(dayOfMonth, target, at + 8);
    }

    private static void putTwo(int number, byte[] target, int at) {
        target[at] = (byte) ('0' + number / 10);
        target[at + 1] = (byte) ('0' + number % 10);
    }
}
