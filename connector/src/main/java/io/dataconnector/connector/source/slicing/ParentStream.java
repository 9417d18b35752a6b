package io.dataconnector.connector.source.slicing;

/** A stream whose records make the partitions of another one. Only a {@link ParentReader} knows how it is read. */
public interface ParentStream {
    /** The stream's name. */
    String name();
}
