package io.dataconnector.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.http.ScriptedServer;
import io.dataconnector.connector.http.ScriptedServer.Received;
import io.dataconnector.connector.http.ScriptedServer.Reply;
import io.dataconnector.connector.http.ScriptedServer.Script;
import io.dataconnector.connector.protocol.RawOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The promise about data, held over HTTP: reads from a server that fails in every way at any request together hold what
 * one undisturbed read writes. {@link KillIT} kills such reads.
 */
final class HttpChaosIT {
    private static final int MAX_ROUNDS = 40;
    private static final int PAGE_SIZE = 20;
    private static final String[] STREAMS =
            KillWorld.STREAMS.stream().map(stream -> stream + ":incremental").toArray(String[]::new);

    @TempDir
    private static Path world;

    private static RawOutput undisturbed;

    @TempDir
    private Path folder;

    @BeforeAll
    static void readUndisturbed() throws IOException {
        KillWorld.write(world, 20240603);
        undisturbed = new World(world).read(STREAMS).rawOfSuccess();
    }

    private World api(ScriptedServer server, int maxRetries) {
        return new World(folder)
                .api(server.url(""))
                .option("max_retries", maxRetries)
                .option("max_retry_wait", "PT0.001S")
                .option("stall_timeout", "PT1S");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3})
    void nothingIsLostByFaults(int seed) throws IOException {
        PageServer pages = new PageServer(world.resolve("fixtures"));
        assertNothingIsLost(seed, request -> page(pages, request), server -> api(server, 2));
    }

    /** The number of the next page is known before this one has been read, so that pages are read ahead. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {4, 5, 6})
    void nothingIsLostByFaultsOfPagesReadAhead(int seed) throws IOException {
        String shipped = Files.readString(Repository.root().resolve("connector/src/main/resources/manifest.yaml"));
        String numbered = shipped.replaceFirst(
                        "type: CursorPagination\\R.*\\R.*\\R",
                        "{type: PageIncrement, page_size: " + PAGE_SIZE
                                + ", start_from_page: 1, inject_on_first_request: true}\n")
                .replace("field_name: cursor", "field_name: page");
        assertThat(numbered).contains("PageIncrement").doesNotContain("next_cursor");
        Files.writeString(folder.resolve("manifest.yaml"), numbered);

        assertNothingIsLost(
                seed, HttpChaosIT::numberedPage, server -> api(server, 2).manifest("manifest.yaml"));
    }

    /** Equal parts of the records that an undisturbed read gives; what follows them is empty. */
    private static byte[] numberedPage(Received request) {
        List<String> records = undisturbed.recordTexts(request.path().substring(1));
        int from = PAGE_SIZE * (Integer.parseInt(request.parameter("page").orElseThrow()) - 1);
        int to = Math.min(records.size(), from + PAGE_SIZE);
        List<String> page = from < to ? records.subList(from, to) : List.of();
        return ("{\"data\":[" + String.join(",", page) + "]}").getBytes(UTF_8);
    }

    private void assertNothingIsLost(int seed, Function<Received, byte[]> pages, Function<ScriptedServer, World> source)
            throws IOException {
        Set<String> faults = new HashSet<>();
        try (ScriptedServer server = new ScriptedServer(chaos(pages, new Random(seed), faults))) {
            World api = source.apply(server).option("checkpoint_interval", 20).option("num_workers", 4);
            String[] arguments = api.readArguments(STREAMS);
            StringBuilder all = new StringBuilder();
            boolean isComplete = false;
            for (int round = 1; !isComplete; round++) {
                assertThat(round).as("seed %s: rounds", seed).isLessThan(MAX_ROUNDS);
                ConnectorJar.Finished read = api.jar().run(round == 1 ? arguments : World.withState(arguments));
                assertThat(read.standardError()).isEmpty();
                assertThat(read.raw().messages()).isNotEmpty();
                all.append(String.join("\n", read.lines())).append('\n');
                isComplete = read.exitCode() == 0;
                Files.writeString(
                        folder.resolve("state.json"),
                        RawOutput.ofLines(all.toString().lines().toList()).stateForNextRead());
            }

            RawOutput raw = RawOutput.ofLines(all.toString().lines().toList());
            for (String stream : KillWorld.STREAMS) {
                assertThat(Set.copyOf(raw.recordTexts(stream)))
                        .as("seed %s, stream %s", seed, stream)
                        .isEqualTo(Set.copyOf(undisturbed.recordTexts(stream)));
                assertThat(raw.lastStreamState(stream)).isEqualTo(undisturbed.lastStreamState(stream));
            }
            assertThat(faults).as("seed %s", seed).hasSizeGreaterThan(5);
        }
    }

    /** One request in four fails, in one way or another. */
    private static Script chaos(Function<Received, byte[]> pages, Random random, Set<String> faults) {
        return request -> {
            synchronized (random) {
                byte[] body = pages.apply(request);
                if (random.nextInt(4) > 0) {
                    return Reply.bytes(200, body);
                }
                int fault = random.nextInt(40);
                faults.add(Integer.toString(Math.min(fault, 39) % 8));
                byte[] part = Arrays.copyOf(body, random.nextInt(body.length));
                return switch (fault % 8) {
                    case 0 -> Reply.of(500, "oops");
                    case 1 -> Reply.of(429, "slow down", "Retry-After: 0");
                    case 2 -> Reply.nothing().reset();
                    case 3 -> Reply.nothing().close();
                    case 4 -> Reply.head(200, body.length).send(part).reset();
                    case 5 -> Reply.head(200, body.length).send(part).close();
                    case 6 -> Reply.headWithoutLength(200).send(part).close();
                    default ->
                        fault < 8
                                ? Reply.head(200, body.length).send(part).stall()
                                : Reply.of(200, "not a page", "Content-Encoding: gzip");
                };
            }
        };
    }

    private static byte[] page(PageServer pages, Received request) {
        try {
            return pages.page(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
