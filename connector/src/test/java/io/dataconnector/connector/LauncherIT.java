package io.dataconnector.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dataconnector.connector.protocol.RawOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as {@code connector/bin/connector} starts it: from anywhere, with any JDK, with or without an archive. */
@DisabledOnOs(OS.WINDOWS)
final class LauncherIT {
    private static final long TIMEOUT_SECONDS = 60;
    private static final int FIRST_JDK_WITH_ARCHIVES_ANYWHERE = 25;
    private static final Path LAUNCHER = Repository.root().resolve("connector/bin/connector");
    private static final Path ARCHIVE = Repository.root().resolve("connector/target/connector.jsa");
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    /** A folder with a space, so that every test has one. */
    @TempDir
    private Path temporary;

    private final Map<String, String> environment = new HashMap<>();
    private Path folder;

    private record Finished(int exitCode, String out, String err) {}

    @BeforeEach
    void takeTheJdkOfTheTests() throws IOException {
        folder = Files.createDirectory(temporary.resolve("with a space")).toRealPath();
        environment.put("JAVA_HOME", JAVA_HOME.toString());
    }

    private Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("stderr.txt").toFile());
        builder.environment()
                .keySet()
                .removeAll(List.of("JAVA_HOME", "JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "LOG_LEVEL"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.onExit().orTimeout(TIMEOUT_SECONDS, SECONDS).exceptionally(timeout -> process.destroyForcibly());
        return process;
    }

    private Finished run(String... command) throws IOException {
        Process process = start(command);
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Finished(
                process.onExit().join().exitValue(), out, Files.readString(folder.resolve("stderr.txt"), UTF_8));
    }

    private Finished run(Path launcher, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(args));
        return run(command.toArray(String[]::new));
    }

    private void assertPrintsSpec(Path launcher) throws IOException {
        assertPrintsSpec(launcher.toString(), "spec");
    }

    private void assertPrintsSpec(String... command) throws IOException {
        Finished spec = run(command);

        assertThat(spec).extracting(Finished::exitCode, Finished::err).containsExactly(0, "");
        assertThat(RawOutput.of(spec.out().getBytes(UTF_8)).ofType("SPEC", "spec"))
                .hasSize(1);
    }

    /** A copy of what a launcher needs, without an archive. */
    private Path copyTree() throws IOException {
        Path tree = folder.resolve("the tree");
        for (String file : List.of(
                "connector/bin/connector", "launcher/start", "launcher/locale", "connector/target/connector.jar")) {
            Files.createDirectories(tree.resolve(file).getParent());
            Files.copy(Repository.root().resolve(file), tree.resolve(file));
        }
        return tree;
    }

    private static Path launcher(Path tree) {
        return tree.resolve("connector/bin/connector");
    }

    private static Path archive(Path tree) {
        return tree.resolve("connector/target/connector.jsa");
    }

    /** Has the launcher of a copied tree believe that the archive is for it. */
    private static void approveArchive(Path tree, Path javaHome) throws IOException {
        String version = Files.readAllLines(javaHome.resolve("release")).stream()
                .filter(line -> line.startsWith("JAVA_VERSION="))
                .map(line -> line.split("\"", -1)[1])
                .findFirst()
                .orElseThrow();
        Files.writeString(
                Path.of(archive(tree) + ".for"), version + " " + tree.resolve("connector/target/connector.jar") + "\n");
    }

    @Test
    void theBuildMadeAnArchive() throws IOException {
        assumeThat(canMakeAnArchive())
                .as("JDKs before 25 archive no classes of a jar at a path that a URL has to escape")
                .isTrue();
        environment.put("JAVA_OPTS", "-Xlog:class+load:stderr");
        Finished spec = run(LAUNCHER, "spec");

        assertThat(ARCHIVE).exists();
        assertThat(spec.err().lines().filter(line -> line.contains(" io.dataconnector.connector.cli.Main ")))
                .singleElement()
                .asString()
                .contains("shared objects file");
    }

    private static boolean canMakeAnArchive() {
        return Runtime.version().feature() >= FIRST_JDK_WITH_ARCHIVES_ANYWHERE
                || ARCHIVE.toUri().getRawPath().equals(ARCHIVE.toString());
    }

    @Test
    void fromAnotherFolder() throws IOException {
        assertPrintsSpec(LAUNCHER);
    }

    @Test
    void throughSymbolicLinks() throws IOException {
        Path target = launcher(copyTree());
        Path absolute = Files.createSymbolicLink(folder.resolve("absolute"), target);
        Path links = Files.createDirectory(folder.resolve("links"));
        Path relative = Files.createSymbolicLink(links.resolve("relative"), Path.of("..", "absolute"));
        Path chain = Files.createSymbolicLink(folder.resolve("chain"), Path.of("links", "relative"));
        Path linkedFolder = Files.createSymbolicLink(folder.resolve("linked"), target.getParent());

        assertPrintsSpec(absolute);
        assertPrintsSpec(relative);
        assertPrintsSpec(chain);
        assertPrintsSpec(linkedFolder.resolve("connector"));
        assertPrintsSpec("/bin/sh", "-c", "./chain spec");
        assertPrintsSpec("/bin/sh", "-c", "cd links && sh relative spec");
    }

    @Test
    void fromThePath() throws IOException {
        String path = LAUNCHER.getParent() + ":" + JAVA_HOME.resolve("bin") + ":" + System.getenv("PATH");
        environment.put("PATH", path);
        environment.remove("JAVA_HOME");

        assertPrintsSpec("/bin/sh", "-c", "connector spec");
    }

    @Test
    void withoutAnArchive() throws IOException {
        assertPrintsSpec(launcher(copyTree()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, 1_000_000})
    void withAnArchiveThatIsCutOff(int size) throws IOException {
        assumeThat(ARCHIVE).exists();
        Path tree = copyTree();
        byte[] archive = Files.readAllBytes(ARCHIVE);
        Files.write(archive(tree), Arrays.copyOf(archive, size));
        approveArchive(tree, JAVA_HOME);

        assertPrintsSpec(launcher(tree));
    }

    @Test
    void withAnArchiveThatIsNone() throws IOException {
        Path tree = copyTree();
        Files.writeString(archive(tree), "This is no archive.\n".repeat(10_000));
        approveArchive(tree, JAVA_HOME);

        assertPrintsSpec(launcher(tree));
    }

    /** As after a copy that keeps everything but the place and the times of the files. */
    @Test
    void withAnArchiveOfAnotherJar() throws IOException {
        assumeThat(ARCHIVE).exists();
        Path tree = copyTree();
        Files.copy(ARCHIVE, archive(tree));
        assertPrintsSpec(launcher(tree));

        approveArchive(tree, JAVA_HOME);
        assertPrintsSpec(launcher(tree));
    }

    @Test
    void withOtherJdks() throws IOException {
        List<Path> others = otherJdks();
        assumeThat(others).as("JDKs beside that of the tests, in /usr/lib/jvm").isNotEmpty();
        assumeThat(ARCHIVE).exists();
        Path tree = copyTree();
        Files.copy(ARCHIVE, archive(tree));
        for (Path other : others) {
            environment.put("JAVA_HOME", other.toString());
            assertPrintsSpec(LAUNCHER);
            approveArchive(tree, other);
            assertPrintsSpec(launcher(tree));
        }
    }

    private static List<Path> otherJdks() throws IOException {
        Path jdks = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(jdks)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(jdks)) {
            return entries.filter(
                            jdk -> Files.isExecutable(jdk.resolve("bin/java")) && Files.exists(jdk.resolve("release")))
                    .filter(jdk -> !isSame(jdk))
                    .toList();
        }
    }

    private static boolean isSame(Path jdk) {
        try {
            return Files.isSameFile(jdk, JAVA_HOME);
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void optionsForJavaWinOverThoseOfTheLauncher() throws IOException {
        environment.put("JAVA_OPTS", "-XX:+PrintFlagsFinal -XX:TieredStopAtLevel=3 -XX:+UseParallelGC");
        Finished spec = run(LAUNCHER, "spec");

        assertThat(spec.exitCode()).isZero();
        assertThat(spec.out() + spec.err())
                .containsPattern("TieredStopAtLevel +\\D+3 ")
                .containsPattern("UseParallelGC +\\D+true");
    }

    @Test
    void whatTheJvmHasToSayIsAMatterOfStandardError() throws IOException {
        environment.put("JAVA_OPTS", "-Xms128m -Xmx64m");
        Finished wrong = run(LAUNCHER, "spec");

        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err()).contains("heap size");
    }

    @Test
    void theExitStatusIsThatOfTheProgram() throws IOException {
        assertThat(run(LAUNCHER, "nonsense").exitCode()).isEqualTo(2);
        assertThat(run(LAUNCHER, "discover", "--config", "none.json").exitCode())
                .isEqualTo(1);
    }

    @Test
    void argumentsArePassedOnAsTheyAre() throws IOException {
        Finished check = run(LAUNCHER, "check", "--config", "a b * $HOME.json");

        assertThat(check.out()).contains("Configuration a b * $HOME.json: no such file");
    }

    @Test
    void theJvmTakesThePlaceOfTheScriptAndSoItsSignals() throws IOException {
        // It reads the standard input, which does not end.
        Process process = start(LAUNCHER.toString(), "state", "-");
        while (process.isAlive() && !process.info().command().orElse("").endsWith("/java")) {
            Thread.onSpinWait();
        }

        assertThat(process.children()).isEmpty();
        process.destroy();
        assertThat(process.onExit().join().exitValue()).isEqualTo(143);
        assertThat(folder.resolve("stderr.txt")).isEmptyFile();
    }

    @Test
    void withoutAJdkItSaysWhatIsNeeded() throws IOException {
        environment.remove("JAVA_HOME");
        environment.put("PATH", "");
        assertFails("there is no java on the PATH");

        environment.put("JAVA_HOME", folder.toString());
        assertFails("JAVA_HOME is " + folder + ", but there is no bin/java in it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/nowhere"})
    void itNeedsNothingOnThePath(String path) throws IOException {
        environment.put("PATH", path);

        assertPrintsSpec(LAUNCHER);
    }

    @Test
    void aLinkThatCannotBeFollowedIsNamed() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), LAUNCHER);
        environment.put("PATH", "");

        Finished failed = run(link, "spec");

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err())
                .startsWith("connector: " + link + " is a symbolic link")
                .contains("no readlink");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "xx_XX.UTF-8", ""})
    void filesTokensAndOptionsMayBeOutsideAsciiInEveryLocale(String locale) throws IOException {
        environment.put("LC_ALL", locale);
        environment.put("LC_CTYPE", "");
        environment.put("LANG", "");
        Path stream = Files.createDirectories(folder.resolve("Übung/users"));
        Files.writeString(stream.resolve("page_1.json"), "{\"data\":[],\"next_cursor\":\"青空\"}");
        Files.writeString(
                stream.resolve("青空.json"),
                "{\"data\":[{\"id\":\"a\",\"updated_at\":\"2024-06-02T10:00:00Z\"}],\"next_cursor\":null}");
        Files.writeString(folder.resolve("für.json"), "{\"fixtures_base_path\":\"Übung\"}");
        Files.writeString(
                folder.resolve("catalog.json"),
                "{\"streams\":[{\"stream\":{\"name\":\"users\",\"json_schema\":{},\"supported_sync_modes\":"
                        + "[\"incremental\"]},\"sync_mode\":\"incremental\",\"destination_sync_mode\":\"append\"}]}");
        List<String> read = List.of("read", "--config", "für.json", "--catalog", "catalog.json");

        Finished launched = run(LAUNCHER, read.toArray(String[]::new));

        assertThat(launched).extracting(Finished::exitCode, Finished::err).containsExactly(0, "");
        assertThat(RawOutput.of(launched.out().getBytes(UTF_8)).recordIds("users"))
                .containsExactly("a");
    }

    @Test
    void theJarSaysWhatToDoAboutALocaleThatHasNoLettersOutsideAscii() throws IOException {
        assumeThat(System.getProperty("os.name")).doesNotStartWith("Mac");
        environment.put("LC_ALL", "C");
        String java = JAVA_HOME.resolve("bin/java").toString();
        Path jar = copyTree().resolve("connector/target/connector.jar");

        Finished option = run(java, "-jar", jar.toString(), "check", "--config", "für.json");

        assertThat(option.exitCode()).isEqualTo(2);
        assertThat(option.out()).isEmpty();
        assertThat(option.err())
                .startsWith("connector: the argument f??r.json ")
                .contains("LC_ALL to C.UTF-8");

        Files.writeString(folder.resolve("config.json"), "{\"fixtures_base_path\":\"für\"}");
        Finished config = run(java, "-jar", jar.toString(), "check", "--config", "config.json");

        assertThat(config.out()).contains("at /fixtures_base_path").contains("LC_ALL to C.UTF-8");
    }

    @Test
    void withAnOldJdkItSaysWhatIsNeeded() throws IOException {
        Path old = fakeJdk("exit 99");
        environment.put("JAVA_HOME", old.toString());
        Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"N/A\"\nJAVA_VERSION=\"11.0.2\"\nLIBC=\"gnu\"\n");
        assertFails(old + "/bin/java is of version 11.0.2");

        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"1.8.0_402\"\n");
        assertFails(old + "/bin/java is of version 1.8.0_402");
    }

    @Test
    void aJavaThatIsNotInAJdkIsAsked() throws IOException {
        Path old = fakeJdk("echo 'openjdk version \"16.0.1\" 2021-04-20' >&2");
        environment.put("JAVA_HOME", old.toString());
        assertFails(old + "/bin/java is of version 16.0.1");

        environment.put(
                "JAVA_HOME",
                fakeJdk("exec '" + JAVA_HOME.resolve("bin/java") + "' \"$@\"").toString());
        assertPrintsSpec(LAUNCHER);
    }

    @Test
    void withoutAJarItSaysHowToBuildIt() throws IOException {
        Path tree = copyTree();
        Path jar = tree.resolve("connector/target/connector.jar");
        Files.delete(jar);

        Finished failed = run(launcher(tree), "spec");

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err())
                .isEqualTo("connector: there is no " + jar + ". Build it with: mvn -DskipTests package\n");
    }

    private void assertFails(String message) throws IOException {
        Finished failed = run(LAUNCHER, "spec");

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).startsWith("connector: " + message).contains("version 17 or newer");
    }

    private Path fakeJdk(String script) throws IOException {
        Path jdk = Files.createTempDirectory(folder, "jdk");
        writeScript(Files.createDirectory(jdk.resolve("bin")).resolve("java"), script);
        return jdk;
    }

    private static void writeScript(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
