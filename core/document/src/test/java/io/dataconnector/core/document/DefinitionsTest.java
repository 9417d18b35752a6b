package io.dataconnector.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.dataconnector.core.testing.ProgramJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionsTest {
    @TempDir
    private Path folder;

    @Test
    void areReadFromAFolderInTheOrderOfTheirNames() throws IOException, InvalidDocumentException {
        for (String name : List.of("users", "accounts", "Zebras", "events_2", "events")) {
            Files.writeString(folder.resolve(name + ".json"), "{\"name\": \"" + name + "\"}");
        }
        Files.writeString(folder.resolve("README.md"), "not JSON");

        List<Document> documents = Definitions.inFolder(folder);

        assertThat(documents)
                .extracting(document -> document.content().at("/name").textValue())
                .containsExactly("Zebras", "accounts", "events", "events_2", "users");
        assertThat(documents)
                .first()
                .extracting(Document::name)
                .isEqualTo(folder.resolve("Zebras.json").toString());
    }

    @Test
    void mayBeNone() throws InvalidDocumentException {
        assertThat(Definitions.inFolder(folder)).isEmpty();
    }

    @Test
    void needAFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("users.json"), "{}");

        assertFault(folder.resolve("missing"), folder.resolve("missing") + ": no such folder");
        assertFault(file, file + ": is not a folder");
    }

    @Test
    void haveToBeJsonEachOfThem() throws IOException {
        Files.writeString(folder.resolve("accounts.json"), "{}");
        Path empty = Files.createFile(folder.resolve("users.json"));

        assertFault(folder, empty + ": is empty; it must hold a JSON document");
    }

    @Test
    void haveToBeFiles() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("users.json"));

        assertFault(folder, inner + ": is a folder, not a file");
    }

    @Test
    void haveToFitTheirSchemaAndToDifferInTheirNames() throws IOException, InvalidDocumentException {
        DocumentSchema schema = DocumentSchema.ofResource(DefinitionsTest.class, "thing.schema.json");
        assertFault(folder, schema, folder + ": holds no definition, no file *.json");

        Files.writeString(folder.resolve("a.json"), "{\"name\": \"a\"}");
        assertThat(Definitions.inFolder(folder, schema)).hasSize(1);

        Path second = Files.writeString(folder.resolve("b.json"), "{\"name\": \"a\"}");
        assertFault(folder, schema, second + ": at /name: another file of the folder has the same name");

        Path first = Files.writeString(folder.resolve("a.json"), "{}");
        assertFault(folder, schema, first + ": at the top: required property 'name' not found");
    }

    private static void assertFault(Path folder, DocumentSchema schema, String message) {
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> Definitions.inFolder(folder, schema))
                .withMessage(message);
    }

    @Test
    void areShippedAmongTheResourcesOfAProgram() {
        assertThat(Definitions.shipped(DefinitionsTest.class, "definitions"))
                .extracting(Document::content)
                .extracting(content -> content.at("/name").textValue())
                .containsExactly("first", "second");
    }

    /** With a space and an umlaut in its path, which a URL shows in another form. */
    @Test
    void areShippedInTheJarOfAProgram() throws Exception {
        Path path = folder.resolve("mein prögram.jar");
        Map<String, String> resources =
                Map.of("definitions/", "", "definitions/b.json", "[2]", "definitions/a.json", "[1]");
        try (ProgramJar jar = ProgramJar.write(path, "1.0", resources)) {
            List<Document> documents = Definitions.shipped(jar.program(), "definitions");

            assertThat(documents).extracting(Document::content).hasToString("[[1], [2]]");
            assertThat(documents)
                    .extracting(Document::name)
                    .containsExactly("definitions/a.json", "definitions/b.json");
            assertThat(Definitions.shipped(jar.program(), "definitions"))
                    .as("a second time")
                    .isEqualTo(documents);
        }
    }

    @Test
    void areTheFaultOfTheProgramIfItShipsThemDamaged() throws Exception {
        Map<String, String> resources = Map.of("definitions/", "", "definitions/a.json", "{");
        try (ProgramJar jar = ProgramJar.write(folder.resolve("program.jar"), "1.0", resources)) {
            Class<?> program = jar.program();

            assertThatIllegalStateException()
                    .isThrownBy(() -> Definitions.shipped(program, "definitions"))
                    .withMessage("the program's own folder definitions is damaged")
                    .withCauseInstanceOf(InvalidDocumentException.class);
            assertThatNullPointerException()
                    .isThrownBy(() -> Definitions.shipped(program, "tables"))
                    .withMessage("tables");
        }
    }

    private static void assertFault(Path folder, String message) {
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> Definitions.inFolder(folder))
                .withMessage(message);
    }
}
