package io.dataconnector.connector.source.refusal;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much less a request asks for than the slice and the manifest say.
 *
 * @param window the interval that is left of the slice's own; empty if that is asked for
 * @param pageSize how many records a page may have; empty if it is what the manifest says
 */
public record Narrowing(Optional<ObjectNode> window, OptionalLong pageSize) {
    /** Nothing less. */
    public static final Narrowing NONE = new Narrowing(Optional.empty(), OptionalLong.empty());

    public Narrowing {
        requireNonNull(window, "window is null");
        requireNonNull(pageSize, "pageSize is null");
    }

    /** Whether both ask for the same. Not the record's own equals, for which the JVM generates code at every start. */
    public boolean isSame(Narrowing other) {
        return window.equals(other.window) && pageSize.equals(other.pageSize);
    }
}
