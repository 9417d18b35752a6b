package io.dataconnector.connector.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.RetrievalReader;
import io.dataconnector.connector.catalog.Source;
import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.config.ConfigReader;
import io.dataconnector.connector.config.Options;
import io.dataconnector.connector.config.SampleConfig;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.Redaction;
import io.dataconnector.connector.http.CallBudget;
import io.dataconnector.connector.manifest.Manifest;
import io.dataconnector.connector.manifest.ManifestView;
import io.dataconnector.connector.manifest.Specification;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.source.Connection;
import io.dataconnector.connector.source.Lazy;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.configuration.CheckOverrides;
import io.dataconnector.connector.source.configuration.ConfigRules;
import io.dataconnector.connector.sync.Retrievals;
import io.dataconnector.core.document.Document;
import io.dataconnector.core.memory.MemoryBudget;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What a command works with: a manifest, a configuration, and the source that they make. The manifest is the one that the
 * command line names, or else the one that the configuration brings, or else the one that ships with the program.
 *
 * @param pages where the pages of its streams come from; made when they are first asked for
 */
record Setup(Config config, Source source, Supplier<PageSource> pages) {
    private static final String INJECTED_MANIFEST = "__injected_declarative_manifest";
    private static final String SCHEMA = "connectionSpecification";
    /** Shorter texts are more likely words than secrets, and hiding them would make messages unreadable. */
    private static final int MIN_SECRET_LENGTH = 8;

    private static final String RULES = "config_normalization_rules";
    private static final String OVERRIDES = "config_overrides";
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
        requireNonNull(pages, "pages is null");
    }

    /** Who is told what is found out while a configuration is read. */
    interface Messages {
        /** Takes the secrets, before any message about the configuration is written. */
        void hideSecrets(Redaction secrets);

        /** Takes the configuration that the user's is to be replaced by, because its form is that of an older version. */
        void keep(ObjectNode config);
    }

    /** Makes the place where pages come from. */
    @FunctionalInterface
    interface PagesFactory {
        /**
         * The pages of a source.
         *
         * @param budget how many requests may be sent in which time; empty if there is no limit
         */
        PageSource of(Config config, Optional<CallBudget> budget);
    }

    /**
     * What {@code spec} prints.
     *
     * @throws io.dataconnector.connector.failure.ConnectorException if the manifest has no valid specification
     */
    static ObjectNode specification(Optional<Path> manifestFile) {
        if (manifestFile.isEmpty()) {
            // The build has checked it.
            return specification(Manifest.shipped());
        }
        ObjectNode specification = specification(Manifest.read(manifestFile.get()));
        ConfigReader.requireSchema(specification.path(SCHEMA));
        return specification;
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
     * @param purpose what the source is made for; requests may have to be sent to find out which streams it has
     * @param connection which streams are configured, and their states
     * @param messages is told of secrets, and of a configuration that is to be kept
     * @param clock what the templates of the manifest take for now
     * @param loginClock by which access tokens expire
     * @throws io.dataconnector.connector.failure.ConnectorException if any of it is invalid, or such a request fails
     */
    static Setup read(
            Path configFile,
            Optional<Path> manifestFile,
            Source.Purpose purpose,
            Connection connection,
            Messages messages,
            Clock clock,
            Clock loginClock,
            PagesFactory pagesFactory) {
        Document document = ConfigReader.open(configFile);
        Optional<Manifest> manifest = manifestFile.map(Manifest::read).or(() -> injected(document));
        Manifest shipped = Manifest.shipped();
        Options options =
                manifest.map(own -> options(own, shipped)).orElseGet(() -> Options.ofShipped(schema(shipped)));
        UnaryOperator<ObjectNode> completion =
                manifestFile.isPresent() ? config -> withManifest(config, manifest.orElseThrow()) : config -> config;
        Config config = manifest.filter(Setup::hasRules)
                .map(own -> ruled(own, document, options, messages, completion, clock))
                .orElseGet(() -> ConfigReader.read(document, options, messages::hideSecrets));
        if (manifest.isEmpty()) {
            Settings settings = new Settings(config.content(), clock, loginClock);
            Source source = Source.shipped(shipped, settings);
            return new Setup(config, source, () -> pagesFactory.of(config, source.budget()));
        }
        ObjectNode content = purpose == Source.Purpose.CHECK && hasOverrides(manifest.get())
                ? overridden(config, manifest.get(), options)
                : config.content();
        Settings any = new Settings(completion.apply(content), clock, loginClock).withConnection(connection);
        Settings settings = manifestFile.map(any::withFolderOf).orElse(any);
        AtomicReference<Lazy<PageSource>> pages = new AtomicReference<>();
        Source source = Source.of(manifest.get(), settings, purpose, budget -> {
            Lazy<PageSource> known = new Lazy<>(() -> pagesFactory.of(config, budget));
            pages.set(known);
            return retrievals(known, config);
        });
        return new Setup(config, source, requireNonNull(pages.get(), "no reader has been asked for"));
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
        ObjectNode config = SampleConfig.of(schema(manifest));
        if (hasRules(manifest)) {
            transform(rules(manifest, config, clock));
        }
        Settings settings = new Settings(config, clock).withFolderOf(manifestFile);
        return Source.of(manifest, settings, Source.Purpose.SAMPLE, budget -> RetrievalReader.NONE);
    }

    private static Optional<Manifest> injected(Document config) {
        JsonNode manifest = config.content().path(INJECTED_MANIFEST);
        return manifest.isMissingNode()
                ? Optional.empty()
                : Optional.of(Manifest.of(new Document(config.name() + " at /" + INJECTED_MANIFEST, manifest)));
    }

    private static void transform(ConfigRules rules) {
        try {
            rules.transform();
        } catch (ConnectorException e) {
            // With the configuration of a user they may do; of this one, what they have done counts.
        }
    }

    private static boolean hasOverrides(Manifest manifest) {
        return !manifest.content().path("check").path(OVERRIDES).isEmpty();
    }

    /** The configuration as a check sees it, which is neither validated nor kept. */
    private static ObjectNode overridden(Config config, Manifest manifest, Options options) {
        ObjectNode overrides = CheckOverrides.of(manifest);
        ConfigReader.secrets(options, overrides).forEach(config.redaction()::add);
        return CheckOverrides.apply(overrides, config.content());
    }

    private static boolean hasRules(Manifest manifest) {
        return !manifest.content().path("spec").path(RULES).isEmpty();
    }

    private static ConfigRules rules(Manifest manifest, ObjectNode config, Clock clock) {
        ManifestView view = manifest.view();
        view.source().passOver(OTHER_MEMBERS);
        ConfigRules rules = view.source()
                .requiredComponent("spec", "Spec")
                .flatMap(spec -> {
                    spec.passOver("connection_specification", "documentation_url", "advanced_auth");
                    return ConfigRules.compile(spec, config, clock);
                })
                .orElseThrow();
        view.refuse();
        return rules;
    }

    /**
     * The configuration that the rules of a manifest make of the one that the user has.
     *
     * @param completion makes of a configuration what is handed out
     */
    private static Config ruled(
            Manifest manifest,
            Document written,
            Options options,
            Messages messages,
            UnaryOperator<ObjectNode> completion,
            Clock clock) {
        if (!(written.content() instanceof ObjectNode content)) {
            return ConfigReader.read(written, options, messages::hideSecrets);
        }
        messages.hideSecrets(everyText(options, content));
        ObjectNode changed = content.deepCopy();
        ConfigRules rules = rules(manifest, changed, clock);
        try {
            if (rules.migrate()) {
                messages.keep(completion.apply(changed.deepCopy()));
            }
            rules.transform();
        } catch (ConnectorException e) {
            messages.hideSecrets(everyText(options, content, changed));
            throw e;
        }
        Config config =
                ConfigReader.read(new Document(written.name(), changed), content, options, messages::hideSecrets);
        rules.validate(written.name());
        return config;
    }

    /**
     * Takes out every text of configurations but short ones: one of an older version may have its secrets where today's
     * specification knows of none. A manifest among it is none: its own names would be hidden.
     */
    private static Redaction everyText(Options options, ObjectNode... configs) {
        Set<String> texts = new HashSet<>(ConfigReader.secrets(options, configs));
        for (ObjectNode config : configs) {
            config.propertyStream()
                    .filter(option -> !option.getKey().equals(INJECTED_MANIFEST))
                    .forEach(option -> addTexts(option.getValue(), texts));
        }
        return new Redaction(texts);
    }

    private static void addTexts(JsonNode node, Set<String> texts) {
        if (node.isTextual() && node.textValue().length() >= MIN_SECRET_LENGTH) {
            texts.add(node.textValue());
        }
        node.forEach(child -> addTexts(child, texts));
    }

    private static RetrievalReader retrievals(Supplier<PageSource> pages, Config config) {
        // A schema may be asked for while other streams are being read, which have a budget of their own.
        long quarter = Runtime.getRuntime().maxMemory() / 4;
        return new Retrievals(pages, config.maxRecordBytes(), MemoryBudget.ofHeap(quarter));
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
