package io.dataconnector.connector.source.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.ConfiguredValue;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.core.document.Document;
import io.dataconnector.core.document.InvalidDocumentException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A schema in a file of its own, {@code JsonFileSchemaLoader}. The CDK finds it in the Python package of the connector, where
 * the manifest is; here it is looked for beside the file of the manifest, with and without the name of the package.
 */
final class SchemaFile {
    private static final String PATH = "file_path";

    private SchemaFile() {}

    /**
     * The schema of a loader; if it cannot be had, one that says nothing, and its stream cannot be read.
     *
     * @param stream the name of its stream, which the file has if the loader gives none
     */
    static ObjectNode compile(Component loader, String stream, Settings settings) {
        String given = ConfiguredValue.string(loader, PATH, settings).orElse("");
        String written = given.isEmpty() ? "schemas/" + stream + ".json" : given.replaceFirst("^(\\./|/)+", "");
        Optional<Path> file = find(written, settings);
        if (file.isEmpty()) {
            loader.limit(
                    PATH,
                    "there is no file " + written
                            + " beside the manifest; put it there, or write its content into the manifest (InlineSchemaLoader)");
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            Document document = Document.read(file.get());
            if (!(document.content() instanceof ObjectNode schema)) {
                loader.limit(PATH, document.name() + " has no JSON Schema, which is an object");
            } else if (schema.findValue("$ref") == null) {
                return schema;
            } else {
                loader.limit(PATH, document.name() + " has references ($ref), which are not supported there");
            }
        } catch (InvalidDocumentException e) {
            loader.limit(PATH, String.valueOf(e.getMessage()));
        }
        return JsonNodeFactory.instance.objectNode();
    }

    /** Beside the manifest, or from where its folder is, if that is the package: {@code source_x/schemas/users.json}. */
    private static Optional<Path> find(String written, Settings settings) {
        try {
            Path relative = Path.of(written);
            return settings.folder().stream()
                    .flatMap(folder -> Stream.concat(Stream.of(folder), Stream.ofNullable(folder.getParent())))
                    .map(folder -> folder.resolve(relative))
                    .filter(Files::isRegularFile)
                    .findFirst();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
