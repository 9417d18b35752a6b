package io.dataconnector.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class FarewellsTest {
    @Test
    void requestsAreSentSideBySideAlsoIfTheCallerIsInterrupted() {
        CyclicBarrier all = new CyclicBarrier(3);
        AtomicInteger sent = new AtomicInteger();
        Runnable request = () -> {
            try {
                all.await();
            } catch (Exception e) {
                return;
            }
            sent.incrementAndGet();
        };

        Thread.currentThread().interrupt();
        Farewells.send(Collections.nCopies(3, request), Duration.ofSeconds(30));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(sent).hasValue(3);
    }

    @Test
    void oneThatTakesTooLongIsInterrupted() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        Runnable request = () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        };

        Farewells.send(List.of(request), Duration.ofMillis(1));

        interrupted.await();
        assertThat(Thread.interrupted()).isFalse();
    }
}
