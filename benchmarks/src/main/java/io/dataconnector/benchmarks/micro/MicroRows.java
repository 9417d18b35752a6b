package io.dataconnector.benchmarks.micro;

import io.dataconnector.core.message.BadLineException;
import io.dataconnector.core.message.MessageScanner;
import io.dataconnector.core.raw.LineBlock;
import io.dataconnector.core.raw.RawInput;
import io.dataconnector.core.raw.RawReader;
import io.dataconnector.core.scan.JsonPaths;
import io.dataconnector.normalizer.table.RowBatch;
import io.dataconnector.normalizer.table.RowEncoder;
import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.normalizer.table.TableDefinitions;
import io.dataconnector.normalizer.table.UnfitRecordException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of a table, in batches as a run makes them. */
final class MicroRows {
    private static final int BLOCK_BYTES = 1 << 21;

    private MicroRows() {}

    static TableDefinition table(String name) {
        return TableDefinitions.load(Optional.empty(), List.of(name)).iterator().next();
    }

    /** The rows of a raw output, a batch for each block of it. */
    static List<RowBatch> of(TableDefinition table, Path raw) throws IOException {
        JsonPaths paths = new JsonPaths();
        RowEncoder encoder = new RowEncoder(table, paths);
        MessageScanner messages = new MessageScanner(Map.of(table.stream(), paths));
        List<RowBatch> batches = new ArrayList<>();
        try (RawReader reader = new RawReader(new RawInput(raw.toString()), bytes -> {})) {
            LineBlock block = new LineBlock(BLOCK_BYTES);
            while (reader.read(block)) {
                RowBatch batch = new RowBatch();
                block.forEachLine((buffer, from, to, number) -> {
                    try {
                        messages.scan(buffer, from, to);
                        encoder.encode(
                                messages.data(),
                                buffer,
                                messages.emittedAt(),
                                block.position() + from,
                                batch,
                                unfit -> {});
                        return true;
                    } catch (BadLineException | UnfitRecordException e) {
                        throw new IllegalStateException(e);
                    }
                });
                batches.add(batch);
            }
        }
        return batches;
    }
}
