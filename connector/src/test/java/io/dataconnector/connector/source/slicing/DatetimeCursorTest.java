package io.dataconnector.connector.source.slicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Manifest;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.SourceCases;
import io.dataconnector.connector.source.StreamManifest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatetimeCursorTest {
    private static final Instant NOW = Instant.parse("2024-03-05T07:08:09.123456789Z");
    private static final String DAYS = "cursor_field: day, datetime_format: '%Y-%m-%d', ";
    private static final Optional<Instant> NO_STATE = Optional.empty();

    @Test
    void aReadIsOneIntervalUpToNow() {
        DatetimeCursor cursor = valid("cursor_field: at, datetime_format: '%Y-%m-%dT%H:%M:%S.%fZ',"
                + " start_datetime: '2024-01-01T00:00:00.0Z'");

        assertThat(cursor.cursorField()).isEqualTo("at");
        assertThat(cursor.start()).isEqualTo("2024-01-01T00:00:00Z");
        assertThat(cursor.end()).isEmpty();
        assertThat(intervals(cursor, NO_STATE))
                .containsExactly("{\"start_time\":\"2024-01-01T00:00:00.000000Z\","
                        + "\"end_time\":\"2024-03-05T07:08:09.123456Z\"}");
        assertThat(intervals(cursor, Optional.of(NOW.plusSeconds(1)))).isEmpty();
    }

    @Test
    void stepsLeaveNothingOutAndReadNothingTwice() {
        DatetimeCursor cursor = valid(DAYS + "start_datetime: '2024-01-31', end_datetime: '2024-04-02', step: P1M,"
                + " cursor_granularity: P1D, partition_field_start: from, partition_field_end: to");

        assertThat(intervals(cursor, NO_STATE))
                .containsExactly(
                        "{\"from\":\"2024-01-31\",\"to\":\"2024-02-28\"}",
                        "{\"from\":\"2024-02-29\",\"to\":\"2024-03-28\"}",
                        "{\"from\":\"2024-03-29\",\"to\":\"2024-04-02\"}");
        assertThat(cursor.end()).contains(Instant.parse("2024-04-02T00:00:00Z"));
    }

    @Test
    void slicesAreMadeWhenTheyAreAskedFor() {
        DatetimeCursor cursor = valid("cursor_field: at, datetime_format: '%s', start_datetime: '0', step: PT0.000001S,"
                + " cursor_granularity: PT0.000001S");

        Iterator<Slice> slices = cursor.slices(NO_STATE).iterator();

        assertThat(slices.next().toJson()).hasToString("{\"start_time\":\"0\",\"end_time\":\"0\"}");
        assertThat(slices.hasNext()).isTrue();
    }

    @Test
    void afterTheLastIntervalThereIsNone() {
        Iterator<Slice> slices =
                valid(DAYS + "start_datetime: '2024-01-31'").slices(NO_STATE).iterator();
        slices.next();

        assertThat(slices.hasNext()).isFalse();
        assertThatThrownBy(slices::next).isInstanceOf(NoSuchElementException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 2024-01-10, 2024-01-10",
        "2024-01-09, 2024-01-10, 2024-01-10",
        "2024-01-12, 2024-01-10, 2024-01-10",
        "2024-02-12, 2024-02-09, 2024-02-09",
    })
    void theLookbackWindowNeverReachesBeforeTheStart(String state, String lowest, String from) {
        DatetimeCursor cursor = valid(DAYS + "start_datetime: '2024-01-10', lookback_window: P3D");
        Optional<Instant> stateCursor = state.isEmpty() ? NO_STATE : cursor.parse(state);

        assertThat(cursor.format(cursor.lowest(stateCursor))).isEqualTo(lowest);
        assertThat(intervals(cursor, stateCursor))
                .containsExactly("{\"start_time\":\"" + from + "\",\"end_time\":\"2024-03-05\"}");
    }

    @Test
    void durationsBeyondTheCalendarEndWithIt() {
        DatetimeCursor cursor = valid(
                DAYS + "start_datetime: '2024-01-10', lookback_window: P5000Y, step: P9999Y, cursor_granularity: P1D");

        assertThat(intervals(cursor, cursor.parse("2024-02-01")))
                .containsExactly("{\"start_time\":\"2024-01-10\",\"end_time\":\"2024-03-05\"}");
    }

    @Test
    void datesWithAnOffsetAreWrittenInUtc() {
        DatetimeCursor cursor = valid(
                "cursor_field: at, datetime_format: '%Y-%m-%dT%H:%M:%SZ', start_datetime:"
                        + " {type: MinMaxDatetime, datetime: '2024-01-01T00:30:00+02:00', datetime_format: '%Y-%m-%dT%H:%M:%S%z'}");

        assertThat(cursor.start()).isEqualTo("2023-12-31T22:30:00Z");
        assertThat(intervals(cursor, NO_STATE))
                .containsExactly("{\"start_time\":\"2023-12-31T22:30:00Z\",\"end_time\":\"2024-03-05T07:08:09Z\"}");
    }

    @Test
    void theStartIsKeptWithinItsLimits() {
        String bounded = DAYS + "start_datetime: {type: MinMaxDatetime, datetime: 'DATE', min_datetime: '2024-01-10',"
                + " max_datetime: \"{{ day_delta(-30, format='%Y-%m-%d') }}\"}";

        assertThat(valid(bounded.replace("DATE", "2023-01-01")).start()).isEqualTo("2024-01-10T00:00:00Z");
        assertThat(valid(bounded.replace("DATE", "2024-01-20")).start()).isEqualTo("2024-01-20T00:00:00Z");
        assertThat(valid(bounded.replace("DATE", "2024-03-01")).start()).isEqualTo("2024-02-04T00:00:00Z");
    }

    @Test
    void anyOfTheFormatsIsRead() {
        DatetimeCursor cursor =
                valid(DAYS + "start_datetime: '2024-01-10', cursor_datetime_formats: ['%s', '%d.%m.%Y']");

        assertThat(cursor.parse("1704067200")).contains(Instant.parse("2024-01-01T00:00:00Z"));
        assertThat(cursor.parse("02.01.2024")).contains(Instant.parse("2024-01-02T00:00:00Z"));
        assertThat(cursor.parse("2024-01-03")).contains(Instant.parse("2024-01-03T00:00:00Z"));
        assertThat(cursor.parse("2024-01-03T00:00:00Z")).isEmpty();
        assertThat(cursor.format(Instant.parse("2024-01-03T23:59:59Z"))).isEqualTo("2024-01-03");
        assertThat(cursor.readsIso()).isFalse();
    }

    @Test
    void formatsOfRfc3339AreIso() {
        String iso = "cursor_field: at, datetime_format: '%Y-%m-%dT%H:%M:%SZ', start_datetime: '2024-01-01T00:00:00Z'";

        assertThat(valid(iso).readsIso()).isTrue();
        assertThat(valid(iso + ", cursor_datetime_formats: ['%Y-%m-%d %H:%M:%S.%f%z']")
                        .readsIso())
                .isTrue();
        assertThat(valid(iso + ", cursor_datetime_formats: ['%Y-%m-%dT%H:%M:%S']")
                        .readsIso())
                .isFalse();
    }

    @Test
    void startAndEndArePutIntoRequests() {
        DatetimeCursor cursor = valid(DAYS + "start_datetime: '2024-01-10', start_time_option: {type: RequestOption,"
                + " inject_into: request_parameter, field_name: since}, end_time_option: {type: RequestOption,"
                + " inject_into: body_json, field_path: [range, until]}");

        Slice slice = cursor.slices(NO_STATE).iterator().next();

        assertThat(SourceCases.request(cursor.injections(slice)))
                .hasToString("{\"request_parameter\":{\"since\":\"2024-01-10\"},"
                        + "\"body_json\":{\"range\":{\"until\":\"2024-03-05\"}}}");
        assertThat(cursor.injections(Slice.WHOLE)).isEmpty();
    }

    @Test
    void flagsAreOffUnlessTheyAreSet() {
        DatetimeCursor plain = valid(DAYS + "start_datetime: '2024-01-10'");
        DatetimeCursor set =
                valid(DAYS + "start_datetime: '2024-01-10', is_data_feed: true, is_client_side_incremental: true,"
                        + " global_substream_cursor: true, x-skip-equal-to-state: true");

        assertThat(List.of(plain.isClientSide(), plain.isDataFeed(), plain.isGlobal(), plain.skipsEqualToState()))
                .containsOnly(false);
        assertThat(List.of(set.isClientSide(), set.isDataFeed(), set.isGlobal(), set.skipsEqualToState()))
                .containsOnly(true);
    }

    @Test
    void theShippedManifestHasItsCursor() {
        ObjectNode config = (ObjectNode) SourceCases.json("{\"start_date\":\"2024-02-01T00:00:00+01:00\"}");
        var stream = Manifest.shipped()
                .view()
                .source()
                .components("streams", "DeclarativeStream")
                .get(0);

        DatetimeCursor cursor = DatetimeCursor.compile(
                        stream.requiredComponent("incremental_sync", "DatetimeBasedCursor")
                                .orElseThrow(),
                        "items",
                        new Settings(config, Clock.fixed(NOW, ZoneOffset.UTC)))
                .orElseThrow();

        assertThat(cursor.start()).isEqualTo("2024-01-31T23:00:00Z");
        assertThat(cursor.readsIso()).isTrue();
        assertThat(cursor.isClientSide()).isTrue();
        assertThat(cursor.skipsEqualToState()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            datetime_format: '%Y', start_datetime: '2024' | the required member cursor_field
            cursor_field: a, start_datetime: '2024' | the required member datetime_format
            cursor_field: a, datetime_format: '%Y' | the required member start_datetime
            cursor_field: a, datetime_format: '%Y', start_datetime: x | start_datetime: x does not match the date format %Y
            cursor_field: a, datetime_format: '%Y', start_datetime: '{{ config.secret }}' | start_datetime: the value of the template does not match the date format %Y
            cursor_field: a, datetime_format: '%Y', start_datetime: '{{ x' | incremental_sync.start_datetime: Template {{
            cursor_field: a, datetime_format: '%Y', start_datetime: '{{ x.y }}' | incremental_sync.start_datetime: Template {{
            cursor_field: a, datetime_format: '%Y', start_datetime: {type: MinMaxDatetime} | the required member datetime
            cursor_field: a, datetime_format: '%Y', start_datetime: {type: Other, datetime: a} | start_datetime: the type "Other"
            cursor_field: a, datetime_format: '%Y', start_datetime: {datetime: '2024', min_datetime: '{{ config.secret }}'} | start_datetime: the value of the template does not match
            cursor_field: a, datetime_format: '%Y', start_datetime: 2024 | start_datetime: expected a component, found 2024
            cursor_field: a, datetime_format: '%Y', start_datetime: '2024', end_datetime: later | end_datetime: later does not match
            cursor_field: a, datetime_format: '%Y', start_datetime: '2024', step: P1D | step: step and cursor_granularity are only allowed together
            cursor_field: a, datetime_format: '%Y', start_datetime: '2024', cursor_granularity: P1D | step: step and cursor_granularity are only allowed together
            cursor_field: a, datetime_format: '%Y', start_datetime: '2024', step: 1 day, cursor_granularity: P1D | step: must be a duration in ISO 8601
            cursor_field: a, datetime_format: '%Y', start_datetime: '2024', step: -P1D, cursor_granularity: P1D | step: must be a duration in ISO 8601
            cursor_field: a, datetime_format: '%Y', start_datetime: '2024', lookback_window: '{{ 5 }}' | lookback_window: must be a duration in ISO 8601
            cursor_field: a, datetime_format: '%Y', start_datetime: '2024', lookback_window: '{{ config.secret }}' | lookback_window: must be a duration in ISO 8601
            cursor_field: a, datetime_format: '%Y', start_datetime: '2024', clamping: {target: YEAR} | clamping: the target must be DAY, WEEK or MONTH
            cursor_field: a, datetime_format: '%Y', start_datetime: '2024', start_time_option: {type: RequestPath} | start_time_option: the type "RequestPath"
            """)
    void whatIsWrongIsAFault(String members, String fault) {
        StreamManifest manifest = manifest(members);

        Slicing.compile(
                manifest.stream(),
                Optional.of(manifest.retriever()),
                settings(),
                (stream, isIncremental) -> () -> "parent");

        assertThat(manifest.faults())
                .contains("streams[0].incremental_sync", fault)
                .doesNotContain("s3cret");
    }

    private static DatetimeCursor valid(String members) {
        StreamManifest manifest = manifest(members);
        Optional<DatetimeCursor> cursor = manifest.stream()
                .component("incremental_sync", "DatetimeBasedCursor")
                .flatMap(component -> DatetimeCursor.compile(component, "items", settings()));
        assertThat(manifest.faults()).isEmpty();
        return cursor.orElseThrow();
    }

    private static StreamManifest manifest(String members) {
        return StreamManifest.of("streams: [{type: DeclarativeStream, retriever: {type: SimpleRetriever},"
                + " incremental_sync: {type: DatetimeBasedCursor, " + members + "}}]");
    }

    private static Settings settings() {
        ObjectNode config = JsonNodeFactory.instance.objectNode().put("secret", "s3cret");
        return new Settings(config, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static List<String> intervals(DatetimeCursor cursor, Optional<Instant> state) {
        List<String> intervals = new ArrayList<>();
        cursor.slices(state).forEach(slice -> intervals.add(slice.interval().toString()));
        return intervals;
    }
}
