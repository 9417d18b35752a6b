package io.dataconnector.connector.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;

/** An output that takes so many bytes and not one more, as if the process were killed there. */
public final class TornOutput extends OutputStream {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final Set<Thread> writers = new HashSet<>();
    private final long limit;

    public TornOutput(long limit) {
        this.limit = limit;
    }

    /** The bytes that got out; the last line may be torn. */
    public byte[] taken() {
        return taken.toByteArray();
    }

    /** The threads that have written. */
    public Set<Thread> writers() {
        return Set.copyOf(writers);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        writers.add(Thread.currentThread());
        int fitting = (int) Math.min(length, limit - taken.size());
        taken.write(bytes, from, fitting);
        if (fitting < length) {
            throw new IOException("no more bytes");
        }
    }
}
