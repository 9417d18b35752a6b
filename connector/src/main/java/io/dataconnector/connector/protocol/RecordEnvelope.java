package io.dataconnector.connector.protocol;

/** The bytes of a RECORD message before and after its data. The arrays must not be modified. */
@SuppressWarnings("ArrayRecordComponent")
public record RecordEnvelope(byte[] prefix, byte[] suffix) {
    /** Nothing but the end of the line: what is within the program is no message. */
    public static final RecordEnvelope BARE = new RecordEnvelope(new byte[0], new byte[] {'\n'});

    /** The size of a message without its data, in bytes. */
    public int size() {
        return prefix.length + suffix.length;
    }
}
