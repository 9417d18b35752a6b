package io.dataconnector.connector;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.protocol.RawOutput;
import io.dataconnector.core.document.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promise about crashes, held by the program itself: killed, not stopped. */
final class CrashIT {
    private static final int PAGES = 50;
    private static final int RECORDS_OF_A_PAGE = 400;
    private static final int CHECKPOINT_INTERVAL = 250;
    private static final int SIGTERM = 15;

    @TempDir
    private Path folder;

    @Test
    void aKilledReadResumesFromTheLastStateInItsOutput() throws IOException {
        World world = manyPages();

        RawOutput killed = world.jar()
                .killAfter(1_000, world.readArguments("users:incremental"))
                .raw();
        RawOutput resumed = world.readAfter(killed, "users:incremental").rawOfSuccess();

        assertThat(killed.lines()).hasSize(1_000);
        assertThat(killed.states("users")).isNotEmpty();
        Set<String> all = new HashSet<>(killed.recordIds("users"));
        all.addAll(resumed.recordIds("users"));
        assertThat(all).hasSize(PAGES * RECORDS_OF_A_PAGE);
        List<String> covered = coveredByState(killed);
        assertThat(covered).hasSize((int) killed.recordsAccountedFor("users"));
        assertThat(resumed.recordIds("users"))
                .hasSize(PAGES * RECORDS_OF_A_PAGE - covered.size())
                .doesNotContainAnyElementsOf(covered);
    }

    @Test
    void theNextReadResumesFromTheStateOfARawOutput() throws IOException {
        World world = manyPages();
        RawOutput killed = world.jar()
                .killAfter(1_000, world.readArguments("users:incremental"))
                .raw();
        Files.write(folder.resolve("raw_output.jsonl"), killed.lines());

        ConnectorJar.Finished state = world.jar().run("state", "raw_output.jsonl");

        assertThat(state.exitCode()).isZero();
        assertThat(state.lines()).hasSize(1);
        assertThat(Json.read(state.lines().get(0)).at("/0/stream/stream_state"))
                .isEqualTo(killed.lastStreamState("users"));
    }

    @Test
    void aReadThatIsStoppedByASignalEndsInOrder() throws IOException {
        World world = manyPages();

        ConnectorJar.Finished stopped = world.jar().stopAfter(1_000, world.readArguments("users:incremental"));

        assertThat(stopped.exitCode()).isEqualTo(128 + SIGTERM);
        assertThat(stopped.standardError()).isEmpty();
        assertThat(stopped.raw().statuses("users")).containsExactly("STARTED", "RUNNING", "INCOMPLETE");
        assertThat(stopped.raw().errors())
                .extracting(error -> error.path("failure_type").asText())
                .containsExactly("transient_error");
    }

    private static List<String> coveredByState(RawOutput raw) {
        List<JsonNode> messages = raw.messages();
        int lastState = IntStream.range(0, messages.size())
                .filter(i -> messages.get(i).path("type").asText().equals("STATE"))
                .max()
                .orElseThrow();
        return messages.subList(0, lastState).stream()
                .filter(message -> message.path("type").asText().equals("RECORD"))
                .map(message -> message.at("/record/data/id").asText())
                .toList();
    }

    /** So many that no pipe holds what a read of them writes: it cannot end before it is ended. */
    private World manyPages() throws IOException {
        World world = new World(folder).option("checkpoint_interval", CHECKPOINT_INTERVAL);
        for (int page = 1; page <= PAGES; page++) {
            world.put("users", "page_" + page, page(page));
        }
        return world;
    }

    /** The later the page, the earlier its records: a cursor that moved too soon would skip them. */
    private static String page(int number) {
        String records = IntStream.range(0, RECORDS_OF_A_PAGE)
                .mapToObj(i -> String.format(
                        "{\"id\":\"usr_%d_%d\",\"updated_at\":\"2024-06-02T10:%02d:%02dZ\"}",
                        number, i, PAGES - number, i % 60))
                .collect(joining(",\n"));
        String next = number < PAGES ? "\"page_" + (number + 1) + "\"" : "null";
        return "{\"data\":[" + records + "],\"next_cursor\":" + next + "}";
    }
}
