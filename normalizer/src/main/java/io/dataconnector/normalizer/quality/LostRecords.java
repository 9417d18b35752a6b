package io.dataconnector.normalizer.quality;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.core.message.StreamName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the number of records of one input with what its STATE messages say: {@code
 * sourceStats.recordCount} is how many records of its stream the source wrote since the last STATE. There are
 * fewer if lines were lost. There are more if a read was killed and resumed in the same file, because the last
 * records before the kill had no STATE.
 *
 * <p>A STATE in a compacted raw output says itself how many were found, in {@code destinationStats.recordCount}, where
 * a destination would.
 */
public final class LostRecords {
    /**
     * A STATE before which records are missing.
     *
     * @param line of the STATE
     * @param expected how many records it says there are
     * @param found how many were found
     */
    public record Gap(long line, String stream, BigDecimal expected, long found) {
        public Gap {
            requireNonNull(stream, "stream is null");
            requireNonNull(expected, "expected is null");
        }

        ObjectNode toJson() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("line", line)
                    .put("stream", stream)
                    .put("expected", expected)
                    .put("found", found);
        }
    }

    private final Map<StreamName, Long> sinceState = new HashMap<>();
    private final List<Gap> gaps = new ArrayList<>();

    public void countRecords(StreamName stream, long records) {
        sinceState.merge(stream, records, Long::sum);
    }

    /**
     * Compares, and restarts the count.
     *
     * @param arrived how many records there were, if that was counted before some of them were left out
     * @return how many were found
     */
    public long checkState(StreamName stream, BigDecimal expected, Optional<BigDecimal> arrived, long line) {
        Long found = sinceState.remove(stream);
        long count = arrived.map(BigDecimal::longValue).orElse(found == null ? 0 : found);
        if (expected.compareTo(BigDecimal.valueOf(count)) > 0) {
            gaps.add(new Gap(line, stream.toString(), expected, count));
        }
        return count;
    }

    public List<Gap> gaps() {
        return List.copyOf(gaps);
    }
}
