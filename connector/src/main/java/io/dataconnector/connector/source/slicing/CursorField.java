package io.dataconnector.connector.source.slicing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.ConfiguredValue;
import io.dataconnector.connector.source.Settings;

/**
 * The member of a record that a cursor compares: the one that the manifest names, or the configured catalog where it may.
 *
 * @param name a name, never a path
 * @param isOfCatalog whether the configured catalog may name another one
 */
record CursorField(String name, boolean isOfCatalog) {
    private static final String MEMBER = "cursor_field";
    private static final String ALLOW = "allow_catalog_defined_cursor_field";

    CursorField {
        requireNonNull(name, "name is null");
    }

    /**
     * The field of a cursor. As in the CDK, an empty name in the catalog is none, and a path keeps the stream from being read. So
     * does a name that is reserved in states.
     *
     * @param stream the name of the stream
     */
    static CursorField compile(Component cursor, String stream, Settings settings) {
        cursor.requiredText(MEMBER);
        String own = ConfiguredValue.string(cursor, MEMBER, settings).orElse("");
        boolean isOfCatalog = cursor.flag(ALLOW).orElse(false);
        JsonNode chosen = isOfCatalog
                ? settings.connection()
                        .configured(stream)
                        .map(configured -> configured.path(MEMBER))
                        .orElseGet(MissingNode::getInstance)
                : MissingNode.getInstance();
        String first = chosen.path(0).asText();
        if (first.isEmpty()) {
            return new CursorField(own, isOfCatalog);
        }
        if (chosen.size() > 1) {
            cursor.limitOfConfiguration(
                    ALLOW,
                    "the cursor_field of stream " + stream
                            + " in the configured catalog must be one name, not a path of " + chosen.size());
        }
        if (DatetimeCursor.RESERVED_NAMES.contains(first)) {
            cursor.limitOfConfiguration(
                    ALLOW,
                    "the cursor_field of stream " + stream + " in the configured catalog, \"" + first
                            + "\", is a name that is reserved in states");
            return new CursorField(own, isOfCatalog);
        }
        return new CursorField(first, isOfCatalog);
    }
}
