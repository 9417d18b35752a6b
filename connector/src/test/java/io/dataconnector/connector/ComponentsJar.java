package io.dataconnector.connector;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A jar of components, made from the source. */
final class ComponentsJar {
    static final String SERVICE = "io.dataconnector.connector.extension.CustomComponentFactory";

    private ComponentsJar() {}

    /**
     * Compiles sources against the connector's jar, and packs them with the names of the services.
     *
     * @param work for what is made on the way
     * @param components the folder of the jar, which is named {@code example.jar}
     * @param sources by the names of their classes, all of the package {@code example}
     * @param factories the names of the classes that are services
     */
    static void make(Path work, Path components, Map<String, String> sources, List<String> factories)
            throws IOException {
        Path folder = Files.createDirectories(work.resolve("src/example"));
        Path classes = Files.createDirectories(work.resolve("classes"));
        List<String> arguments = new ArrayList<>(
                List.of("-cp", requireNonNull(System.getProperty("connector.jar")), "-d", classes.toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve(source.getKey() + ".java");
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(status).isZero();
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(SERVICE),
                factories.stream().map(name -> "example." + name + "\n").collect(joining()));
        Files.createDirectories(components);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(components.resolve("example.jar")));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, jar);
            }
        }
    }
}
