package io.dataconnector.connector.page;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/**
 * One page, open for reading. Whoever opened it closes it.
 *
 * @param name what it is to the user: the path of its file
 * @param body its bytes, JSON in UTF-8
 * @param openedAt an instant by the clock of the source that is not later than the page's content: whatever was
 *     written to the source before it is in the page
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
