package io.dataconnector.benchmarks.process;

import static java.util.Objects.requireNonNull;

import io.dataconnector.benchmarks.BenchmarkException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The programs that are measured, as built in the project's folder. */
public final class Programs {
    private static final String JAVA_HOME = System.getProperty("java.home");

    private final Path project;

    /**
     * @param project the folder of the project
     * @throws BenchmarkException if the programs are not built
     */
    public Programs(Path project) {
        this.project =
                requireNonNull(project, "project is null").toAbsolutePath().normalize();
        requireBuilt("connector");
        requireBuilt("normalizer");
    }

    private void requireBuilt(String program) {
        if (!Files.exists(jar(program))) {
            throw new BenchmarkException("Program " + jar(program)
                    + " is not there. Run benchmarks/run, which builds it, or name the project's folder.");
        }
    }

    public Path project() {
        return project;
    }

    private Path jar(String program) {
        return project.resolve(program + "/target/" + program + ".jar");
    }

    /** The Java launcher that runs this program, too. */
    public static String java() {
        return Path.of(JAVA_HOME, "bin", "java").toString();
    }

    /** The jar of this program, for processes that run other parts of it. */
    public static Path ownJar() {
        try {
            return Path.of(Programs.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A command of the connector. */
    public ChildCommand connector(Path folder, Path output, String jvmOptions, String... arguments) {
        return program("connector", folder, output, jvmOptions, arguments);
    }

    /** A command of the normalizer. */
    public ChildCommand normalizer(Path folder, Path output, String jvmOptions, String... arguments) {
        return program("normalizer", folder, output, jvmOptions, arguments);
    }

    /** Through the program's launcher if it has one, as users start it. */
    private ChildCommand program(String program, Path folder, Path output, String jvmOptions, String... arguments) {
        List<String> words = new ArrayList<>();
        Path launcher = project.resolve(program + "/bin/" + program);
        if (Files.isExecutable(launcher)) {
            words.add(launcher.toString());
        } else {
            words.add(java());
            if (!jvmOptions.isEmpty()) {
                words.addAll(List.of(jvmOptions.split(" ", -1)));
            }
            words.addAll(List.of("-jar", jar(program).toString()));
        }
        words.addAll(List.of(arguments));
        return new ChildCommand(words, folder, Map.of("JAVA_OPTS", jvmOptions, "JAVA_HOME", JAVA_HOME), output);
    }
}
