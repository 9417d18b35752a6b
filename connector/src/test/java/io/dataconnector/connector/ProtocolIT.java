package io.dataconnector.connector;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.dataconnector.core.document.DocumentSchema;
import io.dataconnector.core.document.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every message of every command against the protocol's own schema, where that is at hand. */
final class ProtocolIT {
    @TempDir
    private Path folder;

    private DocumentSchema protocol;

    @BeforeEach
    void readProtocol() throws IOException {
        Path file = Path.of(requireNonNull(System.getProperty("airbyte.protocol"), "airbyte.protocol"));
        assumeThat(file)
                .as("the protocol's schema, airbyte_protocol.yaml, is not part of the repository")
                .isRegularFile();
        protocol = DocumentSchema.of(new ObjectMapper(new YAMLFactory()).readTree(file.toFile()));
    }

    private void check(ConnectorJar.Finished finished, String type) {
        assertThat(finished.raw().messages())
                .anyMatch(message -> message.path("type").asText().equals(type))
                .allSatisfy(message -> {
                    JsonNode named = JsonNodeFactory.instance.objectNode().set("airbyte_message", message);
                    assertThat(protocol.faults(named)).as("%s", message).isEmpty();
                });
    }

    @Test
    void theSchemaDistinguishesMessages() throws IOException {
        JsonNode unfit = Json.read("{\"airbyte_message\":{\"type\":\"RECORD\",\"record\":{\"stream\":7}}}");

        assertThat(protocol.faults(unfit)).isNotEmpty();
    }

    @Test
    void messagesOfSuccess() throws IOException {
        World world = World.withFixtures(folder).option("checkpoint_interval", 1);

        check(ConnectorJar.in(folder).run("spec"), "SPEC");
        check(world.check(), "CONNECTION_STATUS");
        check(world.discover(), "CATALOG");
        check(world.read("users:incremental", "invoices:full_refresh"), "STATE");
    }

    @Test
    void messagesOfFailure() throws IOException {
        World world = World.withFixtures(folder);
        Files.delete(world.page("users", "page_2"));

        check(world.read("users:incremental", "events:incremental"), "TRACE");
        check(world.read("planets:incremental"), "TRACE");
    }

    @Test
    void theConfiguredCatalogOfTheRepository() throws IOException {
        JsonNode catalog = Json.read(Files.readAllBytes(Repository.root().resolve("configured_catalog.json")));

        assertThat(protocol.faults(JsonNodeFactory.instance.objectNode().set("configured_airbyte_catalog", catalog)))
                .isEmpty();
    }
}
