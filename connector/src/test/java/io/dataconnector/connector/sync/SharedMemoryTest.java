package io.dataconnector.connector.sync;

import static io.dataconnector.connector.sync.InMemorySync.NO_STATE;
import static io.dataconnector.connector.sync.InMemorySync.incremental;
import static io.dataconnector.connector.sync.InMemorySync.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.catalog.ConfiguredStream;
import io.dataconnector.connector.protocol.RawOutput;
import io.dataconnector.connector.protocol.RecordBlock;
import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that share one budget of memory: the one whose turn it is gets on, whatever those ahead would have. */
@Timeout(120)
class SharedMemoryTest {
    private static final int LARGE = 3_000_000;
    private static final String AT = "2024-06-01T00:00:00Z";

    @TempDir
    private Path folder;

    private InMemorySync sync;

    @BeforeEach
    void begin() {
        sync = new InMemorySync(folder).maxRecordBytes(1 << 24);
    }

    /** Links pages, and has each of them guessed by the one before. */
    private void put(List<List<String>> pages) {
        for (int i = 0; i < pages.size(); i++) {
            String[] records = pages.get(i).stream().map(id -> record(id, AT)).toArray(String[]::new);
            String token = "page_" + (i + 1);
            String next = "page_" + (i + 2);
            sync.pages().guess(token, next);
            if (i + 1 < pages.size()) {
                sync.page("users", token, next, records);
            } else {
                sync.lastPage("users", token, records);
            }
        }
    }

    private void readsAll(List<List<String>> pages, long budget) {
        RawOutput raw = sync.memory(budget).read(NO_STATE, incremental("users"));

        assertThat(raw.errorMessages()).isEmpty();
        assertThat(raw.recordIds("users"))
                .isEqualTo(pages.stream().flatMap(List::stream).toList());
        assertThat(sync.memory().available()).as("all memory is given back").isEqualTo(budget);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16})
    void pagesOfOneLargeRecordAreReadInMemoryForOne(int processors) {
        List<List<String>> pages = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            pages.add(List.of(i + "x".repeat(LARGE)));
        }
        put(pages);
        sync.processors(processors);

        readsAll(pages, 2 * LARGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16})
    void pagesOfAnySizesAreReadInLittleMemory(int processors) {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            begin();
            List<List<String>> pages = new ArrayList<>();
            for (int page = 1 + random.nextInt(12); page > 0; page--) {
                List<String> ids = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    int size = random.nextInt(4) == 0 ? random.nextInt(1_000_000) : random.nextInt(1_000);
                    ids.add(page + "-" + i + "-" + "y".repeat(size));
                }
                pages.add(ids);
            }
            put(pages);
            sync.processors(processors);

            readsAll(pages, 2_200_000 + random.nextInt(1_000_000));
        }
    }

    @Test
    void aRecordForWhichThereIsNoMemoryIsNamed() {
        put(List.of(List.of("a"), List.of("b", "c" + "x".repeat(LARGE))));

        RawOutput raw = sync.memory(1 << 20).read(NO_STATE, incremental("users"));

        assertThat(raw.recordIds("users")).containsExactly("a", "b");
        assertThat(raw.errorMessages())
                .singleElement()
                .asString()
                .contains(
                        "users/page_2, byte ",
                        "record /data/1: the heap has no room for a record of stream users",
                        "Raise the heap with -Xmx, or lower max_record_bytes.");
        assertThat(sync.memory().available()).isEqualTo(1 << 20);
    }

    @Test
    void aPageAheadThatIsNotNamedKeepsNoMemory() {
        put(List.of(List.of("a"), List.of("x".repeat(LARGE)), List.of("y".repeat(LARGE))));
        sync.lastPage("users", "page_1", record("a", AT));

        readsAll(List.of(List.of("a")), 2 * LARGE);
    }

    /** As two streams with a page each: how much of each page is read when both must have got that far. */
    private RawOutput readTwoLargePages(int recordBytes, long meetAfterBytes) {
        CyclicBarrier both = new CyclicBarrier(2);
        for (String stream : List.of("users", "events")) {
            sync.lastPage(stream, "page_1", record("a" + "x".repeat(recordBytes), AT), record("b", AT));
            sync.pages()
                    .whenRead(
                            stream, "page_1", body -> new GatedBody(body, meetAfterBytes, () -> GatedBody.await(both)));
        }
        sync.parallelism(Parallelism.overHttp(2));
        RawOutput raw = sync.read(NO_STATE, incremental("users"), incremental("events"));

        assertThat(sync.memory().available()).isEqualTo(sync.memory().bytes());
        return raw;
    }

    /** Each would get half of the memory and wait for the other half. */
    @Test
    void twoBuffersThatGrowAtTheSameTimeDoNotBlockEachOther() {
        sync.memory(12 << 20);

        RawOutput raw = readTwoLargePages(4_500_000, 1);

        assertThat(raw.errorMessages()).isEmpty();
        assertThat(raw.recordIds("users")).hasSize(2);
        assertThat(raw.recordIds("events")).hasSize(2);
    }

    @Test
    void buffersGrowAtTheSameTimeIfThereIsMemoryForThat() {
        sync.memory(32 << 20);

        // Both have grown when they meet, and neither has come to its end.
        RawOutput raw = readTwoLargePages(1_000_000, 800_000);

        assertThat(raw.errorMessages()).isEmpty();
        assertThat(raw.recordIds("users")).hasSize(2);
        assertThat(raw.recordIds("events")).hasSize(2);
    }

    @Test
    void howLargeARecordMayBeDoesNotDependOnTheOtherStreams() {
        sync.memory(12 << 20);

        RawOutput raw = readTwoLargePages(9_000_000, 1);

        assertThat(raw.errorMessages())
                .hasSize(2)
                .allMatch(message -> message.contains("the heap has no room for a record of stream"));
    }

    /** What a round of random streams consists of. */
    private List<String> putRandomStreams(Draws draws, int maxRecord, boolean isDamaged) {
        List<String> streams =
                List.of("accounts", "users", "events", "invoices").subList(0, draws.between(2, 4));
        for (String stream : streams) {
            int pages = draws.between(1, 4);
            for (int page = 1; page <= pages; page++) {
                String prefix = page + "-";
                String[] records = draws.list(0, 4, () -> record(prefix + "z".repeat(size(draws, maxRecord)), AT))
                        .toArray(String[]::new);
                String token = "page_" + page;
                if (isDamaged && draws.oneIn(8)) {
                    sync.pages().put(stream, token, "{\"data\":[" + String.join(",", records) + ",,]");
                } else if (page < pages) {
                    sync.page(stream, token, "page_" + (page + 1), records);
                } else {
                    sync.lastPage(stream, token, records);
                }
                long seed = draws.random().nextLong();
                sync.pages().whenRead(stream, token, body -> new UnevenBody(body, seed));
                sync.pages().guess(token, "page_" + (page + 1));
            }
        }
        return streams;
    }

    private static int size(Draws draws, int max) {
        return switch (draws.below(6)) {
            case 0 -> draws.between(max / 2, max);
            case 1 -> draws.between(0, max);
            case 2 -> draws.between(0, 400_000);
            default -> draws.between(0, 1_000);
        };
    }

    /** A body that comes in pieces of any size, with other threads in between. */
    private static final class UnevenBody extends FilterInputStream {
        private final Random random;

        UnevenBody(InputStream body, long seed) {
            super(body);
            random = new Random(seed);
        }

        @Override
        @SuppressWarnings("ThreadPriorityCheck") // Nothing relies on it: it only lets more schedules occur.
        public int read(byte[] bytes, int from, int length) throws IOException {
            for (int i = random.nextInt(4); i > 0; i--) {
                Thread.yield();
            }
            return super.read(bytes, from, 1 + random.nextInt(Math.max(1, length)));
        }
    }

    private static ConfiguredStream[] configured(List<String> streams) {
        return streams.stream().map(InMemorySync::incremental).toArray(ConfiguredStream[]::new);
    }

    /** Budgets in which so many streams are just read side by side, and the largest record that is sure to fit. */
    private int setRandomBudget(Draws draws, int readers, int pagesAhead) {
        int share = (3 + pagesAhead) * RecordBlock.CAPACITY;
        long budget = 4L * readers * share + draws.between(0, 1_000_000);
        sync.memory(budget).maxRecordBytes(1 << 24);
        int room = (int) (budget - budget / 8 - 2L * readers * RecordBlock.CAPACITY);
        return (int) (room * 0.45);
    }

    @SeededTest(rounds = 40)
    void streamsSideBySideEmitWhatTheyEmitOneAfterTheOther(Draws draws) {
        begin();
        int readers = draws.between(2, 3);
        int pagesAhead = draws.between(0, 2);
        int maxRecord = setRandomBudget(draws, readers, pagesAhead);
        sync.clock(Clock.fixed(Instant.parse("2025-01-01T00:00:00Z"), ZoneOffset.UTC))
                .checkpointInterval(3);
        List<String> streams = putRandomStreams(draws, maxRecord, draws.bool());
        RawOutput oneByOne =
                sync.parallelism(new Parallelism(1, 1 + pagesAhead, pagesAhead)).read(NO_STATE, configured(streams));
        boolean wasComplete = sync.wasComplete();

        RawOutput sideBySide = sync.parallelism(
                        new Parallelism(readers, readers + draws.between(0, readers * pagesAhead), pagesAhead))
                .read(NO_STATE, configured(streams));

        assertThat(sync.wasComplete()).isEqualTo(wasComplete);
        for (String stream : streams) {
            assertThat(linesOf(sideBySide, stream).equals(linesOf(oneByOne, stream)))
                    .as("stream %s is the same, but for %s", stream, sideBySide.errorMessages())
                    .isTrue();
        }
        assertThat(sync.memory().available()).isEqualTo(sync.memory().bytes());
    }

    private static List<String> linesOf(RawOutput raw, String stream) {
        return raw.lines().stream()
                .filter(line -> line.contains("\"" + stream + "\""))
                .filter(line -> !line.startsWith("{\"type\":\"LOG\""))
                .toList();
    }

    /** A signal, or a reader of the output that goes away, at any moment. */
    @SeededTest(rounds = 40)
    void streamsSideBySideEndAtAnyMoment(Draws draws) {
        begin();
        int readers = draws.between(2, 3);
        int pagesAhead = draws.between(0, 2);
        int maxRecord = setRandomBudget(draws, readers, pagesAhead);
        List<String> streams = putRandomStreams(draws, maxRecord, draws.bool());
        sync.parallelism(new Parallelism(readers, readers + draws.between(0, readers * pagesAhead), pagesAhead));
        boolean isStopped = draws.bool();
        if (isStopped) {
            sync.pages().whenOpened(streams.get(1), "page_" + draws.between(1, 3), sync::requestStop);
        }

        RawOutput raw = sync.readUntil(
                isStopped ? Long.MAX_VALUE : draws.between(0, 10_000_000), NO_STATE, configured(streams));

        assertThat(sync.memory().available()).isEqualTo(sync.memory().bytes());
        if (isStopped) {
            for (String stream : streams) {
                assertThat(raw.statuses(stream))
                        .satisfiesAnyOf(
                                none -> assertThat(none).isEmpty(),
                                some -> assertThat(some).last().isIn("COMPLETE", "INCOMPLETE"));
            }
        }
    }
}
