package io.dataconnector.connector.extension;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Finds the records of a response: the {@code extractor} of a {@code RecordSelector}. */
@FunctionalInterface
public non-sealed interface CustomRecordExtractor extends CustomComponent {
    /**
     * The records of a response, in their order.
     *
     * @param response the body as its decoder has read it; not to be changed, since the paginator looks at it afterwards
     * @return new objects, or parts of the response; they are copied
     */
    List<ObjectNode> extract(JsonNode response);
}
