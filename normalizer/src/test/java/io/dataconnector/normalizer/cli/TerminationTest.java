package io.dataconnector.normalizer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.normalizer.output.OutputFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminationTest {
    @TempDir
    private Path folder;

    private final Termination termination = new Termination();

    @Test
    void beforeARunTheEndMeansNothing() {
        assertThat(termination.processEnds()).isEmpty();
    }

    @Test
    void beforeTheCommitTheRunHasFailedAndNothingIsLeft() throws IOException {
        try (OutputFolder output = new OutputFolder(folder)) {
            termination.runBegins(output);
            write(output);

            assertThat(termination.processEnds()).isEmpty();
            assertThat(folder).isEmptyDirectory();
            assertThatThrownBy(output::commit).isInstanceOf(CancellationException.class);
            assertThatThrownBy(() -> output.create("b.csv")).isInstanceOf(CancellationException.class);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void afterTheCommitTheRunHasSucceeded() throws IOException {
        try (OutputFolder output = new OutputFolder(folder)) {
            termination.runBegins(output);
            write(output);
            output.commit();
            termination.runEnds();

            assertThat(termination.processEnds()).hasValue(0);
            assertThat(folder.resolve("a.csv")).hasContent("a");
        }
    }

    /** A summary that nobody reads must not keep the process. */
    @Test
    void afterTheCommitTheSummaryIsNotWaitedForLong() throws IOException {
        try (OutputFolder output = new OutputFolder(folder)) {
            termination.runBegins(output);
            write(output);
            output.commit();

            assertThat(termination.processEnds()).hasValue(0);
        }
    }

    @Test
    void rejectsThatAreWrittenAloneAreNoSuccess() throws IOException {
        try (OutputFolder output = new OutputFolder(folder)) {
            termination.runBegins(output);
            write(output);
            output.commitOnly("a.csv");

            assertThat(termination.processEnds()).isEmpty();
        }
    }

    private static void write(OutputFolder output) throws IOException {
        try (OutputStream out = output.create("a.csv")) {
            out.write("a".getBytes(UTF_8));
        }
    }
}
