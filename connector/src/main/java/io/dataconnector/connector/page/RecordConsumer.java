package io.dataconnector.connector.page;

/** Consumes the records of a page, one after the other. */
@FunctionalInterface
public interface RecordConsumer {
    /**
     * Consumes one record.
     *
     * @param record the record; valid only until this method returns
     */
    void accept(PageRecord record);
}
