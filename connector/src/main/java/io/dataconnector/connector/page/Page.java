package io.dataconnector.connector.page;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One page, open for reading. The caller that opened it closes it.
 *
 * @param name its name in messages: the path of its file, or its request
 * @param body its bytes, JSON in UTF-8
 * @param openedAt an instant by the clock of the source, not later than the page's content: the page includes
 *     everything that was written to the source before it
 * @param headers the headers of the response, by name in lower case; empty for a file
 * @param isIgnored whether the answer counts as a page without records, whatever its body says, after which there is no
 *     other
 * @param refetch how to continue if the body ends too early; empty if the end of the body is final
 */
public record Page(
        String name,
        InputStream body,
        Instant openedAt,
        Map<String, List<String>> headers,
        boolean isIgnored,
        Optional<Refetch> refetch)
        implements AutoCloseable {
    public Page {
        requireNonNull(name, "name is null");
        requireNonNull(body, "body is null");
        requireNonNull(openedAt, "openedAt is null");
        headers = Map.copyOf(headers);
        requireNonNull(refetch, "refetch is null");
    }

    /** A page that is not fetched again, and has no headers. */
    public Page(String name, InputStream body, Instant openedAt) {
        this(name, body, openedAt, Map.of(), false, Optional.empty());
    }

    /** An answer that counts as a page without records. */
    static Page ignored(String name, Instant openedAt) {
        return new Page(name, InputStream.nullInputStream(), openedAt, Map.of(), true, Optional.empty());
    }

    /** The same page, read through another stream. */
    public Page withBody(InputStream other) {
        return new Page(name, other, openedAt, headers, isIgnored, refetch);
    }

    /** The same page, of which everything has been received and is read from memory. */
    public Page held(InputStream other) {
        return new Page(name, other, openedAt, headers, isIgnored, Optional.empty());
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
