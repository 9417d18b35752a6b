package io.dataconnector.connector.source.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.manifest.Manifest;
import io.dataconnector.connector.manifest.ManifestView;
import io.dataconnector.connector.source.SourceCases;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.document.Yaml;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beside what DynamicDifferentialTest compares with the CDK: what is refused, and where the CDK fails. */
final class ConfigRulesTest {
    private static final String STRATEGY = "validation_strategy: {type: ValidateAdheresToSchema, base_schema: SCHEMA}";

    private final ObjectNode config = (ObjectNode)
            SourceCases.json(
                    "{\"kind\":\"old\",\"deep\":{\"kind\":\"old\"},\"list\":[{\"id\":1},{\"id\":\"x\"}],\"json\":\"{\\\"a\\\":1}\"}");

    /** @param rules the members of config_normalization_rules */
    private ConfigRules rules(String rules) {
        try {
            String manifest = "version: 7.0.0\nspec:\n  type: Spec\n  config_normalization_rules: {" + rules + "}";
            ManifestView view = Manifest.resolve(Yaml.read("m.yaml", manifest.getBytes(UTF_8)))
                    .view();
            Component spec = view.source().requiredComponent("spec", "Spec").orElseThrow();
            ConfigRules compiled =
                    ConfigRules.compile(spec, config, Clock.systemUTC()).orElseThrow();
            view.refuse();
            return compiled;
        } catch (InvalidDocumentException e) {
            throw new AssertionError(e);
        }
    }

    private static String validation(String of, String schema) {
        return "validations: [{" + of + ", " + STRATEGY.replace("SCHEMA", schema) + "}]";
    }

    private static String migration(String transformation) {
        return "config_migrations: [{type: ConfigMigration, transformations: [" + transformation + "]}]";
    }

    /** In the CDK a change within an object is not noticed. */
    @Test
    void aMigrationWithinAnObjectIsAChange() {
        String remap = "{type: ConfigRemapField, field_path: [deep, kind], map: {old: new}}";

        assertThat(rules(migration(remap)).migrate()).isTrue();
        assertThat(config.at("/deep/kind").textValue()).isEqualTo("new");
        assertThat(rules(migration(remap)).migrate()).isFalse();
    }

    @Test
    void eachRuleSeesWhatThoseBeforeItHaveDone() {
        rules("transformations: [{type: ConfigAddFields, fields: [{type: AddedFieldDefinition, path: [a], value: '1'},"
                        + " {type: AddedFieldDefinition, path: [b], value: \"{{ config['a'] + 1 }}\"}]}]")
                .transform();

        assertThat(config.path("b").intValue()).isEqualTo(2);
    }

    @Test
    void aFieldThatCannotBeAddedIsAFaultOfTheConfiguration() {
        ConfigRules rules = rules("transformations: [{type: ConfigAddFields, fields: [{type: AddedFieldDefinition,"
                + " path: [kind, a], value: x}]}]");

        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(rules::transform)
                .withMessageContaining(
                        "the field kind.a cannot be added, because kind is neither an object nor an array")
                .satisfies(e -> assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type: DpathValidator, field_path: [list, '*', id]            | {type: integer} | (list/*/id): must be a text that is JSON",
                "type: DpathValidator, field_path: [deep]                     | {required: [x]} | (deep): at the top: required property 'x'",
                "type: PredicateValidator, value: 7                           | {type: string}  | [0]: at the top: integer found",
                "type: PredicateValidator, value: \"{{ config['list'] }}\"    | {maxItems: 1}   | [0]: at the top: must have at most 1"
            })
    void whatDoesNotHoldIsSaidWithItsPlace(String of, String schema, String fault) {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> rules(validation(of, schema)).validate("config.json"))
                .withMessageStartingWith("Configuration config.json:")
                .withMessageContaining("at spec.config_normalization_rules.validations[0]")
                .withMessageContaining(fault)
                .satisfies(e -> assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type: DpathValidator, field_path: [missing]                     | {type: integer}",
                "type: DpathValidator, field_path: [json]                        | {type: object, required: [a]}",
                "type: PredicateValidator, value: \"{{ config['list'] }}\"       | {type: array, minItems: 2}"
            })
    void whatHoldsIsNotSaid(String of, String schema) {
        assertThatCode(() -> rules(validation(of, schema)).validate("config.json"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "transformations: [{type: CustomConfigTransformation, class_name: a.B}] | class of its own, \"a.B\"",
                "transformations: [{type: ConfigRemoveFields, field_pointers: [a]}]     | must be arrays of strings",
                "transformations: [{type: ConfigRemapField, field_path: [], map: {}}]   | must name at least one member",
                "validations: [{type: DpathValidator, field_path: [], validation_strategy: {type:"
                        + " ValidateAdheresToSchema, base_schema: {}}}]                 | must have at least one step",
                "validations: [{type: DpathValidator, field_path: [a], validation_strategy: {type:"
                        + " CustomValidationStrategy, class_name: a.B}}]                | class of its own, \"a.B\"",
                "validations: [{type: DpathValidator, field_path: [a], validation_strategy: {type:"
                        + " ValidateAdheresToSchema, base_schema: {pattern: '^('}}}]    | base_schema: is no JSON Schema: ",
                "type: ConfigNormalizationRules, migrations: []                                                         | migrations"
            })
    void whatCannotBeAppliedRefusesTheManifest(String rules, String fault) {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> rules(rules))
                .withMessageContaining(fault);
    }
}
