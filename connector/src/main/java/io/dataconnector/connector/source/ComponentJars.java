package io.dataconnector.connector.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.extension.CustomComponent;
import io.dataconnector.connector.extension.CustomComponentFactory;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.core.fault.IoFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The factories of components by their class names: services of the program itself, and of the jars of a folder, whose classes
 * see each other. A jar or a class that is broken leaves out nothing but itself.
 */
final class ComponentJars {
    private static final String SERVICE = "META-INF/services/" + CustomComponentFactory.class.getName();

    private final Map<String, CustomComponentFactory> factories = new HashMap<>();
    private final List<String> broken = new ArrayList<>();

    private ComponentJars() {}

    /** Those of the program itself alone. */
    static ComponentJars none() {
        ComponentJars loaded = new ComponentJars();
        ServiceLoader.load(CustomComponentFactory.class, ComponentJars.class.getClassLoader())
                .forEach(loaded::add);
        return loaded;
    }

    /**
     * Those of a folder, too.
     *
     * @throws ConnectorException if the folder cannot be read
     */
    static ComponentJars of(Path folder) {
        ComponentJars loaded = none();
        List<Path> jars = jars(folder);
        // Stays open as long as the program runs.
        ClassLoader loader = new URLClassLoader(
                jars.stream().map(ComponentJars::url).toArray(URL[]::new), ComponentJars.class.getClassLoader());
        jars.forEach(jar -> loaded.addJar(jar, loader));
        return loaded;
    }

    Map<String, CustomComponentFactory> factories() {
        return Map.copyOf(factories);
    }

    /** What cannot be used, each a sentence that names the jar. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    /**
     * Why there is nothing for a class name, without a full stop. A jar that cannot be used may have it.
     *
     * @param role the interface that is needed
     */
    String absence(String className, Class<? extends CustomComponent> role) {
        String absence = "the class \"" + className
                + "\" is Python code and cannot be run; put a jar with a Java class for it, a "
                + role.getSimpleName() + ", into the folder of components (docs/components.md)";
        return broken.isEmpty()
                ? absence
                : absence + ". " + String.join(" ", broken).replaceFirst("\\.$", "");
    }

    private void add(CustomComponentFactory factory) {
        factories.putIfAbsent(requireNonNull(factory.className(), "className is null"), factory);
    }

    private void addJar(Path jar, ClassLoader loader) {
        try {
            services(jar).forEach(service -> addService(service, jar, loader));
        } catch (IOException e) {
            broken.add("The jar of components " + jar + " cannot be used: " + IoFault.describe(e)
                    + ". Build it again, or take it out of the folder.");
        }
    }

    private void addService(String service, Path jar, ClassLoader loader) {
        try {
            add((CustomComponentFactory)
                    loader.loadClass(service).getConstructor().newInstance());
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String message = cause.getMessage();
            broken.add("The class " + service + " of the jar of components " + jar + " cannot be used: "
                    + cause.getClass().getSimpleName() + (message == null ? "" : ": " + message)
                    + ". Build it for Java "
                    + Runtime.version().feature()
                    + " with a public constructor without parameters, or take the jar out of"
                    + " the folder.");
        }
    }

    /** The names that the file of the service has, a line each; a number sign begins a comment. */
    private static List<String> services(Path jar) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            ZipEntry entry = file.getEntry(SERVICE);
            if (entry == null) {
                return List.of();
            }
            try (InputStream content = file.getInputStream(entry)) {
                return new String(content.readAllBytes(), UTF_8)
                        .lines()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .toList();
            }
        }
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            // The order of a folder is the system's.
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    "The folder of components, " + folder + ", cannot be read: " + IoFault.describe(e)
                            + ". The system property " + CustomComponents.FOLDER + " names it.",
                    e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
