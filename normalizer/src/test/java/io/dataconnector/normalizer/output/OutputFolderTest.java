package io.dataconnector.normalizer.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dataconnector.normalizer.failure.NormalizerException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
    @TempDir
    private Path parent;

    @Test
    void theFolderIsMade() {
        Path folder = parent.resolve("a/b");
        try (OutputFolder output = new OutputFolder(folder)) {
            assertThat(output.path()).isEqualTo(folder).isEmptyDirectory();
        }
    }

    @Test
    void nothingAppearsWithoutACommit() throws IOException {
        try (OutputFolder output = new OutputFolder(parent)) {
            write(output, "table.csv", "new");

            assertThat(parent.resolve("table.csv")).doesNotExist();
        }

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void theFilesOfTheRunBeforeStandWithoutACommit() throws IOException {
        Files.writeString(parent.resolve("table.csv"), "old");
        try (OutputFolder output = new OutputFolder(parent)) {
            write(output, "table.csv", "new");
        }

        assertThat(names()).containsExactly("table.csv");
        assertThat(parent.resolve("table.csv")).hasContent("old");
    }

    @Test
    void aCommitReplacesWhatIsThereAndLeavesTheRest() throws IOException {
        Files.writeString(parent.resolve("table.csv"), "old");
        Files.writeString(parent.resolve("notes.txt"), "mine");
        try (OutputFolder output = new OutputFolder(parent)) {
            write(output, "table.csv", "new");
            write(output, "report.json", "{}");
            output.commit();
        }

        assertThat(names()).containsExactly("notes.txt", "report.json", "table.csv");
        assertThat(parent.resolve("table.csv")).hasContent("new");
        assertThat(parent.resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void onlySomeFilesCanBeCommitted() throws IOException {
        Files.writeString(parent.resolve("table.csv"), "old");
        try (OutputFolder output = new OutputFolder(parent)) {
            write(output, "table.csv", "new");
            write(output, "report.json", "{}");
            output.commitOnly("report.json", "never-made.json");
        }

        assertThat(names()).containsExactly("report.json", "table.csv");
        assertThat(parent.resolve("table.csv")).hasContent("old");
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.writeString(parent.resolve("analytics"), "");

        assertThatThrownBy(() -> new OutputFolder(file))
                .isInstanceOf(NormalizerException.class)
                .hasMessageContaining(file + " is a file, not a folder");
    }

    @Test
    void aFolderCannotBeMadeInAFile() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");

        assertThatThrownBy(() -> new OutputFolder(file.resolve("analytics")))
                .isInstanceOf(NormalizerException.class)
                .hasMessageContaining("cannot be written to");
    }

    @Test
    void aFolderThatMayNotBeWrittenToIsRefused() {
        assumeThat(parent.toFile().setWritable(false)).isTrue();
        assumeThat(Files.isWritable(parent))
                .as("the superuser may write everywhere")
                .isFalse();

        assertThatThrownBy(() -> new OutputFolder(parent))
                .isInstanceOf(NormalizerException.class)
                .hasMessageContaining("permission denied");
    }

    @Test
    void aFolderInThePlaceOfATableIsRefused() throws IOException {
        Files.createDirectory(parent.resolve("table.csv"));
        try (OutputFolder output = new OutputFolder(parent)) {
            assertThatThrownBy(() -> output.create("table.csv"))
                    .isInstanceOf(NormalizerException.class)
                    .hasMessageContaining("table.csv is a folder, but a file is to be written there");
        }

        assertThat(names()).containsExactly("table.csv");
    }

    @Test
    void aPlaceThatBecomesAFolderWhileTheRunLastsIsAnError() throws IOException {
        try (OutputFolder output = new OutputFolder(parent)) {
            write(output, "table.csv", "new");
            Files.createDirectories(parent.resolve("table.csv/in/use"));

            assertThatThrownBy(output::commit)
                    .isInstanceOf(NormalizerException.class)
                    .hasMessageContaining("cannot be written to");
        }

        assertThat(names()).as("what was not committed is removed").containsExactly("table.csv");
    }

    @Test
    void whatIsStagedInTheWorkFolderIsCommittedAndTheRestRemoved() throws IOException {
        try (OutputFolder output = new OutputFolder(parent)) {
            Files.writeString(output.stage("table.parquet"), "new");
            Files.createDirectories(output.workFolder().resolve("spill/deep"));
            Files.writeString(output.workFolder().resolve("spill/deep/file"), "");

            assertThat(names()).singleElement().asString().startsWith(".work-").endsWith(".tmp");
            output.commit();
        }

        assertThat(names()).containsExactly("table.parquet");
        assertThat(parent.resolve("table.parquet")).hasContent("new");
    }

    @Test
    void theWorkFolderIsRemovedWithoutACommit() throws IOException {
        OutputFolder output = new OutputFolder(parent);
        Files.writeString(output.stage("table.parquet"), "new");
        output.close();

        assertThat(parent).isEmptyDirectory();
        assertThatThrownBy(output::workFolder).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> output.stage("table.parquet")).isInstanceOf(CancellationException.class);
    }

    private static void write(OutputFolder output, String name, String content) throws IOException {
        try (OutputStream out = output.create(name)) {
            out.write(content.getBytes(UTF_8));
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
