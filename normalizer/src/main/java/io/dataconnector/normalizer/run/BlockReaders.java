package io.dataconnector.normalizer.run;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.memory.MemoryBudget;
import io.dataconnector.core.raw.LineBlock;
import io.dataconnector.normalizer.fold.SortMemory;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Queue;

/**
 * The idle readers of a run, and the memory that readers take. A reader whose block has grown
 * for a long line takes more, and is replaced by a new one after that. Used by one thread.
 */
public final class BlockReaders<R extends BlockWork> implements AutoCloseable {
    /** Makes a reader of blocks. */
    public interface Factory<R> {
        /**
         * A new reader.
         *
         * @param maxBatchBytes how many bytes of rows are gathered until they are sorted
         */
        R create(LineBlock block, int maxBatchBytes);
    }

    private final Factory<R> factory;
    private final MemoryPlan plan;
    private final MemoryBudget memory;
    private final SortMemory rows;
    private final Queue<R> idle = new ArrayDeque<>();
    private final IdentityHashMap<R, Long> bytesBeyond = new IdentityHashMap<>();
    private long taken;

    /**
     * @param memory what the readers may take
     * @param rows frees memory for a line that needs more than that
     */
    public BlockReaders(Factory<R> factory, MemoryPlan plan, MemoryBudget memory, SortMemory rows) {
        this.factory = requireNonNull(factory, "factory is null");
        this.plan = requireNonNull(plan, "plan is null");
        this.memory = requireNonNull(memory, "memory is null");
        this.rows = requireNonNull(rows, "rows is null");
        for (int i = 0; i < plan.blocks() && memory.tryTake(plan.bytesOfBlock()); i++) {
            taken += plan.bytesOfBlock();
            idle.add(newReader());
        }
    }

    private R newReader() {
        return factory.create(new LineBlock(plan.blockBytes()), plan.blockBytes());
    }

    boolean isEmpty() {
        return idle.isEmpty();
    }

    R remove() {
        return idle.remove();
    }

    void add(R reader) {
        idle.add(reader);
    }

    /** Takes the memory that a reader needs for a filled block, and returns whether it was available. */
    boolean tryTake(R reader) {
        long beyond = plan.bytesBeyond(reader.block().buffer().length);
        if (beyond == 0) {
            return true;
        }
        boolean isTaken = memory.tryTake(beyond);
        if (isTaken) {
            bytesBeyond.put(reader, beyond);
        }
        return isTaken;
    }

    /** Frees as much memory as possible for a reader that works alone because its block needs more than there is. */
    void makeRoom() throws IOException {
        rows.spillAll();
    }

    /** Frees what a reader that has come to the end of its block took in addition; returns the reader to use next. */
    R renewed(R reader) throws IOException {
        if (plan.bytesBeyond(reader.block().buffer().length) == 0) {
            return reader;
        }
        reader.handOverRows();
        Long beyond = bytesBeyond.remove(reader);
        memory.giveBack(beyond == null ? 0 : beyond);
        return newReader();
    }

    /** Passes all pending rows to the tables. */
    public void handOverRows() throws IOException {
        for (R reader : idle) {
            reader.handOverRows();
        }
    }

    /** Gives back all memory. */
    @Override
    public void close() {
        idle.clear();
        memory.giveBack(taken);
        taken = 0;
    }
}
