package io.dataconnector.connector.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that only moves when somebody waits, or when a test says so. */
public final class ManualPauses implements Pauses {
    private final Instant start;
    private final AtomicLong nanos = new AtomicLong();
    private final List<Duration> pauses = new ArrayList<>();

    public ManualPauses(Instant start) {
        this.start = start;
    }

    @Override
    public Instant now() {
        return start.plusNanos(nanos.get());
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    public void move(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        pauses.add(duration);
        move(duration);
    }

    /** The waits so far. */
    public List<Duration> pauses() {
        return List.copyOf(pauses);
    }
}
