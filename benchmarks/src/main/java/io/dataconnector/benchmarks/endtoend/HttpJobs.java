package io.dataconnector.benchmarks.endtoend;

import static java.util.Objects.requireNonNull;

import io.dataconnector.benchmarks.data.DataFolder;
import io.dataconnector.benchmarks.data.DataSet;
import io.dataconnector.benchmarks.data.GeneratedStream;
import io.dataconnector.benchmarks.http.Drain;
import io.dataconnector.benchmarks.process.ChildCommand;
import io.dataconnector.benchmarks.process.Programs;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Jobs that receive the pages of some streams. */
final class HttpJobs {
    /** One process for each stream; each asks for its pages in order, on one connection. */
    private static final String CURL = """
            url=$1
            shift
            for stream; do
                pages=${stream#*:}
                stream=${stream%:*}
                {
                    echo "url = $url/$stream"
                    [ "$pages" -lt 2 ] || echo "url = \\"$url/$stream?cursor=page_[2-$pages]\\""
                } | curl --no-buffer --silent --fail --config - > /dev/null &
            done
            wait
            """;

    private final Workplace workplace;
    private final DataFolder data;
    private final Path scratch;
    private final List<String> streams;
    private final Path catalog;

    HttpJobs(Workplace workplace, DataSet dataSet, DataFolder data, List<GeneratedStream> streams) {
        this.workplace = requireNonNull(workplace, "workplace is null");
        this.data = requireNonNull(data, "data is null");
        scratch = workplace.scratch();
        catalog = streams.size() == 1 ? data.fullRefreshCatalog(streams.get(0)) : data.fullRefreshCatalog();
        this.streams = streams.stream()
                .map(stream -> stream.streamName() + ":" + dataSet.pages(stream))
                .toList();
    }

    static boolean hasCurl() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
    }

    ProcessJob curl(String name, String url) {
        return drain(name, List.of("bash", "-c", CURL, "bash", url));
    }

    ProcessJob drain(String name, String url) {
        return drain(
                name,
                List.of(
                        Programs.java(),
                        PipelineJobs.READ_OPTIONS,
                        "-cp",
                        Programs.ownJar().toString(),
                        Drain.class.getName(),
                        url));
    }

    private ProcessJob drain(String name, List<String> beginning) {
        List<String> words = new ArrayList<>(beginning);
        words.addAll(streams);
        return job(name, words, Map.of());
    }

    ProcessJob read(String name, Path config) {
        return new ProcessJob(name, readCommand(config), workplace.timer(), List.of());
    }

    ProcessJob readToNull(String name, Path config) {
        ChildCommand command = readCommand(config);
        List<String> words = new ArrayList<>(List.of("bash", "-c", "exec \"$@\" > /dev/null", "bash"));
        words.addAll(command.words());
        return job(name, words, command.environment());
    }

    private ProcessJob job(String name, List<String> words, Map<String, String> environment) {
        ChildCommand command = new ChildCommand(words, scratch, environment, scratch.resolve("drained.txt"));
        return new ProcessJob(name, command, workplace.timer(), List.of());
    }

    private ChildCommand readCommand(Path config) {
        return workplace
                .programs()
                .connector(
                        data.path(),
                        scratch.resolve("raw_output.jsonl"),
                        PipelineJobs.READ_OPTIONS,
                        "read",
                        "--config",
                        config.toString(),
                        "--catalog",
                        catalog.toString(),
                        "--state",
                        data.state().toString());
    }
}
