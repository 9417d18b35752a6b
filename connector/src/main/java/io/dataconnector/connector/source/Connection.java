package io.dataconnector.connector.source;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What a read is told beside the configuration: which streams are configured, and their states. Of commands that are told
 * neither, it is {@link #NONE}. What it gives is not to be changed.
 */
public interface Connection {
    /** Without a configured catalog and without states. */
    Connection NONE = new Connection() {
        @Override
        public Optional<ObjectNode> configured(String stream) {
            return Optional.empty();
        }

        @Override
        public ObjectNode state(String stream) {
            return JsonNodeFactory.instance.objectNode();
        }
    };

    /** How a stream is configured (ConfiguredAirbyteStream); empty if it is not, or nothing is. */
    Optional<ObjectNode> configured(String stream);

    /** The state of a stream, as it is written; an empty object if it has none. */
    ObjectNode state(String stream);
}
