package io.dataconnector.core.message;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The name of a stream as its records carry it.
 *
 * @param namespace empty if the records have none
 */
public record StreamName(String namespace, String name) implements Serializable {
    public StreamName {
        requireNonNull(namespace, "namespace is null");
        requireNonNull(name, "name is null");
    }

    // A record's own methods are linked on first use, which takes longer than reading a small input.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StreamName stream && stream.namespace.equals(namespace) && stream.name.equals(name);
    }

    @Override
    public int hashCode() {
        return 31 * namespace.hashCode() + name.hashCode();
    }

    /** {@code namespace.name}, or the name alone. */
    @Override
    public String toString() {
        return namespace.isEmpty() ? name : namespace + "." + name;
    }
}
