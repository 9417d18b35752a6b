package io.dataconnector.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.core.document.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Raw outputs for tests. */
final class RawText {
    private static final Path FIXTURES = Path.of("..", "fixtures");

    private RawText() {}

    static String record(String stream, long emittedAt, String data) {
        return "{\"type\":\"RECORD\",\"record\":{\"stream\":\"" + stream + "\",\"emitted_at\":" + emittedAt
                + ",\"data\":" + data + "}}";
    }

    static String state(String stream, int records) {
        return "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\""
                + stream + "\"},\"stream_state\":{}},\"sourceStats\":{\"recordCount\":" + records + ".0}}}";
    }

    /** Every record of the repository's fixtures, and a state after each page. */
    static List<String> ofFixtures() {
        List<String> lines = new ArrayList<>();
        for (Path stream : entries(FIXTURES)) {
            String name = stream.getFileName().toString();
            for (Path page : entries(stream)) {
                int records = 0;
                for (JsonNode data : read(page).path("data")) {
                    lines.add(record(name, 1_735_689_600_000L, Json.write(data)));
                    records++;
                }
                lines.add(state(name, records));
            }
        }
        return lines;
    }

    private static JsonNode read(Path page) {
        try {
            return Json.read(Files.readAllBytes(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted(Comparator.comparing(Path::toString)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of lines, each ended by a line feed. */
    static Path write(Path file, List<String> lines) {
        return write(file, (String.join("\n", lines) + "\n").getBytes(UTF_8));
    }

    static Path write(Path file, byte[] content) {
        try {
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
