package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The tokens of the pages that a read of one stream has been to, some hundred bytes each: no page is read twice. */
final class PageTrail {
    private static final int MAX_CYCLE_SHOWN = 10;

    private final String stream;
    private final Set<String> seen = new LinkedHashSet<>();

    PageTrail(String stream) {
        this.stream = requireNonNull(stream, "stream is null");
    }

    /**
     * Goes on to a page.
     *
     * @throws ConnectorException if it has been read
     */
    void add(String token) {
        if (!seen.add(token)) {
            throw cycle(token);
        }
    }

    private ConnectorException cycle(String token) {
        List<String> tokens = new ArrayList<>(seen);
        List<String> cycle = tokens.subList(tokens.indexOf(token), tokens.size());
        return new ConnectorException(
                FailureType.SYSTEM_ERROR,
                "The pages of stream " + stream + " form a cycle: " + String.join(" -> ", shorten(cycle)) + " -> "
                        + token + ". Each page must name one that has not been read.");
    }

    /** A cycle of any length in a message of bearable length. */
    private static List<String> shorten(List<String> tokens) {
        if (tokens.size() <= MAX_CYCLE_SHOWN) {
            return tokens;
        }
        int half = MAX_CYCLE_SHOWN / 2;
        List<String> shortened = new ArrayList<>(tokens.subList(0, half));
        shortened.add("(" + (tokens.size() - MAX_CYCLE_SHOWN) + " more)");
        shortened.addAll(tokens.subList(tokens.size() - half, tokens.size()));
        return shortened;
    }
}
