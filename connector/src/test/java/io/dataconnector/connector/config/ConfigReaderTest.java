package io.dataconnector.connector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.Repository;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.failure.Redaction;
import io.dataconnector.connector.manifest.Manifest;
import io.dataconnector.connector.manifest.Specification;
import io.dataconnector.core.document.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigReaderTest {
    private static final Options OPTIONS = Options.ofShipped(
            (ObjectNode) Specification.of(Manifest.shipped().view().source()).required("connectionSpecification"));

    @TempDir
    private Path folder;

    private Config read(String json) {
        return read(write(json), redaction -> {});
    }

    private static Config read(Path file, Consumer<Redaction> hideSecrets) {
        return ConfigReader.read(ConfigReader.open(file), OPTIONS, hideSecrets);
    }

    private ConnectorException fault(String json) {
        Path file = write(json);
        ConnectorException fault = catchThrowableOfType(ConnectorException.class, () -> read(file, redaction -> {}));
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
    void theFolderIsBesideTheOptionsOfAnotherManifest() throws IOException {
        Options own = ofOther("{\"properties\":{\"api_url\":{\"type\":\"string\"}}}");
        Path both = write("{\"fixtures_base_path\":\"fixtures\",\"api_url\":\"any text\"}");
        assertThat(ConfigReader.read(ConfigReader.open(both), own, redaction -> {})
                        .fixturesBasePath())
                .contains(Path.of("fixtures"));
        Path neither = write("{}");
        assertThat(ConfigReader.read(ConfigReader.open(neither), own, redaction -> {})
                        .fixturesBasePath())
                .isEmpty();

        Options alternatives = ofOther("{\"properties\":{\"api_url\":{},\"fixtures_base_path\":{}}}");
        assertThatThrownBy(() -> ConfigReader.read(ConfigReader.open(neither), alternatives, redaction -> {}))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("one of fixtures_base_path and api_url is required");
    }

    /** The options of a manifest that has a specification of its own. */
    private static Options ofOther(String schema) throws IOException {
        return Options.of((ObjectNode) Json.read(schema), (ObjectNode)
                Specification.of(Manifest.shipped().view().source()).required("connectionSpecification"));
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
                  "max_retries": 7,
                  "max_retry_wait": "PT5S",
                  "num_workers": 2,
                  "stall_timeout": "PT0.5S",
                  "timestamps_in_utc": true
                }
                """);

        assertThat(config.fixturesBasePath()).contains(Path.of("some/fixtures"));
        assertThat(config.content().path("lookback_window").asText()).isEqualTo("P1DT2H");
        assertThat(config.checkpointInterval()).isEqualTo(17);
        assertThat(config.maxRecordBytes()).isEqualTo(2048);
        assertThat(config.timestampsInUtc()).isTrue();
        assertThat(config.numWorkers()).isEqualTo(2);
        assertThat(config.http()).isEqualTo(new HttpOptions(7, Duration.ofSeconds(5), Duration.ofMillis(500)));
        assertThat(config.unknownOptions()).isEmpty();
    }

    @Test
    void everyOptionButTheSourceOfPagesHasADefault() {
        Config config = read("{\"api_url\":\"http://localhost\"}");

        assertThat(config.fixturesBasePath()).isEmpty();
        assertThat(config.checkpointInterval()).isEqualTo(10_000);
        assertThat(config.maxRecordBytes()).isEqualTo(64 << 20);
        assertThat(config.timestampsInUtc()).isFalse();
        assertThat(config.numWorkers()).isEqualTo(4);
        assertThat(config.http()).isEqualTo(new HttpOptions(5, Duration.ofMinutes(1), Duration.ofMinutes(1)));
    }

    @Test
    void aConfigurationDoesNotShowItsSecrets() {
        Config config = read("{\"api_url\":\"http://localhost\",\"api_key\":\"s3cr3t\"}");

        assertThat(config.toString()).doesNotContain("s3cr3t");
        assertThat(config.redaction().apply("the key s3cr3t")).isEqualTo("the key ****");
    }

    @Test
    void exactlyOneSourceOfPagesIsNeeded() {
        assertThat(fault("{}")).hasMessageContaining("one of fixtures_base_path and api_url is required");
        assertThat(fault(withOption("api_url", "\"http://localhost\"")))
                .hasMessageContaining("fixtures_base_path and api_url exclude each other");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localhost                      | is not an absolute URL",
                "/v1                            | is not an absolute URL",
                "ftp://example.com              | is not an absolute URL",
                "https:///v1                    | is not",
                "https://ex ample.com           | is not a URL",
                "https://me:s3cr3t@example.com  | must not hold a user or a password",
                "https://example.com/?a=s3cr3t  | must not have a query",
                "https://example.com/#a         | must not have a query or a fragment",
            })
    void theUrlOfAnApiIsOneThatPathsCanBeAppendedTo(String url, String fault) {
        assertThat(fault("{\"api_url\":\"" + url + "\"}"))
                .hasMessageContainingAll("/api_url", fault)
                .message()
                .doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"stall_timeout\":\"PT0S\"",
                "\"max_retries\":-1",
                "\"api_key\":\"\"",
                "\"max_retry_wait\":\"P1M\""
            })
    void aLimitThatIsNoneIsRefused(String option) {
        String name = option.substring(1, option.indexOf(':') - 1);
        assertThat(fault("{\"api_url\":\"http://localhost\"," + option + "}")).hasMessageContaining("/" + name);
    }

    @Test
    void secretsAreKnownBeforeAnythingIsSaid() {
        List<String> texts = new ArrayList<>();

        assertThatThrownBy(() ->
                        read(write("{\"api_key\": 12345678}"), redaction -> texts.add(redaction.apply("<12345678>"))))
                .isInstanceOf(ConnectorException.class);
        assertThat(texts).containsExactly("<****>");
        assertThat(fault("{\"api_key\": s3cr3t}")).message().doesNotContain("s3cr3t");
    }

    @Test
    void theConfigurationOfTheRepositoryIsOne() {
        assertThat(read(Repository.root().resolve("config.json"), redaction -> {})
                        .fixturesBasePath())
                .contains(Path.of("fixtures"));
    }

    @Test
    void whatARunnerAddsIsPassedOver() {
        Config config = read(withOption("__injected_declarative_manifest", "{\"a\":[1]}"));

        assertThat(config.fixturesBasePath()).contains(Path.of("fixtures"));
        assertThat(config.unknownOptions()).isEmpty();
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
                "lookback_window     | \"-PT1H\"",
                "lookback_window     | \"P1M\"",
                "lookback_window     | \"P\"",
                "lookback_window     | \"PT\"",
                "lookback_window     | \"1 hour\"",
                "lookback_window     | 3600",
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

    @Test
    void theObjectThatStartDatesOnceWereIsRefused() {
        assertThat(fault("{\"start_dates\":{\"events\":\"2024-06-01T00:00:00Z\"}}"))
                .hasMessageContainingAll("at /start_dates: ", "one of fixtures_base_path and api_url is required");
    }

    @Test
    void allFaultsAreReportedAtOnce() {
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
    void faultsBeyondTheSchemaAreReportedAtOnceToo() {
        assertThat(fault("""
                {
                  "fixtures_base_path": "a\\u0000b",
                  "stall_timeout": "PT0S",
                  "max_retry_wait": "PT99999999999999999999H"
                }
                """))
                .hasMessageContainingAll("at /fixtures_base_path:", "at /stall_timeout:", "at /max_retry_wait:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "17", "\"fixtures\"", "null", "", "{", "{}", "{\"a\":1,\"a\":2}", "{} {}"})
    void whatIsNoConfigurationIsRefused(String json) {
        fault(json);
    }

    @Test
    void aMissingFileIsAFault() {
        assertThatThrownBy(() -> read(folder.resolve("none.json"), redaction -> {}))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll("none.json", "no such file");
        assertThatThrownBy(() -> read(folder, redaction -> {}))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll(folder.toString(), "folder");
    }
}
