package io.dataconnector.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.protocol.RawOutput;
import io.dataconnector.connector.protocol.TokenSequence;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.document.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of a test's own with all that a run of the connector needs: fixtures, configuration, catalog, state. */
final class World {
    private final Path folder;
    private final ObjectNode config = JsonNodeFactory.instance.objectNode().put("fixtures_base_path", "fixtures");

    private Optional<String> manifest = Optional.empty();

    World(Path folder) {
        this.folder = folder;
    }

    /** Takes another manifest than the shipped one; a path, seen from the folder. */
    World manifest(String file) {
        manifest = Optional.of(file);
        return this;
    }

    /** The same manifest in the configuration. */
    World injectedManifest(String file) throws IOException {
        manifest = Optional.empty();
        try {
            config.set(
                    "__injected_declarative_manifest",
                    Yaml.read(folder.resolve(file)).content());
        } catch (InvalidDocumentException e) {
            throw new IOException(e);
        }
        return this;
    }

    private String[] withManifest(String... arguments) {
        return manifest.map(file -> Stream.concat(Stream.of(arguments), Stream.of("--manifest-path", file))
                        .toArray(String[]::new))
                .orElse(arguments);
    }

    /** With a copy of the repository's fixtures. */
    static World withFixtures(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(Repository.fixtures())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(Repository.root().relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return new World(folder);
    }

    /** The text of each record of a stream as its tokens, page by page. */
    List<List<String>> recordTokens(String stream) throws IOException {
        List<List<String>> records = new ArrayList<>();
        String token = "page_1";
        while (!token.isEmpty()) {
            String page = Files.readString(page(stream, token));
            records.addAll(TokenSequence.ofElements(page, "data"));
            token = Json.read(page).path("next_cursor").asText("");
        }
        return records;
    }

    Path page(String stream, String token) {
        return folder.resolve("fixtures").resolve(stream).resolve(token + ".json");
    }

    World put(String stream, String token, String json) throws IOException {
        Files.createDirectories(page(stream, token).getParent());
        Files.writeString(page(stream, token), json);
        return this;
    }

    World option(String name, String value) {
        config.put(name, value);
        return this;
    }

    World option(String name, JsonNode value) {
        config.set(name, value);
        return this;
    }

    World option(String name, int value) {
        config.put(name, value);
        return this;
    }

    /** Reads from an API instead of the fixtures. */
    World api(String url) {
        config.remove("fixtures_base_path");
        return option("api_url", url);
    }

    Path fixtures() {
        return folder.resolve("fixtures");
    }

    ConnectorJar.Finished check() throws IOException {
        return jar().run(withManifest("check", "--config", writeConfig()));
    }

    ConnectorJar.Finished discover() throws IOException {
        return jar().run(withManifest("discover", "--config", writeConfig()));
    }

    ConnectorJar.Finished spec() throws IOException {
        return jar().run(withManifest("spec"));
    }

    /** Reads streams, each given as its name and its sync mode: {@code users:incremental}. */
    ConnectorJar.Finished read(String... streams) throws IOException {
        return jar().run(readArguments(streams));
    }

    /** Reads with the state that an earlier run left. */
    ConnectorJar.Finished readAfter(RawOutput earlier, String... streams) throws IOException {
        Files.writeString(folder.resolve("state.json"), earlier.stateForNextRead());
        return jar().run(withState(readArguments(streams)));
    }

    ConnectorJar jar() {
        return ConnectorJar.in(folder);
    }

    String[] readArguments(String... streams) throws IOException {
        ObjectNode catalog = JsonNodeFactory.instance.objectNode();
        ArrayNode list = catalog.putArray("streams");
        for (String stream : streams) {
            int colon = stream.indexOf(':');
            JsonNode name = JsonNodeFactory.instance.objectNode().put("name", stream.substring(0, colon));
            list.addObject().put("sync_mode", stream.substring(colon + 1)).set("stream", name);
        }
        Files.writeString(folder.resolve("catalog.json"), catalog.toString());
        return withManifest("read", "--config", writeConfig(), "--catalog", "catalog.json");
    }

    static String[] withState(String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--state", "state.json"))
                .toArray(String[]::new);
    }

    private String writeConfig() throws IOException {
        Files.writeString(folder.resolve("config.json"), config.toString());
        return "config.json";
    }
}
