package io.dataconnector.core.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    record Settings(String streamName, Instant startDate, Duration lookbackWindow) {}

    @Test
    void namesMembersInSnakeCaseAndTimesInIso8601() throws JsonProcessingException {
        Settings settings = new Settings("users", Instant.parse("2024-01-01T00:00:00Z"), Duration.ofMinutes(90));
        String json = """
                {"stream_name":"users","start_date":"2024-01-01T00:00:00Z","lookback_window":"PT1H30M"}""";

        assertThat(Json.MAPPER.writeValueAsString(settings)).isEqualTo(json);
        assertThat(Json.MAPPER.readValue(json, Settings.class)).isEqualTo(settings);
    }

    @Test
    void passesOverMembersThatItDoesNotKnow() throws JsonProcessingException {
        assertThat(Json.MAPPER.readValue("{\"unknown\":1}", Settings.class)).isEqualTo(new Settings(null, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1",
                "3.0",
                "1.10",
                "100.00",
                "123456789012345678901234567890",
                "1234567890.12345678901234567890",
                "-0.000000000000000000001"
            })
    void keepsTheDigitsOfNumbers(String number) throws JsonProcessingException {
        assertThat(Json.MAPPER.writeValueAsString(Json.MAPPER.readTree(number))).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":1}", "{} {}", "[1] x", "{\"a\":{\"b\":1,\"b\":2}}", "{'a':1}", "[1,]"})
    void refusesDuplicatesTrailingTextAndWhatIsNotJson(String json) {
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> Json.MAPPER.readTree(json));
    }

    @Test
    void leavesTheTargetOpen() throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        ByteArrayOutputStream target = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        Json.MAPPER.writeValue(target, "text");

        assertThat(target.toString(UTF_8)).isEqualTo("\"text\"");
        assertThat(closed).isFalse();
    }
}
