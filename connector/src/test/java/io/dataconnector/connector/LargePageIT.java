package io.dataconnector.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory does not grow with the input: a page may be larger than the heap. */
final class LargePageIT {
    private static final int RECORDS = 100_000;
    private static final long MIN_PAGE_SIZE = 200_000_000;

    private static final int LARGE_RECORD = 60_000_000;

    @TempDir
    private Path folder;

    @Test
    void aPageMayBeLargerThanTheHeap() throws IOException {
        World world = new World(folder).put("users", "page_1", "");
        writeLargePage(world.page("users", "page_1"));
        assertThat(Files.size(world.page("users", "page_1"))).isGreaterThan(MIN_PAGE_SIZE);
        AtomicLong records = new AtomicLong();
        List<String> otherLines = new ArrayList<>();

        ConnectorJar.Finished read = world.jar()
                .withJavaOptions("-Xmx32m")
                .runAndConsume(
                        line -> {
                            if (line.startsWith("{\"type\":\"RECORD\"")) {
                                records.incrementAndGet();
                            } else {
                                otherLines.add(line);
                            }
                        },
                        world.readArguments("users:incremental"));

        assertThat(read.standardError()).isEmpty();
        assertThat(read.exitCode()).isZero();
        assertThat(records).hasValue(RECORDS);
        assertThat(otherLines)
                .anyMatch(line -> line.startsWith("{\"type\":\"STATE\"")
                        && line.endsWith("\"sourceStats\":{\"recordCount\":" + RECORDS + ".0}}}"));
    }

    /** Pages are scanned ahead, but all of them together have no more than the heap. */
    @Test
    void pagesOfOneLargeRecordAreReadInAHeapForOne() throws IOException {
        int pages = 6;
        World world = new World(folder);
        for (int i = 1; i <= pages; i++) {
            world.put("users", "page_" + i, "");
            writePageOfOneRecord(world.page("users", "page_" + i), i, i < pages ? "\"page_" + (i + 1) + "\"" : "null");
        }
        List<Integer> lengths = new ArrayList<>();
        List<String> otherLines = new ArrayList<>();

        ConnectorJar.Finished read = world.jar()
                .withJavaOptions("-Xmx200m")
                .runAndConsume(
                        line -> {
                            if (line.startsWith("{\"type\":\"RECORD\"")) {
                                lengths.add(line.length());
                            } else {
                                otherLines.add(line);
                            }
                        },
                        world.readArguments("users:incremental"));

        assertThat(otherLines).noneMatch(line -> line.contains("ERROR"));
        assertThat(read.exitCode()).isZero();
        assertThat(lengths).hasSize(pages).allMatch(length -> length > LARGE_RECORD);
    }

    private static void writePageOfOneRecord(Path page, int number, String next) throws IOException {
        byte[] filling = "x".repeat(1_000_000).getBytes(UTF_8);
        try (OutputStream out = Files.newOutputStream(page)) {
            out.write(("{\"data\":[{\"id\":\"" + number + "\",\"text\":\"").getBytes(UTF_8));
            for (int i = 0; i < LARGE_RECORD / filling.length; i++) {
                out.write(filling);
            }
            out.write(("\",\"updated_at\":\"2024-06-02T10:00:00Z\"}],\"next_cursor\":" + next + "}").getBytes(UTF_8));
        }
    }

    @Test
    void aMemberThatIsPassedOverMayBeLargerThanTheHeap() throws IOException {
        World world = new World(folder).put("users", "page_1", "");
        byte[] filling = "y".repeat(1_000_000).getBytes(UTF_8);
        try (OutputStream out = Files.newOutputStream(world.page("users", "page_1"))) {
            out.write("{\"unknown\":{\"text\":\"".getBytes(UTF_8));
            for (int i = 0; i < 100; i++) {
                out.write(filling);
            }
            out.write("\"},\"data\":[{\"id\":\"a\"}]}".getBytes(UTF_8));
        }

        ConnectorJar.Finished read =
                world.jar().withJavaOptions("-Xmx24m").run(world.readArguments("users:incremental"));

        assertThat(read.standardError()).isEmpty();
        assertThat(read.exitCode()).isZero();
    }

    private static void writeLargePage(Path page) throws IOException {
        byte[] start = "{\"data\":[\n".getBytes(UTF_8);
        byte[] record = ("{\"id\":\"usr\",\"name\":\"" + "x".repeat(2_000) + "\","
                        + "\"updated_at\":\"2024-06-02T10:00:00Z\"}")
                .getBytes(UTF_8);
        byte[] separator = ",\n".getBytes(UTF_8);
        byte[] end = "\n],\"next_cursor\":null}\n".getBytes(UTF_8);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(page), 1 << 20)) {
            out.write(start);
            for (int i = 0; i < RECORDS; i++) {
                out.write(record);
                out.write(i + 1 < RECORDS ? separator : end);
            }
        }
    }
}
