package io.dataconnector.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.Sources;
import io.dataconnector.connector.manifest.Manifest;
import io.dataconnector.core.document.Json;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ManifestBuildTest {
    private static final Path SOURCE = Path.of("src/main/resources/manifest.yaml");

    @TempDir
    private Path folder;

    private JsonNode build(String yaml) throws Exception {
        Path source = Files.writeString(folder.resolve("manifest.yaml"), yaml);
        Path target = folder.resolve("manifest.json");
        ManifestBuild.main(new String[] {source.toString(), target.toString()});
        return Json.read(Files.readAllBytes(target));
    }

    @Test
    void writesTheSameBytesEveryTime() throws Exception {
        Path target = folder.resolve("manifest.json");
        ManifestBuild.main(new String[] {SOURCE.toString(), target.toString()});

        try (InputStream shipped = Manifest.class.getResourceAsStream("/manifest.json")) {
            assertThat(target).hasBinaryContent(shipped.readAllBytes());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{ config.get('a', 'b') }}        | b",
                "/{{ parameters['name'] }}         | /planets",
                "{{ config['a'] }}                 | ",
                "{{ config.get('a', '12') }}       | ",
                "{{ now_utc() }}                   | ",
                "{{ stream_slice['a'] }}           | ",
                "plain                             | ",
            })
    void aValueIsKnownIfItIsATextThatNeedsNoConfiguration(String template, String value) throws Exception {
        JsonNode part = build("part: {type: Spec, $parameters: {name: planets}, text: \"" + template + "\"}")
                .path("part");

        assertThat(part.at("/x-unconfigured/text").textValue()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 1000-01-01T00:00:00Z",
                "{\"start_date\":\"2024-06-01\"} | 2024-06-01T00:00:00Z",
                "{\"start_date\":\"2024-06-01T02:00:00.123456+02:00\"} | 2024-06-01T00:00:00.123456Z",
                "{\"start_dates\":[{\"stream\":\"events\",\"start_date\":\"2024-06-02\"}]} | 1000-01-01T00:00:00Z",
                "{\"start_dates\":[{\"stream\":\"users\",\"start_date\":\"2024-06-03 00:00:00Z\"}]} | 2024-06-03T00:00:00Z",
            })
    void aConfiguredStartCountsAllTheSame(String config, Instant start) throws Exception {
        ObjectNode options = (ObjectNode) Json.read(config);

        assertThat(Sources.shipped(options).stream("users")
                        .orElseThrow()
                        .cursor()
                        .orElseThrow()
                        .start())
                .isEqualTo(start);
    }
}
