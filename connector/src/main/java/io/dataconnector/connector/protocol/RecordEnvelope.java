package io.dataconnector.connector.protocol;

/** The bytes of a RECORD message before and after its data. The arrays must not be modified. */
@SuppressWarnings("ArrayRecordComponent")
public record RecordEnvelope(byte[] prefix, byte[] suffix) {
    /** The size of a message without its data, in bytes. */
    public int size() {
        return prefix.length + suffix.length;
    }
}
