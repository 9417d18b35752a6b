package io.dataconnector.connector.source.slicing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the state of a stream in partitions out of one in the form {@code {"<key of the parent>": {"<cursor field>":
 * "..."}}} (LegacyToPerPartitionStateMigration).
 *
 * @param partitionField the name of the key in a partition
 * @param cursorField the name of the cursor
 */
record LegacyStates(String partitionField, String cursorField) implements StateMigration {
    static final String MEMBER = "state_migrations";

    LegacyStates {
        requireNonNull(partitionField, "partitionField is null");
        requireNonNull(cursorField, "cursorField is null");
    }

    /**
     * The migration of a stream that declares one.
     *
     * @return empty if there are several parents, where the CDK migrates nothing
     */
    static Optional<StateMigration> compile(
            Component stream, Optional<PartitionRouter> router, Optional<DatetimeCursor> cursor) {
        if (!(router.orElse(null) instanceof SubstreamPartitions substream) || cursor.isEmpty()) {
            stream.fault(MEMBER, "needs a SubstreamPartitionRouter and a cursor");
            return Optional.empty();
        }
        return substream
                .onlyParent()
                .map(parent -> new LegacyStates(parent.field(), cursor.get().cursorField()));
    }

    @Override
    public JsonNode migrate(JsonNode state) {
        return isLegacy(state) ? migrated((ObjectNode) state) : state;
    }

    private boolean isLegacy(JsonNode state) {
        return state.isObject()
                && !state.isEmpty()
                && !state.has("states")
                && state.propertyStream().map(Map.Entry::getValue).allMatch(this::isCursor);
    }

    private boolean isCursor(JsonNode value) {
        return value.isObject() && value.size() == 1 && value.has(cursorField);
    }

    private ObjectNode migrated(ObjectNode state) {
        ObjectNode migrated = JsonNodeFactory.instance.objectNode();
        ArrayNode states = migrated.putArray("states");
        state.properties().forEach(member -> {
            ObjectNode one = states.addObject();
            one.putObject("partition").put(partitionField, member.getKey());
            one.set("cursor", member.getValue());
        });
        return migrated;
    }
}
