package io.dataconnector.connector.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.core.document.Document;
import io.dataconnector.core.document.DocumentSchema;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.fault.PathFault;
import io.dataconnector.core.scan.TimestampReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the configuration against the very schema that {@code spec} prints. */
public final class ConfigReader {
    private final ObjectNode schema = Spec.configSchema();
    private final List<String> faults = new ArrayList<>();

    private ConfigReader() {}

    /**
     * Reads a configuration file.
     *
     * @throws ConnectorException if it is not one, with all that is wrong with it
     */
    public static Config read(Path file) {
        try {
            Document document = Document.read(file);
            return new ConfigReader().read(document);
        } catch (InvalidDocumentException e) {
            throw new ConnectorException(FailureType.CONFIG_ERROR, "Configuration " + e.getMessage());
        }
    }

    private Config read(Document document) throws InvalidDocumentException {
        JsonNode content = document.content();
        DocumentSchema.of(schema).check(document);
        Map<String, Instant> startDates = new HashMap<>();
        content.path("start_dates")
                .properties()
                .forEach(entry -> instant(entry.getValue(), "/start_dates/" + entry.getKey())
                        .ifPresent(instant -> startDates.put(entry.getKey(), instant)));
        Optional<Path> fixturesBasePath = path(content, "fixtures_base_path");
        Optional<Path> streamsPath = path(content, "streams_path");
        Optional<Instant> startDate = instant(content.path("start_date"), "/start_date");
        Optional<Duration> lookbackWindow = duration(option(content, "lookback_window"), "/lookback_window");
        if (!faults.isEmpty()) {
            throw new InvalidDocumentException(document.name(), faults);
        }
        return new Config(
                fixturesBasePath.orElseThrow(),
                streamsPath,
                startDate,
                startDates,
                lookbackWindow.orElseThrow(),
                option(content, "checkpoint_interval").intValue(),
                option(content, "max_record_bytes").intValue(),
                unknownOptions(content));
    }

    private List<String> unknownOptions(JsonNode content) {
        return content.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !schema.required("properties").has(name))
                .toList();
    }

    /** The value of an option, or its default. */
    private JsonNode option(JsonNode content, String name) {
        JsonNode value = content.path(name);
        return value.isMissingNode()
                ? schema.required("properties").required(name).required("default")
                : value;
    }

    private Optional<Path> path(JsonNode content, String name) {
        JsonNode value = content.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(value.textValue()));
        } catch (InvalidPathException e) {
            faults.add("at /" + name + ": is no path: " + PathFault.describe(e));
            return Optional.empty();
        }
    }

    private Optional<Instant> instant(JsonNode value, String pointer) {
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        Optional<Instant> instant = TimestampReader.parse(value.textValue());
        if (instant.isEmpty()) {
            faults.add("at " + pointer + ": " + value
                    + " is no timestamp with an offset, such as \"2024-01-01T00:00:00Z\"");
        }
        return instant;
    }

    /** The schema holds the form to a pattern, but no pattern holds the number to a range. */
    private Optional<Duration> duration(JsonNode value, String pointer) {
        try {
            return Optional.of(Duration.parse(value.textValue()));
        } catch (DateTimeParseException e) {
            faults.add("at " + pointer + ": " + value + " is longer than a duration can be");
            return Optional.empty();
        }
    }
}
