package io.dataconnector.normalizer.fold;

import io.dataconnector.normalizer.table.Row;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of several runs in their order: a tournament between the first rows of all runs that remembers
 * the loser of each match, a loser tree (Knuth, The Art of Computer Programming, volume 3, section 5.4.1). A row
 * costs one match a round, most of them between two numbers, as in {@link RowOrder}.
 */
final class MergedRows implements Iterator<Row> {
    private final List<Iterator<Row>> runs;
    private final int common;
    private final @Nullable Row[] heads;
    private final long[] prefixes;
    /** Who lost at each node of the tree; at node 0, who won it all. The children of node n are 2n and 2n + 1. */
    private final int[] losers;

    private MergedRows(List<Iterator<Row>> runs, int common) {
        this.runs = runs;
        this.common = common;
        heads = new Row[runs.size()];
        prefixes = new long[runs.size()];
        losers = new int[runs.size()];
        for (int run = 0; run < heads.length; run++) {
            advance(run);
        }
        losers[0] = play(1);
    }

    /** Merges runs (at least one). */
    static Iterator<Row> of(List<? extends Run> runs) {
        List<Iterator<Row>> rows = new ArrayList<>();
        for (Run run : runs) {
            rows.add(run.rows());
        }
        return rows.size() == 1 ? rows.get(0) : new MergedRows(rows, commonLength(runs));
    }

    /** How many bytes all rows have in common: what its first and its last have, all rows of a run have. */
    private static int commonLength(List<? extends Run> runs) {
        Row first = runs.get(0).first();
        int common = Integer.MAX_VALUE;
        for (Run run : runs) {
            common = Math.min(common, Math.min(first.commonLength(run.first()), first.commonLength(run.last())));
        }
        return common;
    }

    private void advance(int run) {
        Iterator<Row> rows = runs.get(run);
        Row head = rows.hasNext() ? rows.next() : null;
        heads[run] = head;
        prefixes[run] = head == null ? Long.MAX_VALUE : head.prefix(common);
    }

    /** Plays the matches at a node and below it, and returns the winner. Node n is run n - size from size on. */
    private int play(int node) {
        if (node >= heads.length) {
            return node - heads.length;
        }
        int left = play(2 * node);
        int right = play(2 * node + 1);
        boolean isLeft = isBefore(left, right);
        losers[node] = isLeft ? right : left;
        return isLeft ? left : right;
    }

    private boolean isBefore(int run, int other) {
        return prefixes[run] != prefixes[other] ? prefixes[run] < prefixes[other] : isRowBefore(run, other);
    }

    private boolean isRowBefore(int run, int other) {
        Row row = heads[run];
        Row otherRow = heads[other];
        return row != null && (otherRow == null || row.compareTo(otherRow) <= 0);
    }

    @Override
    public boolean hasNext() {
        return heads[losers[0]] != null;
    }

    @Override
    public Row next() {
        int winner = losers[0];
        Row row = heads[winner];
        if (row == null) {
            throw new NoSuchElementException();
        }
        advance(winner);
        for (int node = (winner + heads.length) / 2; node > 0; node /= 2) {
            int loser = losers[node];
            if (isBefore(loser, winner)) {
                losers[node] = winner;
                winner = loser;
            }
        }
        losers[0] = winner;
        return row;
    }
}
