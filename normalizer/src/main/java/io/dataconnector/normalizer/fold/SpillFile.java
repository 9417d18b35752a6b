package io.dataconnector.normalizer.fold;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.RowBatch;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/**
 * The file that one sort spills to: one run after the other, so that a sort needs one file descriptor
 * however many runs it has. Written by one thread at a time; runs that are complete may be read meanwhile.
 * The file is deleted when it is closed; on POSIX systems its name is removed at once, so that no file is left behind
 * however the process ends.
 */
final class SpillFile implements AutoCloseable {
    private static final int WRITE_BUFFER_SIZE = 1 << 16;

    private final FileChannel channel;
    private final int readBufferSize;
    private long end;

    private SpillFile(FileChannel channel, int readBufferSize) {
        this.channel = requireNonNull(channel, "channel is null");
        this.readBufferSize = readBufferSize;
    }

    /** @param readBufferSize how many bytes of a run are read at once */
    static SpillFile create(Path folder, int readBufferSize) throws IOException {
        Path file = folder.resolve(".spill-" + UUID.randomUUID());
        return new SpillFile(FileChannel.open(file, CREATE_NEW, READ, WRITE, DELETE_ON_CLOSE), readBufferSize);
    }

    /** Writes what some runs hold, at least one of them, as one. */
    SpilledRun write(List<? extends Run> runs) throws IOException {
        long start = end;
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), WRITE_BUFFER_SIZE);
        Iterator<Row> rows = MergedRows.of(runs);
        Row first = rows.next();
        write(first, out);
        Row last = first;
        while (rows.hasNext()) {
            last = rows.next();
            write(last, out);
        }
        out.flush();
        return new SpilledRun(this, start, end, first.withoutFields(), last.withoutFields());
    }

    private void write(Row row, OutputStream out) throws IOException {
        int from = row.from() - RowBatch.HEADER_LENGTH;
        out.write(row.bytes(), from, row.to() - from);
        end += row.to() - from;
    }

    /** The rows between two positions. */
    Iterator<Row> rows(long from, long to) {
        return new SpilledRows(channel, from, to, readBufferSize);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
