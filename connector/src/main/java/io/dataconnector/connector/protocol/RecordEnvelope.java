package io.dataconnector.connector.protocol;

/** The bytes of a RECORD message before and after its data. The arrays are not to be changed. */
@SuppressWarnings("ArrayRecordComponent")
public record RecordEnvelope(byte[] prefix, byte[] suffix) {
    /** How many bytes a message has beside its data. */
    public int size() {
        return prefix.length + suffix.length;
    }
}
