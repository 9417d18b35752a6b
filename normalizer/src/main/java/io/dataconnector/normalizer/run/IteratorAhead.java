package io.dataconnector.normalizer.run;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The elements of another iterator, which runs ahead by a few chunks on a thread of its own: elements are
 * produced and consumed concurrently. How far it runs ahead is bounded by their number and by their bytes.
 * What it throws is thrown here, after the elements before it. Closing it ends the thread, and waits for that.
 */
final class IteratorAhead<T> implements Iterator<T>, AutoCloseable {
    private static final int CHUNK_SIZE = 1_024;
    private static final int MAX_CHUNKS = 4;

    /** How many chunks there are at most: those that wait, one being produced and one being consumed. */
    private static final int CHUNKS_IN_ALL = MAX_CHUNKS + 2;

    private record Chunk<T>(List<T> elements, boolean isLast) {}

    private final Iterator<T> source;
    private final ToLongFunction<T> size;
    private final long maxChunkBytes;
    private final BlockingQueue<Chunk<T>> chunks = new ArrayBlockingQueue<>(MAX_CHUNKS);
    private final Chunk<T> end = new Chunk<>(List.of(), true);
    private final Thread thread = new Thread(this::run, "ahead");
    private volatile boolean isClosed;
    private volatile @Nullable Throwable failure;
    private Chunk<T> chunk = new Chunk<>(List.of(), false);
    private int next;

    /**
     * @param source is used by the other thread alone from now on, until this has no more elements or is closed
     * @param size how many bytes an element has
     * @param maxBytes how many bytes all elements that are ahead may have; of elements that are larger than a
     *     sixth of it there may be six
     */
    IteratorAhead(Iterator<T> source, ToLongFunction<T> size, long maxBytes) {
        this.source = requireNonNull(source, "source is null");
        this.size = requireNonNull(size, "size is null");
        maxChunkBytes = maxBytes / CHUNKS_IN_ALL;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            putAll();
        } catch (RuntimeException | Error | InterruptedException e) {
            failure = e;
        }
        try {
            // It is there already: memory may have run out.
            chunks.put(end);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private void putAll() throws InterruptedException {
        List<T> elements = new ArrayList<>(CHUNK_SIZE);
        long bytes = 0;
        try {
            while (!isClosed && source.hasNext()) {
                T element = source.next();
                elements.add(element);
                bytes += size.applyAsLong(element);
                if (elements.size() == CHUNK_SIZE || bytes >= maxChunkBytes) {
                    chunks.put(new Chunk<>(elements, false));
                    elements = new ArrayList<>(Math.min(CHUNK_SIZE, 2 * elements.size()));
                    bytes = 0;
                }
            }
        } finally {
            chunks.put(new Chunk<>(elements, false));
        }
    }

    @Override
    public boolean hasNext() {
        while (next == chunk.elements().size()) {
            if (chunk.isLast()) {
                throwFailure();
                return false;
            }
            chunk = take();
            next = 0;
        }
        return true;
    }

    private Chunk<T> take() {
        try {
            return chunks.take();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static CancellationException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        CancellationException interrupted = new CancellationException("interrupted");
        interrupted.initCause(cause);
        return interrupted;
    }

    private void throwFailure() {
        Throwable cause = failure;
        if (cause instanceof RuntimeException runtimeFailure) {
            throw runtimeFailure;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause != null) {
            throw new IllegalStateException(cause);
        }
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return chunk.elements().get(next++);
    }

    /** Ends the other thread, and waits until it does not use its source any more, even if this one is interrupted. */
    @Override
    public void close() {
        isClosed = true;
        // What it may still put, two chunks and the end, fits in now.
        chunks.clear();
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
