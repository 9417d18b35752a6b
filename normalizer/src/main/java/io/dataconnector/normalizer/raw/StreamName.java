package io.dataconnector.normalizer.raw;

import static java.util.Objects.requireNonNull;

/**
 * The name of a stream as its records carry it.
 *
 * @param namespace empty if the records have none
 */
public record StreamName(String namespace, String name) {
    public StreamName {
        requireNonNull(namespace, "namespace is null");
        requireNonNull(name, "name is null");
    }

    /** {@code namespace.name}, or the name alone. */
    @Override
    public String toString() {
        return namespace.isEmpty() ? name : namespace + "." + name;
    }
}
