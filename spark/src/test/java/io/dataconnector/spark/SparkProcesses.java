package io.dataconnector.spark;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Spark as processes, out of the jars from Maven in place of an installation: drivers, a master, workers. All listen on
 * the loopback address only.
 */
final class SparkProcesses implements AutoCloseable {
    private static final String JAR =
            requireNonNull(System.getProperty("spark.jar"), "the system property spark.jar is not set");
    private static final String CLASS_PATH = "target/class.path";
    private static final long TIMEOUT_SECONDS = 600;
    private static final String ADDRESS = "127.0.0.1";

    private final Path folder;
    private final Path home;
    private final List<Process> services = new ArrayList<>();

    /** How a driver ended, and what it said. */
    record Result(int exitCode, String err) {}

    /** @param folder for what the processes need */
    SparkProcesses(Path folder) throws IOException {
        this.folder = folder;
        home = folder.resolve("home");
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (String entry : Files.readString(Path.of(CLASS_PATH)).strip().split(File.pathSeparator, -1)) {
            Path file = Path.of(entry);
            if (entry.endsWith(".jar") && !file.getFileName().toString().matches("(core-|normalizer).*")) {
                Files.createSymbolicLink(jars.resolve(file.getFileName()), file.toAbsolutePath());
            }
        }
    }

    /** Starts a master, and answers its URL. */
    String startMaster() throws IOException {
        String log = start(
                "master",
                "Starting Spark master at ",
                "org.apache.spark.deploy.master.Master",
                List.of("--host", ADDRESS, "--port", "0", "--webui-port", "0"));
        int url = log.indexOf("spark://");
        return log.substring(url, log.indexOf('\n', url)).strip();
    }

    /** Starts a worker of one core, which registers with a master. */
    void startWorker(String name, String master) throws IOException {
        start(
                name,
                "Successfully registered with master",
                "org.apache.spark.deploy.worker.Worker",
                List.of(
                        "--host",
                        ADDRESS,
                        "--cores",
                        "1",
                        "--memory",
                        "1g",
                        "--webui-port",
                        "0",
                        "--work-dir",
                        folder.resolve(name).toString(),
                        master));
    }

    /** Starts a service, and answers its log as soon as a message is in it. */
    private String start(String name, String message, String main, List<String> arguments) throws IOException {
        List<String> command = java(Path.of("target/test-classes/log4j2-info.properties"));
        command.addAll(List.of("-Xmx256m", "-cp", home.resolve("jars") + "/*", main));
        command.addAll(arguments);
        Process service = builder(command).redirectErrorStream(true).start();
        services.add(service);
        StringBuilder log = new StringBuilder();
        var lines = service.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            log.append(line).append('\n');
            if (line.contains(message)) {
                // Reads on, or the service would wait for its log to be read.
                Thread reader = new Thread(() -> lines.lines().forEach(ignored -> {}), name);
                reader.setDaemon(true);
                reader.start();
                return log.toString();
            }
        }
        throw new IllegalStateException(name + " ended: " + log);
    }

    /**
     * Runs the program as a driver to its end.
     *
     * @param properties of Spark: {@code spark.master=...}
     */
    Result run(List<String> properties, String... arguments) throws IOException, InterruptedException {
        List<String> command = java(Path.of("log4j2.properties"));
        command.add("-Xmx512m");
        properties.forEach(property -> command.add("-D" + property));
        command.addAll(List.of(
                "-Dspark.jars=" + JAR,
                "-Dspark.ui.enabled=false",
                "-Dspark.driver.host=" + ADDRESS,
                "-Dspark.driver.bindAddress=" + ADDRESS,
                "-Dspark.sql.shuffle.partitions=2",
                "-cp",
                JAR + File.pathSeparator + "target/test-classes" + File.pathSeparator + home.resolve("jars") + "/*",
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path err = Files.createTempFile(folder, "driver", ".err");
        Process driver = builder(command).redirectError(err.toFile()).start();
        if (!driver.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            driver.destroyForcibly().waitFor();
            throw new IllegalStateException("took more than " + TIMEOUT_SECONDS + " s: " + Files.readString(err));
        }
        return new Result(driver.exitValue(), Files.readString(err));
    }

    private static List<String> java(Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(System.getProperty("spark.jvm.args").strip().split("\\s+", -1)));
        command.add("-Dlog4j2.configurationFile=" + log.toAbsolutePath());
        return command;
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", ADDRESS);
        builder.environment().put("SPARK_LOCAL_DIRS", folder.resolve("local").toString());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        return builder;
    }

    @Override
    public void close() throws IOException {
        for (Process service : services) {
            service.descendants().forEach(ProcessHandle::destroyForcibly);
            service.destroyForcibly().onExit().join();
        }
        // JUnit would warn of each link that leads out of its folder.
        try (Stream<Path> links = Files.list(home.resolve("jars"))) {
            for (Path link : links.toList()) {
                Files.delete(link);
            }
        }
    }
}
