package io.dataconnector.core.cli;

/** Numbers for people: {@code 1 record}, {@code 2 records}, {@code 1,234,567}. */
public final class Quantity {
    private static final int DIGITS_OF_A_GROUP = 3;

    private Quantity() {}

    /** A number that is not negative, with commas between the thousands. */
    public static String grouped(long number) {
        // A format would do the same, but it has to learn of locales first.
        StringBuilder digits = new StringBuilder(Long.toString(number));
        for (int comma = digits.length() - DIGITS_OF_A_GROUP; comma > 0; comma -= DIGITS_OF_A_GROUP) {
            digits.insert(comma, ',');
        }
        return digits.toString();
    }

    /**
     * A number of things.
     *
     * @param noun in the singular; its plural ends in s
     */
    public static String of(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
