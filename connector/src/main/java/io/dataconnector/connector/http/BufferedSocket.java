package io.dataconnector.connector.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A socket that receives what has arrived in large steps, however little is asked for. It waits no longer for that. */
final class BufferedSocket extends Socket {
    private static final int BUFFER_SIZE = 1 << 16;

    /** The only one: it may hold what the next reader of the connection is to read. */
    private @Nullable InputStream input;

    @Override
    public synchronized InputStream getInputStream() throws IOException {
        if (input == null) {
            input = new BufferedInput(super.getInputStream());
        }
        return input;
    }

    /** Unlike {@link java.io.BufferedInputStream}, it never asks whether there is more: that is a system call. */
    private static final class BufferedInput extends FilterInputStream {
        private final byte[] buffer = new byte[BUFFER_SIZE];
        private int from;
        private int to;

        BufferedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return from == to && !receive() ? -1 : buffer[from++] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (from == to) {
                if (length >= BUFFER_SIZE) {
                    return in.read(bytes, offset, length);
                }
                if (!receive()) {
                    return -1;
                }
            }
            int taken = Math.min(length, to - from);
            System.arraycopy(buffer, from, bytes, offset, taken);
            from += taken;
            return taken;
        }

        /** Receives what is there, or waits for it; false at the end. */
        private boolean receive() throws IOException {
            // What fails leaves the buffer empty.
            from = 0;
            to = 0;
            to = Math.max(0, in.read(buffer, 0, BUFFER_SIZE));
            return to > 0;
        }

        @Override
        public int available() throws IOException {
            return to - from + in.available();
        }

        /** Whatever is available can be skipped: TLS skips until nothing is, when a connection is closed. */
        @Override
        public long skip(long count) throws IOException {
            if (count <= 0 || (from == to && !receive())) {
                return 0;
            }
            long skipped = Math.min(count, to - from);
            from += (int) skipped;
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
