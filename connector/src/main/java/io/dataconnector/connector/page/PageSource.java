package io.dataconnector.connector.page;

import java.util.Optional;

/** Where the pages of streams come from. Used by several threads at once. */
public interface PageSource {
    /**
     * Opens a page.
     *
     * @return the page, or empty if there is none
     * @throws io.dataconnector.connector.failure.ConnectorException if the page cannot be opened
     */
    Optional<Page> open(PageRequest request);

    /**
     * The name of the page that probably follows the page of a given name, so that it can be read ahead; see {@link
     * PageRequest#file}. This is a guess: there may be no such page, and what the page actually says decides.
     */
    default Optional<String> guessNext(String name) {
        return Optional.empty();
    }

    /**
     * Whether pages are files: then each has a name of its own, and opening one that turns out not to be needed costs
     * nothing.
     */
    default boolean isLocal() {
        return false;
    }

    /** Where a page is or would be, for messages. */
    String locate(PageRequest request);

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
