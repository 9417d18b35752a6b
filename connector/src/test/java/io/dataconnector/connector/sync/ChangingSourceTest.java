package io.dataconnector.connector.sync;

import static io.dataconnector.connector.sync.InMemorySync.NO_STATE;
import static io.dataconnector.connector.sync.InMemorySync.incremental;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.protocol.RawOutput;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A chain of reads of a source that changes meanwhile, on pages that have been read, on the one at hand and on
 * those ahead. Some of the reads are killed, and each goes on from the last state that got out.
 */
class ChangingSourceTest {
    private static final String STREAM = "users";
    private static final int PAGES = 6;
    private static final int READS = 12;

    @TempDir
    private Path folder;

    /** A clock that only goes on when something happens. */
    private static final class TestClock extends Clock {
        private volatile Instant now = Instant.parse("2025-01-01T00:00:00Z");

        void advance(long millis) {
            now = now.plusMillis(millis);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    /** The source: each record has the second in which it was written. */
    private static final class Source {
        private final Random random;
        private final TestClock clock;
        private final InMemorySync sync;
        private final List<List<String>> pages = new ArrayList<>();
        private int written;

        Source(Random random, TestClock clock, InMemorySync sync) {
            this.random = random;
            this.clock = clock;
            this.sync = sync;
            for (int i = 0; i < PAGES; i++) {
                pages.add(new ArrayList<>());
            }
            pages.forEach(page -> page.add(newRecord()));
            for (int i = 0; i < PAGES; i++) {
                put(i);
            }
        }

        private String newRecord() {
            Instant updatedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            return InMemorySync.record("id_" + written++, updatedAt.toString());
        }

        /** Appends records and replaces some, anywhere. */
        synchronized void change() {
            for (int i = random.nextInt(4); i > 0; i--) {
                clock.advance(random.nextInt(1_500));
                int number = random.nextInt(PAGES);
                List<String> page = pages.get(number);
                if (random.nextInt(3) == 0) {
                    page.set(random.nextInt(page.size()), newRecord());
                } else {
                    page.add(newRecord());
                }
                put(number);
            }
            clock.advance(random.nextInt(1_500));
        }

        private void put(int number) {
            String[] records = pages.get(number).toArray(String[]::new);
            String token = "page_" + (number + 1);
            if (number + 1 < PAGES) {
                sync.page(STREAM, token, "page_" + (number + 2), records);
            } else {
                sync.lastPage(STREAM, token, records);
            }
        }

        synchronized List<String> truth() {
            return pages.stream().flatMap(List::stream).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noRecordIsLost(boolean areGuessed) {
        for (long seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            TestClock clock = new TestClock();
            InMemorySync sync = new InMemorySync(folder).clock(clock).checkpointInterval(1 + random.nextInt(4));
            Source source = new Source(random, clock, sync);
            for (int page = 1; page <= PAGES; page++) {
                sync.pages().whenOpened(STREAM, "page_" + page, source::change);
                if (areGuessed) {
                    sync.pages().guess("page_" + page, "page_" + (page + 1));
                }
            }
            Set<String> emitted = new HashSet<>();

            String state = NO_STATE;
            for (int read = 0; read < READS; read++) {
                long bytes = read % 2 == 0 ? 200 + random.nextInt(5_000) : Long.MAX_VALUE;
                state = read(sync, bytes, state, emitted);
                source.change();
            }
            clock.advance(10_000);
            for (int page = 1; page <= PAGES; page++) {
                sync.pages().whenOpened(STREAM, "page_" + page, () -> {});
            }
            read(sync, Long.MAX_VALUE, state, emitted);

            assertThat(sync.wasComplete()).isTrue();
            List<String> lost = new ArrayList<>(source.truth());
            lost.removeAll(emitted);
            assertThat(lost).as("what is lost with seed %d", seed).isEmpty();
        }
    }

    /** Reads, keeps what got out, and answers the state for the next read. */
    private static String read(InMemorySync sync, long bytes, String state, Set<String> emitted) {
        RawOutput raw = sync.readUntil(bytes, state, incremental(STREAM));
        emitted.addAll(raw.recordTexts(STREAM));
        return raw.states(STREAM).isEmpty() ? state : raw.stateForNextRead();
    }
}
