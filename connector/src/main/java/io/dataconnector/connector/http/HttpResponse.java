package io.dataconnector.connector.http;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response as a stream of bytes. If it breaks off, the request is sent again, and the stream
 * goes on where it was, provided that the new body is the same up to there; otherwise what was read so far
 * belongs to a page that no longer exists, and the stream ends with a {@link ConnectorException}. So whoever
 * reads gets each byte once. Used by one thread at a time.
 */
public final class HttpResponse extends InputStream {
    private static final int SKIP_BUFFER = 1 << 13;

    private final String request;
    private final ResponseHead head;
    private final Attempts attempts;
    private final Supplier<Response> again;
    private final StallGuard guard;
    private final LongSupplier nanoTime;
    private final Fingerprint fingerprint = new Fingerprint();
    private Response response;
    private long position;
    private boolean isClosed;

    /**
     * @param request for people, without secrets
     * @param again sends the request again and answers a response that can be used
     */
    HttpResponse(
            String request,
            Response response,
            Attempts attempts,
            Supplier<Response> again,
            StallGuard guard,
            LongSupplier nanoTime) {
        this.request = requireNonNull(request, "request is null");
        this.response = requireNonNull(response, "response is null");
        this.attempts = requireNonNull(attempts, "attempts is null");
        this.again = requireNonNull(again, "again is null");
        this.guard = requireNonNull(guard, "guard is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
        head = HttpTransport.headOf(response);
    }

    /** Of the first response. */
    public ResponseHead head() {
        return head;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        if (length == 0) {
            // The client would wait for a byte.
            return 0;
        }
        while (true) {
            try {
                int received = receive(buffer, from, length);
                if (received > 0) {
                    fingerprint.update(buffer, from, received);
                    position += received;
                }
                return received;
            } catch (IOException e) {
                if (isClosed) {
                    throw e;
                }
                reopen(HttpFault.describe(e), e);
            }
        }
    }

    private int receive(byte[] buffer, int from, int length) throws IOException {
        long start = nanoTime.getAsLong();
        int received = response.body().byteStream().read(buffer, from, length);
        if (received >= 0) {
            guard.note(received, nanoTime.getAsLong() - start);
        }
        return received;
    }

    /**
     * Sends the request again because what came is not a whole document, though the body came to its end; the
     * stream goes on after the bytes that were read.
     *
     * @param what is wrong with it, as the end of a sentence
     * @throws ConnectorException if there is to be no further attempt, or the new body begins in another way
     */
    public void fetchAgain(String what) {
        reopen(what, null);
    }

    private void reopen(String what, @Nullable IOException cause) {
        response.close();
        attempts.waitAfter(what, Optional.empty(), cause);
        while (true) {
            response = again.get();
            guard.begin();
            try {
                skipWhatWasRead();
                return;
            } catch (IOException e) {
                response.close();
                attempts.waitAfter(HttpFault.describe(e), Optional.empty(), e);
            }
        }
    }

    private void skipWhatWasRead() throws IOException {
        Fingerprint other = new Fingerprint();
        byte[] buffer = new byte[SKIP_BUFFER];
        long left = position;
        while (left > 0) {
            int received = receive(buffer, 0, (int) Math.min(left, buffer.length));
            if (received < 0 && response.body().contentLength() >= 0) {
                throw changed();
            }
            if (received < 0) {
                // The end of a body without a length may be that of the connection.
                throw new EOFException("the response ended after " + (position - left) + " of the " + position
                        + " bytes that it had before");
            }
            other.update(buffer, 0, received);
            left -= received;
        }
        if (!other.isThatOf(fingerprint)) {
            throw changed();
        }
    }

    private ConnectorException changed() {
        return new ConnectorException(
                FailureType.TRANSIENT_ERROR,
                request + ": the response broke off after " + position
                        + " bytes, and when it was requested again it had changed. Run the read again with the last"
                        + " state to go on.");
    }

    @Override
    public void close() {
        isClosed = true;
        response.close();
    }

    /**
     * Two checksums of all bytes, 64 bits together: enough against chance, which is all that changes a page;
     * and both are computed by the processor faster than any network delivers.
     */
    private static final class Fingerprint {
        private final Checksum crc32 = new CRC32();
        private final Checksum crc32c = new CRC32C();

        void update(byte[] bytes, int from, int length) {
            crc32.update(bytes, from, length);
            crc32c.update(bytes, from, length);
        }

        boolean isThatOf(Fingerprint other) {
            return crc32.getValue() == other.crc32.getValue() && crc32c.getValue() == other.crc32c.getValue();
        }
    }
}
