package io.dataconnector.normalizer.run;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The elements of another iterator, which runs ahead on a thread of its own by a few chunks of them: what it
 * takes to make them and what is done with them happens at the same time. What it throws comes out here.
 * Closing it ends the thread.
 */
final class IteratorAhead<T> implements Iterator<T>, AutoCloseable {
    private static final int CHUNK_SIZE = 1_024;
    private static final int MAX_CHUNKS = 4;

    private record Chunk<T>(List<T> elements, boolean isLast) {}

    private final Iterator<T> source;
    private final BlockingQueue<Chunk<T>> chunks = new ArrayBlockingQueue<>(MAX_CHUNKS);
    private final Chunk<T> end = new Chunk<>(List.of(), true);
    private volatile boolean isClosed;
    private volatile @Nullable Throwable failure;
    private Chunk<T> chunk = new Chunk<>(List.of(), false);
    private int next;

    /** @param source is used by the other thread alone from now on, until this has no more elements */
    IteratorAhead(Iterator<T> source) {
        this.source = requireNonNull(source, "source is null");
        Thread thread = new Thread(this::run, "ahead");
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
        try {
            while (!isClosed && source.hasNext()) {
                elements.add(source.next());
                if (elements.size() == CHUNK_SIZE) {
                    chunks.put(new Chunk<>(elements, false));
                    elements = new ArrayList<>(CHUNK_SIZE);
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
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
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

    /** Lets the other thread come to its end, though nobody takes its elements any more. */
    @Override
    public void close() {
        isClosed = true;
        chunks.clear();
    }
}
