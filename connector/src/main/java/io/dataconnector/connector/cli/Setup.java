package io.dataconnector.connector.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.Source;
import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.config.ConfigReader;
import io.dataconnector.connector.config.Options;
import io.dataconnector.connector.config.SampleConfig;
import io.dataconnector.connector.failure.Redaction;
import io.dataconnector.connector.manifest.Manifest;
import io.dataconnector.connector.manifest.ManifestView;
import io.dataconnector.connector.manifest.Specification;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.core.document.Document;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a command works with: a manifest, a configuration, and the source that they make. The manifest is the one that the
 * command line names, or else the one that the configuration brings, or else the one that ships with the program.
 */
record Setup(Config config, Source source) {
    private static final String INJECTED_MANIFEST = "__injected_declarative_manifest";
    private static final String SCHEMA = "connectionSpecification";
    /** What else a manifest may have, which is refused, if need be, when its source is made. */
    private static final String[] OTHER_MEMBERS = {
        "api_budget",
        "check",
        "concurrency_level",
        "dynamic_streams",
        "max_concurrent_async_job_count",
        "stream_groups",
        "streams"
    };

    Setup {
        requireNonNull(config, "config is null");
        requireNonNull(source, "source is null");
    }

    /**
     * What {@code spec} prints.
     *
     * @throws io.dataconnector.connector.failure.ConnectorException if the manifest has no valid specification
     */
    static ObjectNode specification(Optional<Path> manifestFile) {
        return specification(manifestFile.map(Manifest::read).orElseGet(Manifest::shipped));
    }

    private static ObjectNode specification(Manifest manifest) {
        ManifestView view = manifest.view();
        view.source().passOver(OTHER_MEMBERS);
        ObjectNode specification = Specification.of(view.source());
        view.refuse();
        return specification;
    }

    /**
     * Reads manifest and configuration.
     *
     * @param hideSecrets receives the secrets before any message about the configuration is written
     * @param clock what the templates of the manifest take for now
     * @throws io.dataconnector.connector.failure.ConnectorException if any of it is invalid
     */
    static Setup read(Path configFile, Optional<Path> manifestFile, Consumer<Redaction> hideSecrets, Clock clock) {
        Document document = ConfigReader.open(configFile);
        Optional<Manifest> manifest = manifestFile.map(Manifest::read).or(() -> injected(document));
        Manifest shipped = Manifest.shipped();
        Options options =
                manifest.map(own -> options(own, shipped)).orElseGet(() -> Options.ofShipped(schema(shipped)));
        Config config = ConfigReader.read(document, options, hideSecrets);
        ObjectNode content =
                manifestFile.isPresent() ? withManifest(config.content(), manifest.orElseThrow()) : config.content();
        Settings settings = new Settings(content, clock);
        Source source =
                manifest.map(known -> Source.of(known, settings)).orElseGet(() -> Source.shipped(shipped, settings));
        return new Setup(config, source);
    }

    /** As in the CDK, templates see the manifest of a file, and a configuration that is handed out can be run without it. */
    private static ObjectNode withManifest(ObjectNode config, Manifest manifest) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.setAll(config);
        content.set(INJECTED_MANIFEST, manifest.written());
        return content;
    }

    /**
     * A source without a configuration of a user, made of what the specification of its manifest says of one.
     *
     * @throws io.dataconnector.connector.failure.ConnectorException if the manifest is invalid
     */
    static Source sample(Path manifestFile, Clock clock) {
        Manifest manifest = Manifest.read(manifestFile);
        return Source.ofSample(manifest, new Settings(SampleConfig.of(schema(manifest)), clock));
    }

    private static Optional<Manifest> injected(Document config) {
        JsonNode manifest = config.content().path(INJECTED_MANIFEST);
        return manifest.isMissingNode()
                ? Optional.empty()
                : Optional.of(Manifest.of(new Document(config.name() + " at /" + INJECTED_MANIFEST, manifest)));
    }

    private static Options options(Manifest manifest, Manifest shipped) {
        return Options.of(schema(manifest), schema(shipped));
    }

    private static ObjectNode schema(Manifest manifest) {
        // The CDK reads without a specification, too.
        boolean hasSpecification = manifest.content().has("spec");
        return hasSpecification && specification(manifest).path(SCHEMA) instanceof ObjectNode schema
                ? schema
                : JsonNodeFactory.instance.objectNode();
    }
}
