package io.dataconnector.connector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import io.dataconnector.connector.Repository;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigReaderTest {
    @TempDir
    private Path folder;

    private Config read(String json) {
        return ConfigReader.read(write(json));
    }

    private ConnectorException fault(String json) {
        Path file = write(json);
        ConnectorException fault = catchThrowableOfType(ConnectorException.class, () -> ConfigReader.read(file));
        assertThat(fault).as(json).isNotNull();
        assertThat(fault.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
        assertThat(fault).hasMessageContaining(file.toString());
        return fault;
    }

    private Path write(String json) {
        try {
            return Files.writeString(folder.resolve("config.json"), json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String withOption(String name, String value) {
        return "{\"fixtures_base_path\":\"fixtures\",\"" + name + "\":" + value + "}";
    }

    @Test
    void everyOptionHasItsPlace() {
        Config config = read("""
                {
                  "fixtures_base_path": "some/fixtures",
                  "start_date": "2024-01-01T00:00:00Z",
                  "start_dates": [
                    {"stream": "events", "start_date": "2024-06-01T02:00:00+02:00"},
                    {"stream": "users", "start_date": "2023-01-01T00:00:00Z", "remark": "migrated then"}
                  ],
                  "lookback_window": "P1DT2H",
                  "checkpoint_interval": 17,
                  "max_record_bytes": 2048,
                  "streams_path": "/etc/streams",
                  "shipped_streams": false
                }
                """);

        assertThat(config.fixturesBasePath()).isEqualTo(Path.of("some/fixtures"));
        assertThat(config.startDate()).contains(Instant.parse("2024-01-01T00:00:00Z"));
        assertThat(config.startDates())
                .containsOnly(
                        entry("events", Instant.parse("2024-06-01T00:00:00Z")),
                        entry("users", Instant.parse("2023-01-01T00:00:00Z")));
        assertThat(config.lookbackWindow()).isEqualTo(Duration.ofHours(26));
        assertThat(config.checkpointInterval()).isEqualTo(17);
        assertThat(config.maxRecordBytes()).isEqualTo(2048);
        assertThat(config.streamsPath()).contains(Path.of("/etc/streams"));
        assertThat(config.hasShippedStreams()).isFalse();
        assertThat(config.unknownOptions()).isEmpty();
    }

    @Test
    void everyOptionButTheFolderHasADefault() {
        Config config = read("{\"fixtures_base_path\":\"fixtures\"}");

        assertThat(config.startDate()).isEmpty();
        assertThat(config.startDates()).isEmpty();
        assertThat(config.lookbackWindow()).isZero();
        assertThat(config.checkpointInterval()).isEqualTo(10_000);
        assertThat(config.maxRecordBytes()).isEqualTo(64 << 20);
        assertThat(config.streamsPath()).isEmpty();
        assertThat(config.hasShippedStreams()).isTrue();
    }

    @Test
    void aStartDateOfAStreamTakesThePlaceOfTheOneOfAll() {
        Config config = read("""
                {
                  "fixtures_base_path": "fixtures",
                  "start_date": "2024-01-01T00:00:00Z",
                  "start_dates": [{"stream": "events", "start_date": "2023-06-01T00:00:00Z"}]
                }
                """);

        assertThat(config.startDate("events")).contains(Instant.parse("2023-06-01T00:00:00Z"));
        assertThat(config.startDate("users")).contains(Instant.parse("2024-01-01T00:00:00Z"));
    }

    @Test
    void theConfigurationOfTheRepositoryIsOne() {
        assertThat(ConfigReader.read(Repository.root().resolve("config.json")).fixturesBasePath())
                .isEqualTo(Path.of("fixtures"));
    }

    @Test
    void whatARunnerAddsIsPassedOver() {
        Config config = read(withOption("__injected_declarative_manifest", "{\"a\":[1]}"));

        assertThat(config.fixturesBasePath()).isEqualTo(Path.of("fixtures"));
        assertThat(config.unknownOptions()).containsExactly("__injected_declarative_manifest");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fixtures_base_path  | 17",
                "fixtures_base_path  | \"\"",
                "fixtures_base_path  | null",
                "fixtures_base_path  | \"a\\u0000b\"",
                "start_date          | \"2024-01-32\"",
                "start_date          | \"2024-01-01T24:00:00Z\"",
                "start_date          | \"2024-01-01T00:00Z\"",
                "start_date          | \"2024-01-01\\n\"",
                "start_date          | 1704067200",
                "start_date          | \"yesterday\"",
                "start_dates         | \"2024-01-01T00:00:00Z\"",
                "start_dates         | {\"events\":\"2024-01-01T00:00:00Z\"}",
                "start_dates/0       | [\"2024-01-01T00:00:00Z\"]",
                "start_dates/0       | [{\"stream\":\"events\"}]",
                "start_dates/0/stream | [{\"stream\":\"\",\"start_date\":\"2024-01-01T00:00:00Z\"}]",
                "shipped_streams     | \"false\"",
                "shipped_streams     | false",
                "lookback_window     | \"-PT1H\"",
                "lookback_window     | \"P1M\"",
                "lookback_window     | \"P\"",
                "lookback_window     | \"PT\"",
                "lookback_window     | \"1 hour\"",
                "lookback_window     | 3600",
                "lookback_window     | \"P99999999999999999999D\"",
                "checkpoint_interval | 0",
                "checkpoint_interval | -1",
                "checkpoint_interval | 1.5",
                "checkpoint_interval | 1000000001",
                "checkpoint_interval | 1e999999999",
                "checkpoint_interval | -1e999999999",
                "checkpoint_interval | 1e-999999999",
                "checkpoint_interval | \"10\"",
                "max_record_bytes    | 1023",
                "max_record_bytes    | 1073741825",
                "max_record_bytes    | null",
                "streams_path        | \"\"",
                "streams_path        | {}",
                "streams_path        | \"\\u0000\"",
            })
    void anUnfitOptionIsNamedByItsPointer(String option, String value) {
        String json = option.equals("fixtures_base_path")
                ? "{\"fixtures_base_path\":" + value + "}"
                : withOption(option.replaceFirst("/.*", ""), value);

        assertThat(fault(json)).hasMessageContaining("at /" + option + ":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2024-01\"", "17", "null", "\"2024-13-01T00:00:00Z\""})
    void anUnfitStartDateOfAStreamIsNamedByItsPointer(String date) {
        assertThat(fault(withOption("start_dates", "[{\"stream\":\"events\",\"start_date\":" + date + "}]")))
                .hasMessageContaining("at /start_dates/0/start_date:");
    }

    /** What records may have, and what people write beside that. */
    @ParameterizedTest
    @CsvSource({
        "2024-06-01T02:00:00Z, 2024-06-01T02:00:00Z",
        "2024-06-01t02:00:00z, 2024-06-01T02:00:00Z",
        "2024-06-01 02:00:00Z, 2024-06-01T02:00:00Z",
        "2024-06-01T02:00:00.123456789+02:00, 2024-06-01T00:00:00.123456789Z",
        "2024-06-01T02:00:00+0200, 2024-06-01T00:00:00Z",
        "2024-06-01T02:00:00+02, 2024-06-01T00:00:00Z",
        "2024-06-01 02:00:00-02, 2024-06-01T04:00:00Z",
        "2024-06-30T23:59:60Z, 2024-07-01T00:00:00Z",
        "2024-06-01T02:00:00, 2024-06-01T02:00:00Z",
        "2024-06-01, 2024-06-01T00:00:00Z",
    })
    void aStartDateHasAnyFormThatRecordsHaveOrIsInUtc(String text, Instant expected) {
        assertThat(read(withOption("start_date", "\"" + text + "\"")).startDate())
                .contains(expected);
        assertThat(read(withOption("start_dates", "[{\"stream\":\"events\",\"start_date\":\"" + text + "\"}]"))
                        .startDate("events"))
                .contains(expected);
    }

    @Test
    void aStreamHasOneStartDate() {
        String one = "{\"stream\":\"events\",\"start_date\":\"2024-01-01\"}";

        assertThat(fault(withOption("start_dates", "[" + one + "," + one + "]")))
                .hasMessageContaining("at /start_dates/1/stream: stream \"events\" has a start date already");
    }

    @Test
    void theObjectThatStartDatesOnceWereIsRefusedWithTheFormThatTheyHaveNow() {
        assertThat(fault("{\"start_dates\":{\"events\":\"2024-06-01T00:00:00Z\"}}"))
                .hasMessageContainingAll(
                        "at /start_dates: expected a list such as"
                                + " [{\"stream\": \"events\", \"start_date\": \"2024-06-01T00:00:00Z\"}]",
                        "required property 'fixtures_base_path' not found");
    }

    @Test
    void allFaultsAreToldAtOnce() {
        assertThat(fault("""
                {
                  "start_date": "2024",
                  "start_dates": [{"stream": "events", "start_date": true}],
                  "checkpoint_interval": 0,
                  "max_record_bytes": "64 MB"
                }
                """))
                .hasMessageContainingAll(
                        "fixtures_base_path",
                        "at /start_date:",
                        "at /start_dates/0/start_date:",
                        "at /checkpoint_interval:",
                        "at /max_record_bytes:");
    }

    @Test
    void faultsBeyondTheSchemaAreToldAtOnceToo() {
        assertThat(fault("""
                {
                  "fixtures_base_path": "a\\u0000b",
                  "streams_path": "c\\u0000d",
                  "lookback_window": "PT99999999999999999999H"
                }
                """))
                .hasMessageContainingAll("at /fixtures_base_path:", "at /streams_path:", "at /lookback_window:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "17", "\"fixtures\"", "null", "", "{", "{}", "{\"a\":1,\"a\":2}", "{} {}"})
    void whatIsNoConfigurationIsRefused(String json) {
        fault(json);
    }

    @Test
    void aMissingFileIsAFault() {
        assertThatThrownBy(() -> ConfigReader.read(folder.resolve("none.json")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll("none.json", "no such file");
        assertThatThrownBy(() -> ConfigReader.read(folder))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll(folder.toString(), "folder");
    }
}
