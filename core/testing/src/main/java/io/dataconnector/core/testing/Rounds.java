package io.dataconnector.core.testing;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;
import java.util.Properties;
import java.util.SplittableRandom;

/**
 * Which rounds of the seeded tests are run, and from which seed. A round depends on its number and the
 * seed alone, so it can be run again without those before it.
 */
record Rounds(long seed, int factor, OptionalInt only) {
    static final long DEFAULT_SEED = 8259;

    private static final String SEED = "dataconnector.seed";
    private static final String FACTOR = "dataconnector.rounds.factor";
    private static final String ROUND = "dataconnector.round";

    /** Odd, and unlike the increment of {@link SplittableRandom}: neighbouring seeds have no round in common. */
    private static final long ROUND_STEP = 0xd1342543de82ef95L;

    /** A test with its inputs left open. */
    @FunctionalInterface
    interface Body {
        void run(Draws draws) throws Throwable;
    }

    /** Read once, so that a random seed is the same for all tests of a JVM. */
    private static final class ThisRun {
        static final Rounds ROUNDS = of(System.getProperties());
    }

    Rounds {
        requireNonNull(only, "only is null");
        if (factor < 1) {
            throw new IllegalArgumentException(FACTOR + " must be at least 1 but is " + factor);
        }
        if (only.isPresent() && only.getAsInt() < 0) {
            throw new IllegalArgumentException(ROUND + " must not be negative but is " + only.getAsInt());
        }
    }

    static Rounds ofThisRun() {
        return ThisRun.ROUNDS;
    }

    static Rounds of(Properties properties) {
        String only = properties.getProperty(ROUND);
        return new Rounds(
                seed(properties.getProperty(SEED, Long.toString(DEFAULT_SEED))),
                (int) number(FACTOR, properties.getProperty(FACTOR, "1"), Integer.MAX_VALUE),
                only == null ? OptionalInt.empty() : OptionalInt.of((int) number(ROUND, only, Integer.MAX_VALUE)));
    }

    private static long seed(String text) {
        if (!text.equals("random")) {
            return number(SEED, text, Long.MAX_VALUE);
        }
        long seed = new SplittableRandom().nextLong(Long.MAX_VALUE);
        System.out.println("Seeded tests run with -D" + SEED + "=" + seed);
        return seed;
    }

    private static long number(String property, String text, long max) {
        try {
            long number = Long.parseLong(text);
            if (number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Not a number: the same answer as for one that is too large.
        }
        throw new IllegalArgumentException(property + " must be a number up to " + max
                + (property.equals(SEED) ? " or \"random\"" : "") + " but is \"" + text + "\"");
    }

    /**
     * Runs a test.
     *
     * @param name the test as Surefire's {@code -Dtest} takes it
     * @param count how many rounds it has by default
     * @throws AssertionError if a round fails; it says which, and how to run it again
     */
    void run(String name, int count, Body body) {
        if (count < 1) {
            throw new IllegalArgumentException(name + " must have at least one round but has " + count);
        }
        int first = only.orElse(0);
        int end = only.isPresent() ? Math.addExact(first, 1) : Math.multiplyExact(count, factor);
        for (int round = first; round < end; round++) {
            try {
                body.run(new Draws(seedOf(round)));
            } catch (OutOfMemoryError e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(
                        "Round " + round + " failed; to run it alone: -Dtest=" + name + " -D" + SEED + "=" + seed
                                + " -D" + ROUND + "=" + round + System.lineSeparator() + e,
                        e);
            }
        }
    }

    private long seedOf(int round) {
        return new SplittableRandom(seed + round * ROUND_STEP).nextLong();
    }
}
