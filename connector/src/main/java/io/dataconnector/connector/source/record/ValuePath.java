package io.dataconnector.connector.source.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The way to one value of a record, such as the key of a parent record, with the meaning that dpath gives it. Immutable, and
 * safe for use by several threads.
 */
public final class ValuePath {
    private static final Pattern SEPARATOR = Pattern.compile("/");

    private final List<String> steps;
    private final FieldGlob glob;

    private ValuePath(List<String> steps, FieldGlob glob) {
        this.steps = List.copyOf(steps);
        this.glob = glob;
    }

    /**
     * The way along some steps.
     *
     * @return empty if there is more than one {@code **}
     */
    public static Optional<ValuePath> of(List<String> steps) {
        List<JsonNode> nodes =
                steps.stream().<JsonNode>map(JsonNodeFactory.instance::textNode).toList();
        return FieldGlob.of(nodes).map(glob -> new ValuePath(steps, glob));
    }

    /** The way along the steps that slashes separate; slashes at the beginning count for nothing, a dot is a part of a name. */
    public static Optional<ValuePath> ofText(String text) {
        String path = text.replaceFirst("^/+", "");
        return path.isEmpty() ? of(List.of()) : of(Arrays.asList(SEPARATOR.split(path, -1)));
    }

    /** The steps with a dot between them. */
    public String name() {
        return String.join(".", steps);
    }

    /**
     * The value of a record; the record itself if there are no steps.
     *
     * @return empty if it is not there
     * @throws ConnectorException if the path leads to several
     */
    public Optional<JsonNode> value(JsonNode record) {
        if (glob.isEmpty()) {
            return Optional.of(record);
        }
        List<JsonNode> values = glob.values(record);
        if (values.size() > 1) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    "The path " + String.join("/", steps) + " leads to " + values.size()
                            + " values of a parent record, where one is expected. Write a path without wildcards.");
        }
        return values.stream().findFirst();
    }
}
