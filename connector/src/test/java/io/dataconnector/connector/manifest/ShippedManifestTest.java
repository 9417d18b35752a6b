package io.dataconnector.connector.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.core.document.Document;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.document.Yaml;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ShippedManifestTest {
    private static final Path SOURCE = Path.of("src/main/resources/manifest.yaml");

    @Test
    void whatTheBuildMadeIsTheManifest() throws Exception {
        assertThat(withoutValues(Manifest.shipped().content())).isEqualTo(ManifestJson.convert(SOURCE));
        assertThat(Manifest.shipped().name()).isEqualTo("manifest.yaml");
    }

    /** Without what the build has evaluated. */
    private static JsonNode withoutValues(JsonNode node) {
        JsonNode copy = node.deepCopy();
        copy.findParents("x-unconfigured").forEach(parent -> ((ObjectNode) parent).remove("x-unconfigured"));
        return copy;
    }

    @Test
    void resolvingWhatIsResolvedChangesNothing() throws Exception {
        Manifest shipped = Manifest.shipped();

        assertThat(Manifest.resolve(new Document("again", shipped.content())).content())
                .isEqualTo(shipped.content());
    }

    @Test
    void checkKnowsEveryStream() {
        List<String> names = new ArrayList<>();
        Manifest.shipped()
                .content()
                .path("streams")
                .forEach(stream -> names.add(stream.path("name").asText()));

        assertThat(names).containsExactly("accounts", "events", "invoices", "users");
        assertThat(Json.write(Manifest.shipped().content().at("/check/stream_names")))
                .isEqualTo("[\"accounts\",\"events\",\"invoices\",\"users\"]");
    }

    @Test
    void theSpecificationAsksForNeitherFolderNorUrl() throws Exception {
        ManifestView view = Manifest.shipped().view();
        JsonNode schema = Specification.of(view.source()).path("connectionSpecification");

        assertThat(schema.has("required")).isFalse();
        assertThat(schema.path("additionalProperties").booleanValue()).isTrue();
        assertThat(schema.at("/properties/api_key/airbyte_secret").booleanValue())
                .isTrue();
        assertThat(schema.path("properties").propertyStream().map(property -> property.getKey()))
                .startsWith("fixtures_base_path", "api_url", "api_key", "start_date")
                .contains("start_dates", "lookback_window", "checkpoint_interval", "max_record_bytes");
    }

    @Test
    void theShippedFileIsYamlThatEveryoneReadsAlike() throws Exception {
        String text = Files.readString(SOURCE, StandardCharsets.UTF_8);

        assertThat(text).doesNotContain("\t").endsWith("\n");
        assertThat(Yaml.read(SOURCE).content().path("type").textValue()).isEqualTo("DeclarativeSource");
    }
}
