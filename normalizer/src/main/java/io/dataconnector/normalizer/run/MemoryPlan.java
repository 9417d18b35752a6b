package io.dataconnector.normalizer.run;

import io.dataconnector.core.memory.MemoryBudget;

/**
 * How a run divides its memory: two thirds are for rows that are being sorted, and the rest is for the
 * current work, which is first reading blocks of lines and then writing tables. It determines how many blocks
 * and tables are processed at once (at least one) and how large a block is.
 *
 * <p>There is no deadlock. Rows that do not fit go to disk and never wait. The thread that reads the
 * inputs takes memory for blocks, and finishes earlier blocks instead of waiting. A table takes all that
 * writing it needs at once, before it takes anything else, and gives it back when it is written.
 *
 * @param rowBytes what the rows of all sorts may take
 * @param workBytes what the blocks, and later the tables that are written, may take
 * @param blockBytes how large a block of lines is, and the rows that are sorted at once
 * @param blocks how many blocks may be processed at once
 * @param tableBytes what writing a table takes at least
 */
public record MemoryPlan(long rowBytes, long workBytes, int blockBytes, int blocks, long tableBytes) {
    /** More would need more memory than they save time. */
    private static final int MAX_THREADS = 16;

    private static final int PARTS_FOR_WORK = 3;
    private static final int MIN_BLOCK_BYTES = 1 << 15;
    private static final int MAX_BLOCK_BYTES = 1 << 21;

    /** How many times its size a block takes: the lines, their rows in a buffer that doubles, and these sorted. */
    private static final int BLOCK_FACTOR = 6;

    /** How many times its size a line takes that is longer than a block: every buffer has doubled for it. */
    private static final int LONG_LINE_FACTOR = 8;

    private static final long MIN_TABLE_BYTES = 1 << 20;
    private static final long MAX_TABLE_BYTES = 1 << 23;

    /** How many times its size a row takes while its table is written: two runs, rows ahead, the file's buffer. */
    private static final int ROW_FACTOR = 16;

    /** How many threads a run has on so many processors. */
    public static int threads(int processors) {
        return Math.min(processors, MAX_THREADS);
    }

    /**
     * Divides a budget.
     *
     * @param threads how many threads there are
     */
    public static MemoryPlan of(MemoryBudget budget, int threads) {
        long workBytes = Math.max(1, budget.bytes() / PARTS_FOR_WORK);
        // One for each thread, one that is filled meanwhile, and one in reserve.
        int maxBlocks = threads + 2;
        int blockBytes = (int) clamp(workBytes / ((long) BLOCK_FACTOR * maxBlocks), MIN_BLOCK_BYTES, MAX_BLOCK_BYTES);
        int blocks = (int) clamp(workBytes / ((long) BLOCK_FACTOR * blockBytes), 1, maxBlocks);
        long tableBytes = clamp(workBytes / threads, MIN_TABLE_BYTES, MAX_TABLE_BYTES);
        return new MemoryPlan(budget.bytes() - workBytes, workBytes, blockBytes, blocks, tableBytes);
    }

    private static long clamp(long value, long min, long max) {
        return Math.max(min, Math.min(value, max));
    }

    /** What a block takes. */
    long bytesOfBlock() {
        return Math.min(workBytes, (long) BLOCK_FACTOR * blockBytes);
    }

    /** What a block takes in addition if it has grown for a line that does not fit in it. */
    long bytesBeyond(long capacity) {
        return capacity <= blockBytes ? 0 : LONG_LINE_FACTOR * (capacity - blockBytes);
    }

    /**
     * What writing a table takes.
     *
     * @param longestRow how many bytes its longest row has
     */
    long bytesToWrite(long longestRow) {
        return Math.min(workBytes, Math.max(tableBytes, ROW_FACTOR * longestRow));
    }

    /** What of that is for the merge of its rows. */
    public long mergeBytes() {
        return tableBytes / 2;
    }

    /** What of that is for rows that are ahead of the file. */
    long aheadBytes() {
        return tableBytes / 8;
    }

    /** How many bytes of the keys of a reference are gathered until they are sorted. */
    public int keyBatchBytes() {
        return (int) (tableBytes / 32);
    }
}
