package io.dataconnector.connector.page;

/** Takes the records of a page, one after the other. */
@FunctionalInterface
public interface RecordConsumer {
    /**
     * Takes one record.
     *
     * @param record where it stands; valid until this method returns
     */
    void accept(PageRecord record);
}
