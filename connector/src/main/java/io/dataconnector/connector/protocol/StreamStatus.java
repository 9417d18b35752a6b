package io.dataconnector.connector.protocol;

/** How far a stream has come, in the protocol's words (AirbyteStreamStatus). */
public enum StreamStatus {
    STARTED,
    RUNNING,
    COMPLETE,
    INCOMPLETE
}
