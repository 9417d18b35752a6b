package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.memory.MemoryBudget;
import java.time.Clock;

/**
 * What all streams of a read share.
 *
 * @param clock says when a checkpoint is due
 * @param memory what buffers and blocks of records may take together
 * @param processors how many there are to scan pages, at least one
 */
public record ReadContext(
        Config config,
        PageSource pages,
        AirbyteOutput output,
        StopRequest stop,
        Progress progress,
        Clock clock,
        MemoryBudget memory,
        int processors) {
    public ReadContext {
        requireNonNull(config, "config is null");
        requireNonNull(pages, "pages is null");
        requireNonNull(output, "output is null");
        requireNonNull(stop, "stop is null");
        requireNonNull(progress, "progress is null");
        requireNonNull(clock, "clock is null");
        requireNonNull(memory, "memory is null");
    }

    /** Of a program that has the machine and the heap to itself. */
    public static ReadContext ofMachine(
            Config config, PageSource pages, AirbyteOutput output, StopRequest stop, Progress progress) {
        Runtime runtime = Runtime.getRuntime();
        return new ReadContext(
                config,
                pages,
                output,
                stop,
                progress,
                Clock.systemUTC(),
                MemoryBudget.ofHeap(runtime.maxMemory()),
                runtime.availableProcessors());
    }
}
