package io.dataconnector.connector.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.Repository;
import io.dataconnector.connector.manifest.Manifest;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.core.document.Document;
import io.dataconnector.core.document.DocumentSchema;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.document.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The definitions that ship with the program are definitions, obey Airbyte's rules, and fit the fixtures. */
final class ShippedStreamsTest {
    private static final String NULL = "null";

    private static Collection<StreamDefinition> streams() {
        return Sources.shipped().streams();
    }

    @Test
    void thereIsOneForEachFolderOfTheFixtures() throws InvalidDocumentException {
        assertThat(streams())
                .extracting(StreamDefinition::name)
                .containsExactly("accounts", "events", "invoices", "users");
        for (StreamDefinition stream : streams()) {
            assertThat(Repository.fixtures().resolve(stream.name())).isDirectory();
        }
    }

    /** What the program skips when it starts: everything in the manifest is known and valid. */
    @Test
    void theManifestIsValidInEveryPart() {
        ObjectNode config = JsonNodeFactory.instance.objectNode().put("api_url", "https://api.example.com");

        Source source = Source.of(
                Manifest.shipped(),
                new Settings(config, Clock.systemUTC()),
                Source.Purpose.READ,
                budget -> RetrievalReader.NONE);

        assertThat(source.catalog().streams()).hasSize(4);
        assertThat(source.checkedStreams()).hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void keyAndCursorAreInTheSchemaAndAlwaysThere(StreamDefinition stream) {
        String cursorField = stream.cursorField().orElseThrow();
        List<String> needed = new ArrayList<>(List.of(cursorField));
        stream.primaryKey().forEach(needed::addAll);

        for (String name : needed) {
            JsonNode property = stream.jsonSchema().path("properties").path(name);
            assertThat(property.path("type").asText()).as(name).isEqualTo("string");
            assertThat(stream.jsonSchema().path("required"))
                    .as(name)
                    .anyMatch(required -> required.asText().equals(name));
        }
        assertThat(stream.jsonSchema()
                        .at("/properties/" + cursorField + "/format")
                        .asText())
                .isEqualTo("date-time");
    }

    @ParameterizedTest
    @MethodSource("streams")
    void schemasObeyTheRulesOfAirbyte(StreamDefinition stream) {
        checkRules(stream.jsonSchema(), stream.name());
    }

    private static void checkRules(JsonNode schema, String place) {
        for (String keyword : List.of("anyOf", "allOf", "not", "$ref")) {
            assertThat(schema.has(keyword)).as("%s in %s", keyword, place).isFalse();
        }
        JsonNode type = schema.path("type");
        List<String> types = new ArrayList<>();
        (type.isArray() ? type : List.of(type)).forEach(name -> types.add(name.asText()));
        assertThat(types).as(place).isNotEmpty();
        assertThat(types.stream().filter(name -> !name.equals(NULL)))
                .as("a destination maps %s to one type", place)
                .hasSize(1);
        if (types.contains(NULL)) {
            assertThat(types.indexOf(NULL))
                    .as("%s names null last, and second where there are two", place)
                    .isEqualTo(types.size() - 1);
        }
        if (types.contains("object")) {
            assertThat(schema.path("additionalProperties").asBoolean())
                    .as(place)
                    .isTrue();
        }
        if (schema.path("format").asText().equals("date-time")) {
            assertThat(schema.path("airbyte_type").asText()).as(place).isEqualTo("timestamp_with_timezone");
        }
        schema.path("properties")
                .properties()
                .forEach(property -> checkRules(property.getValue(), place + "/" + property.getKey()));
        if (schema.has("items")) {
            checkRules(schema.path("items"), place + "/items");
        }
    }

    private static List<Document> pages(StreamDefinition stream) throws IOException, InvalidDocumentException {
        List<Document> pages = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(Repository.fixtures().resolve(stream.name()))) {
            for (Path file : files) {
                pages.add(Document.read(file));
            }
        }
        return pages;
    }

    /** Destinations take a numeric string for the number that the schema says it is, and so does this. */
    private static JsonNode withNumbers(JsonNode record, JsonNode schema) throws IOException {
        ObjectNode numbers = record.deepCopy();
        for (Map.Entry<String, JsonNode> member : record.properties()) {
            String type =
                    schema.at("/properties/" + member.getKey() + "/type/0").asText();
            if (type.equals("number") && member.getValue().isTextual()) {
                numbers.set(member.getKey(), Json.read(member.getValue().textValue()));
            }
        }
        return numbers;
    }

    @ParameterizedTest
    @MethodSource("streams")
    void everyRecordOfTheFixturesFitsItsSchema(StreamDefinition stream) throws IOException, InvalidDocumentException {
        DocumentSchema schema = DocumentSchema.of(stream.jsonSchema());
        int records = 0;

        for (Document page : pages(stream)) {
            for (JsonNode record : stream.extractor().extract(page.content())) {
                assertThat(schema.faults(withNumbers(record, stream.jsonSchema())))
                        .as("%s: %s", page.name(), record)
                        .isEmpty();
                records++;
            }
        }
        assertThat(records).isPositive();
    }
}
