package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.catalog.ConfiguredStream;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.OutputException;
import io.dataconnector.connector.protocol.StreamStatus;
import io.dataconnector.connector.state.StateReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The streams of a read that nobody has begun to read. Any number of threads read one after the other, but never two streams
 * of the same group at the same time: such a stream is passed over until the other one has been read.
 */
final class StreamQueue {
    private final List<ConfiguredStream> streams;
    /** Those of the streams that are being read. */
    private final Set<String> groups = new HashSet<>();

    private final StateReader states;
    private final ReadContext context;
    private final ScanPool pool;
    private final AirbyteOutput output;
    private volatile boolean isComplete = true;
    private volatile boolean isBroken;

    StreamQueue(List<ConfiguredStream> streams, StateReader states, ReadContext context, ScanPool pool) {
        this.streams = new ArrayList<>(streams);
        this.states = requireNonNull(states, "states is null");
        this.context = requireNonNull(context, "context is null");
        this.pool = requireNonNull(pool, "pool is null");
        output = context.output();
    }

    /** Whether all streams that were begun have been completed, and none was left out. */
    boolean isComplete() {
        return isComplete;
    }

    /**
     * Reads one stream after the other until none is left, or the read is to end.
     *
     * @throws OutputException if the output cannot be written to; the other threads end as well
     */
    void readAll() {
        try {
            for (Optional<ConfiguredStream> next = take(); next.isPresent(); next = take()) {
                try {
                    if (context.stop().isRequested()) {
                        isComplete = false;
                        return;
                    }
                    read(next.get());
                } finally {
                    leave(next.get());
                }
                context.progress().finishPart();
            }
        } catch (InterruptedException e) {
            isComplete = false;
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            isComplete = false;
            isBroken = true;
            // Other threads may be waiting for a server.
            context.stop().request();
            throw e;
        }
    }

    /** Takes the first stream whose groups nobody reads, and waits if there are only others; empty if none is left. */
    private synchronized Optional<ConfiguredStream> take() throws InterruptedException {
        while (!streams.isEmpty()) {
            for (ConfiguredStream stream : streams) {
                if (Collections.disjoint(groups, stream.definition().groups())) {
                    streams.remove(stream);
                    groups.addAll(stream.definition().groups());
                    return Optional.of(stream);
                }
            }
            wait();
        }
        return Optional.empty();
    }

    private synchronized void leave(ConfiguredStream stream) {
        groups.removeAll(stream.definition().groups());
        notifyAll();
    }

    private void read(ConfiguredStream configured) {
        String stream = configured.definition().name();
        output.status(stream, StreamStatus.STARTED);
        try {
            configured.definition().requireSupported();
            StreamReader reader = new StreamReader(configured, states.of(stream), context, pool);
            try {
                reader.read();
            } finally {
                reader.logStatistics();
            }
        } catch (OutputException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            isComplete = false;
            // What has broken the whole read is reported by the caller, once.
            if (!isBroken) {
                output.error(stream, ConnectorException.describing(e));
            }
            output.status(stream, StreamStatus.INCOMPLETE);
            return;
        }
        output.status(stream, StreamStatus.COMPLETE);
    }
}
