package io.dataconnector.connector.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dataconnector.connector.manifest.Manifest;
import io.dataconnector.connector.manifest.Specification;
import io.dataconnector.core.document.DocumentSchema;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.scan.TimestampReader;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The specification obeys the rules of Airbyte's acceptance tests for specifications, and holds what it promises. */
final class SpecTest {
    private static final JsonNode SPEC =
            Specification.of(Manifest.shipped().view().source());
    private static final JsonNode SCHEMA = SPEC.path("connectionSpecification");
    private static final JsonNode OPTIONS = SCHEMA.path("properties");

    /** Members of a ConnectorSpecification that are those of a source. */
    private static final Set<String> MEMBERS = Set.of("documentationUrl", "connectionSpecification");

    private static final Set<String> TYPES = Set.of("string", "number", "integer", "boolean", "object", "array");
    private static final Set<String> KEYWORDS = Set.of(
            "$schema",
            "title",
            "description",
            "type",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "format",
            "pattern",
            "minLength",
            "minimum",
            "maximum",
            "default",
            "examples",
            "order",
            "airbyte_secret");
    /** Words in names of options that hold secrets. */
    private static final List<String> SECRETS =
            List.of("password", "passphrase", "secret", "token", "api_key", "private_key", "credential", "certificate");

    /** Hands over the schema of the configuration and every schema in it, each with its pointer. */
    private static void forEachSchema(BiConsumer<String, JsonNode> consumer) {
        forEachSchema("", SCHEMA, consumer);
    }

    private static void forEachSchema(String pointer, JsonNode schema, BiConsumer<String, JsonNode> consumer) {
        consumer.accept(pointer, schema);
        schema.path("properties")
                .properties()
                .forEach(property ->
                        forEachSchema(pointer + "/properties/" + property.getKey(), property.getValue(), consumer));
        if (schema.has("items")) {
            forEachSchema(pointer + "/items", schema.path("items"), consumer);
        }
    }

    @Test
    void saysWhatTheConnectorCanDo() {
        assertThat(SPEC.propertyStream().map(Map.Entry::getKey)).containsExactlyInAnyOrderElementsOf(MEMBERS);
        assertThat(URI.create(SPEC.path("documentationUrl").asText())).hasScheme("https");
    }

    @Test
    void everyObjectToleratesUnknownMembers() {
        assertThat(SCHEMA.path("type").asText()).isEqualTo("object");
        assertThat(SCHEMA.path("$schema").asText()).isEqualTo("http://json-schema.org/draft-07/schema#");
        forEachSchema((pointer, schema) -> {
            if (schema.path("type").asText().equals("object")) {
                assertThat(schema.path("additionalProperties")).as(pointer).hasToString("true");
            }
        });
    }

    /** Among others anyOf, allOf, not and $ref are forbidden; oneOf has a form of its own, which is not needed here. */
    @Test
    void usesNoKeywordThatRunnersDoNotKnow() {
        forEachSchema((pointer, schema) -> assertThat(schema.propertyStream().map(Map.Entry::getKey))
                .as(pointer)
                .isSubsetOf(KEYWORDS));
    }

    @Test
    void everySchemaHasOneTypeWithWhatBelongsToIt() {
        forEachSchema((pointer, schema) -> {
            assertThat(schema.path("type").isTextual()).as(pointer).isTrue();
            assertThat(schema.path("type").asText()).as(pointer).isIn(TYPES);
            assertThat(schema.has("items"))
                    .as("the items of an array: %s", pointer)
                    .isEqualTo(schema.path("type").asText().equals("array"));
            assertThat(schema.has("properties"))
                    .as("the properties of an object: %s", pointer)
                    .isEqualTo(schema.path("type").asText().equals("object"));
        });
    }

    @Test
    void whatIsRequiredExists() {
        forEachSchema((pointer, schema) -> schema.path("required")
                .forEach(name -> assertThat(schema.path("properties").has(name.asText()))
                        .as("%s: %s", pointer, name)
                        .isTrue()));
    }

    @Test
    void everyOptionIsExplainedToPeople() {
        forEachSchema((pointer, schema) -> {
            if (!pointer.isEmpty()) {
                assertThat(schema.path("title").asText()).as(pointer).isNotBlank();
                assertThat(schema.path("description").asText()).as(pointer).isNotBlank();
            }
        });
        assertThat(OPTIONS.size()).isPositive();
    }

    @Test
    void theOptionsOfAnObjectHaveAnOrder() {
        forEachSchema((pointer, schema) -> {
            Set<Integer> orders = new HashSet<>();
            schema.path("properties").properties().forEach(option -> {
                assertThat(option.getValue().path("order").isInt())
                        .as(option.getKey())
                        .isTrue();
                assertThat(orders.add(option.getValue().path("order").intValue()))
                        .as("the order of %s is its own", option.getKey())
                        .isTrue();
            });
        });
    }

    @Test
    void aSecretIsMarkedAsOne() {
        forEachSchema((pointer, schema) -> {
            if (SECRETS.stream().anyMatch(pointer.toLowerCase(Locale.ROOT)::contains)) {
                assertThat(schema.path("airbyte_secret").asBoolean())
                        .as(pointer)
                        .isTrue();
            }
        });
    }

    @Test
    void aDateHasAFormatAndAPattern() {
        forEachSchema((pointer, schema) -> {
            if (schema.has("format")) {
                assertThat(schema.path("format").asText()).as(pointer).isIn("date", "date-time");
                assertThat(schema.path("pattern").asText())
                        .as(pointer)
                        .startsWith("^")
                        .endsWith("$");
            }
            assertThat(schema.has("format")).as("%s is a date", pointer).isEqualTo(pointer.endsWith("/start_date"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-06-01T02:00:00Z",
                "2024-06-01t02:00:00z",
                "2024-06-01 02:00:00Z",
                "2024-06-01T02:00:00.1+02:00",
                "2024-06-01T02:00:00.123456789-0200",
                "2024-06-01T02:00:00+02",
                "2024-06-01T02:00:00",
                "2024-06-01",
                "2024-06-01T02:00:00.1234567890Z",
                "2024-06-01T02:00:00.Z",
                "2024-06-01T02:00Z",
                "2024-06-01Z",
                "2024-06-01T02:00:00 Z",
                "2024-06-01_02:00:00Z",
                "2024-06-01T02:00:00+2",
                "2024-06-01T02:00:00+020",
                "2024-6-1",
                "20240601",
                "24-06-01",
                "2024-06-01T",
                "yesterday",
                "",
                " 2024-06-01",
                "2024-06-01 ",
            })
    void thePatternOfADateAcceptsWhatIsRead(String text) {
        boolean isRead = TimestampReader.parseInUtc(text).isPresent();
        JsonNode value = TextNode.valueOf(text);

        forEachSchema((pointer, schema) -> {
            if (schema.has("format")) {
                assertThat(DocumentSchema.withoutFormats(schema).faults(value).isEmpty())
                        .as("%s: \"%s\"", pointer, text)
                        .isEqualTo(isRead);
            }
        });
    }

    @Test
    void examplesAndDefaultsAreWhatTheyIllustrate() {
        forEachSchema((pointer, schema) -> {
            DocumentSchema checked = DocumentSchema.withoutFormats(schema);
            schema.path("examples")
                    .forEach(example ->
                            assertThat(checked.faults(example)).as(pointer).isEmpty());
            if (schema.has("default")) {
                assertThat(checked.faults(schema.path("default"))).as(pointer).isEmpty();
            }
        });
        assertThat(Json.write(SCHEMA)).contains("\"default\"", "\"examples\"");
    }
}
