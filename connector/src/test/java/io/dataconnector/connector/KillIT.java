package io.dataconnector.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.http.ScriptedServer;
import io.dataconnector.connector.protocol.RawOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The delivery guarantee, tested on the built jar: a read is killed (SIGKILL) after any number of bytes, resumed from
 * what {@code connector state} extracts from the files so far, killed again, and so on until it completes. Its pages are
 * files or come over HTTP. Together the outputs contain what one uninterrupted read writes, and only records written after the last STATE before a kill are
 * repeated.
 */
@Execution(ExecutionMode.CONCURRENT)
final class KillIT {
    private static final int ROUNDS = Integer.getInteger("kill.rounds", 24);
    private static final int MAX_CHECKPOINT_INTERVAL = 60;
    /** One round in so many reads over HTTP, streams side by side; of each kind in turn. */
    private static final int HTTP_EVERY = 4;

    /** A summary of what this test did. */
    private static final Path SUMMARY = Path.of(System.getProperty("basedir", ""), "target", "kill-harness.txt");

    /** How a round reads. */
    private enum Kind {
        FIRST_SYNC("incremental", ""),
        LATER_SYNC("incremental", statesOfAnEarlierSync()),
        FULL_REFRESH("full_refresh", "");

        private final String syncMode;
        private final String earlierOutput;

        Kind(String syncMode, String earlierOutput) {
            this.syncMode = syncMode;
            this.earlierOutput = earlierOutput;
        }

        private String[] streams() {
            return KillWorld.STREAMS.stream()
                    .map(stream -> stream + ":" + syncMode)
                    .toArray(String[]::new);
        }

        private static String statesOfAnEarlierSync() {
            return KillWorld.STREAMS.stream()
                    .map(stream -> "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":"
                            + "{\"stream_descriptor\":{\"name\":\"" + stream + "\"},"
                            + "\"stream_state\":{\"updated_at\":\"" + KillWorld.MIDDLE + "\"}}}}\n")
                    .collect(joining());
        }
    }

    private static final Map<Kind, RawOutput> UNDISTURBED = new EnumMap<>(Kind.class);
    private static final AtomicLong ROUNDS_DONE = new AtomicLong();
    private static final AtomicLong KILLS = new AtomicLong();
    private static final AtomicLong RECORDS_REPEATED = new AtomicLong();

    @TempDir
    private static Path world;

    /** Of the classes that a read loads: half the time of a round would go into loading them. */
    private static Path classArchive;

    @TempDir
    private Path folder;

    @BeforeAll
    static void readUndisturbed(@TempDir Path scratch) throws IOException {
        KillWorld.write(world, 20240602);
        classArchive = world.resolve("classes.jsa");
        KillRound archiving = round(Kind.LATER_SYNC, 1, Files.createDirectory(scratch.resolve("archiving")))
                .withJavaOptions("-XX:ArchiveClassesAtExit=" + classArchive, "-Xlog:disable");
        assertThat(archiving.readUntil(Long.MAX_VALUE)).isFalse();
        for (Kind kind : Kind.values()) {
            KillRound round = round(kind, MAX_CHECKPOINT_INTERVAL, Files.createDirectory(scratch.resolve(kind.name())));
            assertThat(round.readUntil(Long.MAX_VALUE)).isFalse();
            RawOutput raw = round.runs().get(0);
            for (String stream : KillWorld.STREAMS) {
                assertThat(raw.recordTexts(stream)).hasSizeGreaterThan(100).doesNotHaveDuplicates();
            }
            UNDISTURBED.put(kind, raw);
        }
    }

    @AfterAll
    static void sayWhatWasDone() throws IOException {
        Files.writeString(
                SUMMARY,
                ROUNDS_DONE + " rounds passed, " + KILLS + " kills, " + RECORDS_REPEATED + " records repeated\n");
    }

    static IntStream seeds() {
        return IntStream.rangeClosed(1, ROUNDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingIsLostAndLittleIsRepeated(int seed) throws IOException {
        Kind kind = Kind.values()[seed % Kind.values().length];
        RawOutput undisturbed = UNDISTURBED.get(kind);
        int bytes = undisturbed.lines().stream()
                .mapToInt(line -> line.getBytes(UTF_8).length + 1)
                .sum();
        Random random = new Random(seed);
        // Now and then no checkpoint but the last, so that the output is written in full blocks.
        int checkpointInterval = 1 + random.nextInt(random.nextInt(4) == 0 ? 10_000 : MAX_CHECKPOINT_INTERVAL);
        try (ScriptedServer server = new ScriptedServer(new PageServer(world.resolve("fixtures")))) {
            World source = new World(folder);
            if (seed % HTTP_EVERY == 0) {
                // No limit that a busy machine could meet.
                source.api(server.url("")).option("stall_timeout", "PT1M").option("num_workers", 1 + random.nextInt(4));
            } else {
                source.option("fixtures_base_path", world.resolve("fixtures").toString());
            }
            killAndResume(round(kind, checkpointInterval, folder, source), undisturbed, random, bytes);
        }
        ROUNDS_DONE.incrementAndGet();
    }

    private static void killAndResume(KillRound round, RawOutput undisturbed, Random random, int bytes)
            throws IOException {
        // Somewhat more than there is, so that an end is sure to come.
        while (round.readUntil(random.nextInt(bytes + bytes / 4))) {
            KILLS.incrementAndGet();
        }

        for (String stream : KillWorld.STREAMS) {
            RECORDS_REPEATED.addAndGet(round.check(stream, undisturbed));
        }
    }

    private static KillRound round(Kind kind, int checkpointInterval, Path folder) throws IOException {
        World files = new World(folder)
                .option("fixtures_base_path", world.resolve("fixtures").toString());
        return round(kind, checkpointInterval, folder, files);
    }

    private static KillRound round(Kind kind, int checkpointInterval, Path folder, World source) throws IOException {
        KillRound round = new KillRound(folder, source, checkpointInterval, kind.streams());
        if (Files.exists(classArchive)) {
            // Without it, if this JVM has no use for it, and without a word about that.
            round.withJavaOptions("-XX:SharedArchiveFile=" + classArchive, "-Xlog:disable");
        }
        return kind.earlierOutput.isEmpty() ? round : round.after(kind.earlierOutput);
    }
}
