package io.dataconnector.core.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WorkersTest {
    @Test
    void answerWhatTheWorkAnswers() throws IOException {
        try (Workers workers = new Workers("test", 2)) {
            assertThat(workers.threads()).isEqualTo(2);
            assertThat(Workers.join(workers.submit(() -> 7))).isEqualTo(7);
        }
    }

    @Test
    void throwWhatTheWorkThrows() {
        try (Workers workers = new Workers("test", 1)) {
            assertFailure(workers, new FileNotFoundException());
            assertFailure(workers, new IllegalArgumentException());
            assertFailure(workers, new OutOfMemoryError());
            Future<Object> interrupted = workers.submit(() -> {
                throw new InterruptedException();
            });
            assertThatIllegalStateException().isThrownBy(() -> Workers.join(interrupted));
        }
    }

    private static void assertFailure(Workers workers, Throwable failure) {
        Future<Object> future = workers.submit(() -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (Exception) failure;
        });
        assertThatExceptionOfType(failure.getClass())
                .isThrownBy(() -> Workers.join(future))
                .isSameAs(failure);
    }

    @Test
    void whoWaitsMayBeInterruptedAndThatIsNoFailureOfTheWork() {
        CountDownLatch never = new CountDownLatch(1);
        try (Workers workers = new Workers("test", 1)) {
            Future<Object> future = workers.submit(() -> {
                never.await();
                return "";
            });
            Thread.currentThread().interrupt();

            assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> Workers.join(future));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void areNotAtWorkAfterTheEnd() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Workers workers = new Workers("test", 1);
        Future<Object> future = workers.submit(() -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return "";
        });
        begun.await();

        workers.close();

        assertThat(future).isDone();
    }

    /** What the threads work on is closed next, so that none may still be at work then. */
    @Test
    void areNotAtWorkAfterTheEndEvenIfThatIsInterrupted() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean isAtWork = new AtomicBoolean(true);
        Thread closer = Thread.currentThread();
        Workers workers = new Workers("test", 1);
        Future<Object> future = workers.submit(() -> {
            begun.countDown();
            awaitInterrupt(never);
            // Ends only after the thread that closes has been interrupted while it waits, or has gone on.
            closer.interrupt();
            while (closer.isInterrupted()) {
                Thread.onSpinWait();
            }
            isAtWork.set(false);
            return "";
        });
        begun.await();

        workers.close();

        assertThat(isAtWork).isFalse();
        assertThat(future).isDone();
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void awaitInterrupt(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException e) {
            // That is what was waited for.
            return;
        }
        throw new IllegalStateException("not interrupted");
    }
}
