package io.dataconnector.connector.catalog;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.core.scan.TimestampReader;
import java.time.Instant;
import java.util.Optional;

/**
 * Which of its two streams a StateDelegatingStream is. The state of a read that was interrupted says which one it was, so that a
 * page of the one is never taken for a page of the other.
 *
 * @param member the member of the StateDelegatingStream that it is
 * @param startsAnew whether there is a state, which is so old that it is not used
 * @param later what the stream is once it has a state; empty if it is that now
 */
public record Delegation(String member, boolean startsAnew, Optional<StreamDefinition> later) {
    static final String FULL_REFRESH = "full_refresh_stream";
    static final String INCREMENTAL = "incremental_stream";

    private static final String RESUME = "resume";
    private static final String DELEGATE = "delegate";
    private static final String WALK_BEGAN = "walk_began";

    public Delegation {
        requireNonNull(member, "member is null");
        requireNonNull(later, "later is null");
    }

    /** Whether a state is that of a full refresh that was interrupted. */
    static boolean isWithinFullRefresh(ObjectNode state) {
        return state.path(RESUME).path(DELEGATE).asText().equals(FULL_REFRESH);
    }

    /** When the read of the incremental stream began that a state says was interrupted; empty if it says of none. */
    static Optional<Instant> incrementalBegan(JsonNode state) {
        JsonNode resume = state.path(RESUME);
        return resume.path(DELEGATE).asText().equals(INCREMENTAL)
                ? TimestampReader.parseInUtc(resume.path(WALK_BEGAN).asText())
                : Optional.empty();
    }

    /** Notes in a state whose pages are meant by the place to resume at, if it has one. */
    public void mark(ObjectNode state) {
        if (state.path(RESUME) instanceof ObjectNode resume) {
            resume.put(DELEGATE, member);
        }
    }

    /** Whether it is the one whose pages are meant by the place to resume at. */
    public boolean isMeantBy(JsonNode resume) {
        return resume.path(DELEGATE).asText().equals(member);
    }
}
