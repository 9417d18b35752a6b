package io.dataconnector.benchmarks.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.benchmarks.BenchmarkException;
import io.dataconnector.core.fault.IoFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with generated pages, and with the files that the connector needs to read them. Once it is complete,
 * it contains a description of its content.
 */
public final class DataFolder {
    /** To be raised with every change of the generator that changes what it writes. */
    private static final int GENERATOR = 1;

    private static final String FULL_REFRESH = "full_refresh";
    private static final List<GeneratedStream> ALL = List.of(GeneratedStream.values());

    private final Path folder;

    public DataFolder(Path folder) {
        this.folder = requireNonNull(folder, "folder is null").toAbsolutePath().normalize();
    }

    public Path path() {
        return folder;
    }

    /** Holds a folder of pages for each stream. */
    public Path fixtures() {
        return folder.resolve("fixtures");
    }

    public Path config() {
        return folder.resolve("config.json");
    }

    /** The state before anything was read. */
    public Path state() {
        return folder.resolve("state.json");
    }

    /** Asks for all streams, incrementally. */
    public Path incrementalCatalog() {
        return folder.resolve("configured_catalog.json");
    }

    /** Asks for all streams, in full. */
    public Path fullRefreshCatalog() {
        return folder.resolve("configured_catalog_full_refresh.json");
    }

    /** Asks for one stream, in full; written when it is asked for. */
    public Path fullRefreshCatalog(GeneratedStream stream) {
        Path file = folder.resolve("configured_catalog_full_refresh_" + stream.streamName() + ".json");
        try {
            return Files.writeString(file, catalog(FULL_REFRESH, List.of(stream)));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private Path description() {
        return folder.resolve("data_set.json");
    }

    /** Whether the folder holds this data, complete. */
    public boolean holds(DataSet dataSet) {
        try {
            return Files.exists(description())
                    && Files.readString(description()).equals(describe(dataSet));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Generates data into the folder, which must be new or empty.
     *
     * @return how many bytes the pages have
     */
    public long generate(DataSet dataSet) {
        try {
            requireEmpty();
            long bytes = 0;
            for (GeneratedStream stream : GeneratedStream.values()) {
                Path pages = Files.createDirectories(fixtures().resolve(stream.streamName()));
                bytes += new PageWriter(dataSet, stream).writeTo(pages);
            }
            Files.writeString(
                    config(),
                    text(JsonNodeFactory.instance
                            .objectNode()
                            .put("fixtures_base_path", fixtures().toString())));
            Files.writeString(state(), "{}\n");
            Files.writeString(incrementalCatalog(), catalog("incremental", ALL));
            Files.writeString(fullRefreshCatalog(), catalog(FULL_REFRESH, ALL));
            Files.writeString(description(), describe(dataSet), UTF_8);
            return bytes;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void requireEmpty() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new BenchmarkException(
                            "Folder " + folder + " is not empty. Name another one, or delete what is in it.");
                }
            }
        }
    }

    private static String catalog(String syncMode, List<GeneratedStream> names) {
        ObjectNode catalog = JsonNodeFactory.instance.objectNode();
        ArrayNode streams = catalog.putArray("streams");
        for (GeneratedStream stream : names) {
            ObjectNode configured = streams.addObject();
            ObjectNode about = configured.putObject("stream").put("name", stream.streamName());
            about.putObject("json_schema");
            about.putArray("supported_sync_modes").add("full_refresh").add("incremental");
            configured.put("sync_mode", syncMode);
            configured.put("destination_sync_mode", "append");
        }
        return text(catalog);
    }

    private static String describe(DataSet dataSet) {
        ObjectNode description = JsonNodeFactory.instance
                .objectNode()
                .put("generator", GENERATOR)
                .put("scale", dataSet.scale())
                .put("page_size", dataSet.pageSize());
        ObjectNode records = description.putObject("records");
        for (GeneratedStream stream : GeneratedStream.values()) {
            records.put(stream.streamName(), dataSet.records(stream));
        }
        return text(description);
    }

    private static String text(ObjectNode document) {
        return document.toPrettyString() + "\n";
    }

    private BenchmarkException failure(IOException e) {
        return new BenchmarkException("Data cannot be generated in " + folder + ": " + IoFault.describe(e) + ".", e);
    }
}
