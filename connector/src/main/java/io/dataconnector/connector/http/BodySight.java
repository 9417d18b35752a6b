package io.dataconnector.connector.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import okhttp3.Response;

/** Looks at the beginning of a body, which stays in memory and is read again from there. */
final class BodySight {
    private static final int CHUNK = 1 << 13;

    private BodySight() {}

    /**
     * The first bytes of a body, decoded.
     *
     * @param max no more of them
     * @param stallLimit how long the server may send nothing, or next to nothing
     * @throws IOException if the body breaks off before
     */
    static byte[] of(Response response, int max, Duration stallLimit, LongSupplier nanoTime) throws IOException {
        StallGuard guard = new StallGuard(stallLimit);
        ByteArrayOutputStream beginning = new ByteArrayOutputStream();
        byte[] chunk = new byte[Math.min(max, CHUNK)];
        InputStream body = response.body().source().peek().inputStream();
        while (beginning.size() < max) {
            long start = nanoTime.getAsLong();
            int received = body.read(chunk, 0, Math.min(chunk.length, max - beginning.size()));
            if (received < 0) {
                break;
            }
            guard.note(received, nanoTime.getAsLong() - start);
            beginning.write(chunk, 0, received);
        }
        return beginning.toByteArray();
    }
}
