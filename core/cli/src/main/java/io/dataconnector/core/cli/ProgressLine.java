package io.dataconnector.core.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;

/** {@code 2 of 4 streams, 1,234 MB, 456 MB/s} on standard error, redrawn a few times a second. */
final class ProgressLine implements Progress {
    private static final int UPDATE_INTERVAL_MILLIS = 200;
    private static final double BYTES_PER_MEGABYTE = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final String part;
    private final int parts;
    private final AtomicInteger finishedParts = new AtomicInteger();
    private final ProgressBar bar;

    ProgressLine(String part, int parts) {
        this.part = requireNonNull(part, "part is null");
        this.parts = parts;
        bar = new ProgressBarBuilder()
                .setConsumer(new ErasedLine(System.err))
                .setRenderer((state, maxLength) -> render(state))
                .setUpdateIntervalMillis(UPDATE_INTERVAL_MILLIS)
                .clearDisplayOnFinish()
                .build();
    }

    private String render(ProgressState state) {
        Duration elapsed = state.getElapsedAfterStart();
        double megabytes = state.getCurrent() / BYTES_PER_MEGABYTE;
        double seconds = Math.max(elapsed.toNanos(), 1) / NANOS_PER_SECOND;
        return String.format(
                Locale.ROOT,
                "%d of %d %s, %,.0f MB, %,.0f MB/s",
                finishedParts.get(),
                parts,
                part,
                megabytes,
                megabytes / seconds);
    }

    @Override
    public void addBytes(long bytes) {
        bar.stepBy(bytes);
    }

    @Override
    public void finishPart() {
        finishedParts.incrementAndGet();
    }

    @Override
    public void close() {
        bar.close();
    }

    /** Erases the line completely, where the library would leave an empty one. */
    private static final class ErasedLine extends ConsoleProgressBarConsumer {
        private final PrintStream out;

        ErasedLine(PrintStream out) {
            super(out);
            this.out = out;
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
