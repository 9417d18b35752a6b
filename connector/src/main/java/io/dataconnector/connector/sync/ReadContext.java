package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.memory.MemoryBudget;
import java.time.Clock;
import java.util.OptionalInt;

/**
 * What all streams of a read share.
 *
 * @param clock decides when a checkpoint is due
 * @param memory the memory that buffers and blocks of records share
 * @param parallelism how many streams and pages are read at the same time
 */
public record ReadContext(
        Config config,
        PageSource pages,
        AirbyteOutput output,
        StopRequest stop,
        Progress progress,
        Clock clock,
        MemoryBudget memory,
        Parallelism parallelism) {
    public ReadContext {
        requireNonNull(config, "config is null");
        requireNonNull(pages, "pages is null");
        requireNonNull(output, "output is null");
        requireNonNull(stop, "stop is null");
        requireNonNull(progress, "progress is null");
        requireNonNull(clock, "clock is null");
        requireNonNull(memory, "memory is null");
        requireNonNull(parallelism, "parallelism is null");
    }

    /**
     * The context of a program that has the machine and the heap to itself.
     *
     * @param maxRequests how many requests may be under way at once, if the manifest limits it
     */
    public static ReadContext ofMachine(
            Config config,
            PageSource pages,
            AirbyteOutput output,
            StopRequest stop,
            Progress progress,
            OptionalInt maxRequests) {
        Runtime runtime = Runtime.getRuntime();
        return new ReadContext(
                config,
                pages,
                output,
                stop,
                progress,
                Clock.systemUTC(),
                MemoryBudget.ofHeap(runtime.maxMemory()),
                pages.isLocal()
                        ? Parallelism.ofFiles(1, runtime.availableProcessors())
                        : Parallelism.overHttp(config.numWorkers())
                                .withRequests(maxRequests.orElse(Integer.MAX_VALUE)));
    }

    /** The same with another request to stop. */
    ReadContext withStop(StopRequest other) {
        return new ReadContext(config, pages, output, other, progress, clock, memory, parallelism);
    }
}
