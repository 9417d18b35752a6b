package io.dataconnector.connector.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.core.document.Document;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.document.Json;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Headers of a response as a file: a JSON object with a text for each header. Names have no case; several values of a header
 * are joined by commas (RFC 9110, section 5.3).
 */
final class PageHeaders {
    private PageHeaders() {}

    /** The text of the file that has those of the headers whose names, in lower case, are given. */
    static String write(Map<String, List<String>> headers, Set<String> names) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (String name : new TreeSet<>(names)) {
            List<String> values = headers.getOrDefault(name, List.of());
            if (!values.isEmpty()) {
                object.put(name, String.join(", ", values));
            }
        }
        return Json.writePretty(object);
    }

    /**
     * Reads a file.
     *
     * @throws ConnectorException if it is anything else
     */
    static Map<String, List<String>> read(Path file) {
        Map<String, List<String>> headers = new HashMap<>();
        JsonNode content = content(file);
        for (Map.Entry<String, JsonNode> header : content.properties()) {
            if (!header.getValue().isTextual()) {
                throw fault(file + ": the header " + header.getKey() + " must be a text.");
            }
            headers.put(
                    header.getKey().toLowerCase(Locale.ROOT),
                    List.of(header.getValue().textValue()));
        }
        return headers;
    }

    private static JsonNode content(Path file) {
        try {
            JsonNode content = Document.read(file).content();
            if (!content.isObject()) {
                throw fault(file + " must be an object with a text for each header.");
            }
            return content;
        } catch (InvalidDocumentException e) {
            throw fault(e.getMessage());
        }
    }

    private static ConnectorException fault(String what) {
        return new ConnectorException(FailureType.CONFIG_ERROR, "Headers of a page, " + what);
    }
}
