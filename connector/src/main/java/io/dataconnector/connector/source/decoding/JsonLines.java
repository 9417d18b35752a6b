package io.dataconnector.connector.source.decoding;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A JSON document per line, {@code JsonlDecoder}: a comma is put before each line but the first. A line that is no JSON is
 * an error where its record is read, while the CDK would leave it out.
 */
final class JsonLines extends InputStream {
    private final InputStream body;
    private boolean isAtStart = true;
    private boolean isFirst = true;
    /** A byte that follows a comma which was put in, or -1. */
    private int held = -1;

    private JsonLines(InputStream body) {
        this.body = new BufferedInputStream(body);
    }

    static Decoder decoder() {
        return (body, maxBytes) -> new JsonLines(body);
    }

    @Override
    public int read() throws IOException {
        if (held >= 0) {
            int next = held;
            held = -1;
            return next;
        }
        int next = body.read();
        if (next == '\n' || next == '\r') {
            isAtStart = true;
            return ' ';
        }
        if (next < 0 || next == ' ' || next == '\t' || !isAtStart) {
            return next;
        }
        isAtStart = false;
        if (isFirst) {
            isFirst = false;
            return next;
        }
        held = next;
        return ',';
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int next = read();
            if (next < 0) {
                return count == 0 ? -1 : count;
            }
            buffer[from + count++] = (byte) next;
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
