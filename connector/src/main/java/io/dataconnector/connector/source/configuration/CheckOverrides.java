package io.dataconnector.connector.source.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The {@code config_overrides} of a check: members of the configuration that have other values while it is checked. */
public final class CheckOverrides {
    private static final String MEMBER = "config_overrides";
    private static final String PREFIX_OF_PLATFORM = "__airbyte";
    /** What writes the configuration that it sees to the platform, which would keep the overrides. */
    private static final Set<String> KEEPERS = Set.of("OAuthAuthenticator", "CustomAuthenticator");

    private CheckOverrides() {}

    /**
     * The overrides of a manifest, by the names of members at the top of a configuration; empty if there are none.
     *
     * @throws ConnectorException if they cannot be used, for the reasons of the CDK
     */
    public static ObjectNode of(Manifest manifest) {
        JsonNode written = manifest.content().path("check").path(MEMBER);
        if (!(written instanceof ObjectNode overrides) || overrides.isEmpty()) {
            return JsonNodeFactory.instance.objectNode();
        }
        List<String> reserved = overrides
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> name.startsWith(PREFIX_OF_PLATFORM))
                .toList();
        if (!reserved.isEmpty()) {
            throw failure(manifest, "has names that are reserved for the platform: " + String.join(", ", reserved));
        }
        if (keepsConfiguration(manifest.content())) {
            throw failure(
                    manifest,
                    "cannot be used together with a refresh_token_updater, which would keep them in the configuration");
        }
        return overrides;
    }

    /** A configuration with the overrides in place of its own members. */
    public static ObjectNode apply(ObjectNode overrides, ObjectNode config) {
        ObjectNode changed = JsonNodeFactory.instance.objectNode();
        changed.setAll(config);
        changed.setAll(overrides);
        return changed;
    }

    private static boolean keepsConfiguration(JsonNode node) {
        boolean isKeeper = KEEPERS.contains(node.path("type").asText()) && node.hasNonNull("refresh_token_updater");
        return isKeeper || node.valueStream().anyMatch(CheckOverrides::keepsConfiguration);
    }

    private static ConnectorException failure(Manifest manifest, String problem) {
        return new ConnectorException(
                FailureType.CONFIG_ERROR, "Manifest " + manifest.name() + " at check." + MEMBER + ": " + problem + ".");
    }
}
