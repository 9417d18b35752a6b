package io.dataconnector.spark;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.raw.LineBlock;
import io.dataconnector.core.raw.RawInput;
import io.dataconnector.core.raw.RawInputException;
import io.dataconnector.core.raw.RawReader;
import io.dataconnector.normalizer.run.BlockReader;
import io.dataconnector.normalizer.run.RowSink;
import io.dataconnector.normalizer.table.RowBatch;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * Reads a split block by block: rows and rejects as they come, and the figures at last. Holds one block, and the
 * rows and rejects of it.
 */
final class SplitReader implements Iterator<Chunk>, AutoCloseable {
    private static final int MIN_BLOCK_BYTES = 1 << 10;
    private static final int MAX_BLOCK_BYTES = 1 << 20;
    private static final int ROWS_BYTES = 1 << 17;

    private final Split split;
    private final List<RowSink> sinks = new ArrayList<>();
    private final SplitTally tally;
    private final InputStream in;
    private final RawReader raw;
    private final Queue<Chunk> made = new ArrayDeque<>();
    private final long start = System.nanoTime();
    private BlockReader reader;
    private boolean isInBlock;
    private boolean isAtEnd;

    private SplitReader(Split split, List<TableDefinition> tables, InputStream in, long position) {
        this.split = requireNonNull(split, "split is null");
        this.in = requireNonNull(in, "in is null");
        tally = new SplitTally(tables.size());
        for (int i = 0; i < tables.size(); i++) {
            sinks.add(new Sink(i, tables.get(i)));
        }
        raw = new RawReader(input(split), in, position, bytes -> {});
        reader = newReader();
    }

    private static RawInput input(Split split) {
        return new RawInput(split.input().name());
    }

    private BlockReader newReader() {
        return new BlockReader(sinks, new LineBlock(blockBytes()), ROWS_BYTES);
    }

    /** A small split needs no large block. */
    private int blockBytes() {
        long bytes = split.input().isCompressed() ? MAX_BLOCK_BYTES : split.bytes();
        return (int) Math.max(MIN_BLOCK_BYTES, Math.min(bytes, MAX_BLOCK_BYTES));
    }

    /**
     * Opens a split.
     *
     * @throws RawInputException if the input cannot be opened
     */
    static SplitReader open(Split split, List<TableDefinition> tables, Configuration hadoop) {
        try {
            Path file = new Path(split.input().uri());
            FSDataInputStream bytes = file.getFileSystem(hadoop).open(file);
            try {
                return open(bytes, split, tables);
            } catch (IOException e) {
                bytes.close();
                throw e;
            }
        } catch (IOException e) {
            throw input(split).failure(e);
        }
    }

    private static SplitReader open(FSDataInputStream bytes, Split split, List<TableDefinition> tables)
            throws IOException {
        if (split.input().isCompressed()) {
            return new SplitReader(split, tables, RawInput.decompressed(new BufferedInputStream(bytes)), 0);
        }
        bytes.seek(Math.max(0, split.from() - 1));
        SplitStream lines = SplitStream.of(bytes, split);
        return new SplitReader(split, tables, lines, lines.position());
    }

    /** Makes chunks of the rows of one table. */
    private final class Sink implements RowSink {
        private final int number;
        private final TableDefinition table;

        private Sink(int number, TableDefinition table) {
            this.number = number;
            this.table = table;
        }

        @Override
        public TableDefinition definition() {
            return table;
        }

        @Override
        public void add(RowBatch rows) {
            if (rows.count() > 0) {
                made.add(Chunk.Rows.of(number, rows));
                tally.countRowBytes(rows.size());
            }
        }
    }

    @Override
    public boolean hasNext() {
        while (made.isEmpty() && !isAtEnd) {
            try {
                goOn();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (RawInputException e) {
                end(faultOf(e));
            }
        }
        return !made.isEmpty();
    }

    /** That the file is damaged, which trying again does not mend. */
    private static String faultOf(RawInputException e) {
        if (e.getCause() instanceof ZipException || e.getCause() instanceof EOFException) {
            return e.getMessage();
        }
        throw e;
    }

    private void goOn() throws IOException {
        if (isInBlock) {
            reader.goOn();
        } else if (raw.read(reader.block())) {
            reader.read(Position.of(split.input()));
        } else {
            reader.handOverRows();
            end("");
            return;
        }
        passOn();
        isInBlock = !reader.isAtEnd();
        if (!isInBlock) {
            tally.countLines(reader.block().lines());
            if (reader.block().buffer().length > MAX_BLOCK_BYTES) {
                reader.handOverRows();
                reader = newReader();
            }
        }
    }

    private void end(String fault) {
        isAtEnd = true;
        made.add(new Chunk.Read(tally.figures(split.number(), raw.bytes(), System.nanoTime() - start, fault)));
    }

    private void passOn() {
        tally.add(reader);
        if (reader.rejectedLines().isEmpty()) {
            return;
        }
        List<Chunk.RejectedLine> rejects = new ArrayList<>();
        byte[] buffer = reader.block().buffer();
        for (BlockReader.RejectedLine line : reader.rejectedLines()) {
            if (line.table() instanceof Sink sink) {
                tally.countReject(sink.number, line.reject().reason());
            } else {
                tally.countBadLine(line.reject().reason());
            }
            byte[] bytes = Arrays.copyOfRange(buffer, line.from(), line.to());
            rejects.add(new Chunk.RejectedLine(tally.lines() + line.number(), line.reject(), bytes));
        }
        made.add(new Chunk.Rejects(split.number(), rejects));
    }

    @Override
    public Chunk next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return made.remove();
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
