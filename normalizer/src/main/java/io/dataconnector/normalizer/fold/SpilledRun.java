package io.dataconnector.normalizer.fold;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.RowBatch;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/**
 * A run on disk, in the form of a batch. The file is deleted when it is closed; on POSIX systems its name
 * goes at once, so that nothing stays behind however the process ends.
 */
final class SpilledRun implements Run, AutoCloseable {
    private static final int BUFFER_SIZE = 1 << 16;

    private final FileChannel channel;
    private final Row first;
    private final Row last;

    private SpilledRun(FileChannel channel, Row first, Row last) {
        this.channel = channel;
        this.first = first;
        this.last = last;
    }

    /** Writes what some runs hold, at least one of them, as one. */
    static SpilledRun write(Path folder, List<? extends Run> runs) throws IOException {
        Path file = folder.resolve(".spill-" + UUID.randomUUID());
        FileChannel channel = FileChannel.open(file, CREATE_NEW, READ, WRITE, DELETE_ON_CLOSE);
        try {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_SIZE);
            Iterator<Row> rows = MergedRows.of(runs);
            Row first = rows.next();
            Row last = first;
            write(first, out);
            while (rows.hasNext()) {
                last = rows.next();
                write(last, out);
            }
            out.flush();
            return new SpilledRun(channel, copy(first), copy(last));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void write(Row row, OutputStream out) throws IOException {
        int from = row.from() - RowBatch.HEADER_LENGTH;
        out.write(row.bytes(), from, row.to() - from);
    }

    /** A row that does not hold on to the run it comes from. */
    private static Row copy(Row row) {
        byte[] bytes = Arrays.copyOfRange(row.bytes(), row.from(), row.to());
        return new Row(bytes, 0, row.keyLength(), bytes.length);
    }

    @Override
    public Row first() {
        return first;
    }

    @Override
    public Row last() {
        return last;
    }

    @Override
    public Iterator<Row> rows() {
        return new SpilledRows(channel, BUFFER_SIZE);
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
