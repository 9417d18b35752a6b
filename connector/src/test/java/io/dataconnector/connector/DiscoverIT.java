package io.dataconnector.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.core.document.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiscoverIT {
    @TempDir
    private Path folder;

    @Test
    void theConfiguredCatalogOfTheRepositoryIsMadeOfWhatDiscoverPrints() throws IOException {
        ConnectorJar.Finished discover =
                ConnectorJar.in(Repository.root(), folder).run("discover", "--config", "config.json");
        List<JsonNode> discovered = new ArrayList<>();
        discover.rawOfSuccess()
                .ofType("CATALOG", "catalog")
                .get(0)
                .path("streams")
                .forEach(discovered::add);

        List<JsonNode> configured = new ArrayList<>();
        Json.read(Files.readAllBytes(Repository.root().resolve("configured_catalog.json")))
                .path("streams")
                .forEach(stream -> configured.add(stream.path("stream")));

        assertThat(configured).containsExactlyInAnyOrderElementsOf(discovered);
    }

    @Test
    void withoutAConfigurationThereIsAnError() {
        ConnectorJar.Finished discover = ConnectorJar.in(folder).run("discover", "--config", "none.json");

        assertThat(discover.exitCode()).isEqualTo(1);
        assertThat(discover.raw().errors()).singleElement().satisfies(error -> {
            assertThat(error.path("message").asText()).contains("none.json");
            assertThat(error.path("failure_type").asText()).isEqualTo("config_error");
        });
        assertThat(discover.standardError()).isEmpty();
    }
}
