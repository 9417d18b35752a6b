package io.dataconnector.connector.page;

import java.util.Optional;

/**
 * Where the pages of streams come from. A page token means something here and nowhere else. Used by several
 * threads at once.
 */
public interface PageSource {
    /**
     * Opens a page.
     *
     * @return the page, or nothing if there is none of that token
     * @throws io.dataconnector.connector.failure.ConnectorException if the token cannot name a page,
     *     or the page cannot be had
     */
    Optional<Page> open(String stream, String token);

    /**
     * The token that the page of another token may well name as the next one, so that it can be read ahead. A
     * guess: there may be no such page, and what the page names counts.
     */
    default Optional<String> guessNext(String token) {
        return Optional.empty();
    }

    /** Where the page of a token is or would be, in words for the user. */
    String locate(String stream, String token);

    /** What to do about a page that another one names and that is not there, as a sentence. */
    String adviceIfMissing();

    /** Ends the reads that are under way and all that begin later: they fail at once. */
    default void stop() {}
}
