package io.dataconnector.connector.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.ManifestJson;
import io.dataconnector.connector.template.Template;
import io.dataconnector.connector.template.TemplateException;
import io.dataconnector.connector.template.Variables;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.document.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The step of the build that makes the shipped manifest what the program reads: resolved, as JSON, and with the values that
 * its templates have if the configuration says nothing of what they read. So the usual configuration costs no template.
 */
public final class ManifestBuild {
    /** A member of a component: for each member whose value is known without a configuration, that value. */
    static final String UNCONFIGURED = "x-unconfigured";

    private ManifestBuild() {}

    /** The file of the manifest, and the file that is to be written. */
    public static void main(String[] arguments) throws IOException, InvalidDocumentException {
        ObjectNode manifest = ManifestJson.convert(Path.of(arguments[0]));
        addValues(manifest, JsonNodeFactory.instance.objectNode());
        Files.writeString(Path.of(arguments[1]), Json.write(manifest));
    }

    private static void addValues(JsonNode node, JsonNode parametersAround) {
        if (!(node instanceof ObjectNode object)) {
            node.forEach(element -> addValues(element, parametersAround));
            return;
        }
        JsonNode parameters = object.path("$parameters").isObject() ? object.path("$parameters") : parametersAround;
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            addValues(member.getValue(), parameters);
            if (member.getValue().isTextual()) {
                value(member.getValue().textValue(), parameters).ifPresent(value -> values.put(member.getKey(), value));
            }
        }
        if (!values.isEmpty()) {
            object.set(UNCONFIGURED, values);
        }
    }

    /** The text that a template gives with an empty configuration, unless it needs more than that. */
    private static Optional<String> value(String text, JsonNode parameters) {
        if (!text.contains("{{")) {
            return Optional.empty();
        }
        try {
            Template template = Template.parse(text);
            ObjectNode config = JsonNodeFactory.instance.objectNode();
            Object value = Interpolated.isOfConfiguration(text, template.dependsOn())
                    ? template.evaluateString(
                            Variables.of(Map.of("config", config, "parameters", parameters), Clock.systemUTC()))
                    : "";
            return value instanceof String known && !known.isEmpty() ? Optional.of(known) : Optional.empty();
        } catch (TemplateException e) {
            // It needs something of the configuration.
            return Optional.empty();
        }
    }
}
