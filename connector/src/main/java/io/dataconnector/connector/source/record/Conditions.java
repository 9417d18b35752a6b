package io.dataconnector.connector.source.record;

import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import java.util.Optional;

/** The {@code condition} of a transformation. */
final class Conditions {
    private static final String CONDITION = "condition";

    private Conditions() {}

    /** Empty if there is none, or its text is empty: the transformation then applies always. */
    static Optional<Interpolated> compile(Component transformation, Settings settings) {
        return Interpolated.of(transformation, CONDITION, settings)
                .filter(condition -> !condition.text().isEmpty());
    }
}
