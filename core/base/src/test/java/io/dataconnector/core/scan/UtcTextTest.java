package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UtcTextTest {
    private static String text(long seconds) {
        byte[] target = "[2024-06-02T08:01:18]".getBytes(US_ASCII);
        UtcText.put(seconds, target, 1);
        return new String(target, US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-01-01T00:00:00",
                "0000-02-29T23:59:59",
                "1899-12-31T23:59:59",
                "1900-02-28T00:00:00",
                "1900-03-01T00:00:00",
                "1969-12-31T23:59:59",
                "1970-01-01T00:00:00",
                "2000-02-29T12:30:45",
                "2024-12-31T23:59:59",
                "9999-12-31T23:59:59"
            })
    void anInstantIsWrittenUpToItsSeconds(String text) {
        assertThat(text(Instant.parse(text + "Z").getEpochSecond())).isEqualTo("[" + text + "]");
    }

    @SeededTest(rounds = 1_000)
    void itIsTheTextOfTheInstant(Draws draws) {
        long seconds = draws.between(UtcText.FIRST_SECOND, UtcText.LAST_SECOND);

        assertThat(text(seconds))
                .isEqualTo("[" + Instant.ofEpochSecond(seconds).toString().replace("Z", "]"));
    }
}
