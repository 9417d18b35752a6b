package io.dataconnector.connector.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.LogLevel;
import io.dataconnector.connector.protocol.OutputException;
import io.dataconnector.connector.protocol.RawOutput;
import io.dataconnector.connector.protocol.TornOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import org.junit.jupiter.api.Test;

final class FailureHandlerTest {
    private final StringWriter standardError = new StringWriter();

    private int expectedExitCode = 1;

    private String handle(TornOutput standardOutput, Throwable failure) {
        AirbyteOutput output = new AirbyteOutput(standardOutput, Clock.systemUTC(), LogLevel.INFO);

        int exitCode = new FailureHandler(output).handle(failure, new PrintWriter(standardError));

        assertThat(exitCode).isEqualTo(expectedExitCode);
        return new String(standardOutput.taken(), UTF_8);
    }

    private JsonNode error(Throwable failure) {
        String raw = handle(new TornOutput(Long.MAX_VALUE), failure);
        assertThat(standardError.toString()).isEmpty();
        return RawOutput.of(raw.getBytes(UTF_8)).errors().get(0);
    }

    @Test
    void aFailureThatIsDescribedIsPassedOn() {
        JsonNode error = error(new ConnectorException(FailureType.CONFIG_ERROR, "No such file."));

        assertThat(error.path("message").asText()).isEqualTo("No such file.");
        assertThat(error.path("failure_type").asText()).isEqualTo("config_error");
    }

    @Test
    void anUnknownFailureIsAMatterForTheMaintainers() {
        JsonNode error = error(new IllegalStateException("unexpected"));

        assertThat(error.path("message").asText()).contains("report");
        assertThat(error.path("failure_type").asText()).isEqualTo("system_error");
        assertThat(error.path("internal_message").asText()).contains("unexpected");
        assertThat(error.path("stack_trace").asText()).contains("FailureHandlerTest");
    }

    @Test
    void aHeapThatIsTooSmallIsSaidToBe() {
        assertThat(error(new OutOfMemoryError("Java heap space"))
                        .path("message")
                        .asText())
                .contains("-Xmx");
    }

    @Test
    void aFullStandardOutputIsReportedOnStandardError() {
        assertThat(handle(new TornOutput(0), new OutputException(new IOException("No space left on device"))))
                .isEmpty();
        assertThat(standardError.toString()).contains("standard output", "No space left on device");
    }

    @Test
    void aReaderThatHasGoneIsNoFaultAndNothingIsSaid() {
        expectedExitCode = 141;

        assertThat(handle(new TornOutput(0), new OutputException(new IOException("Broken pipe"))))
                .isEmpty();
        assertThat(standardError.toString()).isEmpty();
    }

    @Test
    void aFailingStandardOutputIsReportedOnStandardError() {
        assertThat(handle(new TornOutput(0), new IllegalStateException())).isEmpty();
        assertThat(standardError.toString()).contains("standard output", "no more bytes");
    }
}
