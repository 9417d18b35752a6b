package io.dataconnector.connector.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.source.slicing.DatetimeCursor;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StreamStateTest {
    private static final Cursor OLD = cursor("2024-06-02T12:00:00+02:00");
    private static final Cursor NEW = cursor("2024-07-02T10:00:00Z");

    private static Cursor cursor(String text) {
        return Cursor.parse(text).orElseThrow();
    }

    @Test
    void noCursorFieldHasTheNameOfAnotherMember() {
        assertThat(DatetimeCursor.RESERVED_NAMES)
                .containsExactlyInAnyOrder(
                        StreamState.RESUME,
                        StreamState.PAGE,
                        StreamState.WALK_BEGAN,
                        StreamState.WALKED,
                        StreamState.SLICE,
                        "delegate",
                        StreamState.FULL_REFRESH_COMPLETE);
    }

    @Test
    void atTheEndItIsTheCursorInTheTextOfItsRecord() {
        assertJson(StreamState.finished(Optional.of(OLD)), "{\"updated_at\":\"2024-06-02T12:00:00+02:00\"}");
    }

    @Test
    void ofAStreamWithoutRecordsItIsEmpty() {
        assertJson(StreamState.finished(Optional.empty()), "{}");
        assertJson(StreamState.NONE, "{}");
    }

    @Test
    void inTheMiddleOfAFirstSyncThereIsNoCursorYet() {
        assertJson(
                new StreamState(
                        Optional.empty(),
                        Optional.of(StreamState.Resume.at("page_3", Optional.of(NEW), Optional.empty())),
                        false),
                "{\"resume\":{\"page\":\"page_3\",\"updated_at\":\"2024-07-02T10:00:00Z\"}}");
    }

    @Test
    void inTheMiddleOfALaterSyncTheOldCursorIsKept() {
        assertJson(
                new StreamState(
                        Optional.of(OLD),
                        Optional.of(StreamState.Resume.at("page_3", Optional.of(NEW), Optional.empty())),
                        false),
                "{\"updated_at\":\"2024-06-02T12:00:00+02:00\","
                        + "\"resume\":{\"page\":\"page_3\",\"updated_at\":\"2024-07-02T10:00:00Z\"}}");
    }

    @Test
    void aPlaceMayComeBeforeAnyCursor() {
        assertJson(
                new StreamState(
                        Optional.empty(),
                        Optional.of(StreamState.Resume.at("page_3", Optional.empty(), Optional.empty())),
                        false),
                "{\"resume\":{\"page\":\"page_3\"}}");
    }

    @Test
    void aFullRefreshThatIsCompleteSaysSoInTheWordsOfAirbyte() {
        assertJson(StreamState.fullRefreshFinished(), "{\"__ab_full_refresh_sync_complete\":true}");
    }

    private static void assertJson(StreamState state, String json) {
        assertThat(state.toJson(Optional.of("updated_at"))).hasToString(json);
    }
}
