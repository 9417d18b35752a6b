package io.dataconnector.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.benchmarks.BenchmarkException;
import io.dataconnector.benchmarks.process.Measurement;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private final List<String> happened = new ArrayList<>();
    private final PrintWriter log = new PrintWriter(new StringWriter());

    @Test
    void jobsRunInTurnAfterOneRoundThatDoesNotCount() {
        Results results =
                new Rounds(2, log).run(List.of(new FakeJob("a"), new FakeJob("b")), () -> happened.add("check"));

        assertThat(happened)
                .containsExactly(
                        "prepare a",
                        "run a",
                        "prepare b",
                        "run b",
                        "check",
                        "prepare a",
                        "run a",
                        "prepare b",
                        "run b",
                        "prepare a",
                        "run a",
                        "prepare b",
                        "run b");
        assertThat(results.samples("a").runs()).hasSize(2);
        assertThat(results.samples()).extracting(Samples::job).containsExactly("a", "b");
    }

    @Test
    void thereMustBeARound() {
        assertThatThrownBy(() -> new Rounds(0, log))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("but there are 0");
    }

    private final class FakeJob implements Job {
        private final String name;

        FakeJob(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void prepare() {
            happened.add("prepare " + name);
        }

        @Override
        public Map<String, Measurement> run() {
            happened.add("run " + name);
            return Map.of(name, new Measurement(1, 1, OptionalLong.empty()));
        }
    }
}
