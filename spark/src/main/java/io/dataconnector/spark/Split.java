package io.dataconnector.spark;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * A part of an input: the lines that begin in {@code [from, to)}. A compressed input is one split.
 *
 * @param number its place among all splits, from 0 on: in the order of the inputs, and of their bytes
 */
record Split(int number, Input input, long from, long to) implements Serializable {
    Split {
        requireNonNull(input, "input is null");
    }

    /** How many bytes of the file it has. */
    long bytes() {
        return to - from;
    }
}
