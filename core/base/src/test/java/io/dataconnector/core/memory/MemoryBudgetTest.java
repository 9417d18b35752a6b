package io.dataconnector.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dataconnector.core.work.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    @Test
    void givesWhatIsThereAndNoMore() {
        MemoryBudget budget = new MemoryBudget(10);

        assertThat(budget.tryTake(7)).isTrue();
        assertThat(budget.tryTake(4)).isFalse();
        assertThat(budget.available()).isEqualTo(3);
        assertThat(budget.tryTake(3)).isTrue();
        budget.giveBack(10);
        assertThat(budget.available()).isEqualTo(budget.bytes()).isEqualTo(10);
    }

    @Test
    void isAPartOfTheHeapAndNeverNothing() {
        assertThat(MemoryBudget.ofHeap(512L << 20).bytes()).isBetween(256L << 20, 384L << 20);
        assertThat(MemoryBudget.ofHeap(0).bytes()).isEqualTo(1 << 20);
    }

    @Test
    void refusesWhatItCanNeverGive() {
        MemoryBudget budget = new MemoryBudget(10);

        assertThatExceptionOfType(MemoryBudgetException.class)
                .isThrownBy(() -> budget.take(11))
                .withMessage("11 bytes are needed, but the memory budget is only 10")
                .satisfies(e -> assertThat(e.wanted()).isEqualTo(11))
                .satisfies(e -> assertThat(e.budget()).isEqualTo(10));
        assertThatIllegalStateException().isThrownBy(() -> budget.giveBack(1));
        assertThatIllegalArgumentException().isThrownBy(() -> budget.tryTake(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new MemoryBudget(0));
    }

    @Test
    void letsTheOthersWait() throws Exception {
        MemoryBudget budget = new MemoryBudget(3);
        AtomicLong held = new AtomicLong();
        AtomicLong mostHeld = new AtomicLong();
        try (Workers workers = new Workers("test", 8)) {
            List<Future<Boolean>> futures = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                int bytes = i % 3 + 1;
                futures.add(workers.submit(() -> {
                    budget.take(bytes);
                    mostHeld.accumulateAndGet(held.addAndGet(bytes), Math::max);
                    held.addAndGet(-bytes);
                    budget.giveBack(bytes);
                    return true;
                }));
            }
            for (Future<Boolean> future : futures) {
                assertThat(future.get()).isTrue();
            }
        }
        assertThat(mostHeld.get()).isLessThanOrEqualTo(3);
        assertThat(budget.available()).isEqualTo(3);
    }
}
