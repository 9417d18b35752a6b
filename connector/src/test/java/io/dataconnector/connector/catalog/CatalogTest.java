package io.dataconnector.connector.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.core.document.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogTest {
    private static final String PLANETS = """
            {
              "name": "planets",
              "primary_key": ["system", "number"],
              "cursor_field": "seen_at",
              "first_page": "start",
              "json_schema": {"type": "object", "properties": {}}
            }
            """;

    @TempDir
    private Path folder;

    private void write(String file, String json) throws IOException {
        Files.writeString(folder.resolve(file), json);
    }

    private Catalog load() {
        return Catalog.load(Optional.of(folder));
    }

    private String fault(Path streams) {
        ConnectorException fault =
                catchThrowableOfType(ConnectorException.class, () -> Catalog.load(Optional.of(streams)));
        assertThat(fault.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
        return fault.getMessage();
    }

    @Test
    void aFolderAddsStreams() throws IOException {
        write("planets.json", PLANETS);
        write("README.md", "not a definition");

        StreamDefinition planets = load().stream("planets").orElseThrow();

        assertThat(load().streams())
                .extracting(StreamDefinition::name)
                .containsExactly("accounts", "events", "invoices", "planets", "users");
        assertThat(planets.primaryKey()).containsExactly("system", "number");
        assertThat(planets.cursorField()).isEqualTo("seen_at");
        assertThat(planets.firstPage()).isEqualTo("start");
    }

    @Test
    void thePlacesInAPageHaveDefaults() throws IOException {
        write("planets.json", PLANETS);
        write(
                "moons.json",
                PLANETS.replace("planets", "moons").replace("{\n", """
                {
                  "records": "/result/items",
                  "next_page": "/paging/next",
                """).replaceFirst("^\\{\\s*\\{", "{"));

        assertThat(load().stream("planets").orElseThrow())
                .extracting(StreamDefinition::records, StreamDefinition::nextPage)
                .containsExactly("/data", "/next_cursor");
        assertThat(load().stream("moons").orElseThrow())
                .extracting(StreamDefinition::records, StreamDefinition::nextPage)
                .containsExactly("/result/items", "/paging/next");
    }

    private static String withPlaces(String records, String nextPage) {
        return PLANETS.replaceFirst("\\{", "{\"records\": \"" + records + "\", \"next_page\": \"" + nextPage + "\",");
    }

    @ParameterizedTest
    @CsvSource({
        "/data, /data/0/next",
        "/data, /data",
        "/data, /data/next",
        "/page/data, /page",
        "/data, ''",
        "'', /next_cursor",
        "'', ''"
    })
    void theTokenAndTheRecordsAreApart(String records, String nextPage) throws IOException {
        write("planets.json", withPlaces(records, nextPage));

        assertThat(fault(folder))
                .contains(
                        "planets.json: at /next_page: ",
                        "\"" + nextPage + "\"",
                        "\"" + records + "\"",
                        "must be apart");
    }

    @Test
    void aPageOfNothingButRecordsNeedsNoToken() throws IOException {
        write("planets.json", PLANETS.replaceFirst("\\{", "{\"records\": \"\","));

        assertThat(load().stream("planets").orElseThrow().records()).isEmpty();
    }

    @Test
    void aPlaceIsAJsonPointer() throws IOException {
        write("planets.json", withPlaces("/~", "/next"));
        assertThat(fault(folder)).contains("planets.json", "/records");

        write("planets.json", withPlaces("/data", "/a".repeat(5_000)));
        assertThat(fault(folder)).contains("planets.json", "at /next_page", "at most 100 levels, not 5000");
    }

    @Test
    void aFolderReplacesStreamsOfTheSameName() throws IOException {
        write("mine.json", PLANETS.replace("planets", "users"));

        assertThat(load().streams()).hasSize(4);
        assertThat(load().stream("users").orElseThrow().cursorField()).isEqualTo("seen_at");
    }

    @Test
    void aFolderWithoutADefinitionIsRefused() {
        assertThat(fault(folder)).contains(folder.toString(), "no definition");
    }

    @Test
    void twoDefinitionsOfOneNameAreRefused() throws IOException {
        write("planets.json", PLANETS);
        write("planets_2.json", PLANETS);

        assertThat(fault(folder)).contains("planets_2.json", "/name", "same name");
    }

    @Test
    void aStreamThatIsNotThereIsNotThere() {
        assertThat(Catalog.load(Optional.empty()).stream("planets")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"planets\"             | \"../planets\"    | /name",
                "\"planets\"             | \"\"              | /name",
                "[\"system\", \"number\"]| []                | /primary_key",
                "[\"system\", \"number\"]| \"system\"        | /primary_key",
                "\"seen_at\"             | null              | /cursor_field",
                "\"start\"               | \"\"              | /first_page",
                "\"start\"               | \"s\",\"records\":\"data\" | /records",
                "\"start\"               | \"s\",\"next_page\":7      | /next_page",
                "\"start\"               | \"s\",\"next\":\"/n\"      | next",
                "\"properties\"          | \"items\"         | /json_schema",
            })
    void anUnfitDefinitionIsNamedByFileAndPointer(String part, String replacement, String place) throws IOException {
        write("planets.json", PLANETS.replace(part, replacement));

        assertThat(fault(folder)).contains("planets.json", place);
    }

    @Test
    void allFaultsOfADefinitionAreToldAtOnce() throws IOException {
        write("planets.json", "{\"name\":17,\"primary_key\":[]}");

        assertThat(fault(folder)).contains("/name", "/primary_key", "cursor_field", "first_page", "json_schema");
    }

    @Test
    void whatIsNoDefinitionIsRefused() throws IOException {
        write("planets.json", "[1,");
        assertThat(fault(folder)).contains("planets.json", "not JSON");

        write("planets.json", "[]");
        assertThat(fault(folder)).contains("planets.json");
    }

    @Test
    void theFolderMustBeThere() throws IOException {
        write("planets.json", PLANETS);

        assertThat(fault(folder.resolve("none"))).contains("none", "no such folder");
        assertThat(fault(folder.resolve("planets.json"))).contains("planets.json", "is not a folder");
    }

    private static Config config(boolean hasShippedStreams, Optional<Path> streams, Map<String, Instant> startDates) {
        return new Config(
                Path.of("fixtures"),
                hasShippedStreams,
                streams,
                Optional.empty(),
                startDates,
                Duration.ZERO,
                1,
                1_024,
                List.of());
    }

    @Test
    void theShippedStreamsMayBeLeftOut() throws IOException {
        write("planets.json", PLANETS);

        assertThat(Catalog.load(config(false, Optional.of(folder), Map.of())).streams())
                .extracting(StreamDefinition::name)
                .containsExactly("planets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resume", "page", "__ab_full_refresh_sync_complete"})
    void aCursorFieldThatTheStateCannotHoldIsRefused(String name) throws IOException {
        write("planets.json", PLANETS.replace("seen_at", name));

        assertThat(fault(folder)).contains("planets.json", "at /cursor_field: \"" + name + "\"", "another field");
    }

    @Test
    void aStartDateIsThatOfAStream() {
        Config config = config(true, Optional.empty(), Map.of("planets", Instant.EPOCH));

        assertThatThrownBy(() -> Catalog.load(config))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll("/start_dates", "planets", "accounts, events, invoices, users");
    }

    @Test
    void theAirbyteCatalogSaysWhatAStreamIsAndWhatItCan() throws IOException {
        write("planets.json", PLANETS);

        JsonNode planets = load().toAirbyteCatalog().at("/streams/3");

        assertThat(planets).isEqualTo(Json.read("""
                {
                  "name": "planets",
                  "json_schema": {"type": "object", "properties": {}},
                  "supported_sync_modes": ["full_refresh", "incremental"],
                  "source_defined_cursor": true,
                  "default_cursor_field": ["seen_at"],
                  "source_defined_primary_key": [["system"], ["number"]],
                  "is_resumable": true
                }
                """));
    }

    @Test
    void aDefinitionCannotBeChangedFromOutside() {
        StreamDefinition accounts =
                Catalog.load(Optional.empty()).stream("accounts").orElseThrow();

        assertThat(accounts.primaryKey()).isUnmodifiable().isEqualTo(List.of("id"));
    }
}
