package io.dataconnector.connector.source.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.record.FieldGlob;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way to one value of what describes a schema, along steps that may be templates, as {@code dpath.get} goes it. */
final class SchemaPointer {
    private final String place;
    private final List<Interpolated> steps;

    private SchemaPointer(String place, List<Interpolated> steps) {
        this.place = place;
        this.steps = List.copyOf(steps);
    }

    /** The pointer that a member has; empty if it has no steps, and so leads to where it starts. */
    static Optional<SchemaPointer> compile(Component identifier, String member, Settings settings) {
        List<Interpolated> steps = Interpolated.listOf(identifier, member, settings);
        return steps.isEmpty()
                ? Optional.empty()
                : Optional.of(new SchemaPointer(identifier.path() + "." + member, steps));
    }

    /**
     * The value; empty if it is not there.
     *
     * @throws ConnectorException if there are several
     */
    Optional<JsonNode> value(JsonNode start) {
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
