package io.dataconnector.connector.page;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.failure.ConnectorException;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * The body of a page whose bytes are copied to a file while they are read. If it is closed before its end has been seen,
 * nothing is left of the file.
 */
final class RecordedBody extends InputStream {
    private final InputStream body;
    private final File temporary;
    private final Function<IOException, ConnectorException> failure;
    private final OutputStream copy;
    private boolean isWhole;

    /**
     * Makes the file.
     *
     * @param failure what is thrown, by every method, if the file cannot be made or written
     */
    RecordedBody(InputStream body, Path temporary, Function<IOException, ConnectorException> failure) {
        this.body = requireNonNull(body, "body is null");
        this.temporary = temporary.toFile();
        this.failure = requireNonNull(failure, "failure is null");
        try {
            // Not a channel, which the interrupt of a thread would close whose last page nobody wants.
            copy = new FileOutputStream(this.temporary);
        } catch (IOException e) {
            throw failure.apply(e);
        }
    }

    /** The file, which has all bytes once the body is closed and whole. */
    Path temporary() {
        return temporary.toPath();
    }

    /** Whether it has been read to its end, behind which a body that is fetched again may still go on. */
    boolean isWhole() {
        return isWhole;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int received = body.read(buffer, from, length);
        if (received != 0) {
            isWhole = received < 0;
        }
        if (received > 0) {
            write(buffer, from, received);
        }
        return received;
    }

    private void write(byte[] buffer, int from, int length) {
        try {
            copy.write(buffer, from, length);
        } catch (IOException e) {
            throw failure.apply(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            body.close();
        } finally {
            closeCopy();
        }
    }

    private void closeCopy() {
        try {
            copy.close();
        } catch (IOException e) {
            discard();
            throw failure.apply(e);
        }
        if (!isWhole) {
            discard();
        }
    }

    /** Deletes the file, if it has not been moved to where it is kept. */
    void discard() {
        // What cannot be deleted is hidden, and does no harm.
        boolean unused = temporary.delete();
    }
}
