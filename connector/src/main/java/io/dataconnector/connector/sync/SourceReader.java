package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.catalog.ConfiguredStream;
import io.dataconnector.connector.state.StateReader;
import io.dataconnector.core.work.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Reads the configured streams, several side by side if so configured. They begin in the order of the catalog; the
 * messages of each stream keep their order, while those of different streams mix. A failing stream does not prevent the
 * others from being read; only an output that cannot be written to, an error of the program, or a request to stop ends
 * them all.
 */
public final class SourceReader {
    private final ReadContext context;

    public SourceReader(ReadContext context) {
        this.context = requireNonNull(context, "context is null");
    }

    /** Reads the streams and returns whether all of them were completed. No thread is left behind. */
    public boolean read(List<ConfiguredStream> streams, StateReader states) {
        // Its own: a failure ends the read in the same way as a signal.
        StopRequest stop = new StopRequest();
        try (ScanPool pool = new ScanPool(context.parallelism().withStreams(streams.size()), context.memory())) {
            stop.onRequest(() -> {
                context.pages().stop();
                pool.memory().wake();
            });
            context.stop().onRequest(stop::request);
            StreamQueue queue = new StreamQueue(streams, states, context.withStop(stop), pool);
            if (pool.streams() == 1) {
                queue.readAll();
            } else {
                readSideBySide(queue, pool.streams(), stop);
            }
            return queue.isComplete();
        }
    }

    private static void readSideBySide(StreamQueue queue, int streams, StopRequest stop) {
        try (Workers readers = new Workers("stream", streams)) {
            List<Future<Boolean>> reads = Stream.generate(() -> readers.submit(() -> {
                        queue.readAll();
                        return true;
                    }))
                    .limit(streams)
                    .toList();
            joinAll(reads, stop);
        }
    }

    private static void joinAll(List<Future<Boolean>> reads, StopRequest stop) {
        try {
            for (Future<Boolean> read : reads) {
                Workers.join(read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            // The caller may have been interrupted while the streams go on.
            stop.request();
            throw e;
        }
    }
}
