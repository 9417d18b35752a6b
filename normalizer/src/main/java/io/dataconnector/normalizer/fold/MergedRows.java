package io.dataconnector.normalizer.fold;

import io.dataconnector.normalizer.table.Row;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** Sorted rows, merged from sources each of which is sorted. */
final class MergedRows implements Iterator<Row> {
    private record Head(Row row, Iterator<Row> rest) {}

    private final PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::row));

    MergedRows(List<Iterator<Row>> sources) {
        sources.forEach(this::advance);
    }

    private void advance(Iterator<Row> source) {
        if (source.hasNext()) {
            heads.add(new Head(source.next(), source));
        }
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public Row next() {
        Head least = heads.poll();
        if (least == null) {
            throw new NoSuchElementException();
        }
        advance(least.rest());
        return least.row();
    }
}
