package io.dataconnector.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.http.ScriptedServer;
import io.dataconnector.connector.http.ScriptedServer.Reply;
import io.dataconnector.connector.protocol.RawOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Manifests that are wrong, as the user of the built jar is told: what, where, and before anything is read. */
final class ManifestFailureIT {
    private static final String[] STREAMS = {"items:full_refresh", "others:full_refresh"};
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [items]}
            definitions:
              requester:
                type: HttpRequester
                url_base: "{{ config['api_url'] }}"
                path: "/{{ parameters['name'] }}"
              selector:
                type: RecordSelector
                extractor: {type: DpathExtractor, field_path: [data]}
            streams:
              - type: DeclarativeStream
                $parameters: {name: items}
                retriever:
                  type: SimpleRetriever
                  requester: {$ref: "#/definitions/requester"}
                  record_selector: {$ref: "#/definitions/selector"}
              - type: DeclarativeStream
                $parameters: {name: others}
                retriever:
                  type: SimpleRetriever
                  requester: {$ref: "#/definitions/requester", path: "/fixed"}
                  record_selector: {$ref: "#/definitions/selector"}
            spec:
              type: Spec
              connection_specification:
                type: object
                required: [api_url]
                properties:
                  api_url: {type: string}
                  size: {type: integer, maximum: 100}
            """;

    @TempDir
    private Path folder;

    private World world;

    @BeforeEach
    void makeWorld() throws IOException {
        Files.writeString(folder.resolve("manifest.yaml"), MANIFEST);
        world = new World(folder).manifest("manifest.yaml").api("http://127.0.0.1:1");
    }

    /** The message of a read that could not begin; a check says the same. */
    private String refusal() throws IOException {
        ConnectorJar.Finished read = world.read(STREAMS);
        assertThat(read.exitCode()).isEqualTo(1);
        assertThat(read.standardError()).isEmpty();
        RawOutput raw = read.raw();
        assertThat(raw.messages()).hasSize(1);
        JsonNode error = raw.errors().get(0);
        assertThat(error.path("failure_type").asText()).isEqualTo("config_error");
        assertThat(error.has("stack_trace")).isFalse();
        String message = error.path("message").asText();

        JsonNode status = world.check()
                .rawOfSuccess()
                .ofType("CONNECTION_STATUS", "connectionStatus")
                .get(0);
        assertThat(status.path("status").asText()).isEqualTo("FAILED");
        assertThat(status.path("message").asText()).isEqualTo(message);
        return message;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            definitions:             | definitions: }                 | not YAML at line 4, column 14:
            type: HttpRequester      | type: HttpRequestor            | at streams[0].retriever.requester: the type "HttpRequestor" is not supported here; did you mean HttpRequester?
            "#/definitions/selector" | "#/definitions/selektor"       | at streams[0].retriever.record_selector.$ref: the reference "#/definitions/selektor" leads nowhere
            extractor:               | x: {$ref: "#/definitions/selector"}  # | the references form a cycle: #/definitions/selector -> #/definitions/selector
            field_path: [data]       | field_path: data               | at streams[0].retriever.record_selector.extractor.field_path: expected an array, found "data"
            stream_names: [items]    | stream_names: [itmes]          | at check.stream_names: the source has no stream "itmes"
            type: Spec               | type: Spek                     | at spec: the type "Spek" is not supported here; did you mean Spec?
            """)
    void manifestsThatAreWrong(String part, String replacement, String message) throws IOException {
        assertThat(MANIFEST).contains(part);
        Files.writeString(folder.resolve("manifest.yaml"), MANIFEST.replace(part, replacement.replace("&", "\n    ")));

        assertThat(refusal()).startsWith("Manifest manifest.yaml:").contains(message);
    }

    @Test
    void aMemberThatIsMisspeltFailsItsStream() throws IOException {
        Files.writeString(folder.resolve("manifest.yaml"), MANIFEST.replace("path: \"/fixed\"", "http_metod: GET"));
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(200, "{\"data\":[{\"id\":\"a\"}]}"))) {
            RawOutput raw = world.api(server.url("")).read(STREAMS).raw();

            assertThat(raw.errorMessages())
                    .containsExactly("Stream others cannot be read: at"
                            + " streams[1].retriever.requester.http_metod: a member of HttpRequester that is not supported;"
                            + " did you mean http_method?. Leave it out of the configured catalog; the others can be"
                            + " read.");
            assertThat(raw.recordIds("items")).containsExactly("a");
        }
    }

    /** It fails its stream alone, before any request; the catalog has it. */
    @Test
    void whatIsNotSupportedFailsItsStreamAlone() throws IOException {
        Files.writeString(
                folder.resolve("manifest.yaml"),
                MANIFEST.replaceFirst("type: SimpleRetriever", "type: CustomRetriever")
                        .replaceFirst("type: SimpleRetriever", "type: SimpleRetriever\n      shown: hidden"));
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(200, "{\"data\":[{\"id\":\"a\"}]}"))) {
            ConnectorJar.Finished read = world.api(server.url("")).read(STREAMS);

            assertThat(read.exitCode()).isEqualTo(1);
            assertThat(read.standardError()).isEmpty();
            RawOutput raw = read.raw();
            String message = "Stream items cannot be read: at streams[0].retriever: the type"
                    + " \"CustomRetriever\" is not supported here; supported: SimpleRetriever, AsyncRetriever. Leave it out of the"
                    + " configured catalog; the others can be read.";
            assertThat(raw.errorMessages()).containsExactly(message);
            assertThat(raw.errors().get(0).path("failure_type").asText()).isEqualTo("config_error");
            assertThat(raw.statuses("items")).containsExactly("STARTED", "INCOMPLETE");
            assertThat(raw.recordIds("others")).containsExactly("a");
            assertThat(raw.statuses("others")).endsWith("COMPLETE");
            assertThat(raw.warnings())
                    .containsExactly("Manifest manifest.yaml has members that do not exist in the format and have no"
                            + " effect: SimpleRetriever.shown at streams[1].retriever.shown.");
            assertThat(world.check()
                            .rawOfSuccess()
                            .ofType("CONNECTION_STATUS", "connectionStatus")
                            .get(0)
                            .path("message")
                            .asText())
                    .isEqualTo(message);
        }
        assertThat(world.jar()
                        .run("discover", "--config", "config.json", "--manifest-path", "manifest.yaml")
                        .rawOfSuccess()
                        .ofType("CATALOG", "catalog")
                        .get(0)
                        .path("streams"))
                .extracting(stream -> stream.path("name").asText())
                .containsExactly("items", "others");
    }

    /** One fault has one message: the stream is there, though it is wrong. */
    @Test
    void aStreamThatIsWrongIsNotMissing() throws IOException {
        Files.writeString(folder.resolve("manifest.yaml"), MANIFEST.replace("type: SimpleRetriever", "type: Nothing"));

        assertThat(refusal()).doesNotContain("check");
    }

    @Test
    void filesThatAreNoManifests() throws IOException {
        Files.createDirectory(folder.resolve("folder"));
        assertThat(world.manifest("folder").read(STREAMS).raw().errorMessages())
                .containsExactly("Manifest folder: is a folder, not a file");

        assertThat(world.manifest("nowhere.yaml").read(STREAMS).raw().errorMessages())
                .containsExactly("Manifest nowhere.yaml: no such file");

        Files.writeString(folder.resolve("empty.yaml"), "");
        world.manifest("empty.yaml");
        assertThat(refusal()).isEqualTo("Manifest empty.yaml: is empty; it must hold a YAML document");

        Files.writeString(folder.resolve("text.yaml"), "hello");
        world.manifest("text.yaml");
        assertThat(refusal()).isEqualTo("Manifest text.yaml: expected a manifest, which is an object, found \"hello\"");

        Files.writeString(folder.resolve("none.yaml"), "streams: []");
        world.manifest("none.yaml");
        assertThat(refusal()).contains("at streams: a source must have at least one stream");
    }

    @Test
    void aManifestInTheConfigurationThatIsNone() throws IOException {
        World injected = new World(folder).option("__injected_declarative_manifest", "hello");
        assertThat(injected.read(STREAMS).raw().errorMessages())
                .containsExactly(
                        "Manifest config.json at /__injected_declarative_manifest: expected a manifest, which is"
                                + " an object, found \"hello\"");

        injected.option("__injected_declarative_manifest", JsonNodeFactory.instance.objectNode());
        assertThat(injected.read(STREAMS).raw().errorMessages())
                .singleElement()
                .asString()
                .startsWith("Manifest config.json at /__injected_declarative_manifest:")
                .contains("at streams: a source must have at least one stream", "check");
    }

    @Test
    void aConfigurationThatTheSpecificationDoesNotAllow() throws IOException {
        world.option("size", 101);
        assertThat(refusal())
                .startsWith("Configuration config.json: at /size: ")
                .contains("100");

        world = new World(folder).manifest("manifest.yaml").option("fixtures_base_path", "nowhere");
        assertThat(refusal())
                .startsWith("Configuration config.json: at the top: ")
                .contains("'api_url'");
    }

    /** The folder stands for the API, whose options the manifest still has. */
    @Test
    void theFolderHasPrecedence() throws IOException {
        world.put("items", "page_1", "{\"data\":[{\"id\":\"of the file\"}]}").option("fixtures_base_path", "fixtures");

        RawOutput raw = world.read("items:full_refresh").rawOfSuccess();

        assertThat(raw.recordIds("items")).containsExactly("of the file");
    }

    /** It fails its stream alone, which had been begun by then. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /{{ conifg.size }}     | Template /{{ conifg.size }}, line 1, column 1: there is no variable 'conifg' here.
            /{{ 1 // 0 }}          | Template /{{ 1 // 0 }}, line 1, column 7: division by zero.
            /{{ config.size.of }}  | Template /{{ config.size.of }}, line 1, column 16: 'dict' has no attribute 'size'.
            """)
    void aTemplateThatFails(String path, String message) throws IOException {
        Files.writeString(folder.resolve("manifest.yaml"), MANIFEST.replace("/{{ parameters['name'] }}", path));
        try (ScriptedServer server =
                new ScriptedServer(request -> Reply.of(200, "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}"))) {
            ConnectorJar.Finished read = world.api(server.url("")).read(STREAMS);

            assertThat(read.exitCode()).isEqualTo(1);
            assertThat(read.standardError()).isEmpty();
            RawOutput raw = read.raw();
            assertThat(raw.errorMessages())
                    .containsExactly("Manifest at streams[0] (items).retriever.requester.path: " + message);
            assertThat(raw.errors().get(0).path("failure_type").asText()).isEqualTo("config_error");
            assertThat(raw.errors().get(0).has("stack_trace")).isFalse();
            assertThat(raw.statuses("items")).endsWith("INCOMPLETE");
            assertThat(raw.recordIds("others")).isEqualTo(List.of("a", "b"));
            assertThat(raw.statuses("others")).endsWith("COMPLETE");
        }
    }
}
