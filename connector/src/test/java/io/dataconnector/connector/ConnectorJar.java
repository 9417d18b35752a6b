package io.dataconnector.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.protocol.RawOutput;
import io.dataconnector.core.document.DocumentSchema;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs {@code java -jar connector.jar} as whoever uses it does: as a process, in a folder. Standard
 * error goes to a file, so that neither of the two outputs can fill up and block the other.
 */
final class ConnectorJar {
    private static final long TIMEOUT_SECONDS = 60;
    /** Most runs are over before optimised code would pay. */
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final DocumentSchema MESSAGE_SCHEMA =
            DocumentSchema.ofResource(ConnectorJar.class, "message.schema.json");

    private static final int COPY_BUFFER_SIZE = 1 << 13;

    private final Path workingFolder;
    private final Path standardErrorFile;
    private final List<String> launcher;
    private final List<String> javaOptions;

    private ConnectorJar(Path workingFolder, Path standardErrorFile, List<String> launcher, List<String> javaOptions) {
        this.workingFolder = requireNonNull(workingFolder, "workingFolder is null");
        this.standardErrorFile = requireNonNull(standardErrorFile, "standardErrorFile is null");
        this.launcher = List.copyOf(launcher);
        this.javaOptions = List.copyOf(javaOptions);
    }

    /** Whether there is such a program. */
    static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /**
     * What a run left behind.
     *
     * @param lines standard output, as far as it was kept
     * @param standardError standard error
     */
    record Finished(int exitCode, List<String> lines, String standardError) {
        /** Standard output as messages, which every line of it must be. */
        RawOutput raw() {
            RawOutput raw = RawOutput.ofLines(lines);
            raw.messages()
                    .forEach(message -> assertThat(MESSAGE_SCHEMA.faults(message))
                            .as("%s", message)
                            .isEmpty());
            return raw;
        }

        /** The same of a run that did all it was asked for, and so had nothing to tell people. */
        RawOutput rawOfSuccess() {
            assertThat(this)
                    .extracting(Finished::exitCode, Finished::standardError)
                    .containsExactly(0, "");
            return raw();
        }
    }

    /**
     * Runs the jar in a folder.
     *
     * @param scratch where a file may be put: another folder, if the first is not the test's own
     */
    static ConnectorJar in(Path workingFolder, Path scratch) {
        return new ConnectorJar(workingFolder, scratch.resolve("stderr.txt"), List.of(), QUICK_START);
    }

    static ConnectorJar in(Path workingFolder) {
        return in(workingFolder, workingFolder);
    }

    /** The same with options for the JVM, such as the size of its heap. */
    ConnectorJar withJavaOptions(String... options) {
        return new ConnectorJar(workingFolder, standardErrorFile, launcher, List.of(options));
    }

    /** The same with options for the JVM beside those that there are. */
    ConnectorJar withMoreJavaOptions(String... options) {
        List<String> all = new ArrayList<>(javaOptions);
        all.addAll(List.of(options));
        return new ConnectorJar(workingFolder, standardErrorFile, launcher, all);
    }

    /** The same within a script of the shell, to which the command line is {@code "$@"}. */
    ConnectorJar inShell(String script) {
        return new ConnectorJar(workingFolder, standardErrorFile, List.of("sh", "-c", script, "sh"), javaOptions);
    }

    /** Runs to the end and keeps the output. */
    Finished run(String... args) {
        List<String> lines = new ArrayList<>();
        return run(output -> output.lines().forEach(lines::add), lines, args);
    }

    /** Runs to the end and hands over the lines of the output, which may be more than memory holds. */
    Finished runAndConsume(Consumer<String> consumer, String... args) {
        return run(output -> output.lines().forEach(consumer), List.of(), args);
    }

    /** Runs until so many lines have been written, and kills the process (SIGKILL). */
    Finished killAfter(int lineCount, String... args) {
        Process process = start(args);
        List<String> lines = process.inputReader(UTF_8).lines().limit(lineCount).toList();
        return new Finished(end(process.destroyForcibly()), lines, standardError());
    }

    /** Runs until so many lines have been written, asks the process to end (SIGTERM), and hears it out. */
    Finished stopAfter(int lineCount, String... args) {
        Process process = start(args);
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            for (int i = 0; i < lineCount; i++) {
                lines.add(output.readLine());
            }
            // Not Process.destroy(), which closes the output that is still to be heard.
            process.toHandle().destroy();
            output.lines().forEach(lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Finished(end(process), lines, standardError());
    }

    /**
     * Runs until so many bytes of the output are in a file, and kills the process (SIGKILL). Not one byte
     * more gets there, so that equal numbers make equal files.
     *
     * @return whether it was killed; if not, it came to its end before
     */
    boolean killAfterBytes(long byteCount, Path file, String... args) {
        Process process = start(args);
        boolean isKilled;
        try (InputStream output = process.getInputStream();
                OutputStream raw = Files.newOutputStream(file)) {
            isKilled = copy(output, raw, byteCount) == byteCount;
            if (isKilled) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int exitCode = end(process);
        assertThat(standardError()).isEmpty();
        if (!isKilled) {
            assertThat(exitCode).isZero();
        }
        return isKilled;
    }

    /** Runs until so many bytes have been written, sends a signal, and takes the rest of the output. */
    Finished signalAfterBytes(long byteCount, String signal, String... args) {
        Process process = start(args);
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        try (InputStream output = process.getInputStream()) {
            assertThat(copy(output, taken, byteCount)).isEqualTo(byteCount);
            send(signal, process);
            output.transferTo(taken);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int exitCode = end(process);
        String text = taken.toString(UTF_8);
        assertThat(text).as("the last line is whole").endsWith("\n");
        return new Finished(exitCode, text.lines().toList(), standardError());
    }

    /** Runs until something has been written, sends a signal, and takes nothing more of the output. */
    Finished signalAndTakeNothing(String signal, String... args) {
        Process process = start(args);
        String line = firstLine(process);
        send(signal, process);
        return new Finished(end(process), List.of(line), standardError());
    }

    /** Runs until a line has been written, and closes the pipe. */
    Finished closeAfterLine(String... args) {
        Process process = start(args);
        String line = firstLine(process);
        try {
            process.getInputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Finished(end(process), List.of(line), standardError());
    }

    private static String firstLine(Process process) {
        return process.inputReader(UTF_8).lines().findFirst().orElseThrow();
    }

    private static void send(String signal, Process process) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
            assertThat(end(kill)).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long copy(InputStream from, OutputStream to, long byteCount) throws IOException {
        byte[] buffer = new byte[COPY_BUFFER_SIZE];
        long copied = 0;
        while (copied < byteCount) {
            int read = from.read(buffer, 0, (int) Math.min(buffer.length, byteCount - copied));
            if (read < 0) {
                break;
            }
            to.write(buffer, 0, read);
            copied += read;
        }
        return copied;
    }

    private Finished run(Consumer<BufferedReader> reader, List<String> lines, String... args) {
        Process process = start(args);
        reader.accept(process.inputReader(UTF_8));
        return new Finished(end(process), lines, standardError());
    }

    private Process start(String... args) {
        List<String> command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.add("-jar");
        command.add(requireNonNull(System.getProperty("connector.jar"), "connector.jar"));
        command.addAll(List.of(args));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(workingFolder.toFile()).redirectError(standardErrorFile.toFile());
        // The JVM reports options that come this way on standard error, and a level changes what is logged.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "LOG_LEVEL"));
        try {
            Process process = builder.start();
            process.onExit().orTimeout(TIMEOUT_SECONDS, SECONDS).exceptionally(timeout -> process.destroyForcibly());
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int end(Process process) {
        return process.onExit().join().exitValue();
    }

    private String standardError() {
        try {
            return Files.readString(standardErrorFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
