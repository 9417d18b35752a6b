package io.dataconnector.connector.protocol;

import java.util.ArrayList;
import java.util.List;

/** Blocks of RECORD messages for tests. */
public final class RecordBlocks {
    private RecordBlocks() {}

    /** As many blocks as a record needs, whose data stands in {@code [from, to)}. */
    public static List<RecordBlock> of(RecordEnvelope envelope, byte[] data, int from, int to) {
        List<RecordBlock> blocks = new ArrayList<>();
        blocks.add(new RecordBlock());
        append(blocks, envelope.prefix(), 0, envelope.prefix().length);
        append(blocks, data, from, to);
        append(blocks, envelope.suffix(), 0, envelope.suffix().length);
        blocks.get(blocks.size() - 1).endRecord();
        return blocks;
    }

    private static void append(List<RecordBlock> blocks, byte[] bytes, int from, int to) {
        int at = blocks.get(blocks.size() - 1).append(bytes, from, to);
        while (at < to) {
            blocks.add(new RecordBlock());
            at = blocks.get(blocks.size() - 1).append(bytes, at, to);
        }
    }
}
