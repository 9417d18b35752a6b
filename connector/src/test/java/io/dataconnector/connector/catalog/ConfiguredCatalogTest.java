package io.dataconnector.connector.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dataconnector.connector.Repository;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfiguredCatalogTest {
    private static final Catalog CATALOG = Sources.shipped();

    @TempDir
    private Path folder;

    private Path write(String json) {
        try {
            return Files.writeString(folder.resolve("catalog.json"), json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ConfiguredCatalog read(String... streams) {
        return ConfiguredCatalog.read(write("{\"streams\":[" + String.join(",", streams) + "]}"), CATALOG);
    }

    private String fault(String json) {
        Path file = write(json);
        ConnectorException fault =
                catchThrowableOfType(ConnectorException.class, () -> ConfiguredCatalog.read(file, CATALOG));
        assertThat(fault).as(json).isNotNull();
        assertThat(fault.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
        assertThat(fault).hasMessageContaining(file.toString());
        return fault.getMessage();
    }

    private static String stream(String name, String syncMode) {
        return "{\"stream\":{\"name\":\"" + name + "\"},\"sync_mode\":\"" + syncMode + "\"}";
    }

    @Test
    void streamsAreReadInTheOrderOfTheCatalog() {
        ConfiguredCatalog configured = read(stream("users", "incremental"), stream("accounts", "full_refresh"));

        assertThat(configured.streams())
                .containsExactly(
                        new ConfiguredStream(CATALOG.stream("users").orElseThrow(), SyncMode.INCREMENTAL),
                        new ConfiguredStream(CATALOG.stream("accounts").orElseThrow(), SyncMode.FULL_REFRESH));
        assertThat(configured.warnings()).isEmpty();
    }

    @Test
    void theCatalogOfTheRepositoryIsOne() {
        ConfiguredCatalog configured =
                ConfiguredCatalog.read(Repository.root().resolve("configured_catalog.json"), CATALOG);

        assertThat(configured.streams())
                .extracting(ConfiguredStream::definition)
                .containsExactlyInAnyOrderElementsOf(CATALOG.streams());
        assertThat(configured.warnings()).isEmpty();
    }

    @Test
    void whatDiscoverPrintsIsNoConfiguredCatalog() {
        assertThat(fault("{\"type\":\"CATALOG\",\"catalog\":{\"streams\":[]}}"))
                .contains("this is what discover prints, not a configured catalog");
    }

    @Test
    void noStreamsAreFewButNoFault() {
        assertThat(read().streams()).isEmpty();
    }

    @Test
    void theDefinitionIsTheSourcesOwnWhateverTheCatalogSays() {
        ConfiguredCatalog configured = read("""
                {
                  "stream": {"name": "users", "json_schema": {}, "namespace": null},
                  "sync_mode": "incremental",
                  "destination_sync_mode": "append_dedup",
                  "primary_key": [["email"]],
                  "generation_id": 3
                }
                """);

        assertThat(configured.streams().get(0).definition())
                .isEqualTo(CATALOG.stream("users").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "[\"updated_at\"]"})
    void theStreamsOwnCursorMayBeNamed(String cursorField) {
        assertThat(read(withCursor("incremental", cursorField)).warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"created_at\"]", "[\"updated_at\",\"nested\"]", "[7]"})
    void anotherCursorIsIgnoredWithAWarning(String cursorField) {
        ConfiguredCatalog configured = read(withCursor("incremental", cursorField));

        assertThat(configured.streams()).hasSize(1);
        assertThat(configured.warnings())
                .singleElement()
                .asString()
                .contains("/streams/0/cursor_field", "users", "updated_at", cursorField);
    }

    @Test
    void aStreamWithoutACursorIsReadByFullRefreshWithAWarning() {
        Catalog catalog = Sources.of("""
                version: 7.0.0
                type: DeclarativeSource
                check: {type: CheckStream, stream_names: [plans]}
                streams:
                  - type: DeclarativeStream
                    name: plans
                    retriever:
                      type: SimpleRetriever
                      requester: {type: HttpRequester, url: "https://api.example.com/plans"}
                      record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
                """).catalog();

        ConfiguredCatalog configured =
                ConfiguredCatalog.read(write("{\"streams\":[" + stream("plans", "incremental") + "]}"), catalog);

        assertThat(configured.streams())
                .containsExactly(new ConfiguredStream(catalog.stream("plans").orElseThrow(), SyncMode.FULL_REFRESH));
        assertThat(configured.warnings())
                .singleElement()
                .asString()
                .contains("/streams/0/sync_mode", "plans", "no cursor", "full_refresh");
    }

    @Test
    void aFullRefreshHasNoUseForACursor() {
        assertThat(read(withCursor("full_refresh", "[\"created_at\"]")).warnings())
                .isEmpty();
    }

    private static String withCursor(String syncMode, String cursorField) {
        return "{\"stream\":{\"name\":\"users\"},\"sync_mode\":\"" + syncMode + "\",\"cursor_field\":" + cursorField
                + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "17                                                                      | /streams/0/stream/name:",
                "{\"sync_mode\":\"incremental\"}                                         | /streams/0/stream/name:",
                "{\"stream\":{\"name\":7},\"sync_mode\":\"incremental\"}                 | /streams/0/stream/name:",
                "{\"stream\":{\"name\":\"planets\"},\"sync_mode\":\"incremental\"}       | planets",
                "{\"stream\":{\"name\":\"users\"}}                                       | /streams/0/sync_mode:",
                "{\"stream\":{\"name\":\"users\"},\"sync_mode\":\"INCREMENTAL\"}         | /streams/0/sync_mode:",
                "{\"stream\":{\"name\":\"users\"},\"sync_mode\":\"dedup\"}               | \"dedup\"",
                "{\"stream\":{\"name\":\"users\"},\"sync_mode\":7}                       | /streams/0/sync_mode:",
                "{\"stream\":{\"name\":\"users\"},\"sync_mode\":\"incremental\",\"cursor_field\":\"x\"} "
                        + "| /streams/0/cursor_field:",
                "{\"stream\":{\"name\":\"users\"},\"sync_mode\":\"full_refresh\",\"cursor_field\":{}} "
                        + "| /streams/0/cursor_field:",
            })
    void anUnfitStreamIsNamedByItsPointer(String stream, String place) {
        assertThat(fault("{\"streams\":[" + stream + "]}")).contains(place);
    }

    @Test
    void anUnknownStreamIsAnsweredWithTheKnownOnes() {
        assertThat(fault("{\"streams\":[" + stream("planets", "incremental") + "]}"))
                .contains("/streams/0/stream/name", "\"planets\"", "accounts, events, invoices, users");
    }

    @Test
    void aStreamTwiceIsAFault() {
        assertThat(fault("{\"streams\":[" + stream("users", "incremental") + "," + stream("users", "full_refresh")
                        + "]}"))
                .contains("/streams/1/stream/name", "twice");
    }

    @Test
    void allFaultsAreReportedAtOnce() {
        assertThat(fault("{\"streams\":[" + stream("planets", "incremental") + "," + stream("users", "sometimes")
                        + ",{}]}"))
                .contains("/streams/0/stream/name", "/streams/1/sync_mode", "/streams/2/stream/name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "17", "{\"streams\":{}}", "{\"streams\":null}", "{\"type\":\"CATALOG\"}"})
    void withoutStreamsThereIsNoCatalog(String json) {
        assertThat(fault(json)).contains("at /streams:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"streams\":[]} x"})
    void whatIsNotJsonIsRefused(String json) {
        fault(json);
    }
}
