package io.dataconnector.connector.protocol;

/** The status of a stream, with the protocol's names (AirbyteStreamStatus). */
public enum StreamStatus {
    STARTED,
    RUNNING,
    COMPLETE,
    INCOMPLETE
}
