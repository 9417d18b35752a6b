package io.dataconnector.spark;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.message.StreamName;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.failure.NormalizerException.Category;
import io.dataconnector.normalizer.quality.Counts;
import io.dataconnector.normalizer.quality.LostRecords;
import io.dataconnector.normalizer.quality.Report;
import io.dataconnector.normalizer.run.StreamBuild;
import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.spark.SplitFigures.Records;
import io.dataconnector.spark.SplitFigures.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The figures of all splits put together, in the order of the lines. */
final class ReadFigures {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<StreamName, StreamBuild> streams = new HashMap<>();
    private final List<Counts> rejects = new ArrayList<>();
    private final List<Report.Input> inputs = new ArrayList<>();
    private final long[] linesBefore;
    private long rowBytes;

    /**
     * Puts the figures together.
     *
     * @param splits those of each split, in any order
     * @throws NormalizerException if an input is empty or damaged
     */
    ReadFigures(List<TableDefinition> tables, List<Splits> tasks, List<SplitFigures> splits) {
        Map<StreamName, Integer> tableCounts = new HashMap<>();
        for (TableDefinition table : tables) {
            tableCounts.merge(table.stream(), 1, Integer::sum);
            rejects.add(new Counts());
        }
        tableCounts.forEach((stream, count) -> streams.put(stream, new StreamBuild(stream, count)));
        List<SplitFigures> inOrder = splits.stream()
                .sorted(Comparator.comparingInt(SplitFigures::split))
                .toList();
        linesBefore = new long[inOrder.size()];
        int next = 0;
        List<Split> all = tasks.stream().flatMap(task -> task.splits().stream()).toList();
        while (next < all.size()) {
            Input input = all.get(next).input();
            InputFigures figures = new InputFigures(input);
            while (next < all.size() && all.get(next).input().number() == input.number()) {
                linesBefore[next] = figures.lines;
                figures.add(inOrder.get(next));
                next++;
            }
            inputs.add(figures.report());
        }
    }

    /** The figures of one input. */
    private final class InputFigures {
        private final Input input;
        private final Counts messages = new Counts();
        private final Counts badLines = new Counts();
        private final LostRecords lostRecords = new LostRecords();
        private long records;
        private long lines;
        private long bytes;
        private long nanos;

        private InputFigures(Input input) {
            this.input = requireNonNull(input, "input is null");
        }

        private void add(SplitFigures split) {
            if (!split.fault().isEmpty()) {
                throw new NormalizerException(Category.INPUT, split.fault());
            }
            for (State state : split.states()) {
                lostRecords.countRecords(state.stream(), state.records());
                lostRecords.checkState(
                        state.stream(),
                        state.expected(),
                        Optional.ofNullable(state.arrived()),
                        lines + 1 + state.line());
            }
            for (Records stream : split.streams()) {
                if (stream.count() > 0) {
                    lostRecords.countRecords(stream.stream(), stream.sinceState());
                    streams.computeIfAbsent(stream.stream(), name -> new StreamBuild(name, 0))
                            .countRecords(stream.count(), stream.lastEmittedAt());
                    records += stream.count();
                }
            }
            messages.add(split.messages());
            badLines.add(split.badLines());
            for (int i = 0; i < rejects.size(); i++) {
                rejects.get(i).add(split.rejects().get(i));
            }
            rowBytes += split.rowBytes();
            lines += split.lines();
            bytes += split.bytes();
            nanos += split.nanos();
        }

        private Report.Input report() {
            if (bytes == 0) {
                throw new NormalizerException(
                        Category.INPUT,
                        "Input " + input.name() + " is empty. A read writes messages even when there is nothing to"
                                + " read: see why it failed.");
            }
            messages.add("RECORD", records);
            double seconds = nanos / NANOS_PER_SECOND;
            return new Report.Input(input.name(), bytes, lines, messages, badLines, lostRecords.gaps(), seconds);
        }
    }

    /** How many bytes the rows of all tables have. */
    long rowBytes() {
        return rowBytes;
    }

    /** The records and elements that could not become rows of a table, by reason. */
    Counts rejects(int table) {
        return rejects.get(table);
    }

    /** For each split how many lines of its input precede it. */
    long[] linesBefore() {
        return linesBefore.clone();
    }

    List<Report.Input> inputs() {
        return List.copyOf(inputs);
    }

    /** In the order of their names. */
    List<Report.Stream> streams() {
        return streams.values().stream()
                .map(StreamBuild::report)
                .sorted(Comparator.comparing(Report.Stream::name))
                .toList();
    }
}
