package io.dataconnector.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.benchmarks.BenchmarkException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTimerTest {
    @TempDir
    private Path folder;

    @Test
    void sleepingTakesTimeButNoCpu() {
        Measurement measurement = new ProcessTimer(folder).run(bash("sleep 0.3"));

        assertThat(measurement.seconds()).isBetween(0.3, 30.0);
        assertThat(measurement.cpuSeconds()).isLessThan(0.2);
    }

    @Test
    void cpuTimeIncludesThatOfChildren() {
        Measurement measurement =
                new ProcessTimer(folder).run(bash("bash -c 'for ((i = 0; i < 200000; i++)); do :; done'; true"));

        assertThat(measurement.cpuSeconds()).isGreaterThan(0.05);
    }

    @Test
    void theProcessFindsItsEnvironmentAndWritesItsOutput() {
        ChildCommand command = new ChildCommand(
                List.of("bash", "-c", "echo \"$JAVA_OPTS, $PWD\""),
                folder,
                Map.of("JAVA_OPTS", "-Xmx64m"),
                folder.resolve("output"));
        new ProcessTimer(folder).run(command);

        assertThat(folder.resolve("output"))
                .content()
                .startsWith("-Xmx64m, /")
                .contains(folder.getFileName().toString());
    }

    @Test
    void aProcessThatFailsIsAnErrorThatShowsWhatItSaid() {
        assertThatThrownBy(() -> new ProcessTimer(folder).run(bash("echo no luck >&2; exit 3")))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("exit status 3")
                .hasMessageContaining("no luck");
    }

    private ChildCommand bash(String script) {
        return new ChildCommand(List.of("bash", "-c", script), folder, Map.of(), folder.resolve("output"));
    }
}
