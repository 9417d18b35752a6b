package io.dataconnector.connector.protocol;

/** The levels of AirbyteLogMessage, the most severe first. */
public enum LogLevel {
    FATAL,
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
}
