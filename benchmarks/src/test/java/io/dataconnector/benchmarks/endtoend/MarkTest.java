package io.dataconnector.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dataconnector.benchmarks.process.Measurement;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MarkTest {
    private final Results results = new Results();

    @Test
    void theMedianIsTheOneInTheMiddle() {
        add("job", 9, 1, 2);
        assertThat(results.samples("job").medianSeconds()).isEqualTo(2);
        assertThat(results.samples("job").minSeconds()).isEqualTo(1);
        assertThat(results.samples("job").maxSeconds()).isEqualTo(9);
        assertThat(results.samples("job").medianCpuSeconds()).isEqualTo(4);
        assertThat(results.samples("job").peakBytes()).hasValue(9_000_000);
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
        add("job", 9, 1, 2, 4);
        assertThat(results.samples("job").medianSeconds()).isEqualTo(3);
    }

    @Test
    void aRatioIsOfMedians() {
        add("read", 3, 5, 100);
        add("cat", 2.5, 2.5, 2.5);

        Mark mark = Mark.atMost(2.0, "read", "cat");
        assertThat(mark.value().applyAsDouble(results)).isCloseTo(2.0, within(1e-9));
        assertThat(mark.isMet(results)).isTrue();
        assertThat(mark.target()).isEqualTo("≤ 2.0 × cat");
        assertThat(Mark.atMost(1.9, "read", "cat").isMet(results)).isFalse();
    }

    @Test
    void asFastIsNotFaster() {
        add("ours", 2);
        add("theirs", 2);
        assertThat(Mark.fasterThan("ours", "theirs").isMet(results)).isFalse();
    }

    @Test
    void theFastestIsComparedWithItself() {
        add("small", 2.7);
        add("large", 2);
        List<String> jobs = List.of("small", "large");
        assertThat(Mark.atMostBest(1.3, "large", jobs).isMet(results)).isTrue();
        assertThat(Mark.atMostBest(1.3, "small", jobs).isMet(results)).isFalse();
    }

    @Test
    void cpuTimeHasItsOwnMark() {
        add("quickstart", 0.4);
        assertThat(Mark.cpuBelow(1.0, "quickstart").isMet(results)).isTrue();
        assertThat(Mark.cpuBelow(0.8, "quickstart").isMet(results)).isFalse();
    }

    @Test
    void theTableSaysWhatIsMet() {
        add("cat", 0.5);
        add("read", 1.25);
        MarkdownTable table = new MarkdownTable();

        table.add("read", results, List.of(Mark.atMost(2.0, "read", "cat"), Mark.atMost(3.0, "read", "cat")));

        assertThat(table.toString())
                .contains("| read | cat | 0.500 | 1.00 | 0.500–0.500 | 1 |  |  |  |\n")
                .contains("| read | read | 1.25 | 2.50 | 1.25–1.25 | 1 | 2.50<br>2.50 | ≤ 2.0 × cat<br>≤ 3.0 × cat"
                        + " | **no**<br>yes |\n");
    }

    private void add(String job, double... seconds) {
        for (double second : seconds) {
            results.add(Map.of(job, new Measurement(second, 2 * second, OptionalLong.of((long) (second * 1e6)))));
        }
    }
}
