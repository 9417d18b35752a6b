package io.dataconnector.benchmarks.endtoend;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.benchmarks.BenchmarkException;
import io.dataconnector.benchmarks.data.DataFolder;
import io.dataconnector.benchmarks.data.DataSet;
import io.dataconnector.benchmarks.data.GeneratedStream;
import io.dataconnector.benchmarks.http.CompressedPages;
import io.dataconnector.benchmarks.http.Encoding;
import io.dataconnector.benchmarks.http.PageServer;
import io.dataconnector.core.fault.IoFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reading from a local API, compared with a client that only drains it and with reading the same pages from files: one
 * stream, and all side by side; uncompressed, compressed by gzip, and from a server that takes its time for each page.
 */
record HttpGroup(DataSet dataSet) implements Group {
    private static final double MAX = 1.3;
    /** How long an API takes for a page: few take less. */
    private static final Duration THINKING = Duration.ofMillis(10);
    /** The pages twice, one of them compressed, and the output. */
    private static final double ROOM = 3;

    private static final List<GeneratedStream> ONE = List.of(GeneratedStream.EVENTS);
    private static final List<GeneratedStream> ALL = List.of(GeneratedStream.values());

    HttpGroup {
        requireNonNull(dataSet, "dataSet is null");
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public void measure(Workplace workplace, MarkdownTable table) {
        workplace.requireSpace("Group " + name(), ROOM * dataSet.scale().doubleValue());
        DataFolder data = workplace.data(dataSet);
        Path compressed = CompressedPages.of(data.fixtures());
        try (PageServer plain = PageServer.start(data.fixtures(), Encoding.IDENTITY, Duration.ZERO);
                PageServer gzip = PageServer.start(compressed, Encoding.GZIP, Duration.ZERO);
                PageServer distant = PageServer.start(data.fixtures(), Encoding.IDENTITY, THINKING)) {
            for (List<GeneratedStream> streams : List.of(ONE, ALL)) {
                measure(workplace, table, data, plain, streams, "");
                measure(workplace, table, data, gzip, streams, ", gzip");
                measure(workplace, table, data, distant, streams, ", " + THINKING.toMillis() + " ms a page");
            }
        }
    }

    private void measure(
            Workplace workplace,
            MarkdownTable table,
            DataFolder data,
            PageServer server,
            List<GeneratedStream> streams,
            String suffix) {
        String what = (streams.size() == 1 ? "one stream" : "four streams") + suffix;
        HttpJobs jobs = new HttpJobs(workplace, dataSet, data, streams);
        String curl = "`curl` drains " + what;
        String drain = "a Java client drains " + what;
        String toNull = "`connector read`, " + what + ", to /dev/null";
        String toFile = "`connector read`, " + what;
        Path config = write(
                workplace.scratch().resolve("http_config.json"),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("api_url", server.url())
                        .toPrettyString());
        ProcessJob read = jobs.read(toFile, config);
        List<ProcessJob> all = new ArrayList<>();
        if (HttpJobs.hasCurl()) {
            all.add(jobs.curl(curl, server.url()));
        }
        all.add(jobs.drain(drain, server.url()));
        all.add(jobs.readToNull(toNull, config));
        all.add(read);
        if (suffix.isEmpty()) {
            all.add(jobs.read("`connector read`, " + what + ", from files", data.config()));
        }
        long records = streams.stream().mapToLong(dataSet::records).sum();
        Results results = workplace
                .rounds()
                .run(all, () -> Verification.records(toFile, read.command().output(), records));
        table.add(name(), results, List.of(Mark.atMost(MAX, toNull, drain)));
    }

    private static Path write(Path file, String content) {
        try {
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new BenchmarkException(file + " cannot be written: " + IoFault.describe(e) + ".", e);
        }
    }
}
