package io.dataconnector.benchmarks.data;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the pages of one stream, in memory that does not depend on how many or how large they are. */
final class PageWriter {
    private static final int BLOCK = 1 << 16;

    private final DataSet dataSet;
    private final GeneratedStream stream;
    private final RecordForm form;
    private final RecordDraw draw;
    private final JsonBytes json = new JsonBytes();
    private long bytes;

    PageWriter(DataSet dataSet, GeneratedStream stream) {
        this.dataSet = requireNonNull(dataSet, "dataSet is null");
        this.stream = requireNonNull(stream, "stream is null");
        form = stream.form(dataSet);
        draw = new RecordDraw(stream.streamName().hashCode(), dataSet.records(stream));
    }

    /** Returns how many bytes were written. */
    long writeTo(Path folder) throws IOException {
        int pages = dataSet.pages(stream);
        int records = dataSet.records(stream);
        int pageSize = dataSet.pageSize() == DataSet.ONE_PAGE ? records : dataSet.pageSize();
        for (int page = 1; page <= pages; page++) {
            int to = (int) Math.min(records, (long) page * pageSize);
            String next = page == pages ? "null" : "\"" + token(page + 1) + "\"";
            try (OutputStream out = Files.newOutputStream(folder.resolve(token(page) + ".json"))) {
                writePage((page - 1) * pageSize, to, next, out);
            }
        }
        return bytes;
    }

    private static String token(int page) {
        return "page_" + page;
    }

    private void writePage(int from, int to, String next, OutputStream out) throws IOException {
        json.raw("{\"data\":[");
        for (int i = from; i < to; i++) {
            if (i > from) {
                json.raw(',');
            }
            draw.moveTo(i);
            form.write(draw, json);
            if (json.length() >= BLOCK) {
                drainTo(out);
            }
        }
        json.raw("],\"next_cursor\":").raw(next).raw("}\n");
        drainTo(out);
    }

    private void drainTo(OutputStream out) throws IOException {
        bytes += json.length();
        json.drainTo(out);
    }
}
