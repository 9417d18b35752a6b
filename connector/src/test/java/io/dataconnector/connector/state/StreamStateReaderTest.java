package io.dataconnector.connector.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.Sources;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.core.document.Json;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The state of a stream in partitions, in the forms of the CDK. */
final class StreamStateReaderTest {
    private static final StreamDefinition STREAM =
            Sources.of("""
                    version: 7.0.0
                    type: DeclarativeSource
                    check: {type: CheckStream, stream_names: [visits]}
                    streams:
                      - type: DeclarativeStream
                        name: visits
                        incremental_sync:
                          type: DatetimeBasedCursor
                          cursor_field: updated_at
                          datetime_format: "%Y-%m-%dT%H:%M:%SZ"
                          start_datetime: "2024-01-01T00:00:00Z"
                        retriever:
                          type: SimpleRetriever
                          partition_router: {type: ListPartitionRouter, cursor_field: region, values: [eu]}
                          requester: {type: HttpRequester, url_base: "https://api.example.com", path: visits}
                          record_selector: {extractor: {type: DpathExtractor, field_path: [data]}}
                    """, "{}", Clock.systemUTC()).catalog().stream("visits").orElseThrow();

    private static StreamState read(String json) {
        try {
            return StreamStateReader.ofParent((ObjectNode) Json.read(json), STREAM, "of visits");
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"use_global_cursor\":false,\"states\":[{\"partition\":{\"region\":\"eu\"},"
                        + "\"cursor\":{\"updated_at\":\"2024-02-01T00:00:00Z\"}}],"
                        + "\"state\":{\"updated_at\":\"2024-03-01T00:00:00Z\"},\"lookback_window\":7,"
                        + "\"parent_state\":{\"a\":{}}}",
                "{\"use_global_cursor\":true,\"state\":{\"updated_at\":\"2024-03-01T00:00:00Z\"},\"lookback_window\":0}",
                "{\"use_global_cursor\":false,\"states\":[],\"lookback_window\":0,\"parent_state\":{}}",
            })
    void whatTheCdkWritesIsReadAndWritten(String json) {
        PartitionedState state = read(json).partitioned().orElseThrow();

        assertThat(StreamState.ofPartitions(state, Optional.empty()).toJson(Optional.of("updated_at")))
                .hasToString(json);
    }

    @Test
    void aPlainCursorIsThatOfAllPartitions() {
        PartitionedState state =
                read("{\"updated_at\":\"2024-03-01T00:00:00Z\"}").partitioned().orElseThrow();

        assertThat(state.global()).isEqualTo(Cursor.parse("2024-03-01T00:00:00Z"));
        assertThat(state.usesGlobalCursor()).isFalse();
        assertThat(state.states()).isEmpty();
    }

    @Test
    void aStateOfAFullRefreshHasNoCursors() {
        assertThat(read("{}").partitioned()).isEmpty();
        assertThat(read("{\"__ab_full_refresh_sync_complete\":true}").partitioned())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"states":7}                                                     | at /states: expected an array of partitions with their cursors, found 7
            {"states":[{"cursor":{}}]}                                       | at /states/0: expected an object with a partition and its cursor
            {"states":[{"partition":{"r":1},"cursor":{"updated_at":"x"}}]}   | at /states/0/cursor/updated_at: expected a timestamp
            {"state":{"updated_at":"y"}}                                     | at /state/updated_at: expected a timestamp
            """)
    void whatIsWrongIsSaidWithItsPlace(String json, String fault) {
        ConnectorException failure = catchThrowableOfType(ConnectorException.class, () -> read(json));

        assertThat(failure.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
        assertThat(failure).hasMessageStartingWith("State of visits: ").hasMessageContaining(fault);
    }
}
