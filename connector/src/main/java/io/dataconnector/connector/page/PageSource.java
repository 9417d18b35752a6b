package io.dataconnector.connector.page;

import java.util.Optional;

/** Where the pages of streams come from. Only the source interprets page tokens. Used by several threads at once. */
public interface PageSource {
    /**
     * Opens a page.
     *
     * @return the page, or empty if the token has none
     * @throws io.dataconnector.connector.failure.ConnectorException if the token cannot name a page, or the page cannot
     *     be opened
     */
    Optional<Page> open(String stream, String token);

    /**
     * The token that the page of a given token probably names as the next one, so that it can be read ahead. This is a
     * guess: there may be no such page, and the token that the page actually names decides.
     */
    default Optional<String> guessNext(String token) {
        return Optional.empty();
    }

    /** Where the page of a token is or would be, for messages. */
    String locate(String stream, String token);

    /** What to do about a page that another one names and that is not there, as a sentence. */
    String adviceIfMissing();

    /**
     * Tells that nobody wants the page any more that a thread is opening or reading: what it is doing should fail soon,
     * so that it does not wait for a server in vain. The thread may be interrupted for that.
     */
    default void abandon(Thread reader) {}

    /** Ends the reads that are under way and all that begin later: they fail at once. */
    default void stop() {}
}
