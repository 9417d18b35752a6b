package io.dataconnector.normalizer.fold;

import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.RowBatch;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Finds the order of the rows of a batch. Rows lie apart in memory, which makes comparing them slow, so as few as
 * possible are compared: the eight bytes after the common prefix of all rows are extracted from each once, and
 * sorted as numbers. Rows that are equal in these are compared as a whole.
 */
final class RowOrder {
    private static final int BYTE_VALUES = 256;

    private final RowBatch batch;
    private int[] order;
    private long[] prefixes;

    private RowOrder(RowBatch batch) {
        this.batch = batch;
        order = new int[batch.count()];
        prefixes = new long[batch.count()];
    }

    /** The numbers of the rows, in the order of the rows. */
    static int[] of(RowBatch batch) {
        RowOrder rows = new RowOrder(batch);
        rows.takePrefixes();
        rows.sortByPrefix();
        rows.sortEqualPrefixes();
        return rows.order;
    }

    private void takePrefixes() {
        Row first = batch.row(0);
        int common = first.commonLength(first);
        for (int i = 1; i < order.length; i++) {
            common = Math.min(common, first.commonLength(batch.row(i)));
        }
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
            prefixes[i] = batch.row(i).prefix(common);
        }
    }

    /** A radix sort: stable, once for each byte from the lowest on, except bytes that are the same in all rows. */
    private void sortByPrefix() {
        int[][] counts = countByteValues();
        int[] target = new int[order.length];
        long[] targetPrefixes = new long[order.length];
        for (int place = 0; place < Long.BYTES; place++) {
            int[] next = counts[place];
            if (next[byteOf(prefixes[0], place)] == order.length) {
                continue;
            }
            int sum = 0;
            for (int value = 0; value < BYTE_VALUES; value++) {
                int count = next[value];
                next[value] = sum;
                sum += count;
            }
            for (int i = 0; i < order.length; i++) {
                int to = next[byteOf(prefixes[i], place)]++;
                target[to] = order[i];
                targetPrefixes[to] = prefixes[i];
            }
            int[] spareOrder = order;
            order = target;
            target = spareOrder;
            long[] sparePrefixes = prefixes;
            prefixes = targetPrefixes;
            targetPrefixes = sparePrefixes;
        }
    }

    /** How often each value occurs in each byte of the prefixes. */
    private int[][] countByteValues() {
        int[][] counts = new int[Long.BYTES][BYTE_VALUES];
        for (long prefix : prefixes) {
            for (int place = 0; place < Long.BYTES; place++) {
                counts[place][byteOf(prefix, place)]++;
            }
        }
        return counts;
    }

    /** The byte at a place, as an unsigned number in whose order signed prefixes are. */
    private static int byteOf(long prefix, int place) {
        return (int) ((prefix ^ Long.MIN_VALUE) >>> (Byte.SIZE * place)) & 0xff;
    }

    private void sortEqualPrefixes() {
        int from = 0;
        for (int i = 1; i <= order.length; i++) {
            if (i == order.length || prefixes[i] != prefixes[from]) {
                if (i - from > 1) {
                    sortAsAWhole(from, i);
                }
                from = i;
            }
        }
    }

    private void sortAsAWhole(int from, int to) {
        record Numbered(Row row, int number) {}

        Numbered[] rows = new Numbered[to - from];
        for (int i = from; i < to; i++) {
            rows[i - from] = new Numbered(batch.row(order[i]), order[i]);
        }
        Arrays.sort(rows, Comparator.comparing(Numbered::row));
        for (int i = from; i < to; i++) {
            order[i] = rows[i - from].number();
        }
    }
}
