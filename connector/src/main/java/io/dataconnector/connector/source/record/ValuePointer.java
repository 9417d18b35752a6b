package io.dataconnector.connector.source.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way to one value of what a retriever has found, such as the type of a field, along steps that may be templates, as {@code dpath.get} goes it. */
public final class ValuePointer {
    private final String place;
    private final List<Interpolated> steps;

    private ValuePointer(String place, List<Interpolated> steps) {
        this.place = place;
        this.steps = List.copyOf(steps);
    }

    /** The pointer that a member has; empty if it has no steps, and so leads to where it starts. */
    public static Optional<ValuePointer> compile(Component owner, String member, Settings settings) {
        List<Interpolated> steps = Interpolated.listOf(owner, member, settings);
        return steps.isEmpty() ? Optional.empty() : Optional.of(new ValuePointer(owner.path() + "." + member, steps));
    }

    /**
     * The value; empty if it is not there.
     *
     * @throws ConnectorException if there are several
     */
    public Optional<JsonNode> value(JsonNode start) {
        FieldGlob glob = FieldGlob.of(
                        steps.stream().map(step -> step.value(Map.of())).toList())
                .orElseThrow(() -> failure("may have one ** only"));
        List<JsonNode> values = glob.values(start);
        if (values.size() > 1) {
            throw failure("leads to " + values.size() + " values of the response, where one is expected");
        }
        return values.stream().findFirst();
    }

    private ConnectorException failure(String problem) {
        return new ConnectorException(FailureType.CONFIG_ERROR, "Manifest at " + place + ": " + problem + ".");
    }
}
