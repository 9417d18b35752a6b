package io.dataconnector.connector.source;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.extension.CustomComponent;
import io.dataconnector.connector.extension.CustomComponentFactory;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The Java classes for the {@code class_name}s of manifests: services of the jars in the folder that the system property
 * {@value #FOLDER} names, and of the program itself. They are looked for when a manifest first names one.
 */
public final class CustomComponents {
    /** A folder of jars. */
    public static final String FOLDER = "dataconnector.components";

    private static final Lazy<ComponentJars> JARS = new Lazy<>(CustomComponents::load);
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
        ComponentJars jars = JARS.get();
        CustomComponentFactory factory = jars.factories().get(className);
        if (factory == null) {
            component.limit(CLASS_NAME, jars.absence(className, role));
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
            // It may be the configuration that it refuses.
            component.abandonForConfiguration("the class \"" + className + "\" refuses: " + e.getMessage());
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            throw failed(component.path(), e);
        }
        return Optional.empty();
    }

    /** What cannot be used of the jars, if a manifest has named a class: each a sentence. */
    public static List<String> warnings() {
        return JARS.known().map(ComponentJars::broken).orElse(List.of());
    }

    /**
     * Calls a component, which must not return null.
     *
     * @param place where in the manifest it is
     * @throws ConnectorException if it fails
     */
    public static <T> T call(String place, Supplier<T> call) {
        try {
            return requireNonNull(call.get(), "it has returned null");
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
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

    private static ComponentJars load() {
        String folder = System.getProperty(FOLDER);
        return folder == null ? ComponentJars.none() : ComponentJars.of(Path.of(folder));
    }
}
