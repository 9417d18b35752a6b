package io.dataconnector.normalizer.fold;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.dataconnector.normalizer.table.Row;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;

/**
 * A run of sorted rows on disk: for each row its length, the length of its key, its bytes. The file is
 * deleted when it is closed; on POSIX systems its name goes at once, so that nothing stays behind however
 * the process ends.
 */
final class SpilledRun implements AutoCloseable {
    private static final int BUFFER_SIZE = 1 << 16;

    private final FileChannel channel;
    private final long rows;

    private SpilledRun(FileChannel channel, long rows) {
        this.channel = channel;
        this.rows = rows;
    }

    static SpilledRun write(Path folder, List<Row> sorted) throws IOException {
        Path file = folder.resolve(".spill-" + UUID.randomUUID());
        FileChannel channel = FileChannel.open(file, CREATE_NEW, READ, WRITE, DELETE_ON_CLOSE);
        try {
            DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_SIZE));
            for (Row row : sorted) {
                out.writeInt(row.bytes().length);
                out.writeInt(row.keyLength());
                out.write(row.bytes());
            }
            out.flush();
            return new SpilledRun(channel, sorted.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    Iterator<Row> read() throws IOException {
        channel.position(0);
        DataInputStream in =
                new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), BUFFER_SIZE));
        return new Iterator<>() {
            private long read;

            @Override
            public boolean hasNext() {
                return read < rows;
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                read++;
                try {
                    byte[] bytes = new byte[in.readInt()];
                    int keyLength = in.readInt();
                    in.readFully(bytes);
                    return new Row(bytes, keyLength);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
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
