package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.catalog.ConfiguredStream;
import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.ConnectorException;
import io.dataconnector.connector.protocol.StreamStatus;
import io.dataconnector.connector.state.StateReader;
import java.util.List;

/** Reads the configured streams one after the other; one that fails does not keep the others from being read. */
public final class SourceReader {
    private final Config config;
    private final PageSource pages;
    private final AirbyteOutput output;

    public SourceReader(Config config, PageSource pages, AirbyteOutput output) {
        this.config = requireNonNull(config, "config is null");
        this.pages = requireNonNull(pages, "pages is null");
        this.output = requireNonNull(output, "output is null");
    }

    /** Reads the streams and says whether all of them came to their end. */
    public boolean read(List<ConfiguredStream> streams, StateReader states) {
        boolean isComplete = true;
        for (ConfiguredStream stream : streams) {
            isComplete &= read(stream, states);
        }
        return isComplete;
    }

    private boolean read(ConfiguredStream stream, StateReader states) {
        String name = stream.definition().name();
        output.status(name, StreamStatus.STARTED);
        try {
            new StreamReader(stream, states.of(name), config, pages, output).read();
        } catch (ConnectorException e) {
            output.error(name, e);
            output.status(name, StreamStatus.INCOMPLETE);
            return false;
        }
        output.status(name, StreamStatus.COMPLETE);
        return true;
    }
}
