package io.dataconnector.connector.page;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/**
 * One page, open for reading. The caller that opened it closes it.
 *
 * @param name its name in messages: the path of its file, or its request
 * @param body its bytes, JSON in UTF-8
 * @param openedAt an instant by the clock of the source, not later than the page's content: the page includes
 *     everything that was written to the source before it
 * @param refetch how to continue if the body ends too early; empty if the end of the body is final
 */
public record Page(String name, InputStream body, Instant openedAt, Optional<Refetch> refetch)
        implements AutoCloseable {
    public Page {
        requireNonNull(name, "name is null");
        requireNonNull(body, "body is null");
        requireNonNull(openedAt, "openedAt is null");
        requireNonNull(refetch, "refetch is null");
    }

    /** A page that is not fetched again. */
    public Page(String name, InputStream body, Instant openedAt) {
        this(name, body, openedAt, Optional.empty());
    }

    /** The same page, read through another stream. */
    public Page withBody(InputStream other) {
        return new Page(name, other, openedAt, refetch);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
