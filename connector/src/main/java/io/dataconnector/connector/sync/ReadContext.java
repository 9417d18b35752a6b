package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.core.cli.Progress;

/** What all streams of a read share. */
public record ReadContext(Config config, PageSource pages, AirbyteOutput output, StopRequest stop, Progress progress) {
    public ReadContext {
        requireNonNull(config, "config is null");
        requireNonNull(pages, "pages is null");
        requireNonNull(output, "output is null");
        requireNonNull(stop, "stop is null");
        requireNonNull(progress, "progress is null");
    }
}
