package io.dataconnector.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.benchmarks.FileTree;
import io.dataconnector.benchmarks.data.DataFolder;
import io.dataconnector.benchmarks.data.DataSet;
import io.dataconnector.connector.catalog.Source;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.manifest.Manifest;
import io.dataconnector.connector.page.Page;
import io.dataconnector.connector.page.PageFormat;
import io.dataconnector.connector.page.PageMemory;
import io.dataconnector.connector.page.PageReader;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.core.memory.MemoryBudget;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;

/** Generated data for a benchmark of a part of the programs, in a temporary folder. */
final class MicroData implements AutoCloseable {
    static final int MAX_RECORD_BYTES = 1 << 26;
    static final PageMemory MEMORY =
            PageMemory.of(MemoryBudget.ofHeap(Runtime.getRuntime().maxMemory()));

    private final Path folder;
    private final DataFolder data;

    /** @param scale how much, one page per stream */
    MicroData(String scale) throws IOException {
        folder = Files.createTempDirectory("benchmarks");
        data = new DataFolder(folder.resolve("data"));
        data.generate(new DataSet(new BigDecimal(scale), DataSet.ONE_PAGE));
    }

    /** A folder that is deleted in the end. */
    Path folder() {
        return folder;
    }

    /** What the connector looks for in the pages of a stream. */
    static PageFormat format(String stream) {
        Settings settings = new Settings(JsonNodeFactory.instance.objectNode(), Clock.systemUTC());
        return Source.shipped(Manifest.shipped(), settings).catalog().stream(stream)
                .flatMap(StreamDefinition::format)
                .orElseThrow(() -> new IllegalArgumentException("there is no stream " + stream));
    }

    /** The file of a stream's only page. */
    Path page(String stream) {
        return data.fixtures().resolve(stream).resolve("page_1.json");
    }

    /** Writes the records of a stream as a raw output, and returns the file. */
    Path raw(String stream) throws IOException {
        Path raw = folder.resolve(stream + ".jsonl");
        byte[] prefix = ("{\"type\":\"RECORD\",\"record\":{\"stream\":\"" + stream
                        + "\",\"emitted_at\":1735689600000,\"data\":")
                .getBytes(UTF_8);
        byte[] suffix = "}}\n".getBytes(UTF_8);
        PageReader reader = new PageReader(format(stream), MAX_RECORD_BYTES);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(raw));
                Page page = new Page(stream, Files.newInputStream(page(stream)), Instant.EPOCH)) {
            reader.read(page, MEMORY, row -> {
                row.putOnOneLine();
                try {
                    out.write(prefix);
                    out.write(row.bytes(), row.from(), row.to() - row.from());
                    out.write(suffix);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return raw;
    }

    @Override
    public void close() {
        FileTree.delete(folder);
    }
}
