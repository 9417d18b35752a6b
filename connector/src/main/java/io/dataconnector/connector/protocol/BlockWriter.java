package io.dataconnector.connector.protocol;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Writes blocks of bytes on a thread of its own, one after the other, while the next one is filled: the
 * kernel copies what is written, which takes about as long as making it. The thread begins with the first
 * full block, so that a short output does without.
 */
final class BlockWriter {
    private final OutputStream out;
    private byte[] spare;
    private @Nullable ExecutorService thread;
    private @Nullable Future<?> writing;

    BlockWriter(OutputStream out, int blockSize) {
        this.out = requireNonNull(out, "out is null");
        spare = new byte[blockSize];
    }

    /**
     * Begins to write a full block.
     *
     * @return the block to fill next
     * @throws OutputException if the block before could not be written
     */
    byte[] begin(byte[] block) {
        await();
        if (thread == null) {
            thread = Executors.newSingleThreadExecutor(BlockWriter::daemon);
        }
        writing = thread.submit(() -> {
            out.write(block);
            return null;
        });
        byte[] next = spare;
        spare = block;
        return next;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "output");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Writes bytes behind all blocks and does not return before everything is out.
     *
     * @throws OutputException if something could not be written
     */
    void write(byte[] bytes, int from, int length) {
        await();
        try {
            out.write(bytes, from, length);
            out.flush();
        } catch (IOException e) {
            throw new OutputException(e);
        }
    }

    private void await() {
        Future<?> block = writing;
        writing = null;
        if (block == null) {
            return;
        }
        try {
            block.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw new OutputException(failure);
            }
            throw new IllegalStateException("a block could not be written", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutputException(new IOException("interrupted", e));
        }
    }
}
