package io.dataconnector.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive splits that one task reads, one after the other.
 *
 * @param splits in their order, at least one
 */
record Splits(List<Split> splits) implements Serializable {
    /** More tasks would only cost the driver time and memory. */
    private static final int MAX_TASKS = 20_000;

    /** To begin a task costs more than to read that much. */
    private static final long MIN_BYTES_OF_TASK = 1 << 14;

    Splits {
        splits = List.copyOf(splits);
    }

    /**
     * Divides the inputs among tasks.
     *
     * @param maxBytes how many bytes a split has at most; a task takes several that are small
     */
    static List<Splits> of(List<Input> inputs, long maxBytes) {
        List<Split> splits = split(inputs, maxBytes);
        long bytes = splits.stream().mapToLong(Split::bytes).sum();
        long bytesOfTask = Math.max(Math.max(maxBytes, MIN_BYTES_OF_TASK), bytes / MAX_TASKS + 1);
        List<Splits> tasks = new ArrayList<>();
        List<Split> task = new ArrayList<>();
        long taken = 0;
        for (Split split : splits) {
            task.add(split);
            taken += split.bytes();
            if (taken >= bytesOfTask) {
                tasks.add(new Splits(task));
                task.clear();
                taken = 0;
            }
        }
        if (!task.isEmpty()) {
            tasks.add(new Splits(task));
        }
        return tasks;
    }

    private static List<Split> split(List<Input> inputs, long maxBytes) {
        List<Split> splits = new ArrayList<>();
        for (Input input : inputs) {
            long from = 0;
            do {
                long to = input.isCompressed() ? input.bytes() : Math.min(input.bytes(), from + maxBytes);
                splits.add(new Split(splits.size(), input, from, to));
                from = to;
            } while (from < input.bytes());
        }
        return splits;
    }
}
