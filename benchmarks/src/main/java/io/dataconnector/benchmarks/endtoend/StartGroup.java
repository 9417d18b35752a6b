package io.dataconnector.benchmarks.endtoend;

import io.dataconnector.benchmarks.BenchmarkException;
import io.dataconnector.benchmarks.FileTree;
import io.dataconnector.benchmarks.process.ChildCommand;
import io.dataconnector.benchmarks.process.ProcessTimer;
import io.dataconnector.benchmarks.process.Programs;
import io.dataconnector.core.fault.IoFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The start-up time of small commands, compared with a Java program that does nothing. */
final class StartGroup implements Group {
    private static final String EMPTY = "a Java program that does nothing";
    private static final String SPEC = "`connector spec`";
    private static final String CHECK = "`connector check` of the fixtures";
    private static final String QUICKSTART = "`quickstart`, with everything built";
    /** What .ci/pipeline copies, too. */
    private static final String COPY =
            "cp -Rp .mvn pom.xml core connector normalizer launcher fixtures config.json configured_catalog.json state.json"
                    + " quickstart ";

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void measure(Workplace workplace, MarkdownTable table) {
        Programs programs = workplace.programs();
        ProcessTimer timer = workplace.timer();
        Path scratch = workplace.scratch();
        Path output = scratch.resolve("start_output.txt");
        Path copy = copyOfProject(workplace);
        ChildCommand empty = new ChildCommand(
                List.of(Programs.java(), "-cp", emptyProgram(scratch).toString(), EmptyProgram.class.getName()),
                scratch,
                Map.of(),
                output);
        ChildCommand spec = programs.connector(programs.project(), output, "", "spec");
        ChildCommand check = programs.connector(programs.project(), output, "", "check", "--config", "config.json");
        ChildCommand quickstart = new ChildCommand(List.of("./quickstart"), copy, Map.of(), output);
        Results results = workplace
                .rounds()
                .run(
                        List.of(
                                new ProcessJob(EMPTY, empty, timer, List.of()),
                                new ProcessJob(SPEC, spec, timer, List.of()),
                                new ProcessJob(CHECK, check, timer, List.of()),
                                new ProcessJob(QUICKSTART, quickstart, timer, List.of())),
                        () -> {});
        table.add(
                name(),
                results,
                List.of(Mark.atMost(4.0, SPEC, EMPTY), Mark.atMost(8.0, CHECK, EMPTY), Mark.cpuBelow(1.0, QUICKSTART)));
    }

    /** The quickstart writes into its folder, which should not be the user's. */
    private static Path copyOfProject(Workplace workplace) {
        Path copy = workplace.scratch().resolve("project");
        FileTree.delete(copy);
        FileTree.create(copy);
        workplace
                .timer()
                .run(new ChildCommand(
                        List.of("bash", "-c", COPY + "\"$0\"", copy.toString()),
                        workplace.programs().project(),
                        Map.of(),
                        workplace.scratch().resolve("copy_output.txt")));
        return copy;
    }

    /** A folder with one class, so that the size of this program's jar does not count. */
    private static Path emptyProgram(Path scratch) {
        Path folder = scratch.resolve("empty");
        String resource = EmptyProgram.class.getName().replace('.', '/') + ".class";
        Path file = folder.resolve(resource);
        try (InputStream in = EmptyProgram.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new BenchmarkException("Class " + EmptyProgram.class.getName() + " is missing from the jar.");
            }
            FileTree.delete(folder);
            Files.createDirectories(file.resolveSibling(""));
            Files.copy(in, file);
            return folder;
        } catch (IOException e) {
            throw new BenchmarkException(file + " cannot be written: " + IoFault.describe(e) + ".", e);
        }
    }
}
