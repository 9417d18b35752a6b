package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.catalog.ConfiguredStream;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.OutputException;
import io.dataconnector.connector.protocol.StreamStatus;
import io.dataconnector.connector.state.StateReader;
import java.util.List;

/**
 * Reads the configured streams one after the other. One that fails does not keep the others from being
 * read; only an output that takes no more, or a request to stop, ends them all.
 */
public final class SourceReader {
    private final ReadContext context;
    private final AirbyteOutput output;

    public SourceReader(ReadContext context) {
        this.context = requireNonNull(context, "context is null");
        output = context.output();
    }

    /** Reads the streams and says whether all of them came to their end. */
    public boolean read(List<ConfiguredStream> streams, StateReader states) {
        boolean isComplete = true;
        try (ScanPool pool = new ScanPool(context.processors(), context.memory())) {
            for (ConfiguredStream stream : streams) {
                if (context.stop().isRequested()) {
                    return false;
                }
                isComplete &= read(stream, states, pool);
                context.progress().finishPart();
            }
        }
        return isComplete;
    }

    private boolean read(ConfiguredStream configured, StateReader states, ScanPool pool) {
        String stream = configured.definition().name();
        output.status(stream, StreamStatus.STARTED);
        try {
            StreamReader reader = new StreamReader(configured, states.of(stream), context, pool);
            try {
                reader.read();
            } finally {
                reader.logStatistics();
            }
        } catch (OutputException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            output.error(stream, ConnectorException.describing(e));
            output.status(stream, StreamStatus.INCOMPLETE);
            return false;
        }
        output.status(stream, StreamStatus.COMPLETE);
        return true;
    }
}
