package io.dataconnector.connector.sync;

import static io.dataconnector.connector.sync.InMemorySync.NO_STATE;
import static io.dataconnector.connector.sync.InMemorySync.incremental;
import static io.dataconnector.connector.sync.InMemorySync.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.protocol.RawOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
}
