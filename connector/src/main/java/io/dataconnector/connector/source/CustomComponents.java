package io.dataconnector.connector.source;

import io.dataconnector.connector.extension.CustomComponent;
import io.dataconnector.connector.extension.CustomComponentFactory;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.core.fault.IoFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The Java classes for the {@code class_name}s of manifests: services of the jars in the folder that the system property
 * {@value #FOLDER} names, and of the program itself. They are looked for when a manifest first names one.
 */
public final class CustomComponents {
    /** A folder of jars. */
    public static final String FOLDER = "dataconnector.components";

    private static final Lazy<Map<String, CustomComponentFactory>> FACTORIES = new Lazy<>(CustomComponents::load);
    private static final String CLASS_NAME = "class_name";

    private CustomComponents() {}

    /**
     * The component that a class of a manifest stands for. If there is none, the stream that needs it cannot be read.
     *
     * @param component a component with a {@code class_name}
     * @param role the interface that it must have at its place
     */
    public static <T extends CustomComponent> Optional<T> find(Component component, Settings settings, Class<T> role) {
        String className = component.requiredText(CLASS_NAME);
        if (className.isEmpty()) {
            return Optional.empty();
        }
        CustomComponentFactory factory = FACTORIES.get().get(className);
        if (factory == null) {
            component.limit(
                    CLASS_NAME,
                    "the class \"" + className
                            + "\" is Python code and cannot be run; put a jar with a Java class for it, a "
                            + role.getSimpleName() + ", into the folder of components (docs/components.md)");
            component.all();
            return Optional.empty();
        }
        try {
            CustomComponent made = factory.create(component.all(), settings.config());
            if (role.isInstance(made)) {
                return Optional.of(role.cast(made));
            }
            component.limit(
                    CLASS_NAME,
                    "the Java class for \"" + className + "\" is not a " + role.getSimpleName()
                            + ", which is needed here");
        } catch (IllegalArgumentException e) {
            component.limit(CLASS_NAME, "the class \"" + className + "\" refuses: " + e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            throw failed(component.path(), e);
        }
        return Optional.empty();
    }

    /**
     * Calls a component.
     *
     * @param place where in the manifest it is
     * @throws ConnectorException if it fails
     */
    public static <T> T call(String place, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException | LinkageError e) {
            throw failed(place, e);
        }
    }

    private static ConnectorException failed(String place, Throwable cause) {
        String message = cause.getMessage();
        return new ConnectorException(
                FailureType.SYSTEM_ERROR,
                "Manifest at " + place + ": the Java class of this component has failed with "
                        + cause.getClass().getSimpleName() + (message == null ? "" : ": " + message)
                        + ". Tell whoever maintains that class.",
                cause);
    }

    private static Map<String, CustomComponentFactory> load() {
        Map<String, CustomComponentFactory> factories = new HashMap<>();
        try {
            for (CustomComponentFactory factory : ServiceLoader.load(CustomComponentFactory.class, loader())) {
                factories.putIfAbsent(factory.className(), factory);
            }
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            throw unusable(e);
        }
        return factories;
    }

    /** A class that is broken, or made for a newer version of Java, keeps its reader from the jars after it, so that none counts. */
    private static ConnectorException unusable(Throwable cause) {
        return cause instanceof ConnectorException failure
                ? failure
                : new ConnectorException(
                        FailureType.CONFIG_ERROR,
                        "The jars of components cannot be used: "
                                + (cause instanceof ServiceConfigurationError
                                        ? ""
                                        : cause.getClass().getSimpleName() + ": ")
                                + cause.getMessage() + ". They are in " + System.getProperty(FOLDER)
                                + "; take out the one of that class, or build it for Java "
                                + Runtime.version().feature() + ".",
                        cause);
    }

    /** Stays open as long as the program runs. */
    private static ClassLoader loader() {
        ClassLoader own = CustomComponents.class.getClassLoader();
        String folder = System.getProperty(FOLDER);
        return folder == null ? own : new URLClassLoader(jars(Path.of(folder)).toArray(URL[]::new), own);
    }

    private static List<URL> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            // The order of a folder is the system's.
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .map(CustomComponents::url)
                    .toList();
        } catch (IOException e) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    "The folder of components, " + folder + ", cannot be read: " + IoFault.describe(e)
                            + ". The system property " + FOLDER + " names it.",
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
