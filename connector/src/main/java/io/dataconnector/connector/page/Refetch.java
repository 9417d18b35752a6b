package io.dataconnector.connector.page;

/** Brings the rest of a page whose bytes came to an end within its JSON document. */
@FunctionalInterface
public interface Refetch {
    /**
     * Has the page sent once more. Its body goes on after the bytes that have been read, so that nothing is there
     * twice and nothing is missing.
     *
     * @param what is wrong with the page, as the end of a sentence
     * @throws io.dataconnector.connector.failure.ConnectorException if there is to be no further attempt, or the
     *     page has changed
     */
    void fetchAgain(String what);
}
