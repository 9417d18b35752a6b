package io.dataconnector.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.Repository;
import io.dataconnector.connector.http.ScriptedServer;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.LogLevel;
import io.dataconnector.connector.protocol.RawOutput;
import io.dataconnector.core.document.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands within one process. That they hold as a program is tested with the jar. */
final class ConnectorCommandsTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream standardOutput = new ByteArrayOutputStream();
    private final StringWriter standardError = new StringWriter();
    private Path config;
    private Path catalog;

    @BeforeEach
    void writeFiles() throws IOException {
        config = writeConfig(Repository.fixtures());
        catalog = Repository.root().resolve("configured_catalog.json");
    }

    private Path writeConfig(Path fixtures) throws IOException {
        JsonNode content = JsonNodeFactory.instance.objectNode().put("fixtures_base_path", fixtures.toString());
        return Files.writeString(folder.resolve("config.json"), content.toString());
    }

    private int run(Object... args) {
        AirbyteOutput output = new AirbyteOutput(standardOutput, Clock.systemUTC(), LogLevel.INFO);
        String[] texts = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            texts[i] = args[i].toString();
        }
        return ConnectorCommandLine.of(new ConnectorCommands(output, Clock::systemUTC), texts)
                .setExecutionExceptionHandler(new FailureHandler(output))
                .setErr(new PrintWriter(standardError))
                .execute(texts);
    }

    private RawOutput raw() {
        return RawOutput.of(standardOutput.toByteArray());
    }

    @Test
    void specPrintsTheSpecification() {
        assertThat(run("spec")).isZero();

        assertThat(raw().ofType("SPEC", "spec"))
                .singleElement()
                .satisfies(
                        spec -> assertThat(spec.has("connectionSpecification")).isTrue());
    }

    @Test
    void checkSucceeds() {
        assertThat(run("check", "--config", config)).isZero();

        assertThat(raw().ofType("CONNECTION_STATUS", "connectionStatus"))
                .singleElement()
                .hasToString("{\"status\":\"SUCCEEDED\"}");
    }

    @Test
    void aReadIsRecordedAndReadBack() throws IOException {
        Path recording = folder.resolve("recording");
        Path users = Files.writeString(
                folder.resolve("users.json"),
                "{\"streams\":[{\"sync_mode\":\"full_refresh\",\"stream\":{\"name\":\"users\"}}]}");
        String page = "{\"data\":[{\"id\":\"a\",\"updated_at\":\"2024-06-01T00:00:00Z\"}]}";
        try (ScriptedServer server = new ScriptedServer(request -> ScriptedServer.Reply.of(200, page))) {
            Files.writeString(config, "{\"api_url\":\"" + server.url("") + "\"}");
            assertThat(run("read", "--config", config, "--catalog", users, "--record", recording))
                    .isZero();
        }
        assertThat(recording.resolve("users/page_1.json")).hasContent(page);

        writeConfig(recording);
        assertThat(run("read", "--config", config, "--catalog", users)).isZero();
        assertThat(raw().recordIds("users")).containsExactly("a", "a");
    }

    @Test
    void fixturesAreNotRecorded() {
        Path recording = folder.resolve("recording");

        assertThat(run("read", "--config", config, "--catalog", catalog, "--record", recording))
                .isEqualTo(1);

        assertThat(raw().errorMessages())
                .singleElement()
                .asString()
                .startsWith(
                        "--record: the configuration has fixtures_base_path, so that all pages are files already, in ");
        assertThat(recording).doesNotExist();
    }

    @Test
    void checkFailsWithoutFailing() {
        assertThat(run("check", "--config", folder.resolve("none.json"))).isZero();

        JsonNode status = raw().ofType("CONNECTION_STATUS", "connectionStatus").get(0);
        assertThat(status.path("status").asText()).isEqualTo("FAILED");
        assertThat(status.path("message").asText()).contains("none.json");
    }

    @Test
    void discoverPrintsTheCatalog() {
        assertThat(run("discover", "--config", config)).isZero();

        assertThat(raw().ofType("CATALOG", "catalog").get(0).path("streams")).hasSize(4);
    }

    @Test
    void readPrintsRecordsAndStates() throws IOException {
        assertThat(run("read", "--config", config, "--catalog", catalog)).isZero();
        assertThat(raw().records("users")).isNotEmpty();
        Path state = Files.writeString(folder.resolve("state.json"), raw().stateForNextRead());
        standardOutput.reset();

        assertThat(run("read", "--config", config, "--catalog", catalog, "--state", state))
                .isZero();

        assertThat(raw().ofType("RECORD", "record")).isEmpty();
        assertThat(raw().states("users")).hasSize(1);
    }

    @Test
    void readWarnsOfWhatIsOdd() throws IOException {
        Path state = Files.writeString(folder.resolve("state.json"), "{\"planets\":{}}");
        Path odd = Files.writeString(
                folder.resolve("catalog.json"),
                "{\"streams\":[{\"stream\":{\"name\":\"users\"},\"sync_mode\":\"incremental\","
                        + "\"cursor_field\":[\"created_at\"]}]}");

        assertThat(run("read", "--config", config, "--catalog", odd, "--state", state))
                .isZero();

        assertThat(raw().warnings())
                .satisfiesExactlyInAnyOrder(
                        warning -> assertThat(warning).contains("created_at"),
                        warning -> assertThat(warning).contains("planets"));
    }

    @Test
    void readWarnsOfOptionsThatThereAreNot() throws IOException {
        JsonNode mistyped = JsonNodeFactory.instance
                .objectNode()
                .put("fixtures_base_path", Repository.fixtures().toString())
                .put("start_dat", "2024");
        Files.writeString(config, mistyped.toString());
        Path empty = Files.writeString(folder.resolve("catalog.json"), "{\"streams\":[]}");

        assertThat(run("read", "--config", config, "--catalog", empty)).isZero();

        assertThat(raw().warnings())
                .satisfiesExactlyInAnyOrder(
                        warning -> assertThat(warning).contains("/start_dat"),
                        warning -> assertThat(warning).contains("catalog", "no stream"));
    }

    @Test
    void debugReportsEachPage() {
        assertThat(run("read", "--debug", "--quiet", "--config", config, "--catalog", catalog))
                .isZero();

        assertThat(raw().ofType("LOG", "log"))
                .filteredOn(log -> log.path("level").asText().equals("DEBUG"))
                .anyMatch(log -> log.path("message").asText().contains("page_4.json"));
    }

    @Test
    void statePrintsTheStateOfARawOutput() throws IOException {
        assertThat(run("read", "--config", config, "--catalog", catalog)).isZero();
        Path rawOutput = Files.write(folder.resolve("raw_output.jsonl"), standardOutput.toByteArray());
        JsonNode users = raw().lastStreamState("users");
        standardOutput.reset();

        assertThat(run("state", rawOutput)).isZero();

        assertThat(Json.read(standardOutput.toByteArray()))
                .hasSize(4)
                .anyMatch(state -> state.at("/stream/stream_state").equals(users));
    }

    @Test
    void stateKeepsItsComplaintsOutOfTheState() {
        assertThat(run("state", folder.resolve("none.jsonl"))).isEqualTo(1);

        assertThat(standardOutput.size()).isZero();
        assertThat(standardError.toString()).contains("none.jsonl");
    }

    @Test
    void readFailsIfAStreamCannotBeRead() throws IOException {
        config = writeConfig(folder);

        assertThat(run("read", "--config", config, "--catalog", catalog)).isEqualTo(1);

        assertThat(raw().errors()).hasSize(4);
    }

    @Test
    void readFailsIfItCannotBegin() {
        assertThat(run("read", "--config", config, "--catalog", folder.resolve("none.json")))
                .isEqualTo(1);

        assertThat(raw().errorMessages()).singleElement().asString().contains("none.json");
        assertThat(standardError.toString()).isEmpty();
    }

    @Test
    void anInvalidCommandLineIsReportedOnStandardError() {
        assertThat(run("read", "--config", config)).isEqualTo(2);

        assertThat(standardOutput.size()).isZero();
        assertThat(standardError.toString()).contains("--catalog");
    }

    private static final String WITH_FILE = """
            version: 7.0.0
            check: {type: CheckStream, stream_names: [users]}
            streams:
              - name: users
                schema_loader: {type: JsonFileSchemaLoader LOADER}
                retriever:
                  requester: {type: HttpRequester, url_base: "https://api.example.com"}
                  record_selector: {extractor: {type: DpathExtractor, field_path: []}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "schemas/users.json         | {\"type\":\"object\"} | ''",
                "schemas/own.json           | {\"type\":\"object\"} | , file_path: './schemas/{{ ''own'' }}.json'",
                "../source_x/schemas/u.json | {\"type\":\"object\"} | , file_path: /source_x/schemas/u.json",
            })
    void aSchemaMayBeInAFileBesideTheManifest(String place, String schema, String loader) throws IOException {
        Path manifest = Files.createDirectory(folder.resolve("pack age")).resolve("m.yaml");
        Path file = manifest.resolveSibling(place).normalize();
        Files.createDirectories(file.getParent());
        Files.writeString(file, schema);
        Files.writeString(manifest, WITH_FILE.replace("LOADER", loader));

        assertThat(run("discover", "--config", config, "--manifest-path", manifest))
                .isZero();

        assertThat(raw().ofType("CATALOG", "catalog").get(0).at("/streams/0/json_schema"))
                .hasToString(schema);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "other.json         | {}                                | there is no file schemas/users.json beside the manifest",
                "schemas/users.json | []                                | has no JSON Schema, which is an object",
                "schemas/users.json | {                                 | users.json",
                "schemas/users.json | {\"items\":{\"$ref\":\"x.json\"}} | has references ($ref)",
            })
    void aStreamWhoseSchemaCannotBeReadFailsAlone(String place, String schema, String fault) throws IOException {
        Path manifest = folder.resolve("m.yaml");
        Files.createDirectory(folder.resolve("schemas"));
        Files.writeString(folder.resolve(place), schema);
        Files.writeString(manifest, WITH_FILE.replace("LOADER", ""));

        assertThat(run("check", "--config", config, "--manifest-path", manifest))
                .isZero();
        assertThat(run("discover", "--config", config, "--manifest-path", manifest))
                .isZero();

        assertThat(raw().ofType("CONNECTION_STATUS", "connectionStatus").get(0).toString())
                .contains("FAILED", fault);
        assertThat(raw().ofType("CATALOG", "catalog").get(0).at("/streams/0/json_schema"))
                .hasToString("{}");
        assertThat(raw().warnings())
                .singleElement()
                .asString()
                .contains("Stream users is listed, but cannot be read", fault);
    }
}
