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

/**
 * Holds the records of one input against what its STATE messages say of them: {@code
 * sourceStats.recordCount} is how many records of its stream the source wrote since the last STATE. Fewer
 * are there if lines were lost. More are there if a read was killed and gone on with in the same file, for
 * what it wrote last had no STATE.
 */
public final class LostRecords {
    /**
     * A place before which records are missing.
     *
     * @param line of the STATE
     * @param expected how many records it says there are
     * @param found how many there are
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

    /** Compares and begins to count anew. */
    public void checkState(StreamName stream, BigDecimal expected, long line) {
        Long found = sinceState.remove(stream);
        long count = found == null ? 0 : found;
        if (expected.compareTo(BigDecimal.valueOf(count)) > 0) {
            gaps.add(new Gap(line, stream.toString(), expected, count));
        }
    }

    public List<Gap> gaps() {
        return List.copyOf(gaps);
    }
}
