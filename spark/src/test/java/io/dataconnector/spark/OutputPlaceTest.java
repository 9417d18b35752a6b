package io.dataconnector.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.normalizer.failure.NormalizerException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputPlaceTest {
    @TempDir
    private Path folder;

    private OutputPlace open(Path output) {
        return OutputPlace.open(output.toString(), List.of("t", "u"), new Configuration());
    }

    private static void stage(OutputPlace place, String table, String content) {
        place.stage(table + "/part-00000.csv", content.getBytes(UTF_8));
        place.stage(table + "/" + OutputPlace.MARKER, new byte[0]);
    }

    @Test
    void resultsThatAreCommittedReplaceEarlierOnes() {
        for (String content : List.of("old", "new")) {
            try (OutputPlace place = open(folder)) {
                stage(place, "t", content);
                stage(place, "u", content);
                place.commit(List.of("t", "u"));
            }
        }

        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("t", "u");
        assertThat(folder.resolve("t/part-00000.csv")).hasContent("new");
    }

    @Test
    void ifOneCannotTakeItsPlaceAllAreAsTheyWere() {
        try (OutputPlace place = open(folder)) {
            stage(place, "t", "old");
            place.commit(List.of("t"));
        }

        try (OutputPlace place = open(folder)) {
            stage(place, "t", "new");
            assertThatThrownBy(() -> place.commit(List.of("t", "u")))
                    .isInstanceOf(NormalizerException.class)
                    .hasMessageStartingWith("Output " + folder + " cannot be written to: ");
        }

        assertThat(folder.toFile().list()).containsExactly("t");
        assertThat(folder.resolve("t/part-00000.csv")).hasContent("old");
    }

    /** The new results are in their places by then: they are not taken back because of litter. */
    @Test
    void whatWasReplacedMayStay() {
        Configuration hadoop = new Configuration();
        hadoop.set("fs.file.impl", Undeletable.class.getName());
        hadoop.setBoolean("fs.file.impl.disable.cache", true);
        for (String content : List.of("old", "new")) {
            try (OutputPlace place = OutputPlace.open(folder.toString(), List.of("t"), hadoop)) {
                stage(place, "t", content);
                place.commit(List.of("t"));
            }
        }

        assertThat(folder.resolve("t/part-00000.csv")).hasContent("new");
        assertThat(folder.toFile().list((parent, name) -> name.startsWith(".replaced-")))
                .isNotEmpty();
    }

    /** A file system that deletes nothing. */
    public static final class Undeletable extends RawLocalFileSystem {
        @Override
        public boolean delete(org.apache.hadoop.fs.Path path, boolean withContent) throws IOException {
            throw new IOException("connection lost");
        }
    }

    @Test
    void whereNoFolderCanBeMadeNothingIsBegun() {
        Configuration hadoop = new Configuration();
        hadoop.set("fs.file.impl", Unwritable.class.getName());
        hadoop.setBoolean("fs.file.impl.disable.cache", true);

        assertThatThrownBy(() -> OutputPlace.open(folder.toString(), List.of("t"), hadoop))
                .isInstanceOf(NormalizerException.class)
                .hasMessage(
                        "Output " + folder + " cannot be written to: no folder can be made there; see its permissions"
                                + " and those of the folder above.");
    }

    /** A file system in which the user may not write, as Hadoop has it. */
    public static final class Unwritable extends RawLocalFileSystem {
        @Override
        public boolean mkdirs(org.apache.hadoop.fs.Path path) {
            return false;
        }
    }

    @Test
    void aReportOfAnotherProgramIsNotReplaced() throws IOException {
        Files.writeString(folder.resolve("report.json"), "{}");
        List<String> entries = List.of(RejectTask.ENTRY, SparkRun.REPORT);

        assertThatThrownBy(() -> OutputPlace.open(folder.toString(), entries, new Configuration()))
                .isInstanceOf(NormalizerException.class)
                .hasMessage("Output " + folder + "/report.json exists and was not written by this program. Move it"
                        + " elsewhere, or name another folder with --output.");
    }

    @Test
    void partsAreThoseOfTheAttemptsThatCount() throws IOException {
        try (OutputPlace place = open(folder)) {
            Path attempts = Files.createDirectories(
                    Path.of(URI.create(place.attempts())).resolve("t"));
            Files.writeString(attempts.resolve("part-00000-3.csv"), "counts");
            Files.writeString(attempts.resolve("part-00000-4.csv"), "does not");
            place.stage("t", List.of("t/part-00000-3.csv"), ".csv");
            place.commit(List.of("t"));
        }

        assertThat(folder.resolve("t").toFile().list()).containsExactly("part-00000.csv");
        assertThat(folder.resolve("t/part-00000.csv")).hasContent("counts");
    }

    /** They are renamed many at once, and numbered in their order. */
    @Test
    void allPartsAreStaged() throws IOException {
        List<String> parts = new ArrayList<>();
        try (OutputPlace place = open(folder)) {
            Path attempts = Files.createDirectories(
                    Path.of(URI.create(place.attempts())).resolve("t"));
            for (int i = 0; i < 100; i++) {
                parts.add("t/"
                        + Files.writeString(attempts.resolve("of-" + i), "part " + i)
                                .getFileName());
            }
            place.stage("t", parts, ".csv");
            place.commit(List.of("t"));
        }

        for (int i = 0; i < 100; i++) {
            assertThat(folder.resolve("t/" + PartFile.partName(i, ".csv"))).hasContent("part " + i);
        }
    }

    @Test
    void aPartThatIsLostEndsTheRun() {
        try (OutputPlace place = open(folder)) {
            assertThatThrownBy(() -> place.stage("t", List.of("t/part-00000-3.csv"), ".csv"))
                    .isInstanceOf(NormalizerException.class)
                    .hasMessageStartingWith("Output " + folder + " cannot be written to: ");
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatIsNewIsRemovedIfNothingIsCommitted() {
        Path output = folder.resolve("new");

        try (OutputPlace place = open(output)) {
            stage(place, "t", "content");
            assertThat(output).isDirectory();
        }

        assertThat(output).doesNotExist();
    }

    @Test
    void whatIsNoPathIsRefused() {
        assertThatThrownBy(() -> OutputPlace.open("a b:c", List.of(), new Configuration()))
                .isInstanceOf(NormalizerException.class)
                .hasMessage("Output a b:c is neither a path nor a URI of Hadoop.");
    }
}
