package io.dataconnector.connector.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.core.document.Document;
import io.dataconnector.core.document.DocumentSchema;
import io.dataconnector.core.document.Faults;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.fault.PathFault;
import io.dataconnector.core.scan.TimestampReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the configuration and validates it against the schema that {@code spec} prints. Formats are annotations
 * there, for forms that people fill in; what a timestamp may look like is said by the patterns.
 */
public final class ConfigReader {
    private static final String START_DATES = "start_dates";
    private static final String START_DATE = "start_date";
    private static final String SHIPPED_STREAMS = "shipped_streams";

    private final ObjectNode schema = Spec.configSchema();
    private final Faults faults = new Faults();

    private ConfigReader() {}

    /**
     * Reads a configuration file.
     *
     * @throws ConnectorException if it is not a configuration, with all that is wrong with it
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
        checkSchema(content);
        faults.throwIfAny(document.name());
        Map<String, Instant> startDates = startDates(content.path(START_DATES));
        Optional<Path> fixturesBasePath = path(content, "fixtures_base_path");
        boolean hasShippedStreams = option(content, SHIPPED_STREAMS).booleanValue();
        Optional<Path> streamsPath = path(content, "streams_path");
        if (!hasShippedStreams && !content.has("streams_path")) {
            faults.add(
                    Faults.member("", SHIPPED_STREAMS),
                    "without the shipped streams there is none. Set streams_path to a folder of stream definitions.");
        }
        Optional<Instant> startDate = instant(content.path(START_DATE), Faults.member("", START_DATE));
        Optional<Duration> lookbackWindow = duration(option(content, "lookback_window"), "/lookback_window");
        faults.throwIfAny(document.name());
        return new Config(
                fixturesBasePath.orElseThrow(),
                hasShippedStreams,
                streamsPath,
                startDate,
                startDates,
                lookbackWindow.orElseThrow(),
                option(content, "checkpoint_interval").intValue(),
                option(content, "max_record_bytes").intValue(),
                unknownOptions(content));
    }

    private void checkSchema(JsonNode content) {
        JsonNode checked = content;
        JsonNode startDates = content.path(START_DATES);
        if (startDates.isObject()) {
            // Their form of earlier versions, which some configurations still have.
            faults.addExpected(
                    Faults.member("", START_DATES),
                    "a list such as [{\"stream\": \"events\", \"start_date\": \"2024-06-01T00:00:00Z\"}]",
                    startDates);
            checked = ((ObjectNode) content.deepCopy()).without(START_DATES);
        }
        DocumentSchema.withoutFormats(schema).addFaults(checked, faults);
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
            faults.add(Faults.member("", name), "is not a path: " + PathFault.describe(e));
            return Optional.empty();
        }
    }

    private Map<String, Instant> startDates(JsonNode list) {
        Map<String, Instant> startDates = new HashMap<>();
        for (int i = 0; i < list.size(); i++) {
            String pointer = "/" + START_DATES + "/" + i;
            JsonNode stream = list.get(i).required("stream");
            Optional<Instant> startDate = instant(list.get(i).required(START_DATE), Faults.member(pointer, START_DATE));
            if (startDate.isPresent() && startDates.put(stream.textValue(), startDate.get()) != null) {
                faults.add(pointer + "/stream", "stream " + stream + " has a start date already");
            }
        }
        return startDates;
    }

    private Optional<Instant> instant(JsonNode value, String pointer) {
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        Optional<Instant> instant = TimestampReader.parseInUtc(value.textValue());
        if (instant.isEmpty()) {
            faults.addExpected(pointer, "a timestamp, such as \"2024-01-01T00:00:00Z\"", value);
        }
        return instant;
    }

    /** The schema gives the form by a pattern, but no pattern limits the number to a range. */
    private Optional<Duration> duration(JsonNode value, String pointer) {
        try {
            return Optional.of(Duration.parse(value.textValue()));
        } catch (DateTimeParseException e) {
            faults.add(pointer, Faults.show(value) + " is longer than a duration can be");
            return Optional.empty();
        }
    }
}
