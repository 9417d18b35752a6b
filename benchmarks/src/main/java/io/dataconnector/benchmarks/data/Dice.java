package io.dataconnector.benchmarks.data;

/**
 * Pseudorandom numbers that are the same for the same seed on every JDK: SplitMix64 (Steele, Lea,
 * Flood, "Fast splittable pseudorandom number generators", 2014).
 */
final class Dice {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    /** Restarts with a seed. Neighbouring seeds give unrelated numbers. */
    void seed(long seed) {
        state = mix(seed * GOLDEN_GAMMA);
    }

    /** A number from 0 to less than the bound. */
    int below(int bound) {
        state += GOLDEN_GAMMA;
        return (int) (((mix(state) >>> 32) * bound) >>> 32);
    }

    /** True in one of so many cases. */
    boolean oneIn(int cases) {
        return below(cases) == 0;
    }

    String pick(String... values) {
        return values[below(values.length)];
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
