package io.dataconnector.connector.page;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;

/**
 * One page, open for reading. Whoever opened it closes it.
 *
 * @param name what it is to the user: the path of its file
 * @param body its bytes, JSON in UTF-8
 */
public record Page(String name, InputStream body) implements AutoCloseable {
    public Page {
        requireNonNull(name, "name is null");
        requireNonNull(body, "body is null");
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
