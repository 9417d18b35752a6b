package io.dataconnector.connector.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.manifest.Component;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Texts that depend on the configuration alone. They are evaluated when the manifest is compiled, so that it is known before
 * anything is read that the stream of one that fails cannot be.
 */
public final class ConfiguredValue {
    private ConfiguredValue() {}

    /** The value of a member; empty if there is no such member, or it is at fault. */
    public static Optional<JsonNode> of(Component component, String member, Settings settings) {
        return Interpolated.of(component, member, settings).flatMap(text -> evaluate(text, component, member));
    }

    /** The value of a text of a member, as {@link Interpolated#value} has it; empty if it is at fault. */
    public static Optional<JsonNode> evaluate(Interpolated text, Component component, String member) {
        return attempt(() -> text.value(Map.of()), component, member);
    }

    /** The value of a member as text, as {@link Interpolated#string} has it. */
    public static Optional<String> string(Component component, String member, Settings settings) {
        return Interpolated.of(component, member, settings)
                .flatMap(text -> attempt(() -> text.string(Map.of()), component, member));
    }

    /** What an evaluation gives; empty if it fails, which then keeps what it is part of from being read. */
    public static <T> Optional<T> attempt(Supplier<T> evaluation, Component component, String member) {
        try {
            return Optional.of(evaluation.get());
        } catch (ConnectorException e) {
            // The cause says what is wrong; the exception repeats the place.
            Throwable cause = e.getCause();
            component.limitOfConfiguration(member, String.valueOf(cause == null ? e.getMessage() : cause.getMessage()));
            return Optional.empty();
        }
    }
}
