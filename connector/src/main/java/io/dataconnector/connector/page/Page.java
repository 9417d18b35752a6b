package io.dataconnector.connector.page;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/**
 * One page, open for reading. The caller that opened it closes it.
 *
 * @param name its name in messages: the path of its file
 * @param body its bytes, JSON in UTF-8
 * @param openedAt an instant by the clock of the source, not later than the page's content: the page includes
 *     everything that was written to the source before it
 */
public record Page(String name, InputStream body, Instant openedAt) implements AutoCloseable {
    public Page {
        requireNonNull(name, "name is null");
        requireNonNull(body, "body is null");
        requireNonNull(openedAt, "openedAt is null");
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
