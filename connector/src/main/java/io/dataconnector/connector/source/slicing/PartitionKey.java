package io.dataconnector.connector.source.slicing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.core.document.Json;
import java.util.Map;

/** What tells a partition from others: its values as JSON, in the order of their names, as the CDK keeps it in states. */
public final class PartitionKey {
    private PartitionKey() {}

    /** The text of a partition, or of a value of one; two that are equal but for the order of their names have the same. */
    public static String of(JsonNode partition) {
        return Json.write(sortedValue(partition));
    }

    /** The same values with their names in order, in all depth. */
    public static ObjectNode sorted(ObjectNode partition) {
        ObjectNode sorted = JsonNodeFactory.instance.objectNode();
        partition
                .propertyStream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(member -> sorted.set(member.getKey(), sortedValue(member.getValue())));
        return sorted;
    }

    private static JsonNode sortedValue(JsonNode value) {
        if (value instanceof ObjectNode object) {
            return sorted(object);
        }
        if (value instanceof ArrayNode array) {
            ArrayNode elements = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(element -> elements.add(sortedValue(element)));
            return elements;
        }
        return value;
    }
}
