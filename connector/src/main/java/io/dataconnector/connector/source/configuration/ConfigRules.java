package io.dataconnector.connector.source.configuration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.extension.CustomConfigTransformation;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.CustomComponents;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.record.AddFields;
import io.dataconnector.connector.source.record.Transformation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@code config_normalization_rules} of a specification: what brings a configuration of an older version into the form of
 * today, what makes of it what the manifest reads, and what it must be. They change one configuration in its place, rule by
 * rule, so that each one sees what those before it have done.
 */
public final class ConfigRules {
    private static final String RULES = "config_normalization_rules";
    private static final String TRANSFORMATIONS = "transformations";
    private static final String CUSTOM = "CustomConfigTransformation";
    private static final ObjectNode NO_SLICE = JsonNodeFactory.instance.objectNode();

    private final ObjectNode config;
    private final List<Transformation> migrations;
    private final List<Transformation> transformations;
    private final List<ConfigValidation> validations;

    private ConfigRules(
            ObjectNode config,
            List<Transformation> migrations,
            List<Transformation> transformations,
            List<ConfigValidation> validations) {
        this.config = config;
        this.migrations = List.copyOf(migrations);
        this.transformations = List.copyOf(transformations);
        this.validations = List.copyOf(validations);
    }

    /**
     * The rules of a specification, for one configuration.
     *
     * @param spec a Spec
     * @param config the configuration that they are to change
     * @return empty if there are none
     */
    public static Optional<ConfigRules> compile(Component spec, ObjectNode config, Clock clock) {
        Settings settings = new Settings(config, clock);
        return spec.untyped(RULES).map(rules -> {
            List<Transformation> migrations = new ArrayList<>();
            for (Component migration : rules.components("config_migrations", "ConfigMigration")) {
                migration.passOver("description");
                migration.requiredValue(TRANSFORMATIONS);
                migrations.addAll(transformations(migration, settings));
            }
            return new ConfigRules(
                    config, migrations, transformations(rules, settings), ConfigValidation.compile(rules, settings));
        });
    }

    private static List<Transformation> transformations(Component owner, Settings settings) {
        List<Transformation> transformations = new ArrayList<>();
        List<Component> components =
                owner.components(TRANSFORMATIONS, "ConfigAddFields", "ConfigRemoveFields", "ConfigRemapField", CUSTOM);
        for (Component component : components) {
            if (component.type().equals(CUSTOM)) {
                custom(component, settings).ifPresent(transformations::add);
                continue;
            }
            transformations.add(
                    switch (component.type()) {
                        case "ConfigAddFields" -> AddFields.compile(component, settings);
                        case "ConfigRemoveFields" -> RemoveOptions.compile(component, settings);
                        case "ConfigRemapField" -> RemapOption.compile(component, settings);
                        default -> throw new IllegalStateException(component.type() + " was not asked for");
                    });
        }
        return transformations;
    }

    private static Optional<Transformation> custom(Component component, Settings settings) {
        String place = component.path();
        return CustomComponents.find(component, settings, CustomConfigTransformation.class)
                .map(found -> (config, streamSlice) -> CustomComponents.call(place, () -> {
                    found.transform(config);
                    return config;
                }));
    }

    /**
     * Brings the configuration into the form of today, which is to be kept in place of the one that the user has.
     *
     * @return whether that has changed it
     * @throws io.dataconnector.connector.failure.ConnectorException if a template fails
     */
    public boolean migrate() {
        ObjectNode before = config.deepCopy();
        migrations.forEach(migration -> migration.apply(config, NO_SLICE));
        return !config.equals(before);
    }

    /**
     * Makes of the configuration what the manifest reads.
     *
     * @throws io.dataconnector.connector.failure.ConnectorException if a template fails
     */
    public void transform() {
        transformations.forEach(transformation -> transformation.apply(config, NO_SLICE));
    }

    /**
     * Refuses a configuration that is not what the rules ask for.
     *
     * @param name what the configuration is to its author
     * @throws io.dataconnector.connector.failure.ConnectorException with everything that is wrong with it
     */
    public void validate(String name) {
        ConfigValidation.check(validations, config, name);
    }
}
