package io.dataconnector.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.Source;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.failure.Redaction;
import io.dataconnector.connector.page.FixturePages;
import io.dataconnector.connector.source.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of manifests and configurations that cannot be used, and what is hidden of it. */
final class SetupTest {
    private static final String SECRET = "s3cr3t-of-before";
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [items]}
            streams:
              - type: DeclarativeStream
                name: items
                retriever:
                  type: SimpleRetriever
                  requester: {type: HttpRequester, url: "https://api.example.com/items"}
                  record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
            spec:
              type: Spec
              connection_specification: SCHEMA
              config_normalization_rules: {RULES}
            """;
    /** A template that fails, and shows what it has read. */
    private static final String SHOWING = "\"{{ config[config['old']['token']].nothing }}\"";

    @TempDir
    private Path folder;

    private final Kept kept = new Kept();

    /** The messages of a command. */
    private static final class Kept implements Setup.Messages {
        private Redaction redaction = Redaction.NONE;

        @Override
        public void hideSecrets(Redaction secrets) {
            redaction = secrets;
        }

        @Override
        public void keep(ObjectNode config) {
            // It is to have its secrets.
        }
    }

    private Path manifest(String schema, String rules) throws IOException {
        return Files.writeString(
                folder.resolve("m.yaml"), MANIFEST.replace("SCHEMA", schema).replace("RULES", rules));
    }

    private ConnectorException failure(Path manifest) throws IOException {
        // More texts than a redaction learns of a server.
        StringBuilder config = new StringBuilder("{\"old\":{\"token\":\"" + SECRET + "\"},\"texts\":[");
        for (int i = 0; i < 100; i++) {
            config.append("\"some text ").append(i).append("\",");
        }
        Path file = Files.writeString(folder.resolve("config.json"), config + "\"last text\"]}");
        return assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> Setup.read(
                        file,
                        Optional.of(manifest),
                        Source.Purpose.CHECK,
                        Connection.NONE,
                        kept,
                        Clock.systemUTC(),
                        Clock.systemUTC(),
                        (config1, budget) -> new FixturePages(folder)))
                .actual();
    }

    /** The secrets of a configuration of an older version are where the specification of today knows of none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            when a rule is compiled | validations: [{type: DpathValidator, field_path: [VALUE], validation_strategy: {type: ValidateAdheresToSchema, base_schema: {}}}]
            when a migration fails  | config_migrations: [{type: ConfigMigration, transformations: [{type: ConfigAddFields, fields: [{type: AddedFieldDefinition, path: [a], value: VALUE}]}]}]
            when another one fails  | transformations: [{type: ConfigAddFields, fields: [{type: AddedFieldDefinition, path: [a], value: VALUE}]}]
            """)
    void theSecretsOfAnOlderVersionAreHidden(String when, String rules) throws IOException {
        ConnectorException failure = failure(manifest("{type: object}", rules.replace("VALUE", SHOWING)));

        assertThat(failure).as(when).hasMessageContaining(SECRET);
        assertThat(kept.redaction.apply(failure.getMessage())).contains("****").doesNotContain(SECRET);
    }

    /** What a rule has made of a secret is one, too. */
    @Test
    void whatAMigrationHasMadeIsHidden() throws IOException {
        String add = "{type: ConfigAddFields, fields: [{type: AddedFieldDefinition, path: [made], value: \"{{"
                + " config['old']['token'] | upper }}\"}]}";
        ConnectorException failure = failure(manifest(
                "{type: object}",
                "transformations: [" + add + ", "
                        + add.replace("[made]", "[b]")
                                .replace("config['old']['token'] | upper", "config[config['made']].nothing")
                        + "]"));

        assertThat(failure).hasMessageContaining("S3CR3T-OF-BEFORE");
        assertThat(kept.redaction.apply(failure.getMessage())).doesNotContain("S3CR3T");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{properties: {a: {pattern: '^('}}}",
                "{$id: ':::'}",
                "{properties: {a: {patternProperties: {'^(': {}}}}}",
            })
    void aSpecificationThatIsNoSchemaIsRefused(String schema) throws IOException {
        Path manifest = manifest(schema, "");

        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> Setup.specification(Optional.of(manifest)))
                .withMessageStartingWith("Manifest at spec.connection_specification: is no JSON Schema: ")
                .withMessageEndingWith("Mend it in the manifest.")
                .satisfies(e -> assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR));
        assertThat(failure(manifest))
                .hasMessageStartingWith("Manifest at spec.connection_specification: is no JSON Schema: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "a text", "7", "null", "''"})
    void aSpecificationThatIsNoObjectIsRefused(String schema) throws IOException {
        Path manifest = manifest(schema, "");

        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> Setup.specification(Optional.of(manifest)))
                .withMessageContaining("connection_specification");
        assertThat(failure(manifest)).hasMessageContaining("connection_specification");
    }
}
