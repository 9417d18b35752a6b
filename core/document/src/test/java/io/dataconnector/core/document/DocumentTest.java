package io.dataconnector.core.document;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameAFile() {
        file = folder.resolve("config.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\ufeff"})
    void readsUtf8WithAndWithoutAByteOrderMark(String mark) throws IOException, InvalidDocumentException {
        Files.writeString(file, mark + "{\"name\": \"Möller 🌲\"}\n");

        Document document = Document.read(file);

        assertThat(document.name()).isEqualTo(file.toString());
        assertThat(document.content().at("/name").textValue()).isEqualTo("Möller 🌲");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "1", "\"text\""})
    void readsADocumentOfAnyKind(String json) throws IOException, InvalidDocumentException {
        Files.writeString(file, json);

        assertThat(Document.read(file).content()).hasToString(json);
    }

    @Test
    void saysThatAFileIsMissing() {
        assertFault("no such file");
    }

    @Test
    void saysThatAFolderIsNoFile() throws IOException {
        Files.createDirectory(file);

        assertFault("is a folder, not a file");
    }

    @Test
    void saysThatAFileCannotBeRead() throws IOException {
        Files.writeString(file, "{}");
        Path beyond = file.resolve("config.json");

        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> Document.read(beyond))
                .withMessageStartingWith(beyond + ": cannot be read: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t"})
    void saysThatAFileIsEmpty(String nothing) throws IOException {
        Files.writeString(file, nothing);

        assertFault("is empty; it must hold a JSON document");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                          | 1 | 2",
                "{\"a\": x}                 | 1 | 7",
                "`{\n  \"a\": 1,\n  b: 2}`  | 3 | 3",
                "`{\n\"a\": 1,\n}`          | 3 | 1",
                "`{\"a\":1}\n  {\"b\":2}`   | 2 | 3",
                "{\"a\":1} trailing         | 1 | 9",
                "`[{\"a\": 1,\n \"a\": 2}]` | 2 | 5",
                "[01]                       | 1 | 3",
                "\"a                        | 1 | 3"
            })
    void saysWhereAFileIsNotJson(String json, int line, int column) throws IOException {
        Files.writeString(file, json);

        assertFaultBegins("not JSON at line " + line + ", column " + column + ": ");
    }

    @Test
    void saysWhichNameIsThereTwice() throws IOException {
        Files.writeString(file, "{\"streams\": {}, \"streams\": {}}");

        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> Document.read(file))
                .withMessageContaining("Duplicate field 'streams'");
    }

    @Test
    void saysThatAFileIsNotUtf8() throws IOException {
        write("{\"name\":\n\"Möller\"}", ISO_8859_1);

        assertFaultBegins("not JSON at line 2, column ");
    }

    @Test
    void showsNoContentOfAFile() throws IOException {
        write("{\"password\": \"secret\", x}", UTF_8);

        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> Document.read(file))
                .withMessageNotContaining("secret");
    }

    private void write(String text, Charset charset) throws IOException {
        Files.write(file, text.getBytes(charset));
    }

    private void assertFault(String fault) {
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> Document.read(file))
                .withMessage(file + ": " + fault);
    }

    private void assertFaultBegins(String fault) {
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> Document.read(file))
                .withMessageStartingWith(file + ": " + fault);
    }
}
