package io.dataconnector.core.document;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.fault.IoFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Folders of definitions: one JSON document per file, in the order of the file names. */
public final class Definitions {
    private static final String SUFFIX = ".json";

    private Definitions() {}

    /**
     * The definitions that a program ships in a folder of resources.
     *
     * @param program a class of the program
     */
    public static List<Document> shipped(Class<?> program, String folder) {
        URL url = requireNonNull(program.getResource("/" + folder), folder);
        try {
            if (!(url.openConnection() instanceof JarURLConnection connection)) {
                return read(Path.of(url.toURI()));
            }
            // A jar that is already open elsewhere is shared, and must be closed only there.
            connection.setUseCaches(false);
            try (JarFile jar = connection.getJarFile()) {
                return read(jar, folder);
            }
        } catch (URISyntaxException | InvalidDocumentException e) {
            throw new IllegalStateException("the program's own folder " + folder + " is damaged", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The definitions in a folder that the user named, each of which has a member {@code name}.
     *
     * @param schema validates each of them, and requires the name
     * @throws InvalidDocumentException if there is no such folder, if a file in it is not a definition, or
     *     if two have the same name
     */
    public static List<Document> inFolder(Path folder, DocumentSchema schema) throws InvalidDocumentException {
        List<Document> documents = inFolder(folder);
        if (documents.isEmpty()) {
            throw new InvalidDocumentException(folder.toString(), List.of("holds no definition, no file *" + SUFFIX));
        }
        Set<String> names = new HashSet<>();
        for (Document document : documents) {
            schema.check(document);
            if (!names.add(document.content().required("name").textValue())) {
                throw new InvalidDocumentException(
                        document.name(), List.of(Faults.at("/name", "another file of the folder has the same name")));
            }
        }
        return documents;
    }

    /**
     * The documents in a folder that the user named.
     *
     * @throws InvalidDocumentException if there is no such folder, or a file in it is not JSON
     */
    static List<Document> inFolder(Path folder) throws InvalidDocumentException {
        if (!Files.isDirectory(folder)) {
            String fault = Files.exists(folder) ? "is not a folder" : "no such folder";
            throw new InvalidDocumentException(folder.toString(), List.of(fault));
        }
        try {
            return read(folder);
        } catch (IOException e) {
            throw new InvalidDocumentException(folder.toString(), List.of("cannot be read: " + IoFault.describe(e)));
        }
    }

    private static List<Document> read(Path folder) throws IOException, InvalidDocumentException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(Definitions::isDefinition).sorted().toList();
        }
        List<Document> documents = new ArrayList<>();
        for (Path file : files) {
            documents.add(Document.read(file));
        }
        return documents;
    }

    private static List<Document> read(JarFile jar, String folder) throws IOException, InvalidDocumentException {
        List<String> names = new ArrayList<>();
        for (JarEntry entry : Collections.list(jar.entries())) {
            String name = entry.getName();
            if (name.startsWith(folder + "/") && name.endsWith(SUFFIX)) {
                names.add(name);
            }
        }
        Collections.sort(names);
        List<Document> documents = new ArrayList<>();
        for (String name : names) {
            try (InputStream content = jar.getInputStream(jar.getEntry(name))) {
                documents.add(Document.of(name, content.readAllBytes()));
            }
        }
        return documents;
    }

    /** Whether a file is a definition and not a hidden file of an editor or a file system. */
    private static boolean isDefinition(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUFFIX) && !name.startsWith(".");
    }
}
