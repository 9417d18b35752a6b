package io.dataconnector.core.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TextOutputTest {
    private final StringWriter err = new StringWriter();

    private int finish(TextOutput output, int exitCode) {
        return output.finish(exitCode, "program", new PrintWriter(err));
    }

    private static TextOutput failing(String reason) {
        TextOutput output = new TextOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        });
        output.writer().println("text");
        return output;
    }

    @Test
    void isWrittenInUtf8AndTheCommandKeepsItsStatus() {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        TextOutput output = new TextOutput(target);
        output.writer().print("für 数据");

        assertThat(finish(output, 0)).isZero();
        assertThat(target.toString(UTF_8)).isEqualTo("für 数据");
        assertThat(finish(output, 2)).isEqualTo(2);
    }

    @Test
    void aFullDiskIsAFailure() {
        assertThat(finish(failing("No space left on device"), 0)).isEqualTo(1);
        assertThat(err)
                .hasToString(String.format("program: cannot write to standard output: No space left on device%n"));
    }

    @Test
    void aReaderThatHasGoneIsNotReported() {
        assertThat(finish(failing("Broken pipe"), 0)).isEqualTo(141);
        assertThat(err).hasToString("");
    }

    @Test
    void aCommandThatHasFailedKeepsItsStatus() {
        assertThat(finish(failing("No space left on device"), 2)).isEqualTo(2);
    }
}
