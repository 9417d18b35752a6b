package io.dataconnector.connector.source.slicing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.extension.CustomStateMigration;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.CustomComponents;
import io.dataconnector.connector.source.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a state in the form of today of one in an older form. */
@FunctionalInterface
interface StateMigration {
    /** The state in the form of today; one that is not of the old form as it is. */
    JsonNode migrate(JsonNode state);

    /** The migrations of a stream, in their order. */
    static List<StateMigration> compile(
            Component stream, Optional<PartitionRouter> router, Optional<DatetimeCursor> cursor, Settings settings) {
        List<StateMigration> migrations = new ArrayList<>();
        List<Component> components =
                stream.components(LegacyStates.MEMBER, "LegacyToPerPartitionStateMigration", "CustomStateMigration");
        for (Component component : components) {
            if (component.type().equals("CustomStateMigration")) {
                custom(component, settings).ifPresent(migrations::add);
            } else {
                LegacyStates.compile(stream, router, cursor).ifPresent(migrations::add);
            }
        }
        return migrations;
    }

    private static Optional<StateMigration> custom(Component component, Settings settings) {
        String place = component.path();
        return CustomComponents.find(component, settings, CustomStateMigration.class)
                .map(found -> state -> state instanceof ObjectNode object
                        ? CustomComponents.call(place, () -> found.migrate(object.deepCopy()))
                        : state);
    }
}
