package io.dataconnector.connector.source.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code field_path}: the way to a value, with templates that only use what holds for the whole read, and so are
 * evaluated once. An empty path leads to the value that it starts from.
 */
final class FieldPath {
    private static final String MEMBER = "field_path";
    private static final String ANY = "*";
    private static final FieldGlob NO_STEPS = FieldGlob.of(List.of()).orElseThrow();

    /** Leads to where it starts. */
    static final FieldPath EMPTY = new FieldPath(NO_STEPS, false, "");

    private final FieldGlob glob;
    /** Whether it leads to any number of values, which a step {@code *} of its own says. */
    private final boolean isMany;

    private final String place;

    private FieldPath(FieldGlob glob, boolean isMany, String place) {
        this.glob = glob;
        this.isMany = isMany;
        this.place = place;
    }

    /** The path of a component, which must have one; a fault if it is none. */
    static FieldPath compile(Component component, Settings settings) {
        component.requiredValue(MEMBER);
        List<JsonNode> steps = steps(component, MEMBER, settings);
        Optional<FieldGlob> glob = FieldGlob.of(steps);
        if (glob.isEmpty()) {
            component.fault(MEMBER, "may have one ** only");
        }
        boolean isMany = steps.stream().anyMatch(step -> ANY.equals(step.textValue()));
        return new FieldPath(glob.orElse(NO_STEPS), isMany, component.path() + "." + MEMBER);
    }

    /** The steps that a member has, its templates evaluated. */
    static List<JsonNode> steps(Component component, String member, Settings settings) {
        List<JsonNode> steps = new ArrayList<>();
        for (Interpolated step : Interpolated.listOf(component, member, settings)) {
            steps.add(step.value(Map.of()));
        }
        return steps;
    }

    boolean isMany() {
        return isMany;
    }

    /** The JSON pointer (RFC 6901) of the same value; empty if there is none. */
    Optional<String> pointer() {
        return isMany ? Optional.empty() : glob.pointer();
    }

    /** The values that the path leads to. */
    List<JsonNode> values(JsonNode start) {
        return glob.isEmpty() ? List.of(start) : glob.values(start);
    }

    /**
     * The value that the path leads to, or the first of them if there may be many.
     *
     * @throws ConnectorException if there are several, although there should be one
     */
    Optional<JsonNode> first(JsonNode start) {
        List<JsonNode> values = values(start);
        if (values.size() > 1 && !isMany) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    "Manifest at " + place + ": the path leads to " + values.size()
                            + " values, where one is expected; a step that is only * stands for any number of them.");
        }
        return values.stream().findFirst();
    }

    void delete(ObjectNode start) {
        glob.delete(start);
    }
}
