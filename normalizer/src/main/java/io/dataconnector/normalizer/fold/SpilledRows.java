package io.dataconnector.normalizer.fold;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.table.BigEndian;
import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.RowBatch;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Reads the rows of a run from its file. Rows that were read stay valid: each buffer is filled once. */
final class SpilledRows implements Iterator<Row> {
    private final FileChannel file;
    private final int bufferSize;
    private final long end;
    private byte[] buffer = {};
    private long position;
    private int at;
    private int filled;

    /** Of the bytes of the file between two positions. */
    SpilledRows(FileChannel file, long from, long to, int bufferSize) {
        this.file = requireNonNull(file, "file is null");
        position = from;
        end = to;
        this.bufferSize = bufferSize;
    }

    @Override
    public boolean hasNext() {
        return at < filled || has(1);
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        require(RowBatch.HEADER_LENGTH);
        require(RowBatch.HEADER_LENGTH + BigEndian.intAt(buffer, at));
        Row row = RowBatch.rowAt(buffer, at);
        at = row.to();
        return row;
    }

    private void require(int length) {
        if (!has(length)) {
            throw new UncheckedIOException(new EOFException("a run on disk ends within a row"));
        }
    }

    /** Whether that many bytes are left; if so, they are all in the buffer. */
    private boolean has(int length) {
        if (filled - at >= length) {
            return true;
        }
        long left = filled - at + end - position;
        if (left < length) {
            return false;
        }
        byte[] next = new byte[(int) Math.min(Math.max(bufferSize, length), left)];
        System.arraycopy(buffer, at, next, 0, filled - at);
        filled -= at;
        at = 0;
        buffer = next;
        try {
            int read = 0;
            while (read >= 0 && filled < buffer.length) {
                read = file.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled), position);
                filled += Math.max(read, 0);
                position += Math.max(read, 0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return filled >= length;
    }
}
