package io.dataconnector.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.protocol.RawOutput;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams whose states are migrated by a class: that one of them fails concerns no other stream. */
final class StateMigrationReadTest {
    private static final String STREAM = """
              - type: DeclarativeStream
                name: NAME
                primary_key: id
                state_migrations: [{type: CustomStateMigration, class_name: test.Renamed}]
                incremental_sync:
                  type: DatetimeBasedCursor
                  cursor_field: at
                  datetime_format: "%Y-%m-%d"
                  start_datetime: "2024-01-01"
                  start_time_option: {type: RequestOption, inject_into: request_parameter, field_name: since}
                retriever:
                  type: SimpleRetriever
                  requester: {type: HttpRequester, url_base: "https://api.example.com", path: NAME}
                  record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
            """;
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [users]}
            streams:
            """ + STREAM.replace("NAME", "users") + STREAM.replace("NAME", "events");
    private static final String FAILING = "{\"fault\":true}";
    private static final String OLD = "{\"old\":\"2024-06-01\"}";

    @TempDir
    private Path folder;

    private final ScriptedApi api = new ScriptedApi(request -> "[{\"id\":\"a\",\"at\":\"2024-06-02\"}]");

    private RawOutput read(String states, String stream) {
        return new ConnectionRead(folder, MANIFEST, api, api).states(states).read(stream);
    }

    @Test
    void aMigrationThatFailsFailsItsStream() {
        RawOutput raw = read("{\"users\":" + FAILING + ",\"events\":" + OLD + "}", "users");

        assertThat(raw.errorMessages())
                .singleElement()
                .asString()
                .contains("streams[0] (users).state_migrations[0]", "IllegalStateException: a fault");
        assertThat(raw.statuses("users")).containsExactly("STARTED", "INCOMPLETE");
        assertThat(api.requests()).isEmpty();
    }

    @Test
    void anotherStreamIsReadFromItsState() {
        RawOutput raw = read("{\"users\":" + FAILING + ",\"events\":" + OLD + "}", "events");

        assertThat(raw.errorMessages()).isEmpty();
        assertThat(raw.statuses("events")).containsExactly("STARTED", "RUNNING", "COMPLETE");
        assertThat(api.requests()).containsExactly("GET /events?since=2024-06-01");
    }
}
