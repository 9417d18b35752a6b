package io.dataconnector.normalizer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.memory.MemoryBudget;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryPlanTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "1000000, 1", "1000000, 16", "40000000, 2", "300000000, 2", "300000000, 16", "5000000000, 16"})
    void whatIsSharedOutIsThereAndOneOfEachAlwaysWorks(long bytes, int threads) {
        MemoryPlan plan = MemoryPlan.of(new MemoryBudget(bytes), threads);

        assertThat(plan.rowBytes() + plan.workBytes()).isLessThanOrEqualTo(Math.max(bytes, 1));
        assertThat(plan.blocks()).isBetween(1, threads + 2);
        assertThat(plan.blocks() * plan.bytesOfBlock()).isLessThanOrEqualTo(plan.workBytes());
        assertThat(plan.bytesToWrite(0)).isLessThanOrEqualTo(plan.workBytes());
        assertThat(plan.bytesToWrite(Integer.MAX_VALUE)).isLessThanOrEqualTo(plan.workBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16})
    void withMemoryEnoughAllThreadsWork(int threads) {
        assertThat(MemoryPlan.of(new MemoryBudget(1L << 30), threads).blocks()).isEqualTo(threads + 2);
    }
}
