package io.dataconnector.spark;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.quality.RejectLog;
import io.dataconnector.normalizer.quality.RejectLog.Place;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What a task does that writes the rejects of a partition, with the lines' numbers in their inputs.
 *
 * @param places where the splits are
 * @param attempts the folder that the parts are written to
 * @param hadoop the configuration of Hadoop
 */
record RejectTask(Broadcast<Places> places, String attempts, Broadcast<SerializableConfiguration> hadoop)
        implements Function2<Integer, Iterator<Chunk>, Iterator<String>> {
    static final String ENTRY = "rejects";
    static final String SUFFIX = ".jsonl";

    RejectTask {
        requireNonNull(places, "places is null");
        requireNonNull(attempts, "attempts is null");
        requireNonNull(hadoop, "hadoop is null");
    }

    /**
     * Where the splits are.
     *
     * @param linesBefore for each how many lines of its input precede it; not to be changed
     * @param inputs for each the name of its input
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Places(long[] linesBefore, List<String> inputs) implements Serializable {
        Places {
            inputs = List.copyOf(inputs);
        }

        private Place of(int split, long line) {
            return new Place(inputs.get(split), linesBefore[split] + 1 + line);
        }
    }

    /** Writes the rejects, if there are any, and answers the name of their file. */
    @Override
    public Iterator<String> call(Integer partition, Iterator<Chunk> chunks) throws IOException {
        Chunk.Rejects next = nextRejects(chunks);
        if (next.lines().isEmpty()) {
            return Collections.emptyIterator();
        }
        PartFile part = PartFile.ofAttempt(ENTRY, partition, SUFFIX);
        try (RejectLog log = new RejectLog(part.create(attempts, hadoop.value().value()))) {
            while (!next.lines().isEmpty()) {
                for (Chunk.RejectedLine line : next.lines()) {
                    Place place = places.value().of(next.split(), line.line());
                    log.add(place, line.reject(), line.raw(), 0, line.raw().length);
                }
                next = nextRejects(chunks);
            }
        }
        return List.of(part.name()).iterator();
    }

    /** The next rejects; without lines if there are no more. */
    private static Chunk.Rejects nextRejects(Iterator<Chunk> chunks) {
        while (chunks.hasNext()) {
            if (chunks.next() instanceof Chunk.Rejects rejects) {
                return rejects;
            }
        }
        return new Chunk.Rejects(0, List.of());
    }
}
