package io.dataconnector.connector.catalog;

import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.ConfiguredValue;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The streams that a manifest itself has, some of which may be there for certain configurations only. */
final class DeclaredStreams {
    private static final String STREAMS = "streams";
    private static final String CONDITIONAL = "ConditionalStreams";
    private static final String CONDITION = "condition";

    private DeclaredStreams() {}

    /**
     * The streams of a source, in their order.
     *
     * @param isSample whether nobody has written the configuration, so that all streams are there
     */
    static List<Component> of(Component source, Settings settings, boolean isSample) {
        List<Component> streams = new ArrayList<>();
        for (Component component :
                source.components(STREAMS, StreamCompiler.TYPE, DelegatingStream.TYPE, CONDITIONAL)) {
            if (!component.type().equals(CONDITIONAL)) {
                streams.add(component);
            } else if (isThere(component, settings) || isSample) {
                component.requiredValue(STREAMS);
                streams.addAll(component.components(STREAMS, StreamCompiler.TYPE));
            } else {
                component.passOver(STREAMS);
            }
        }
        return streams;
    }

    private static boolean isThere(Component conditional, Settings settings) {
        conditional.requiredText(CONDITION);
        Optional<Interpolated> condition = Interpolated.of(conditional, CONDITION, settings);
        return condition
                .flatMap(known -> ConfiguredValue.attempt(() -> known.isTrue(Map.of()), conditional, CONDITION))
                .orElse(false);
    }

    /** Whether the configuration decides which streams there are. */
    static boolean depend(Component source) {
        return source.values(STREAMS).stream()
                .anyMatch(stream -> stream.path("type").asText().equals(CONDITIONAL));
    }
}
