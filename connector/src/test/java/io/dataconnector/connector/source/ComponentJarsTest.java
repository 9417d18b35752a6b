package io.dataconnector.connector.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.extension.CustomComponent;
import io.dataconnector.connector.extension.CustomComponentFactory;
import io.dataconnector.connector.extension.CustomConfigTransformation;
import io.dataconnector.connector.failure.ConnectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars of components, good and broken ones in one folder. */
final class ComponentJarsTest {
    private static final String SERVICE =
            "META-INF/services/io.dataconnector.connector.extension.CustomComponentFactory";

    @TempDir
    private Path folder;

    private void jar(String name, String entry, String content) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            jar.putNextEntry(new JarEntry(entry));
            jar.write(content.getBytes(UTF_8));
        }
    }

    @Test
    void whatIsBrokenIsNamedAndTheRestIsUsed() throws IOException {
        jar("1.jar", SERVICE, "example.Absent # not there\n\n" + NamedByJar.class.getName() + "\n");
        Files.writeString(folder.resolve("2.jar"), "no archive");
        jar("3.jar", SERVICE, "java.lang.Object\n" + Failing.class.getName());
        jar("library.jar", "some.txt", "no service");
        Files.writeString(folder.resolve("readme.txt"), "no jar");

        ComponentJars jars = ComponentJars.of(folder);

        assertThat(jars.factories()).containsKeys("named.by.jar", "test.Members");
        assertThat(jars.broken())
                .satisfiesExactly(
                        absent -> assertThat(absent)
                                .startsWith("The class example.Absent of the jar of components " + folder)
                                .contains(
                                        "1.jar cannot be used: ClassNotFoundException: example.Absent. Build it for Java "),
                        archive -> assertThat(archive).contains("2.jar cannot be used: "),
                        other -> assertThat(other).contains("3.jar cannot be used: ClassCastException"),
                        failing -> assertThat(failing).contains("3.jar cannot be used: IllegalStateException. Build"));
    }

    /** A manifest that is refused for want of a class has no warnings. */
    @Test
    void whatIsBrokenIsNamedWithAClassThatIsAbsent() throws IOException {
        jar("1.jar", SERVICE, "example.Absent");

        assertThat(ComponentJars.of(folder).absence("a.B", CustomConfigTransformation.class))
                .startsWith("the class \"a.B\" is Python code and cannot be run; put a jar with a Java class for it, a"
                        + " CustomConfigTransformation, into the folder of components (docs/components.md). The class"
                        + " example.Absent of the jar of components " + folder)
                .contains("1.jar cannot be used: ClassNotFoundException: example.Absent. Build it for Java ")
                .endsWith("take the jar out of the folder");
        assertThat(ComponentJars.none().absence("a.B", CustomConfigTransformation.class))
                .endsWith("(docs/components.md)");
    }

    @Test
    void withoutAFolderThereIsWhatTheProgramHas() {
        assertThat(ComponentJars.none().factories()).containsKey("test.Members").doesNotContainKey("named.by.jar");
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> ComponentJars.of(folder.resolve("absent")))
                .withMessageContaining("absent, cannot be read: ");
    }

    /** Named by a jar alone. */
    public static final class NamedByJar implements CustomComponentFactory {
        @Override
        public String className() {
            return "named.by.jar";
        }

        @Override
        public CustomComponent create(ObjectNode component, ObjectNode config) {
            throw new UnsupportedOperationException();
        }
    }

    /** Cannot be made. */
    public static final class Failing implements CustomComponentFactory {
        public Failing() {
            throw new IllegalStateException();
        }

        @Override
        public String className() {
            return "failing";
        }

        @Override
        public CustomComponent create(ObjectNode component, ObjectNode config) {
            throw new UnsupportedOperationException();
        }
    }
}
