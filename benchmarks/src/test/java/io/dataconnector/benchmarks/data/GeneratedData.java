package io.dataconnector.benchmarks.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Data that was generated for a test, as a reader of it finds it. */
final class GeneratedData {
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();

    private final Path fixtures;

    private GeneratedData(Path fixtures) {
        this.fixtures = fixtures;
    }

    static GeneratedData generate(Path folder, String scale, int pageSize) {
        DataFolder data = new DataFolder(folder);
        data.generate(new DataSet(new BigDecimal(scale), pageSize));
        return new GeneratedData(data.fixtures());
    }

    /** The records of a stream, page by page as they are linked. */
    List<JsonNode> records(GeneratedStream stream) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        pages(stream).forEach(page -> page.path("data").forEach(records::add));
        return records;
    }

    /** The pages of a stream, as they are linked. */
    List<JsonNode> pages(GeneratedStream stream) throws IOException {
        List<JsonNode> pages = new ArrayList<>();
        String token = "page_1";
        while (token != null) {
            Path file = fixtures.resolve(stream.streamName()).resolve(token + ".json");
            JsonNode page = READER.readTree(Files.readString(file));
            pages.add(page);
            token = page.path("next_cursor").textValue();
        }
        return pages;
    }

    int files(GeneratedStream stream) throws IOException {
        try (Stream<Path> files = Files.list(fixtures.resolve(stream.streamName()))) {
            return (int) files.count();
        }
    }

    /** A digest of the names and bytes of all pages. */
    String digest() throws IOException {
        try (Stream<Path> files = Files.walk(fixtures)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.filter(Files::isRegularFile).sorted().forEach(file -> add(file, digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private void add(Path file, MessageDigest digest) {
        try {
            digest.update(fixtures.relativize(file).toString().getBytes(UTF_8));
            digest.update(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
