package io.dataconnector.spark;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * A raw output that is to be read.
 *
 * @param number its place among the inputs, from 0 on
 * @param name what the user calls it
 * @param uri where Hadoop finds it
 * @param bytes how large the file is
 * @param isCompressed whether it can only be read from its beginning
 */
record Input(int number, String name, String uri, long bytes, boolean isCompressed) implements Serializable {
    Input {
        requireNonNull(name, "name is null");
        requireNonNull(uri, "uri is null");
    }
}
