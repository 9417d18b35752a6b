package io.dataconnector.core.raw;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawInputTest {
    @TempDir
    private Path folder;

    @Test
    void aFileIsAnInput() throws IOException {
        Path file = Files.writeString(folder.resolve("raw.jsonl"), "");

        assertThatCode(new RawInput(file.toString())::check).doesNotThrowAnyException();
    }

    @Test
    void standardInputPassesTheCheck() {
        assertThatCode(new RawInput("-")::check).doesNotThrowAnyException();
    }

    @Test
    void standardInputCannotBeReadTwice() {
        List<RawInput> inputs = List.of(new RawInput("-"), new RawInput("-"));

        assertThatThrownBy(() -> RawInput.checkAll(inputs))
                .isInstanceOf(RawInputException.class)
                .hasMessage("Input - is named more than once, but standard input can be read only once.");
    }

    @Test
    void aMissingFileIsNamedWithTheFolderThatItWasLookedForIn() {
        String name = folder.resolve("missing.jsonl").toString();

        assertThatThrownBy(new RawInput(name)::check)
                .isInstanceOf(RawInputException.class)
                .hasMessageContaining(name + " does not exist")
                .hasMessageContaining(Path.of("").toAbsolutePath().toString());
    }

    @Test
    void aFolderIsNoInput() {
        assertThatThrownBy(new RawInput(folder.toString())::check)
                .isInstanceOf(RawInputException.class)
                .hasMessageContaining(folder + " is a folder");
    }

    @Test
    void aFileThatMayNotBeReadIsNoInput() throws IOException {
        Path file = Files.writeString(folder.resolve("secret.jsonl"), "");
        assumeThat(file.toFile().setReadable(false)).isTrue();
        assumeThat(Files.isReadable(file))
                .as("the superuser may read everything")
                .isFalse();

        assertThatThrownBy(new RawInput(file.toString())::check)
                .isInstanceOf(RawInputException.class)
                .hasMessageContaining("permission denied");
    }
}
