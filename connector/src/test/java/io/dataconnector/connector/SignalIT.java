package io.dataconnector.connector;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dataconnector.connector.protocol.RawOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a read ends that is told to, or whose output takes no more; and what is seen of it meanwhile. */
@DisabledOnOs(OS.WINDOWS)
final class SignalIT {
    private static final int PAGES = 50;
    private static final int RECORDS_OF_A_PAGE = 1_000;
    /** Far more than the pipe and the buffers hold, far less than there is. */
    private static final int TAKEN_BYTES = 4 << 20;

    /** Makes one text of the command line, as script takes it: each word in quotes, and so as it is. */
    private static final String QUOTE_WORDS = """
            words=
            for word; do
              words="$words '$(printf %s "$word" | sed "s/'/'\\\\\\\\''/g")'"
            done
            """;

    private static final String[] STREAMS = {"users:incremental", "events:incremental"};
    private static final Path PROCESS_STATUS = Path.of("/proc/self/status");
    private static final int SIGINT_BIT = 1 << 1;

    private static final int SIGINT = 2;

    /** Starts a process, sends it a signal when it has written, and prints how it ended. */
    private static final String PARENT = """
            import subprocess, sys
            process = subprocess.Popen(sys.argv[3:], stdout=subprocess.PIPE)
            process.stdout.read(1 << 20)
            process.send_signal(int(sys.argv[1]))
            if sys.argv[2] == "taken":
                process.stdout.read()
            print(process.wait())
            """;

    @TempDir
    private Path folder;

    private World world;

    @BeforeEach
    void makeWorld() {
        world = new World(folder).option("checkpoint_interval", RECORDS_OF_A_PAGE);
    }

    /** One hundred megabytes in one stream, next to nothing in the other. */
    private void putPages() throws IOException {
        String filling = "x".repeat(2_000);
        for (int page = 1; page <= PAGES; page++) {
            int number = page;
            String records = IntStream.range(0, RECORDS_OF_A_PAGE)
                    .mapToObj(i -> "{\"id\":\"" + number + "/" + i
                            + "\",\"updated_at\":\"2024-06-02T10:00:00Z\",\"x\":\"" + filling + "\"}")
                    .collect(joining(","));
            String next = page < PAGES ? "\"page_" + (page + 1) + "\"" : "null";
            world.put("users", "page_" + page, "{\"data\":[" + records + "],\"next_cursor\":" + next + "}");
        }
        putSmallPage("events");
    }

    private void putSmallPage(String stream) throws IOException {
        world.put(stream, "page_1", "{\"data\":[{\"id\":\"a\",\"updated_at\":\"2024-06-02T10:00:00Z\"}]}");
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void aSignalEndsTheReadInOrder(String signal, int exitCode) throws IOException {
        assumeThat(signal.equals("INT") && isInterruptIgnored())
                .as("whoever runs the tests has them ignore SIGINT, and so do the processes that they start")
                .isFalse();
        putPages();

        ConnectorJar.Finished stopped = world.jar().signalAfterBytes(TAKEN_BYTES, signal, world.readArguments(STREAMS));

        assertThat(stopped.exitCode()).isEqualTo(exitCode);
        assertThat(stopped.standardError()).isEmpty();
        RawOutput raw = stopped.raw();
        assertThat(raw.errors()).singleElement().satisfies(error -> {
            assertThat(error.path("failure_type").asText()).isEqualTo("transient_error");
            assertThat(error.at("/stream_descriptor/name").asText()).isEqualTo("users");
            assertThat(error.path("message").asText()).contains("signal", "Run it again", "state");
        });
        assertThat(raw.statuses("users")).containsExactly("STARTED", "RUNNING", "INCOMPLETE");
        assertThat(raw.statuses("events")).isEmpty();
        assertThat(raw.states("users")).isNotEmpty();

        Set<String> ids = new HashSet<>(raw.recordIds("users"));
        assertThat(ids).hasSizeLessThan(PAGES * RECORDS_OF_A_PAGE);
        Files.writeString(folder.resolve("state.json"), raw.stateForNextRead());
        ConnectorJar.Finished resumed = world.jar()
                .runAndConsume(
                        line -> {
                            if (line.startsWith("{\"type\":\"RECORD\"") && line.contains("\"stream\":\"users\"")) {
                                ids.add(line.replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1"));
                            }
                        },
                        World.withState(world.readArguments(STREAMS)));
        assertThat(resumed.exitCode()).isZero();
        assertThat(ids).hasSize(PAGES * RECORDS_OF_A_PAGE);
    }

    /** Its exit status does not say so: a shell shows the same for a process that ends by itself with 143. */
    @ParameterizedTest
    @CsvSource({"15, taken", "15, blocked", "2, taken"})
    void aSignalIsWhatTheProcessDiesOf(int signal, String output) throws IOException {
        assumeThat(signal == SIGINT && isInterruptIgnored())
                .as("whoever runs the tests has them ignore SIGINT, and so do the processes that they start")
                .isFalse();
        assumeThat(ConnectorJar.isOnPath("python3"))
                .as("python3 asks how a process ended")
                .isTrue();
        putPages();
        Path parent = folder.resolve("parent.py");
        Files.writeString(parent, PARENT);

        ConnectorJar.Finished seen = world.jar()
                .inShell("exec python3 parent.py " + signal + " " + output + " \"$@\"")
                .run(world.readArguments(STREAMS));

        assertThat(seen.lines()).containsExactly(Integer.toString(-signal));
        assertThat(seen.standardError()).isEmpty();
    }

    /** As PyAirbyte stops one whose answer it has. */
    @Test
    void aSignalIsWhatACheckDiesOf() throws IOException {
        assumeThat(ConnectorJar.isOnPath("python3"))
                .as("python3 asks how a process ended")
                .isTrue();
        Files.writeString(folder.resolve("parent.py"), """
                import os, subprocess, sys
                os.mkfifo("config.fifo")
                process = subprocess.Popen([sys.argv[1], "check", "--config", "config.fifo"], stdout=subprocess.DEVNULL)
                with open("config.fifo", "w"):  # waits until the program reads
                    process.terminate()
                    print(process.wait())
                """);
        Path launcher = Repository.root().resolve("connector/bin/connector");

        ConnectorJar.Finished seen =
                world.jar().inShell("exec python3 parent.py '" + launcher + "'").run();

        assertThat(seen.standardError()).isEmpty();
        assertThat(seen.lines()).containsExactly("-15");
    }

    /** In the background of a script it is ignored. */
    private static boolean isInterruptIgnored() throws IOException {
        return Files.exists(PROCESS_STATUS)
                && Files.readAllLines(PROCESS_STATUS).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line -> (Long.parseUnsignedLong(line.replaceAll(".*\\s", ""), 16) & SIGINT_BIT) != 0);
    }

    @Test
    void aSignalEndsTheReadEvenIfNobodyTakesItsOutput() throws IOException {
        putPages();

        ConnectorJar.Finished stopped = world.jar().signalAndTakeNothing("TERM", world.readArguments(STREAMS));

        assertThat(stopped.exitCode()).isEqualTo(143);
        assertThat(stopped.standardError()).isEmpty();
    }

    @Test
    void aClosedPipeEndsTheReadQuietly() throws IOException {
        putPages();

        ConnectorJar.Finished read = world.jar().closeAfterLine(world.readArguments(STREAMS));

        assertThat(read.exitCode()).isEqualTo(141);
        assertThat(read.standardError()).isEmpty();
    }

    @Test
    void aFullDiskIsToldOnStandardError() throws IOException {
        assumeThat(Path.of("/dev/full")).exists();
        putSmallPage("users");

        ConnectorJar.Finished read =
                world.jar().inShell("\"$@\" > /dev/full").run(world.readArguments("users:incremental"));

        assertThat(read.exitCode()).isEqualTo(1);
        assertThat(read.standardError())
                .isEqualToIgnoringNewLines("connector: standard output takes no more bytes: No space left on device");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--quiet"})
    void progressIsSeenOnATerminalUnlessItIsNotWanted(String quiet) throws IOException {
        assumeThat(Path.of("/usr/bin/script"))
                .as("script, of util-linux, makes a terminal")
                .isExecutable();
        putPages();

        ConnectorJar.Finished read = world.jar()
                .inShell(QUOTE_WORDS + "exec script -qec \"$words " + quiet + " > raw_output.jsonl\" /dev/null")
                .run(world.readArguments(STREAMS));

        assertThat(read.exitCode()).isZero();
        String seen = String.join("\n", read.lines());
        if (quiet.isEmpty()) {
            assertThat(seen).doesNotContain("WARNING").containsPattern("[0-2] of 2 streams, [0-9,]+ MB, [0-9,]+ MB/s");
        } else {
            assertThat(seen).isEmpty();
        }
        assertThat(folder.resolve("raw_output.jsonl")).isNotEmptyFile();
    }

    @Test
    void progressIsNotSeenWhereNobodyLooks() throws IOException {
        putSmallPage("users");

        assertThat(world.read("users:incremental").standardError()).isEmpty();
    }
}
