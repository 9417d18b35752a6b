package io.dataconnector.normalizer.run;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.raw.RawReader;
import io.dataconnector.core.work.Workers;
import io.dataconnector.normalizer.failure.NormalizerException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;

/** The blocks of one input: all workers read them, and their results are passed on in the order of the lines. */
public final class InputBlocks<R extends BlockWork> {
    /** Takes what was found in a block, or in a part of it. */
    public interface Results<R> {
        /**
         * Takes it.
         *
         * @param linesBefore how many lines of the input precede the block
         */
        void accept(R reader, long linesBefore) throws IOException;
    }

    private final Workers workers;
    private final BlockReaders<R> readers;
    private final Results<R> results;
    private long lines;

    /** @param readers as many are active as there is memory for */
    public InputBlocks(Workers workers, BlockReaders<R> readers, Results<R> results) {
        this.workers = requireNonNull(workers, "workers is null");
        this.readers = requireNonNull(readers, "readers is null");
        this.results = requireNonNull(results, "results is null");
    }

    /**
     * Reads all of the input.
     *
     * @param position orders the inputs: each starts where the one before it ended
     * @throws NormalizerException if the input cannot be read to its end
     * @throws IOException if an output cannot be written
     */
    public void read(RawReader raw, long position) throws IOException {
        Queue<Future<R>> blocks = new ArrayDeque<>();
        while (true) {
            R reader = readers.isEmpty() ? finish(blocks.remove()) : readers.remove();
            if (!raw.read(reader.block())) {
                readers.add(reader);
                break;
            }
            while (!readers.tryTake(reader)) {
                if (blocks.isEmpty()) {
                    readers.makeRoom();
                    break;
                }
                readers.add(finish(blocks.remove()));
            }
            blocks.add(workers.submit(() -> {
                reader.read(position);
                return reader;
            }));
        }
        while (!blocks.isEmpty()) {
            readers.add(finish(blocks.remove()));
        }
    }

    /** Waits for a block, and passes on what must be passed on in the order of the lines. */
    private R finish(Future<R> block) throws IOException {
        R reader = Workers.join(block);
        results.accept(reader, lines);
        while (!reader.isAtEnd()) {
            reader.goOn();
            results.accept(reader, lines);
        }
        lines += reader.block().lines();
        return readers.renewed(reader);
    }

    /** How many lines have been read. */
    public long lines() {
        return lines;
    }
}
