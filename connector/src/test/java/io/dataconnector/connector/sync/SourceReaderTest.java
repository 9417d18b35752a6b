package io.dataconnector.connector.sync;

import static io.dataconnector.connector.sync.InMemorySync.NO_STATE;
import static io.dataconnector.connector.sync.InMemorySync.fullRefresh;
import static io.dataconnector.connector.sync.InMemorySync.incremental;
import static io.dataconnector.connector.sync.InMemorySync.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.catalog.ConfiguredStream;
import io.dataconnector.connector.catalog.Sources;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.catalog.SyncMode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.protocol.RawOutput;
import io.dataconnector.connector.source.refusal.Remedies;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceReaderTest {
    private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");
    private static final String COMPLETE = "{\"__ab_full_refresh_sync_complete\":true}";

    @TempDir
    private Path folder;

    private InMemorySync sync;

    @BeforeEach
    void startAnew() {
        sync = new InMemorySync(folder).clock(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static String state(String stream, String state) {
        return "{\"" + stream + "\":" + state + "}";
    }

    private static String cursor(String updatedAt) {
        return state("users", "{\"updated_at\":\"" + updatedAt + "\"}");
    }

    private static List<String> streamStates(RawOutput raw, String stream) {
        return raw.states(stream).stream()
                .map(state -> state.at("/stream/stream_state").toString())
                .toList();
    }

    private static List<Integer> recordCounts(RawOutput raw, String stream) {
        return raw.states(stream).stream()
                .map(state -> state.at("/sourceStats/recordCount").intValue())
                .toList();
    }

    @Test
    void aReadWritesItsMessagesInOrder() {
        sync.page("users", "page_1", "page_2", record("a", "2024-06-02T10:00:00Z"));
        sync.lastPage("users", "page_2", record("b", "2024-06-01T10:00:00Z"));

        RawOutput raw = sync.read(NO_STATE, incremental("users"));

        assertThat(raw.messages().stream()
                        .filter(message -> !message.path("type").asText().equals("LOG"))
                        .map(SourceReaderTest::describe))
                .containsExactly("STARTED", "RUNNING", "RECORD", "RECORD", "STATE", "COMPLETE");
        assertThat(sync.wasComplete()).isTrue();
    }

    private static String describe(JsonNode message) {
        return message.at("/trace/stream_status/status")
                .asText(message.path("type").asText());
    }

    @Test
    void theCursorIsTheGreatestInWhateverOrderTheRecordsCome() {
        sync.page("users", "page_1", "page_2", record("a", "2024-06-02T10:00:00Z"), record("b", "2024-06-09T10:00:00Z"))
                .lastPage("users", "page_2", record("c", "2024-06-01T10:00:00Z"));

        RawOutput raw = sync.read(NO_STATE, incremental("users"));

        assertThat(raw.recordIds("users")).containsExactly("a", "b", "c");
        assertThat(streamStates(raw, "users")).containsExactly("{\"updated_at\":\"2024-06-09T10:00:00Z\"}");
        assertThat(recordCounts(raw, "users")).containsExactly(3);
    }

    @Test
    void cursorsAreComparedAsInstantsAndKeepTheirText() {
        // As text the second is the greatest, as an instant the first, by one nanosecond.
        sync.lastPage(
                "users",
                "page_1",
                record("a", "2024-06-01T22:00:00.000000001-04:00"),
                record("b", "2024-06-02T04:00:00+02:00"),
                record("c", "2024-06-02T01:59:59.999999999Z"));

        RawOutput raw = sync.read(NO_STATE, incremental("users"));

        assertThat(streamStates(raw, "users"))
                .containsExactly("{\"updated_at\":\"2024-06-01T22:00:00.000000001-04:00\"}");
    }

    @Test
    void onATieTheTextOfTheFirstRecordStays() {
        sync.lastPage(
                "users", "page_1", record("a", "2024-06-02T10:00:00Z"), record("b", "2024-06-02T12:00:00.000+02:00"));

        assertThat(streamStates(sync.read(NO_STATE, incremental("users")), "users"))
                .containsExactly("{\"updated_at\":\"2024-06-02T10:00:00Z\"}");
    }

    @Test
    void whatIsNotLaterThanTheCursorIsSkipped() {
        sync.lastPage(
                "users",
                "page_1",
                record("earlier", "2024-06-02T09:59:59.999999999Z"),
                record("equal", "2024-06-02T12:00:00+02:00"),
                record("later", "2024-06-02T10:00:00.000000001Z"));

        assertThat(sync.read(cursor("2024-06-02T10:00:00Z"), incremental("users"))
                        .recordIds("users"))
                .containsExactly("later");
    }

    @Test
    void aSecondReadEmitsNothingAndKeepsTheCursor() {
        sync.page("users", "page_1", "page_2", record("a", "2024-06-02T10:00:00Z"), record("b", "2024-06-02T10:00:00Z"))
                .lastPage("users", "page_2", record("c", "2024-06-02T12:00:00+02:00"));
        RawOutput first = sync.read(NO_STATE, incremental("users"));

        RawOutput second = sync.read(first.stateForNextRead(), incremental("users"));

        assertThat(first.recordIds("users")).hasSize(3);
        assertThat(second.recordIds("users")).isEmpty();
        assertThat(second.statuses("users")).containsExactly("STARTED", "COMPLETE");
        assertThat(second.lastStreamState("users")).isEqualTo(first.lastStreamState("users"));
        assertThat(recordCounts(second, "users")).containsExactly(0);
    }

    @Test
    void changesBetweenTwoReadsAreEmittedByTheSecond() {
        sync.lastPage("users", "page_1", record("a", "2024-06-02T10:00:00Z"), record("b", "2024-06-03T10:00:00Z"));
        RawOutput first = sync.read(NO_STATE, incremental("users"));
        sync.lastPage("users", "page_1", record("a", "2024-06-04T10:00:00Z"), record("b", "2024-06-03T10:00:00Z"));

        RawOutput second = sync.read(first.stateForNextRead(), incremental("users"));

        assertThat(second.recordTexts("users")).containsExactly(record("a", "2024-06-04T10:00:00Z"));
        assertThat(streamStates(second, "users")).containsExactly("{\"updated_at\":\"2024-06-04T10:00:00Z\"}");
    }

    @Test
    void aStreamWithoutRecordsHasAnEmptyState() {
        sync.lastPage("users", "page_1");

        RawOutput raw = sync.read(NO_STATE, incremental("users"));

        assertThat(raw.statuses("users")).containsExactly("STARTED", "COMPLETE");
        assertThat(streamStates(raw, "users")).containsExactly("{}");
        assertThat(sync.read(raw.stateForNextRead(), incremental("users")).errors())
                .isEmpty();
    }

    @Test
    void aStartDateIsInclusive() {
        sync.startDate("2024-06-02T10:00:00Z")
                .lastPage(
                        "users",
                        "page_1",
                        record("before", "2024-06-02T11:59:59.999999999+02:00"),
                        record("on", "2024-06-02T12:00:00+02:00"),
                        record("after", "2024-06-02T10:00:01Z"));

        assertThat(sync.read(NO_STATE, incremental("users")).recordIds("users")).containsExactly("on", "after");
        assertThat(sync.read(NO_STATE, fullRefresh("users")).recordIds("users")).containsExactly("on", "after");
    }

    @Test
    void aStreamMayHaveItsOwnStartDate() {
        sync.startDate("2024-06-02T10:00:00Z")
                .startDate("users", "2024-06-01T10:00:00Z")
                .lastPage("users", "page_1", record("a", "2024-06-01T10:00:00Z"))
                .lastPage("events", "page_1", record("a", "2024-06-01T10:00:00Z"));

        RawOutput raw = sync.read(NO_STATE, incremental("users"), incremental("events"));

        assertThat(raw.recordIds("users")).containsExactly("a");
        assertThat(raw.recordIds("events")).isEmpty();
    }

    @Test
    void aStateTakesThePlaceOfTheStartDate() {
        sync.startDate("2024-06-05T00:00:00Z").lastPage("users", "page_1", record("a", "2024-06-03T10:00:00Z"));

        assertThat(sync.read(cursor("2024-06-02T10:00:00Z"), incremental("users"))
                        .recordIds("users"))
                .containsExactly("a");
    }

    @Test
    void aLookbackWindowMovesTheCursorBack() {
        sync.lookbackWindow(Duration.ofHours(1))
                .lastPage(
                        "users",
                        "page_1",
                        record("an hour before", "2024-06-02T09:00:00Z"),
                        record("within the hour", "2024-06-02T09:00:00.000000001Z"),
                        record("equal", "2024-06-02T10:00:00Z"));

        RawOutput raw = sync.read(cursor("2024-06-02T10:00:00Z"), incremental("users"));

        assertThat(raw.recordIds("users")).containsExactly("within the hour", "equal");
        assertThat(streamStates(raw, "users")).containsExactly("{\"updated_at\":\"2024-06-02T10:00:00Z\"}");
    }

    @Test
    void aLookbackWindowNeverMovesTheStateBack() {
        sync.lookbackWindow(Duration.ofDays(1)).lastPage("users", "page_1", record("late", "2024-06-02T09:00:00Z"));

        RawOutput raw = sync.read(cursor("2024-06-02T10:00:00Z"), incremental("users"));

        assertThat(raw.recordIds("users")).containsExactly("late");
        assertThat(streamStates(raw, "users")).containsExactly("{\"updated_at\":\"2024-06-02T10:00:00Z\"}");
    }

    @Test
    void aLookbackWindowMayReachBeforeTheBeginningOfTime() {
        sync.lookbackWindow(Duration.ofSeconds(Long.MAX_VALUE))
                .lastPage("users", "page_1", record("a", "0000-01-01T00:00:00Z"));

        assertThat(sync.read(cursor("2024-06-02T10:00:00Z"), incremental("users"))
                        .recordIds("users"))
                .containsExactly("a");
    }

    @Test
    void aRecordWithoutAReadableCursorIsEmittedWithAWarning() {
        sync.lastPage(
                "users",
                "page_1",
                record("a", "2024-06-02T10:00:00Z"),
                record("odd", "the other day"),
                "{\"id\":\"none\"}",
                "{\"id\":17,\"updated_at\":17}",
                record("fourth", ""));

        RawOutput raw = sync.read(cursor("2024-06-02T10:00:00Z"), incremental("users"));

        assertThat(raw.recordIds("users")).containsExactly("odd", "none", "17", "fourth");
        assertThat(raw.warnings()).singleElement().asString().contains("users", "4 ", "updated_at", "\"odd\"", "17");
        assertThat(streamStates(raw, "users")).containsExactly("{\"updated_at\":\"2024-06-02T10:00:00Z\"}");
    }

    @Test
    void checkpointsFallOnPageBoundaries() {
        sync.checkpointInterval(3)
                .page(
                        "users",
                        "page_1",
                        "page_2",
                        record("a", "2024-06-05T00:00:00Z"),
                        record("b", "2024-06-01T00:00:00Z"))
                .page(
                        "users",
                        "page_2",
                        "page_3",
                        record("c", "2024-06-02T00:00:00Z"),
                        record("d", "2024-06-03T00:00:00Z"))
                .page("users", "page_3", "page_4", record("e", "2024-06-07T00:00:00Z"))
                .lastPage(
                        "users",
                        "page_4",
                        record("f", "2024-06-06T00:00:00Z"),
                        record("g", "2024-06-06T00:00:00Z"),
                        record("h", "2024-06-06T00:00:00Z"));

        RawOutput raw = sync.read(NO_STATE, incremental("users"));

        assertThat(streamStates(raw, "users"))
                .containsExactly(
                        "{\"resume\":{\"page\":\"page_3\",\"updated_at\":\"2024-06-05T00:00:00Z\","
                                + "\"walk_began\":\"2025-01-01T00:00:00Z\"}}",
                        "{\"updated_at\":\"2024-06-07T00:00:00Z\"}");
        assertThat(recordCounts(raw, "users")).containsExactly(4, 4);
        assertThat(raw.recordsAccountedFor("users")).isEqualTo(8);
    }

    @Test
    void aCheckpointKeepsTheCursorThatIsFilteredOn() {
        sync.checkpointInterval(1)
                .page(
                        "users",
                        "page_1",
                        "page_2",
                        record("a", "2024-06-05T00:00:00Z"),
                        record("b", "2024-06-01T00:00:00Z"))
                .page("users", "page_2", "page_3", record("c", "2024-06-01T00:00:00Z"))
                .lastPage("users", "page_3", record("d", "2024-06-03T00:00:00Z"));

        RawOutput raw = sync.read(cursor("2024-06-02T00:00:00Z"), incremental("users"));

        assertThat(raw.recordIds("users")).containsExactly("a", "d");
        assertThat(streamStates(raw, "users"))
                .containsExactly(
                        "{\"updated_at\":\"2024-06-02T00:00:00Z\","
                                + "\"resume\":{\"page\":\"page_2\",\"updated_at\":\"2024-06-05T00:00:00Z\","
                                + "\"walk_began\":\"2025-01-01T00:00:00Z\"}}",
                        "{\"updated_at\":\"2024-06-05T00:00:00Z\"}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fromEveryCheckpointTheRestIsReadAndNothingElse(boolean isFullRefresh) {
        sync.checkpointInterval(1)
                .page("users", "page_1", "page_2", record("a", "2024-06-05T00:00:00Z"))
                .page("users", "page_2", "page_3", record("b", "2024-06-01T00:00:00Z"))
                .page("users", "page_3", "page_4", record("c", "2024-06-07T00:00:00Z"))
                .lastPage("users", "page_4", record("d", "2024-06-02T00:00:00Z"));
        List<String> all = List.of("a", "b", "c", "d");
        RawOutput whole = sync.read(NO_STATE, isFullRefresh ? fullRefresh("users") : incremental("users"));
        assertThat(whole.states("users")).hasSize(4);

        for (int i = 0; i < all.size(); i++) {
            String checkpoint = whole.states("users").get(i).toString();
            RawOutput rest = sync.read(checkpoint, isFullRefresh ? fullRefresh("users") : incremental("users"));

            assertThat(rest.recordIds("users")).isEqualTo(all.subList(i + 1, all.size()));
            assertThat(rest.lastStreamState("users")).isEqualTo(whole.lastStreamState("users"));
        }
    }

    @Test
    void aFullRefreshReadsEverythingWhateverTheCursor() {
        sync.lastPage("users", "page_1", record("a", "2024-06-01T00:00:00Z"));

        RawOutput raw = sync.read(cursor("2024-06-02T00:00:00Z"), fullRefresh("users"));

        assertThat(raw.recordIds("users")).containsExactly("a");
        assertThat(streamStates(raw, "users")).containsExactly(COMPLETE);
    }

    @Test
    void aFullRefreshThatIsCompleteIsNotRepeated() {
        sync.lastPage("users", "page_1", record("a", "2024-06-01T00:00:00Z"));

        RawOutput raw = sync.read(state("users", COMPLETE), fullRefresh("users"));

        assertThat(raw.recordIds("users")).isEmpty();
        assertThat(sync.pages().opened()).isEmpty();
        assertThat(streamStates(raw, "users")).containsExactly(COMPLETE);
        assertThat(recordCounts(raw, "users")).containsExactly(0);
        assertThat(raw.statuses("users")).containsExactly("STARTED", "COMPLETE");
    }

    @Test
    void anIncrementalReadAfterAFullRefreshIsAFirstSync() {
        sync.lastPage("users", "page_1", record("a", "2024-06-01T00:00:00Z"));

        assertThat(sync.read(state("users", COMPLETE), incremental("users")).recordIds("users"))
                .containsExactly("a");
    }

    @Test
    void aFullRefreshDoesNotResumeAnIncrementalRead() {
        sync.page("users", "page_1", "page_2", record("a", "2024-06-01T00:00:00Z"))
                .lastPage("users", "page_2", record("b", "2024-06-05T00:00:00Z"));
        String interrupted =
                state("users", "{\"updated_at\":\"2024-06-02T00:00:00Z\",\"resume\":{\"page\":\"page_2\"}}");

        // The incremental read has skipped records of the pages before.
        assertThat(sync.read(interrupted, fullRefresh("users")).recordIds("users"))
                .containsExactly("a", "b");
    }

    @Test
    void aReadStartsOverIfThePageToResumeAtNoLongerExists() {
        sync.page("users", "page_1", "page_2", record("a", "2024-06-03T00:00:00Z"))
                .lastPage("users", "page_2", record("b", "2024-06-01T00:00:00Z"));
        String state = state(
                "users",
                "{\"updated_at\":\"2024-06-02T00:00:00Z\","
                        + "\"resume\":{\"page\":\"page_9\",\"updated_at\":\"2024-06-09T00:00:00Z\"}}");

        RawOutput raw = sync.read(state, incremental("users"));

        assertThat(raw.recordIds("users")).containsExactly("a");
        assertThat(raw.warnings()).singleElement().asString().contains("users", "users/page_9", "no longer exists");
        assertThat(streamStates(raw, "users"))
                .as("a cursor from pages that no longer exist would hide what changes before it")
                .containsExactly("{\"updated_at\":\"2024-06-03T00:00:00Z\"}");
        assertThat(raw.statuses("users")).endsWith("COMPLETE");
    }

    @ParameterizedTest
    @CsvSource({
        "page_1, page_1 -> page_2 -> page_3 -> page_1",
        "page_2, page_2 -> page_3 -> page_2",
        "page_3, page_3 -> page_3"
    })
    void aCycleOfPagesIsNamed(String backTo, String cycle) {
        sync.page("users", "page_1", "page_2", record("a", "2024-06-01T00:00:00Z"))
                .page("users", "page_2", "page_3", record("b", "2024-06-02T00:00:00Z"))
                .page("users", "page_3", backTo, record("c", "2024-06-03T00:00:00Z"));

        RawOutput raw = sync.read(NO_STATE, incremental("users"));

        assertThat(raw.recordIds("users")).containsExactly("a", "b", "c");
        assertThat(raw.errorMessages()).singleElement().asString().contains("users", "cycle", ": " + cycle + ".");
        assertThat(raw.statuses("users")).endsWith("INCOMPLETE");
        assertThat(raw.states("users")).isEmpty();
    }

    @Test
    void aLongCycleIsNamedInShort() {
        for (int i = 1; i < 1_000; i++) {
            sync.page("users", "page_" + i, "page_" + (i + 1));
        }
        sync.page("users", "page_1000", "page_1");

        assertThat(sync.read(NO_STATE, incremental("users")).errorMessages())
                .singleElement()
                .asString()
                .contains("page_1 -> page_2", "990 more", "page_1000 -> page_1")
                .hasSizeLessThan(400);
    }

    @Test
    void aMissingPageIsNamedByThePageThatNamesIt() {
        sync.page("users", "page_1", "page_2", record("a", "2024-06-01T00:00:00Z"));

        RawOutput raw = sync.read(NO_STATE, incremental("users"));

        assertThat(raw.recordIds("users")).containsExactly("a");
        assertThat(raw.errorMessages()).singleElement().asString().contains("users/page_2", "users/page_1");
        assertThat(raw.states("users")).isEmpty();
    }

    @Test
    void aStreamThatFailsDoesNotKeepTheOthersFromBeingRead() {
        sync.page("users", "page_1", "page_2", record("a", "2024-06-01T00:00:00Z"))
                .lastPage("invoices", "page_1", record("b", "2024-06-01T00:00:00Z"));
        sync.pages().put("users", "page_2", "{\"data\":[" + record("c", "2024-06-01T00:00:00Z") + ",");

        RawOutput raw = sync.read(NO_STATE, incremental("events"), incremental("users"), incremental("invoices"));

        assertThat(sync.wasComplete()).isFalse();
        assertThat(raw.statuses("events")).containsExactly("STARTED", "INCOMPLETE");
        assertThat(raw.statuses("users")).containsExactly("STARTED", "RUNNING", "INCOMPLETE");
        assertThat(raw.statuses("invoices")).containsExactly("STARTED", "RUNNING", "COMPLETE");
        assertThat(raw.recordIds("users")).containsExactly("a", "c");
        assertThat(raw.recordIds("invoices")).containsExactly("b");
        assertThat(raw.errors())
                .extracting(error -> error.at("/stream_descriptor/name").asText())
                .containsExactly("events", "users");
        assertThat(raw.errors())
                .extracting(error -> error.path("failure_type").asText())
                .containsExactly("config_error", "system_error");
    }

    @Test
    void anUnexpectedFailureAffectsOnlyItsStream() {
        sync.lastPage("users", "page_1", record("a", "2024-06-01T00:00:00Z"));
        sync.pages().whenOpened("events", "page_1", () -> {
            throw new IllegalStateException("unexpected");
        });

        RawOutput raw = sync.read(NO_STATE, incremental("events"), incremental("users"));

        assertThat(raw.statuses("events")).endsWith("INCOMPLETE");
        assertThat(raw.statuses("users")).endsWith("COMPLETE");
        assertThat(raw.errors())
                .extracting(error -> error.path("internal_message").asText())
                .singleElement()
                .asString()
                .contains("unexpected");
    }

    @Test
    void aReadThatIsAskedToStopBeforeItBeginsReadsNothing() {
        sync.lastPage("users", "page_1", record("a", "2024-06-01T00:00:00Z"));
        sync.requestStop();

        RawOutput raw = sync.read(NO_STATE, incremental("users"));

        assertThat(raw.messages()).isEmpty();
        assertThat(sync.wasComplete()).isFalse();
    }

    @Test
    void aReadThatIsAskedToStopWithinAStreamSaysThatItIsIncomplete() {
        sync.checkpointInterval(1)
                .page("users", "page_1", "page_2", record("a", "2024-06-01T00:00:00Z"))
                .lastPage("users", "page_2", record("b", "2024-06-02T00:00:00Z"))
                .lastPage("events", "page_1");
        sync.pages().whenOpened("users", "page_2", sync::requestStop);

        RawOutput raw = sync.read(NO_STATE, incremental("users"), incremental("events"));

        assertThat(raw.recordIds("users")).containsExactly("a");
        assertThat(raw.statuses("users")).containsExactly("STARTED", "RUNNING", "INCOMPLETE");
        assertThat(raw.errors())
                .extracting(error -> error.path("failure_type").asText())
                .containsExactly("transient_error");
        assertThat(raw.statuses("events")).isEmpty();
        assertThat(raw.lastStreamState("users").at("/resume/page").asText()).isEqualTo("page_2");
        assertThat(sync.wasComplete()).isFalse();
    }

    @Test
    void aStreamThatFailsKeepsItsLastCheckpoint() {
        sync.checkpointInterval(1)
                .page("users", "page_1", "page_2", record("a", "2024-06-01T00:00:00Z"))
                .page("users", "page_2", "page_3", record("b", "2024-06-02T00:00:00Z"));
        sync.pages().put("users", "page_3", "{\"data\":[" + record("c", "2024-06-03T00:00:00Z") + "]");
        RawOutput failed = sync.read(NO_STATE, incremental("users"));
        sync.lastPage("users", "page_3", record("c", "2024-06-03T00:00:00Z"));

        RawOutput repaired = sync.read(failed.stateForNextRead(), incremental("users"));

        assertThat(failed.recordIds("users")).containsExactly("a", "b", "c");
        assertThat(repaired.recordIds("users")).containsExactly("c");
        assertThat(sync.wasComplete()).isTrue();
    }

    @Test
    void pagesWithoutARecordToEmitHaveCheckpointsToo() {
        for (int i = 1; i < 2_500; i++) {
            sync.page("users", "page_" + i, "page_" + (i + 1), record("old", "2024-06-01T00:00:00Z"));
        }
        sync.lastPage("users", "page_2500", record("new", "2024-06-03T00:00:00Z"));

        RawOutput raw = sync.read(cursor("2024-06-02T00:00:00Z"), incremental("users"));

        assertThat(raw.states("users"))
                .extracting(
                        state -> state.at("/stream/stream_state/resume/page").asText())
                .containsExactly("page_1001", "page_2001", "");
        assertThat(raw.states("users"))
                .extracting(state -> state.at("/sourceStats/recordCount").toString())
                .containsExactly("0.0", "0.0", "1.0");
    }

    @Test
    void aCheckpointIsWrittenEveryMinute() {
        Instant[] now = {NOW};
        sync.clock(new Clock() {
            @Override
            public Instant instant() {
                return now[0];
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        });
        for (int i = 1; i < 8; i++) {
            sync.page("users", "page_" + i, "page_" + (i + 1));
            sync.pages().whenOpened("users", "page_" + i, () -> now[0] = now[0].plusSeconds(25));
        }
        sync.lastPage("users", "page_8");

        assertThat(sync.read(NO_STATE, incremental("users")).states("users"))
                .extracting(
                        state -> state.at("/stream/stream_state/resume/page").asText())
                .containsExactly("page_4", "page_7", "");
    }

    /** A record that is written during the walk, to a page that had been read, must be later than the cursor. */
    @Test
    void theCursorDoesNotPassTheBeginningOfTheWalk() {
        sync.lastPage(
                "users", "page_1", record("old", "2024-12-31T23:59:58Z"), record("recent", "2025-01-01T00:00:00Z"));

        RawOutput first = sync.read(NO_STATE, incremental("users"));
        RawOutput second = sync.read(first.stateForNextRead(), incremental("users"));

        assertThat(streamStates(first, "users")).containsExactly("{\"updated_at\":\"2024-12-31T23:59:59Z\"}");
        assertThat(second.recordIds("users")).containsExactly("recent");
    }

    @Test
    void theCursorNeverMovesBack() {
        sync.lastPage("users", "page_1", record("future", "2031-01-01T00:00:00Z"));

        RawOutput raw = sync.read(cursor("2030-01-01T00:00:00Z"), incremental("users"));

        assertThat(raw.recordIds("users")).containsExactly("future");
        assertThat(streamStates(raw, "users")).containsExactly("{\"updated_at\":\"2030-01-01T00:00:00Z\"}");
    }

    @Test
    void aResumedWalkBeganWhenItsFirstPageWasOpened() {
        sync.lastPage("users", "page_2", record("recent", "2024-12-31T12:00:00Z"));

        assertThat(streamStates(
                        sync.read(
                                state(
                                        "users",
                                        "{\"resume\":{\"page\":\"page_2\","
                                                + "\"updated_at\":\"2024-12-31T13:00:00Z\","
                                                + "\"walk_began\":\"2024-12-31T11:00:00Z\"}}"),
                                incremental("users")),
                        "users"))
                .containsExactly("{\"updated_at\":\"2024-12-31T10:59:59Z\"}");
        assertThat(streamStates(
                        sync.read(
                                state(
                                        "users",
                                        "{\"resume\":{\"page\":\"page_2\","
                                                + "\"updated_at\":\"2024-12-31T13:00:00Z\"}}"),
                                incremental("users")),
                        "users"))
                .as("a state of an earlier version does not say it")
                .containsExactly("{\"updated_at\":\"2024-12-31T13:00:00Z\"}");
    }

    @Test
    void aFirstPageThatCannotBeOpenedOnResumeIsAFailure() {
        sync.pages().whenOpened("users", "page_2", () -> {
            throw new ConnectorException(FailureType.SYSTEM_ERROR, "permission denied");
        });
        sync.lastPage("users", "page_1", record("a", "2024-06-01T00:00:00Z"));

        RawOutput raw = sync.read(state("users", "{\"resume\":{\"page\":\"page_2\"}}"), incremental("users"));

        assertThat(raw.recordIds("users")).isEmpty();
        assertThat(raw.errorMessages()).containsExactly("permission denied");
        assertThat(raw.warnings()).isEmpty();
    }

    /** Whatever fails before a page can be read ends its stream, and nobody waits for ever. */
    @Test
    @Timeout(60)
    void aReaderThatCannotBeMadeIsAFailureOfItsStream() {
        StreamDefinition users = Sources.shipped().stream("users").orElseThrow();
        String name = "a".repeat(200) + "/".repeat(200);
        StreamDefinition odd = new StreamDefinition(
                "users",
                List.of(Collections.nCopies(200, name)),
                users.schema(),
                Optional.empty(),
                users.extractor(),
                Optional.empty(),
                users.pagination(),
                users.slicing(),
                users.requester(),
                Optional.empty(),
                Optional.empty(),
                Remedies.NONE,
                Optional.empty(),
                false,
                Set.of(),
                List.of());
        sync.lastPage("users", "page_1", record("a", "2024-06-01T00:00:00Z"));

        RawOutput raw = sync.read(NO_STATE, new ConfiguredStream(odd, SyncMode.INCREMENTAL));

        assertThat(raw.statuses("users")).containsExactly("STARTED", "INCOMPLETE");
        assertThat(raw.errors())
                .extracting(error -> error.path("internal_message").asText())
                .singleElement()
                .asString()
                .contains("at most 100 levels");
    }
}
