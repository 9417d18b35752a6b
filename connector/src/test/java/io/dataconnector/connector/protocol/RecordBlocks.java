package io.dataconnector.connector.protocol;

/** Blocks of RECORD messages for tests. */
public final class RecordBlocks {
    private RecordBlocks() {}

    /** A block of one record, whose data is {@code [from, to)}. */
    public static RecordBlock of(RecordEnvelope envelope, byte[] data, int from, int to) {
        RecordBlock block = new RecordBlock();
        return block.append(envelope, data, from, to) ? block : RecordBlock.ofOne(envelope, data, from, to);
    }
}
