package io.dataconnector.connector.sync;

import static io.dataconnector.connector.sync.InMemorySync.NO_STATE;
import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;
import static java.util.Comparator.naturalOrder;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.catalog.ConfiguredStream;
import io.dataconnector.connector.catalog.SyncMode;
import io.dataconnector.connector.protocol.RawOutput;
import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a crash may cost: killed at any byte of its output and resumed from the last STATE that got
 * out, a read loses no record, and repeats at most what was written since that STATE.
 */
final class CrashPropertyTest {
    private static final String STREAM = "users";
    private static final Instant EPOCH = Instant.parse("2024-06-02T10:00:00Z");

    @TempDir
    private Path folder;

    /** A record: who it is, and when it changed, in the words of some place on earth. */
    private record Change(String id, OffsetDateTime updatedAt) {
        Instant instant() {
            return updatedAt.toInstant();
        }

        String json() {
            return InMemorySync.record(id, ISO_OFFSET_DATE_TIME.format(updatedAt));
        }
    }

    @SeededTest(rounds = 150)
    void nothingIsLostAndLittleIsRepeated(Draws draws) {
        List<List<Change>> pages = pages(draws);
        Optional<Instant> cursor = draws.oneIn(4) ? Optional.empty() : Optional.of(instant(draws));
        SyncMode mode = draws.oneOf(SyncMode.values());
        // After how many bytes of output one read after the other is killed.
        List<Integer> crashes = draws.list(0, 5, () -> draws.between(0, 6_000));
        InMemorySync sync = new InMemorySync(folder).checkpointInterval(draws.between(1, 12));
        put(pages, sync);

        List<RawOutput> runs = runAll(sync, mode, cursor, crashes);

        List<Change> expected = pages.stream()
                .flatMap(List::stream)
                .filter(change -> mode == SyncMode.FULL_REFRESH
                        || cursor.isEmpty()
                        || change.instant().isAfter(cursor.get()))
                .toList();
        checkRecords(runs, expected);
        runs.forEach(CrashPropertyTest::checkCounts);
        RawOutput last = runs.get(runs.size() - 1);
        assertThat(last.recordsAccountedFor(STREAM))
                .isEqualTo(last.records(STREAM).size());
        checkEnd(last.lastStreamState(STREAM), mode, cursor, expected);
    }

    private static void put(List<List<Change>> pages, InMemorySync sync) {
        for (int i = 0; i < pages.size(); i++) {
            String[] records = pages.get(i).stream().map(Change::json).toArray(String[]::new);
            if (i + 1 < pages.size()) {
                sync.page(STREAM, "page_" + (i + 1), "page_" + (i + 2), records);
            } else {
                sync.lastPage(STREAM, "page_" + (i + 1), records);
            }
        }
    }

    /** Reads until a read comes to its end, each from the last state that got out before it. */
    private static List<RawOutput> runAll(
            InMemorySync sync, SyncMode mode, Optional<Instant> cursor, List<Integer> crashes) {
        ConfiguredStream stream =
                mode == SyncMode.INCREMENTAL ? InMemorySync.incremental(STREAM) : InMemorySync.fullRefresh(STREAM);
        String state = cursor.map(instant -> "{\"" + STREAM + "\":{\"updated_at\":\"" + instant + "\"}}")
                .orElse(NO_STATE);
        List<RawOutput> runs = new ArrayList<>();
        for (int bytes : crashes) {
            RawOutput run = sync.readUntil(bytes, state, stream);
            runs.add(run);
            if (!run.states(STREAM).isEmpty()) {
                state = run.stateForNextRead();
            }
        }
        runs.add(sync.read(state, stream));
        assertThat(sync.wasComplete()).isTrue();
        return runs;
    }

    private static void checkRecords(List<RawOutput> runs, List<Change> expected) {
        Set<String> seen = new HashSet<>();
        Set<String> covered = new HashSet<>();
        for (RawOutput run : runs) {
            assertThat(run.recordIds(STREAM))
                    .as("no run repeats what a STATE that got out covers")
                    .noneMatch(covered::contains)
                    .doesNotHaveDuplicates();
            List<String> sinceState = new ArrayList<>();
            for (JsonNode message : run.messages()) {
                if (message.path("type").asText().equals("RECORD")) {
                    sinceState.add(message.at("/record/data/id").asText());
                } else if (message.path("type").asText().equals("STATE")) {
                    covered.addAll(sinceState);
                    sinceState.clear();
                }
            }
            seen.addAll(run.recordIds(STREAM));
        }
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(Change::id).toList());
    }

    /** Each STATE accounts for exactly the records between it and the one before. */
    private static void checkCounts(RawOutput run) {
        long sinceState = 0;
        for (JsonNode message : run.messages()) {
            if (message.path("type").asText().equals("RECORD")) {
                sinceState++;
            } else if (message.path("type").asText().equals("STATE")) {
                assertThat(message.at("/state/sourceStats/recordCount").longValue())
                        .isEqualTo(sinceState);
                sinceState = 0;
            }
        }
    }

    private static void checkEnd(JsonNode state, SyncMode mode, Optional<Instant> cursor, List<Change> expected) {
        if (mode == SyncMode.FULL_REFRESH) {
            assertThat(state).hasToString("{\"__ab_full_refresh_sync_complete\":true}");
            return;
        }
        Optional<Instant> max = Stream.concat(expected.stream().map(Change::instant), cursor.stream())
                .max(naturalOrder());
        assertThat(Optional.ofNullable(state.get("updated_at"))
                        .map(text -> OffsetDateTime.parse(text.asText()).toInstant()))
                .isEqualTo(max);
        assertThat(state.has("resume")).isFalse();
    }

    /** Pages of records in no order, some pages empty; every record has an id of its own. */
    private static List<List<Change>> pages(Draws draws) {
        AtomicInteger number = new AtomicInteger();
        return draws.list(
                1, 8, () -> draws.list(0, 6, () -> new Change("" + number.getAndIncrement(), timestamp(draws))));
    }

    /** Few enough moments that many records share one, each in the time of any place. */
    private static OffsetDateTime timestamp(Draws draws) {
        return instant(draws).atOffset(ZoneOffset.ofTotalSeconds(draws.between(-18 * 60, 18 * 60) * 60));
    }

    private static Instant instant(Draws draws) {
        return EPOCH.plus(Duration.ofHours(draws.between(-3, 3)))
                .plusNanos(draws.oneOf(0, 1, 500_000_000, 999_999_999));
    }
}
