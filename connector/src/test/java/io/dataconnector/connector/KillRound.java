package io.dataconnector.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.protocol.RawOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads of one world, each of which resumes from the state that {@code connector state} extracts from the outputs of
 * all earlier ones.
 */
final class KillRound {
    private final Path folder;
    private ConnectorJar jar;
    private final String[] readArguments;
    private final int checkpointInterval;
    private final List<String> rawFiles = new ArrayList<>();
    private final List<RawOutput> runs = new ArrayList<>();

    /**
     * In a folder of the round's own.
     *
     * @param fixtures the pages
     * @param streams each as its name and its sync mode
     */
    KillRound(Path folder, Path fixtures, int checkpointInterval, String... streams) throws IOException {
        this(folder, new World(folder).option("fixtures_base_path", fixtures.toString()), checkpointInterval, streams);
    }

    /** The same with a world in the folder, whose configuration says where the pages are. */
    KillRound(Path folder, World world, int checkpointInterval, String... streams) throws IOException {
        this.folder = folder;
        this.checkpointInterval = checkpointInterval;
        world.option("checkpoint_interval", checkpointInterval);
        jar = world.jar();
        readArguments = world.readArguments(streams);
    }

    /** Begins with what a read wrote before this round. */
    KillRound after(String earlierOutput) throws IOException {
        Files.writeString(nextRawFile(), earlierOutput);
        return this;
    }

    /** Runs with further options for the JVM. */
    KillRound withJavaOptions(String... options) {
        jar = jar.withMoreJavaOptions(options);
        return this;
    }

    private Path nextRawFile() {
        rawFiles.add("raw_" + rawFiles.size() + ".jsonl");
        return folder.resolve(rawFiles.get(rawFiles.size() - 1));
    }

    /**
     * Reads on until so many bytes have been written.
     *
     * @return whether the read was killed then; if not, it came to its end before
     */
    boolean readUntil(long byteCount) throws IOException {
        return readUntil(byteCount, () -> {});
    }

    /** The same with something that is done again and again during the read. */
    boolean readUntil(long byteCount, Runnable meanwhile) throws IOException {
        String[] arguments = rawFiles.isEmpty() ? readArguments : World.withState(readArguments);
        if (!rawFiles.isEmpty()) {
            String[] stateArguments =
                    Stream.concat(Stream.of("state"), rawFiles.stream()).toArray(String[]::new);
            ConnectorJar.Finished state = jar.run(stateArguments);
            assertThat(state.exitCode()).as(state.standardError()).isZero();
            assertThat(state.lines()).hasSize(1);
            Files.writeString(folder.resolve("state.json"), state.lines().get(0));
        }
        Path raw = nextRawFile();
        boolean isKilled = jar.killAfterBytes(byteCount, meanwhile, raw, arguments);
        runs.add(RawOutput.of(Files.readAllBytes(raw)));
        return isKilled;
    }

    List<RawOutput> runs() {
        return List.copyOf(runs);
    }

    /**
     * Compares what all reads wrote of a stream with what one undisturbed read wrote.
     *
     * @return how many records were written again
     */
    long check(String stream, RawOutput undisturbed) {
        Set<String> all = new HashSet<>();
        Set<String> covered = new HashSet<>();
        Set<String> seen = new HashSet<>();
        long repeatedRecords = 0;
        for (RawOutput run : runs) {
            List<String> records = run.recordTexts(stream);
            int coveredCount = recordsBeforeLastState(run, stream);
            assertThat(run.recordsAccountedFor(stream)).isEqualTo(coveredCount);
            assertThat(records)
                    .as("what a STATE that got out covers is not written again")
                    .doesNotHaveDuplicates()
                    .noneMatch(covered::contains);
            assertThat(records.size() - coveredCount)
                    .as("records since the last STATE")
                    .isLessThan(checkpointInterval + KillWorld.MAX_RECORDS_OF_A_PAGE);
            long repeated = records.stream().filter(seen::contains).count();
            assertThat(repeated).isLessThan(checkpointInterval + KillWorld.MAX_RECORDS_OF_A_PAGE);
            repeatedRecords += repeated;
            all.addAll(records);
            seen.addAll(records);
            covered.addAll(records.subList(0, coveredCount));
            if (isFullRefreshComplete(run, stream)) {
                // `connector state` leaves it out, so that the next read begins it again.
                seen.clear();
                covered.clear();
            }
        }
        assertThat(all).isEqualTo(Set.copyOf(undisturbed.recordTexts(stream)));
        RawOutput last = runs.get(runs.size() - 1);
        assertThat(last.lastStreamState(stream)).isEqualTo(undisturbed.lastStreamState(stream));
        assertThat(last.statuses(stream)).endsWith("COMPLETE");
        return repeatedRecords;
    }

    private static int recordsBeforeLastState(RawOutput run, String stream) {
        int records = 0;
        int recordsBeforeState = 0;
        for (JsonNode message : run.messages()) {
            if (message.at("/record/stream").asText().equals(stream)) {
                records++;
            } else if (message.at("/state/stream/stream_descriptor/name")
                    .asText()
                    .equals(stream)) {
                recordsBeforeState = records;
            }
        }
        return recordsBeforeState;
    }

    private static boolean isFullRefreshComplete(RawOutput run, String stream) {
        return !run.states(stream).isEmpty()
                && run.lastStreamState(stream)
                        .path("__ab_full_refresh_sync_complete")
                        .asBoolean();
    }
}
