package io.dataconnector.core.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A program in its own jar, with resources and a version, as a user has it. */
public final class ProgramJar implements AutoCloseable {
    /** The only class in the jar. */
    public static final class Program {}

    private final URLClassLoader loader;

    private ProgramJar(URLClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Writes a jar and opens it.
     *
     * @param resources the texts of the files by their paths; a path that ends in a slash is a folder
     */
    public static ProgramJar write(Path jar, String version, Map<String, String> resources) throws IOException {
        String program = Program.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest(version));
                InputStream code = requireNonNull(ProgramJar.class.getResourceAsStream("/" + program))) {
            entries.putNextEntry(new JarEntry(program));
            code.transferTo(entries);
            for (Map.Entry<String, String> resource : resources.entrySet()) {
                entries.putNextEntry(new JarEntry(resource.getKey()));
                entries.write(resource.getValue().getBytes(UTF_8));
            }
        }
        // The tests' class path must not be the parent, or the class would be loaded from there.
        return new ProgramJar(
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader()));
    }

    private static Manifest manifest(String version) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        return manifest;
    }

    /** The program's class, loaded from the jar. */
    public Class<?> program() throws ClassNotFoundException {
        return loader.loadClass(Program.class.getName());
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
