package io.dataconnector.connector.page;

import java.time.Duration;
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

    /**
     * Whether there are pages of any part of a slice. Files have those of whole slices, and so must what is recorded, which is
     * read from files.
     */
    default boolean dividesSlices() {
        return false;
    }

    /**
     * Tells that a page has been read to its end without a fault, and closed, and that it is a part of the walk through its
     * stream.
     *
     * @param page as {@link #open} gave it
     * @throws io.dataconnector.connector.failure.ConnectorException if what this source does with such pages fails
     */
    default void keep(PageRequest request, Page page) {}

    /**
     * Tells that a page, which has been closed, is not needed any more: it was read ahead in vain, or could not be read. May
     * be told more than once, and also of a page that has been kept.
     *
     * @param page as {@link #open} gave it
     */
    default void drop(Page page) {}

    /**
     * Waits until it is worth asking again for something that takes its time; not at all for files.
     *
     * @throws InterruptedException if the reads are to end
     */
    default void pause(Duration duration) throws InterruptedException {}

    /**
     * Sends a request whose answer nobody needs, such as to abort what nobody waits for any more, also after {@link #stop}.
     * Nothing is said of whether it arrives; for files there is nothing to do.
     *
     * @param limit until when it must be answered
     */
    default void farewell(PageRequest request, Duration limit) {}

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
