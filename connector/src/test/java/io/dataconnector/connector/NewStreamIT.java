package io.dataconnector.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.protocol.RawOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream is data: a manifest that says what it is, and its pages. No line of code knows this one. */
final class NewStreamIT {
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check:
              type: CheckStream
              stream_names: [planets]
            streams:
              - type: DeclarativeStream
                name: planets
                primary_key: [system, number]
                schema_loader:
                  type: InlineSchemaLoader
                  schema:
                    type: object
                    additionalProperties: true
                    properties:
                      system: {type: string}
                      number: {type: integer}
                      seen_at: {type: string, format: date-time}
                incremental_sync:
                  type: DatetimeBasedCursor
                  cursor_field: seen_at
                  is_client_side_incremental: true
                  datetime_format: "%Y-%m-%dT%H:%M:%SZ"
                  start_datetime: "{{ config['since'] }}"
                  x-skip-equal-to-state: true
                retriever:
                  type: SimpleRetriever
                  requester:
                    type: HttpRequester
                    url_base: https://api.example.com
                    path: planets
                  record_selector:
                    type: RecordSelector
                    extractor:
                      type: DpathExtractor
                      field_path: [result, items]
                  paginator:
                    type: DefaultPaginator
                    page_token_option:
                      type: RequestOption
                      inject_into: request_parameter
                      field_name: page
                    pagination_strategy:
                      type: CursorPagination
                      cursor_value: "{{ response.paging.next }}"
            spec:
              type: Spec
              connection_specification:
                type: object
                required: [since]
                properties:
                  since: {type: string}
            """;

    @TempDir
    private Path folder;

    private World world;

    @BeforeEach
    void describePlanets() throws IOException {
        world = World.withFixtures(folder).option("since", "2024-01-01T00:00:00Z");
        Files.writeString(folder.resolve("manifest.yaml"), MANIFEST);
        world.manifest("manifest.yaml");
        world.put("planets", "page_1", """
                {
                  "result": {"items": [{"system": "Sol", "number": 4, "seen_at": "2024-06-02T10:00:00Z"}]},
                  "paging": {"next": "eyJvIjoxfQ=="}
                }
                """);
        world.put("planets", "eyJvIjoxfQ==", """
                {"result": {"items": [{"system": "Sol", "number": 3, "seen_at": "2024-06-01T10:00:00Z"}]}, "paging": {}}
                """);
    }

    @Test
    void isDiscoveredAndChecked() throws IOException {
        assertThat(world.discover()
                        .rawOfSuccess()
                        .ofType("CATALOG", "catalog")
                        .get(0)
                        .path("streams"))
                .singleElement()
                .matches(stream -> stream.path("name").asText().equals("planets")
                        && stream.path("source_defined_primary_key").toString().equals("[[\"system\"],[\"number\"]]"));

        Files.delete(world.page("planets", "page_1"));
        assertThat(world.check().rawOfSuccess().messages())
                .anyMatch(message ->
                        message.at("/connectionStatus/message").asText().contains("planets/page_1.json"));
    }

    @Test
    void isReadAndResumed() throws IOException {
        RawOutput raw = world.read("planets:incremental").rawOfSuccess();

        assertThat(raw.records("planets"))
                .extracting(planet -> planet.path("number").intValue())
                .containsExactly(4, 3);
        assertThat(raw.lastStreamState("planets")).hasToString("{\"seen_at\":\"2024-06-02T10:00:00Z\"}");
        assertThat(world.readAfter(raw, "planets:incremental").rawOfSuccess().records("planets"))
                .isEmpty();
    }

    @Test
    void isTheSameIfTheConfigurationBringsTheManifest() throws IOException {
        String live = world.read("planets:incremental")
                .rawOfSuccess()
                .recordTexts("planets")
                .toString();

        world.injectedManifest("manifest.yaml");

        assertThat(world.read("planets:incremental").rawOfSuccess().recordTexts("planets"))
                .hasToString(live);
    }

    @Test
    void hasItsOwnSpecification() throws IOException {
        assertThat(world.spec().rawOfSuccess().ofType("SPEC", "spec").get(0).at("/connectionSpecification/required"))
                .hasToString("[\"since\"]");
    }
}
