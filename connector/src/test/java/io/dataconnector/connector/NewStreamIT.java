package io.dataconnector.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.protocol.RawOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream is data: a file that says what it is, and its pages. No line of code knows this one. */
final class NewStreamIT {
    @TempDir
    private Path folder;

    private World world;

    @BeforeEach
    void describePlanets() throws IOException {
        world = World.withFixtures(folder).option("streams_path", "streams");
        Files.createDirectory(folder.resolve("streams"));
        Files.writeString(folder.resolve("streams/planets.json"), """
                {
                  "name": "planets",
                  "primary_key": ["system", "number"],
                  "cursor_field": "seen_at",
                  "first_page": "start",
                  "records": "/result/items",
                  "next_page": "/paging/next",
                  "json_schema": {
                    "type": "object",
                    "additionalProperties": true,
                    "properties": {
                      "system": {"type": "string"},
                      "number": {"type": "integer"},
                      "seen_at": {"type": "string", "format": "date-time"}
                    }
                  }
                }
                """);
        world.put("planets", "start", """
                {
                  "result": {"items": [{"system": "Sol", "number": 4, "seen_at": "2024-06-02T10:00:00Z"}]},
                  "paging": {"next": "eyJvIjoxfQ=="}
                }
                """);
        world.put("planets", "eyJvIjoxfQ==", """
                {"result": {"items": [{"system": "Sol", "number": 3, "seen_at": "2024-06-01T10:00:00Z"}]}}
                """);
    }

    @Test
    void isDiscoveredAndChecked() throws IOException {
        assertThat(world.discover()
                        .rawOfSuccess()
                        .ofType("CATALOG", "catalog")
                        .get(0)
                        .path("streams"))
                .hasSize(5)
                .anyMatch(stream -> stream.path("name").asText().equals("planets")
                        && stream.path("source_defined_primary_key").toString().equals("[[\"system\"],[\"number\"]]"));

        Files.delete(world.page("planets", "start"));
        assertThat(world.check().rawOfSuccess().messages())
                .anyMatch(message ->
                        message.at("/connectionStatus/message").asText().contains("planets/start.json"));
    }

    @Test
    void isReadBesideTheOthers() throws IOException {
        RawOutput raw = world.read("planets:incremental", "users:incremental").rawOfSuccess();

        assertThat(raw.records("planets"))
                .extracting(planet -> planet.path("number").intValue())
                .containsExactly(4, 3);
        assertThat(raw.lastStreamState("planets")).hasToString("{\"seen_at\":\"2024-06-02T10:00:00Z\"}");
        assertThat(raw.records("users")).isNotEmpty();

        assertThat(world.readAfter(raw, "planets:incremental").rawOfSuccess().records("planets"))
                .isEmpty();
    }
}
