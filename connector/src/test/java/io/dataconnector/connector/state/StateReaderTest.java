package io.dataconnector.connector.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dataconnector.connector.Repository;
import io.dataconnector.connector.catalog.Catalog;
import io.dataconnector.connector.catalog.Sources;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StateReaderTest {
    private static final Catalog CATALOG = Sources.shipped();

    private static final String USERS = "{\"updated_at\":\"2024-06-02T10:00:00Z\"}";
    private static final String EVENTS = "{\"updated_at\":\"2024-07-02T12:00:00+02:00\"}";

    @TempDir
    private Path folder;

    private Path write(String json) {
        try {
            return Files.writeString(folder.resolve("state.json"), json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private StateReader read(String json) {
        return StateReader.read(write(json), CATALOG);
    }

    private String fault(String json) {
        Path file = write(json);
        ConnectorException fault =
                catchThrowableOfType(ConnectorException.class, () -> StateReader.read(file, CATALOG));
        assertThat(fault).as(json).isNotNull();
        assertThat(fault.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
        assertThat(fault).hasMessageContaining(file.toString());
        return fault.getMessage();
    }

    private static String streamState(String name, String state) {
        return "{\"stream_descriptor\":{\"name\":\"" + name + "\"},\"stream_state\":" + state + "}";
    }

    private static String ofStream(String name, String state) {
        return "{\"type\":\"STREAM\",\"stream\":" + streamState(name, state) + "}";
    }

    private static String message(String state) {
        return "{\"type\":\"STATE\",\"state\":" + state + "}";
    }

    private static void assertUsersAndEvents(StateReader states) {
        assertThat(states.of("users")).isEqualTo(StreamState.finished(Cursor.parse("2024-06-02T10:00:00Z")));
        assertThat(states.of("events")).isEqualTo(StreamState.finished(Cursor.parse("2024-07-02T12:00:00+02:00")));
        assertThat(states.of("accounts")).isEqualTo(StreamState.NONE);
        assertThat(states.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "[[], {}]", "{\"type\":\"GLOBAL\",\"global\":{\"stream_states\":[]}}"})
    void anEmptyStateIsNone(String json) {
        assertThat(read(json).of("users")).isEqualTo(StreamState.NONE);
        assertThat(read(json).warnings()).isEmpty();
    }

    @Test
    void noFileIsNone() {
        assertThat(StateReader.none(CATALOG).of("users")).isEqualTo(StreamState.NONE);
        assertThat(StateReader.none(CATALOG).warnings()).isEmpty();
    }

    @Test
    void theStateOfTheRepositoryIsNone() {
        StateReader states = StateReader.read(Repository.root().resolve("state.json"), CATALOG);

        CATALOG.streams().forEach(stream -> assertThat(states.of(stream.name())).isEqualTo(StreamState.NONE));
    }

    @Test
    void aListOfStreamStates() {
        assertUsersAndEvents(read("[" + ofStream("users", USERS) + "," + ofStream("events", EVENTS) + "]"));
    }

    @Test
    void aListOfStateMessages() {
        assertUsersAndEvents(
                read("[" + message(ofStream("users", USERS)) + "," + message(ofStream("events", EVENTS)) + "]"));
    }

    @Test
    void aGlobalState() {
        String global = "{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":{\"lsn\":7},\"stream_states\":["
                + streamState("users", USERS) + "," + streamState("events", EVENTS) + "]}}";

        assertUsersAndEvents(read(global));
        assertUsersAndEvents(read("[" + global + "]"));
        assertUsersAndEvents(read(message(global)));
    }

    @Test
    void aLegacyMap() {
        String map = "{\"users\":" + USERS + ",\"events\":" + EVENTS + "}";

        assertUsersAndEvents(read(map));
        assertUsersAndEvents(read("{\"type\":\"LEGACY\",\"data\":" + map + "}"));
        assertUsersAndEvents(read(message("{\"type\":\"LEGACY\",\"data\":" + map + "}")));
    }

    @Test
    void oneStateAlone() {
        assertThat(read(ofStream("users", USERS)).of("users").cursor()).isPresent();
        assertThat(read(message(ofStream("users", USERS))).of("users").cursor()).isPresent();
    }

    @Test
    void whatARunnerAddsIsPassedOver() {
        String state = "{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\",\"namespace\":null},"
                + "\"stream_state\":" + USERS + "},\"sourceStats\":{\"recordCount\":3.0},\"id\":7}";

        assertThat(read(state).of("users")).isEqualTo(StreamState.finished(Cursor.parse("2024-06-02T10:00:00Z")));
    }

    /** As PyAirbyte writes it. */
    @Test
    void aMemberThatIsThereTwiceIsPassedOver() {
        StateReader states = read("[{\"type\":\"STREAM\",\"stream\":" + streamState("users", USERS)
                + ",\"global_\":null,\"data\":null,\"global_\":null}]");

        assertThat(states.of("users").cursor()).isPresent();
        assertThat(states.warnings()).isEmpty();
    }

    @Test
    void theLastStateOfAStreamWins() {
        StateReader states = read("[" + ofStream("users", EVENTS) + "," + ofStream("events", EVENTS) + ","
                + ofStream("users", USERS) + "]");

        assertUsersAndEvents(states);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}"})
    void theLastStateWinsEvenIfItIsEmpty(String last) {
        assertThat(read("[" + ofStream("users", USERS) + "," + ofStream("users", last) + "]")
                        .of("users"))
                .isEqualTo(StreamState.NONE);
        assertThat(read("[" + ofStream("users", USERS)
                                + ",{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\"}}}]")
                        .of("users"))
                .isEqualTo(StreamState.NONE);
    }

    @Test
    void aPlaceToResumeAt() {
        StateReader states = read(ofStream(
                "users",
                "{\"updated_at\":\"2024-06-02T10:00:00Z\","
                        + "\"resume\":{\"page\":\"page_3\",\"updated_at\":\"2024-07-02T10:00:00Z\"}}"));

        assertThat(states.of("users"))
                .isEqualTo(new StreamState(
                        Cursor.parse("2024-06-02T10:00:00Z"),
                        Optional.of(StreamState.Resume.at(
                                "page_3", Cursor.parse("2024-07-02T10:00:00Z"), Optional.empty())),
                        false));
    }

    @Test
    void aPlaceToResumeAtInAFirstSync() {
        assertThat(read("{\"users\":{\"updated_at\":null,\"resume\":{\"page\":\"page_3\"}}}")
                        .of("users"))
                .isEqualTo(new StreamState(
                        Optional.empty(),
                        Optional.of(StreamState.Resume.at("page_3", Optional.empty(), Optional.empty())),
                        false));
        assertThat(read("{\"users\":{\"resume\":null}}").of("users")).isEqualTo(StreamState.NONE);
    }

    @Test
    void aFullRefreshThatIsComplete() {
        assertThat(read(ofStream("users", "{\"__ab_full_refresh_sync_complete\":true}"))
                        .of("users"))
                .isEqualTo(StreamState.fullRefreshFinished());
    }

    @Test
    void whatIsWrittenIsRead() {
        StreamState state = new StreamState(
                Cursor.parse("2024-06-02T10:00:00Z"),
                Optional.of(
                        StreamState.Resume.at("päge \"3\"\n", Cursor.parse("2024-07-02T10:00:00Z"), Optional.empty())),
                false);

        assertThat(read(ofStream(
                                "users", state.toJson(Optional.of("updated_at")).toString()))
                        .of("users"))
                .isEqualTo(state);
    }

    @Test
    void aStreamThatIsUnknownIsIgnoredWithAWarning() {
        StateReader states = read("{\"users\":" + USERS + ",\"planets/moons\":17}");

        assertThat(states.of("users").cursor()).isPresent();
        assertThat(states.warnings())
                .singleElement()
                .asString()
                .contains("/planets~1moons", "planets/moons", "ignored");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "17                                                         | at the top:",
                "\"users\"                                                  | at the top:",
                "null                                                       | at the top:",
                "[{},17]                                                    | at /1:",
                "{\"type\":\"STATE\"}                                       | at /state:",
                "{\"type\":\"STREAM\"}                                      | at /stream/stream_descriptor/name:",
                "[{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":7}}}] "
                        + "| at /0/stream/stream_descriptor/name:",
                "{\"type\":\"GLOBAL\"}                                      | at /global/stream_states:",
                "{\"type\":\"GLOBAL\",\"global\":{\"stream_states\":{}}}    | at /global/stream_states:",
                "{\"type\":\"GLOBAL\",\"global\":{\"stream_states\":{\"users\":{}}}} | at /global/stream_states:",
                "{\"type\":\"GLOBAL\",\"global\":{\"stream_states\":[{}]}}  "
                        + "| at /global/stream_states/0/stream_descriptor/name:",
                "{\"type\":\"COMET\"}                                       | at /type:",
                "{\"type\":\"LEGACY\"}                                      | at /data:",
                "{\"type\":\"LEGACY\",\"data\":[]}                          | at /data:",
                "{\"users\":17}                                             | at /users:",
                "{\"users\":[\"2024-06-02T10:00:00Z\"]}                     | at /users:",
                "{\"users\":{\"updated_at\":17}}                            | at /users/updated_at:",
                "{\"users\":{\"updated_at\":\"2024-06-32\"}}                | at /users/updated_at:",
                "{\"users\":{\"updated_at\":\"2024-06-02T10:00\"}}          | at /users/updated_at:",
                "{\"users\":{\"updated_at\":{}}}                            | at /users/updated_at:",
                "{\"users\":{\"resume\":\"page_3\"}}                        | at /users/resume/page:",
                "{\"users\":{\"resume\":{\"page\":null}}}                   | at /users/resume/page:",
                "{\"users\":{\"resume\":{}}}                                | at /users/resume/page:",
                "{\"users\":{\"resume\":{\"slice\":1,\"page\":\"p\"}}}      | at /users/resume/slice:",
                "{\"users\":{\"resume\":{\"slice\":{\"partition\":{}}}}}     | at /users/resume/slice:",
                "{\"users\":{\"resume\":{\"page\":\"p\",\"updated_at\":\"\"}}} | at /users/resume/updated_at:",
            })
    void anUnfitStateIsNamedByItsPointer(String json, String place) {
        assertThat(fault(json)).contains(place);
    }

    /** As other runners hand it over. */
    @ParameterizedTest
    @CsvSource({
        "2024-06-02, 2024-06-02T00:00:00Z",
        "2024-06-02T10:00:00, 2024-06-02T10:00:00Z",
        "2024-06-02 10:00:00.5, 2024-06-02T10:00:00.500Z",
    })
    void aCursorWithoutAnOffsetIsInUtcWithAWarning(String text, String expected) {
        StateReader states = read(ofStream("users", "{\"updated_at\":\"" + text + "\"}"));

        assertThat(states.of("users")).isEqualTo(StreamState.finished(Cursor.parse(expected)));
        assertThat(states.warnings())
                .containsExactly("State at /stream/stream_state/updated_at: \"" + text
                        + "\" has no offset; it is taken as " + expected + ".");
    }

    @Test
    void allFaultsAreReportedAtOnce() {
        assertThat(fault("{\"users\":{\"updated_at\":\"noon\",\"resume\":{}},\"events\":7}"))
                .contains("at /users/updated_at:", "at /users/resume/page:", "at /events:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}"})
    void whatIsNotJsonIsRefused(String json) {
        fault(json);
    }
}
