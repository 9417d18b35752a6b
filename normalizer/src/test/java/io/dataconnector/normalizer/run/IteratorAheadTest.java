package io.dataconnector.normalizer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class IteratorAheadTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_023, 1_024, 1_025, 100_000})
    void theElementsAreTheSame(int count) {
        List<Integer> expected = IntStream.range(0, count).boxed().toList();

        try (IteratorAhead<Integer> ahead = new IteratorAhead<>(expected.iterator())) {
            assertThat(ahead).toIterable().isEqualTo(expected);
            assertThat(ahead.hasNext()).isFalse();
            assertThatThrownBy(ahead::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5_000})
    void whatTheSourceThrowsComesBehindTheElementsBeforeIt(int count) {
        Iterator<Integer> failing = new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                if (next == count) {
                    throw new IllegalArgumentException("the disk is gone");
                }
                return next++;
            }
        };

        try (IteratorAhead<Integer> ahead = new IteratorAhead<>(failing)) {
            for (int i = 0; i < count; i++) {
                assertThat(ahead.next()).isEqualTo(i);
            }
            assertThatThrownBy(ahead::hasNext)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the disk is gone");
        }
    }

    @Test
    void anErrorOfTheSourceStaysAnError() {
        Iterator<Integer> failing = Collections.nCopies(1, 1).stream()
                .map(element -> {
                    if (element == 1) {
                        throw new AssertionError("broken");
                    }
                    return element;
                })
                .iterator();

        try (IteratorAhead<Integer> ahead = new IteratorAhead<>(failing)) {
            assertThatThrownBy(ahead::hasNext)
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("broken");
        }
    }

    @Test
    void closingEndsTheThreadThoughTheSourceWouldGoOn() throws InterruptedException {
        BlockingQueue<Thread> threads = new ArrayBlockingQueue<>(1);
        Iterator<Integer> endless = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                threads.offer(Thread.currentThread());
                return 1;
            }
        };

        try (IteratorAhead<Integer> ahead = new IteratorAhead<>(endless)) {
            assertThat(ahead.next()).isEqualTo(1);
        }
        Thread thread = threads.take();
        thread.join();

        assertThat(thread.isAlive()).isFalse();
    }
}
