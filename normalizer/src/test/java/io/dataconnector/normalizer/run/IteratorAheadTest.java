package io.dataconnector.normalizer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class IteratorAheadTest {
    private static final long MAX_BYTES = 1_000_000;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_023, 1_024, 1_025, 100_000})
    void theElementsAreTheSame(int count) {
        List<Integer> expected = IntStream.range(0, count).boxed().toList();

        try (IteratorAhead<Integer> ahead = new IteratorAhead<>(expected.iterator(), element -> 1, MAX_BYTES)) {
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

        try (IteratorAhead<Integer> ahead = new IteratorAhead<>(failing, element -> 1, MAX_BYTES)) {
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

        try (IteratorAhead<Integer> ahead = new IteratorAhead<>(failing, element -> 1, MAX_BYTES)) {
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

        try (IteratorAhead<Integer> ahead = new IteratorAhead<>(endless, element -> 1, MAX_BYTES)) {
            assertThat(ahead.next()).isEqualTo(1);
        }

        assertThat(threads.take().isAlive()).isFalse();
    }

    /** Six chunks of three elements each, of which the last fills it up. */
    @ParameterizedTest
    @ValueSource(ints = {10, 100, 1_000_000})
    void theSourceIsNotAheadByMoreThanTheBytes(int size) {
        int maxAhead = 6 * Math.max(1, 250 / size + 1);
        AtomicInteger used = new AtomicInteger();
        Iterator<Integer> source = new Iterator<>() {
            private int made;

            @Override
            public boolean hasNext() {
                return made < 1_000;
            }

            @Override
            public Integer next() {
                // The elements of the chunk at hand have been used but for one when the next chunk is taken.
                if (made - used.get() > maxAhead) {
                    throw new IllegalStateException(made + " were made and " + used + " used");
                }
                return made++;
            }
        };

        try (IteratorAhead<Integer> ahead = new IteratorAhead<>(source, element -> size, 6 * 250)) {
            while (ahead.hasNext()) {
                ahead.next();
                used.incrementAndGet();
            }
        }

        assertThat(used).hasValue(1_000);
    }

    @Test
    void anInterruptIsACancellation() throws InterruptedException {
        CountDownLatch isClosing = new CountDownLatch(1);
        Iterator<Integer> stuck = new Iterator<>() {
            @Override
            public boolean hasNext() {
                try {
                    isClosing.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return false;
            }

            @Override
            public Integer next() {
                throw new NoSuchElementException();
            }
        };

        try (IteratorAhead<Integer> ahead = new IteratorAhead<>(stuck, element -> 1, MAX_BYTES)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(ahead::hasNext).isInstanceOf(CancellationException.class);
            isClosing.countDown();
        }

        assertThat(Thread.interrupted()).as("the thread is still interrupted").isTrue();
    }
}
