package io.dataconnector.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StopRequestTest {
    private final StopRequest stop = new StopRequest();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void anActionRunsWhenTheStopIsRequested() {
        stop.onRequest(runs::incrementAndGet);
        assertThat(stop.isRequested()).isFalse();
        assertThat(runs).hasValue(0);

        stop.request();

        assertThat(stop.isRequested()).isTrue();
        assertThat(runs).hasValue(1);
    }

    @Test
    void anActionRunsAtOnceIfTheStopHasBeenRequested() {
        stop.request();

        stop.onRequest(runs::incrementAndGet);

        assertThat(runs).hasValue(1);
    }

    @Test
    void anActionRunsOnceForAnyNumberOfSignals() {
        stop.onRequest(runs::incrementAndGet);

        stop.request();
        stop.request();

        assertThat(runs).hasValue(1);
    }

    @Test
    void aLaterActionTakesThePlaceOfAnEarlierOne() {
        stop.onRequest(() -> runs.addAndGet(100));
        stop.onRequest(runs::incrementAndGet);

        stop.request();

        assertThat(runs).hasValue(1);
    }

    @Test
    void anActionThatIsRegisteredWhileTheStopArrivesRunsOnce() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            StopRequest racing = new StopRequest();
            AtomicInteger runsOfRound = new AtomicInteger();
            CyclicBarrier start = new CyclicBarrier(2);
            Thread signal = new Thread(() -> {
                await(start);
                racing.request();
            });
            signal.start();
            await(start);
            racing.onRequest(runsOfRound::incrementAndGet);
            signal.join();

            assertThat(runsOfRound).hasValue(1);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoRequestsTheStopLearnsWhetherTheReadIsDone() throws InterruptedException {
        assertThat(stop.requestAndWait(0)).isFalse();

        stop.done();

        assertThat(stop.requestAndWait(0)).isTrue();
    }
}
