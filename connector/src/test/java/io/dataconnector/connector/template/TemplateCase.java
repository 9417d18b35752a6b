package io.dataconnector.connector.template;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A template, how it is evaluated, and what the CDK makes of it. */
record TemplateCase(String template, String mode, String expected) {
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();

    /** The variables and clock of all cases, which are on the first line. */
    static Variables variables(String line) {
        JsonNode head = read(line);
        Map<String, JsonNode> values = new HashMap<>();
        head.get("context").properties().forEach(member -> values.put(member.getKey(), member.getValue()));
        Instant now = Instant.parse(head.get("now").textValue());
        return Variables.of(values, Clock.fixed(now, ZoneOffset.UTC));
    }

    static List<TemplateCase> cases(List<String> lines) {
        return lines.stream().skip(1).map(TemplateCase::of).toList();
    }

    private static TemplateCase of(String line) {
        JsonNode node = read(line);
        String expected = node.has("error")
                ? "error"
                : node.get("kind").textValue() + " " + node.get("text").textValue();
        return new TemplateCase(
                node.get("template").textValue(), node.get("mode").textValue(), expected);
    }

    private static JsonNode read(String line) {
        try {
            return READER.readTree(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What this implementation makes of it. */
    String actual(Variables variables) {
        try {
            Template parsed = Template.parse(template);
            Object value = switch (mode) {
                case "bool" -> parsed.evaluateBoolean(variables);
                case "string" -> parsed.evaluateString(variables);
                default -> parsed.evaluate(variables);
            };
            return Types.name(value) + " " + PythonText.repr(value);
        } catch (TemplateException e) {
            return "error";
        }
    }
}
