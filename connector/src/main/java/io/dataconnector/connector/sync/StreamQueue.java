package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.catalog.ConfiguredStream;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.OutputException;
import io.dataconnector.connector.protocol.StreamStatus;
import io.dataconnector.connector.state.StateReader;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The streams of a read that nobody has begun to read. Any number of threads read one after the other. */
final class StreamQueue {
    private final Queue<ConfiguredStream> streams;
    private final StateReader states;
    private final ReadContext context;
    private final ScanPool pool;
    private final AirbyteOutput output;
    private volatile boolean isComplete = true;
    private volatile boolean isBroken;

    StreamQueue(List<ConfiguredStream> streams, StateReader states, ReadContext context, ScanPool pool) {
        this.streams = new ConcurrentLinkedQueue<>(streams);
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
            for (ConfiguredStream next = streams.poll(); next != null; next = streams.poll()) {
                if (context.stop().isRequested()) {
                    isComplete = false;
                    return;
                }
                read(next);
                context.progress().finishPart();
            }
        } catch (RuntimeException | Error e) {
            isComplete = false;
            isBroken = true;
            // Other threads may be waiting for a server.
            context.stop().request();
            throw e;
        }
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
