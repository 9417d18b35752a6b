package io.dataconnector.core.cli;

/** Numbers of things in messages: {@code 1 record}, {@code 2 records}. */
public final class Quantity {
    private Quantity() {}

    /**
     * A number of things.
     *
     * @param noun in the singular; its plural ends in s
     */
    public static String of(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
