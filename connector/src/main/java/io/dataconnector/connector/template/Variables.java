package io.dataconnector.connector.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The variables that a template is evaluated with, such as {@code config} and {@code record}. The aliases
 * {@code stream_interval} and {@code stream_partition} are looked up as {@code stream_slice}, as in the CDK.
 */
public interface Variables {
    /** The value of a variable; empty if there is none of that name, which is an error where a template names it. */
    Optional<JsonNode> value(String name);

    /** The clock of {@code now_utc()} and the like. */
    Clock clock();

    /** Variables out of a map. */
    static Variables of(Map<String, ? extends JsonNode> values, Clock clock) {
        Map<String, JsonNode> copy = Map.copyOf(values);
        return new Variables() {
            @Override
            public Optional<JsonNode> value(String name) {
                return Optional.ofNullable(copy.get(name));
            }

            @Override
            public Clock clock() {
                return clock;
            }
        };
    }
}
