package io.dataconnector.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.protocol.LogLevel;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MainTest {
    @ParameterizedTest
    @CsvSource({"ERROR, ERROR", "debug, DEBUG", "Warn, WARN", "'', INFO", "verbose, INFO"})
    void theEnvironmentChoosesTheLevelOfLogs(String value, LogLevel level) {
        assertThat(Main.logLevel(Map.of("LOG_LEVEL", value))).isEqualTo(level);
    }

    @Test
    void withoutAWishTheLevelIsInfo() {
        assertThat(Main.logLevel(Map.of())).isEqualTo(LogLevel.INFO);
    }
}
