package io.dataconnector.connector.source.decoding;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Elements that are made one by one, only when they are read. */
abstract class TextElements extends InputStream {
    private byte[] element = {};
    private int position;
    private boolean isFirst = true;
    private boolean isDone;

    /** The next element, as JSON; empty at the end. */
    abstract Optional<String> next() throws IOException;

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        if (position == element.length && !fill()) {
            return -1;
        }
        int count = Math.min(length, element.length - position);
        System.arraycopy(element, position, buffer, from, count);
        position += count;
        return count;
    }

    private boolean fill() throws IOException {
        Optional<String> following = isDone ? Optional.empty() : next();
        if (following.isEmpty()) {
            isDone = true;
            return false;
        }
        element = ((isFirst ? "" : ",") + following.get()).getBytes(UTF_8);
        isFirst = false;
        position = 0;
        return true;
    }
}
