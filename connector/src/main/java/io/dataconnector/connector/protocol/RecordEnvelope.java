package io.dataconnector.connector.protocol;

/** The bytes of a RECORD message before and behind its data. The arrays are not to be changed. */
@SuppressWarnings("ArrayRecordComponent")
public record RecordEnvelope(byte[] prefix, byte[] suffix) {}
