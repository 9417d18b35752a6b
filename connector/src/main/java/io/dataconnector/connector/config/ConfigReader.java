package io.dataconnector.connector.config;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.failure.Redaction;
import io.dataconnector.core.document.Document;
import io.dataconnector.core.document.DocumentSchema;
import io.dataconnector.core.document.Faults;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.fault.PathFault;
import io.dataconnector.core.scan.TimestampReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the configuration and validates it against the schema that {@code spec} prints. Its formats are only
 * annotations, for user interfaces; the patterns define what a timestamp may look like.
 */
public final class ConfigReader {
    /** Members that runners put into a configuration for themselves. */
    private static final String PREFIX_OF_RUNNERS = "__";

    private final Options options;
    private final Faults faults = new Faults();

    private ConfigReader(Options options) {
        this.options = requireNonNull(options, "options is null");
    }

    /**
     * Opens a configuration file.
     *
     * @throws ConnectorException if it cannot be read or is not JSON
     */
    public static Document open(Path file) {
        try {
            return Document.read(file);
        } catch (InvalidDocumentException e) {
            // A secret without quotes is a word that the parser does not know, and shows.
            throw fault(e.getMessage().replaceAll("Unrecognized token '[^']*'", "Unrecognized token"));
        }
    }

    /**
     * Reads a configuration.
     *
     * @param hideSecrets receives the secrets before any message about the configuration is written
     * @throws ConnectorException if it is not a valid configuration, with everything that is wrong with it
     */
    public static Config read(Document document, Options options, Consumer<Redaction> hideSecrets) {
        return read(document, document.content(), options, hideSecrets);
    }

    /**
     * The same for a configuration that a manifest has changed.
     *
     * @param written what its author wrote, whose secrets are hidden, too
     */
    public static Config read(Document document, JsonNode written, Options options, Consumer<Redaction> hideSecrets) {
        Redaction redaction = redaction(options, document.content(), written);
        hideSecrets.accept(redaction);
        try {
            return new ConfigReader(options).read(document, redaction);
        } catch (InvalidDocumentException e) {
            throw fault(e.getMessage());
        }
    }

    /** What takes the secrets of configurations out of texts. */
    public static Redaction redaction(Options options, JsonNode... contents) {
        return new Redaction(secrets(options, contents));
    }

    /** The secrets of configurations, whole or in part. */
    public static Set<String> secrets(Options options, JsonNode... contents) {
        Set<String> secrets = new HashSet<>();
        for (JsonNode content : contents) {
            secrets.addAll(Secrets.of(options.schema(), content));
        }
        return secrets;
    }

    private static ConnectorException fault(String what) {
        return new ConnectorException(FailureType.CONFIG_ERROR, "Configuration " + what);
    }

    /**
     * Refuses what is no JSON Schema of a configuration.
     *
     * @param specification the connection specification of a manifest
     * @throws ConnectorException if no configuration could be validated against it, with its place and what is wrong with it
     */
    public static void requireSchema(JsonNode specification) {
        schema(specification);
    }

    private static DocumentSchema schema(JsonNode specification) {
        try {
            return DocumentSchema.withoutFormats(specification);
        } catch (IllegalArgumentException e) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    "Manifest at spec.connection_specification: " + e.getMessage() + ". Mend it in the manifest.",
                    e);
        }
    }

    private Config read(Document document, Redaction redaction) throws InvalidDocumentException {
        JsonNode content = document.content();
        schema(options.schema()).addFaults(withoutRunners(content), faults);
        ApiUrl apiUrl = new ApiUrl(faults);
        if (options.areFolderAndUrlAlternatives()) {
            apiUrl.requireOneSource(content);
        }
        faults.throwIfAny(document.name());
        if (!(content instanceof ObjectNode object)) {
            faults.addExpected("", "an object", content);
            faults.throwIfAny(document.name());
            throw new AssertionError("there was a fault");
        }
        if (options.areShipped()) {
            apiUrl.check(content);
        }
        checkTimestamps(options.schema(), content, "");
        Optional<Path> fixturesBasePath = path(content, ApiUrl.FOLDER);
        Duration maxRetryWait = duration(content, "max_retry_wait");
        Duration stallTimeout = duration(content, "stall_timeout");
        if (stallTimeout.isZero()) {
            faults.add("/stall_timeout", "must be longer than nothing, such as \"PT1M\"");
        }
        faults.throwIfAny(document.name());
        return new Config(
                object,
                redaction,
                fixturesBasePath,
                new HttpOptions(options.value(content, "max_retries").intValue(), maxRetryWait, stallTimeout),
                options.value(content, "num_workers").intValue(),
                options.value(content, "checkpoint_interval").intValue(),
                options.value(content, "max_record_bytes").intValue(),
                options.value(content, "timestamps_in_utc").booleanValue(),
                options.areShipped() ? unknownOptions(content) : List.of());
    }

    /** What runners add is no option of any manifest, even of one that allows no others. */
    private static JsonNode withoutRunners(JsonNode content) {
        if (!(content instanceof ObjectNode object)) {
            return content;
        }
        List<String> names = object.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> name.startsWith(PREFIX_OF_RUNNERS))
                .toList();
        return names.isEmpty() ? object : object.deepCopy().remove(names);
    }

    private List<String> unknownOptions(JsonNode content) {
        return content.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !name.startsWith(PREFIX_OF_RUNNERS) && !options.has(name))
                .toList();
    }

    /**
     * A pattern cannot limit a month to the days that it has: a text for which the specification gives both a pattern and
     * the format {@code date-time} must be a timestamp.
     */
    private void checkTimestamps(JsonNode schema, JsonNode value, String pointer) {
        if (value.isTextual()
                && schema.path("format").asText().equals("date-time")
                && schema.has("pattern")
                && TimestampReader.parseInUtc(value.textValue()).isEmpty()) {
            faults.addExpected(pointer, "a timestamp, such as \"2024-01-01T00:00:00Z\"", value);
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            checkTimestamps(
                    property.getValue(), value.path(property.getKey()), Faults.member(pointer, property.getKey()));
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            checkTimestamps(schema.path("items"), value.get(i), pointer + "/" + i);
        }
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

    /** The schema checks the form with a pattern, which cannot limit the numbers to a range. */
    private Duration duration(JsonNode content, String name) {
        JsonNode value = options.value(content, name);
        try {
            return Duration.parse(value.textValue());
        } catch (DateTimeParseException e) {
            faults.add(Faults.member("", name), Faults.show(value) + " is longer than a duration can be");
            return Duration.ofSeconds(Long.MAX_VALUE);
        }
    }
}
