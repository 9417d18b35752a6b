package io.dataconnector.connector.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.core.document.DocumentSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The specification obeys Airbyte's rules for specifications, and holds what it promises. */
final class SpecTest {
    private static final JsonNode SCHEMA = Spec.content().path("connectionSpecification");
    private static final JsonNode OPTIONS = SCHEMA.path("properties");

    @Test
    void saysWhatTheConnectorCanDo() {
        assertThat(Spec.content().path("supportsIncremental").asBoolean()).isTrue();
        assertThat(Spec.content().path("protocol_version").asText()).matches("\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void toleratesUnknownOptions() {
        assertThat(SCHEMA.path("type").asText()).isEqualTo("object");
        assertThat(SCHEMA.path("additionalProperties").isBoolean()).isTrue();
        assertThat(SCHEMA.path("additionalProperties").asBoolean()).isTrue();
    }

    @Test
    void usesNoKeywordThatAirbyteForbids() {
        for (String keyword : List.of("anyOf", "allOf", "not", "$ref")) {
            assertThat(SCHEMA.findValues(keyword)).as(keyword).isEmpty();
        }
    }

    @Test
    void everyOptionIsExplainedToPeople() {
        Set<Integer> orders = new HashSet<>();
        OPTIONS.properties().forEach(option -> {
            assertThat(option.getValue().path("title").asText())
                    .as(option.getKey())
                    .isNotBlank();
            assertThat(option.getValue().path("description").asText())
                    .as(option.getKey())
                    .isNotBlank();
            assertThat(orders.add(option.getValue().path("order").intValue()))
                    .as("the order of %s is its own", option.getKey())
                    .isTrue();
        });
        assertThat(OPTIONS.size()).isPositive();
    }

    @Test
    void examplesAndDefaultsAreWhatTheyIllustrate() {
        OPTIONS.properties().forEach(option -> {
            DocumentSchema schema = DocumentSchema.of(option.getValue());
            option.getValue()
                    .path("examples")
                    .forEach(example -> assertThat(schema.faults(example))
                            .as(option.getKey())
                            .isEmpty());
            if (option.getValue().has("default")) {
                assertThat(schema.faults(option.getValue().path("default")))
                        .as(option.getKey())
                        .isEmpty();
            }
        });
    }
}
