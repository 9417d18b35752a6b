package io.dataconnector.core.cli;

/** Numbers in messages: {@code 1 record}, {@code 2 records}, {@code 1,234,567}. */
public final class Quantity {
    private static final int DIGITS_OF_A_GROUP = 3;

    private Quantity() {}

    /** A non-negative number with thousands separators. */
    public static String grouped(long number) {
        // String.format would do the same, but it first has to load locale data.
        StringBuilder digits = new StringBuilder(Long.toString(number));
        for (int comma = digits.length() - DIGITS_OF_A_GROUP; comma > 0; comma -= DIGITS_OF_A_GROUP) {
            digits.insert(comma, ',');
        }
        return digits.toString();
    }

    /**
     * A number with its noun.
     *
     * @param noun in the singular; its plural ends in s
     */
    public static String of(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
