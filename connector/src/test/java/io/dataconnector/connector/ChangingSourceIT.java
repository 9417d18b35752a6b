package io.dataconnector.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.protocol.RawOutput;
import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/**
 * A chain of reads of a folder that changes between them and during them: records are appended to its pages and
 * replaced, and pages are added. Two reads of three are killed (SIGKILL) after any number of bytes, and each read goes on
 * with what {@code connector state} finds in the outputs so far. Together they hold all that the pages hold in the
 * end.
 */
final class ChangingSourceIT {
    private static final String STREAM = "users";
    private static final int READS = 6;
    private static final int FIRST_PAGES = 8;
    private static final int FIRST_RECORDS_OF_A_PAGE = 30;
    /** More than a pipe and the blocks of the pages ahead hold, so that there is reading still to do meanwhile. */
    private static final int BYTES_OF_A_RECORD = 4_000;

    private static final int FIRST_BYTES = FIRST_PAGES * FIRST_RECORDS_OF_A_PAGE * BYTES_OF_A_RECORD;

    @TempDir
    private Path folder;

    /** The pages, each with its records as they are in its file. */
    private static final class Source {
        /** What docs/guarantees.md grants a source, a second, and some room for the clocks. */
        private static final Duration MAX_DELAY = Duration.ofMillis(900);

        private final Draws draws;
        private final Path folder;
        private final List<List<String>> pages = new ArrayList<>();
        private int written;

        Source(Draws draws, Path folder) throws IOException {
            this.draws = draws;
            this.folder = Files.createDirectories(folder.resolve(STREAM));
            for (int page = 0; page < FIRST_PAGES; page++) {
                pages.add(new ArrayList<>());
                for (int i = 0; i < FIRST_RECORDS_OF_A_PAGE; i++) {
                    pages.get(page).add(newRecord(Instant.now().minusSeconds(draws.below(10_000))));
                }
            }
            for (int page = 0; page < FIRST_PAGES; page++) {
                put(page);
            }
        }

        private String newRecord(Instant updatedAt) {
            return "{\"id\":\"usr_%d\",\"updated_at\":\"%s\",\"text\":\"%s\"}"
                    .formatted(written++, updatedAt.truncatedTo(ChronoUnit.MILLIS), "x".repeat(BYTES_OF_A_RECORD));
        }

        /** Changes the source now and then. */
        void change() {
            try {
                switch (draws.below(12)) {
                    case 0 -> put(draws.below(pages.size()), false);
                    case 1 -> put(draws.below(pages.size()), true);
                    case 2 -> {
                        pages.add(new ArrayList<>());
                        put(pages.size() - 1, false);
                        put(pages.size() - 2);
                    }
                    default -> {}
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Appends a record to a page, or has it replace one. */
        private void put(int number, boolean isReplaced) throws IOException {
            List<String> page = pages.get(number);
            int index = isReplaced ? draws.below(page.size()) : page.size();
            Instant updatedAt;
            do {
                updatedAt = Instant.now();
                if (index == page.size()) {
                    page.add(newRecord(updatedAt));
                } else {
                    page.set(index, newRecord(updatedAt));
                }
                put(number);
                // A busy machine may have kept the record from being seen for longer than a source may.
            } while (Duration.between(updatedAt, Instant.now()).compareTo(MAX_DELAY) > 0);
        }

        private void put(int number) throws IOException {
            String next = number + 1 < pages.size() ? "\"page_" + (number + 2) + "\"" : "null";
            Path temporary = folder.resolve("next");
            Files.writeString(
                    temporary, "{\"data\":[" + String.join(",", pages.get(number)) + "],\"next_cursor\":" + next + "}");
            Files.move(
                    temporary,
                    folder.resolve("page_" + (number + 1) + ".json"),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        }

        List<String> truth() {
            return pages.stream().flatMap(List::stream).toList();
        }
    }

    @SeededTest(rounds = 2)
    void noRecordIsLost(Draws draws) throws IOException {
        Path round = Files.createTempDirectory(folder, "round");
        Source source = new Source(draws, round.resolve("fixtures"));
        KillRound reads =
                new KillRound(round, round.resolve("fixtures"), 1 + draws.below(100), STREAM + ":incremental");

        int kills = 0;
        for (int read = 0; read < READS; read++) {
            // Two are killed in the middle of all there is, later ones in the middle of what is new.
            boolean isUndisturbed = read % 3 == 2;
            int maxBytes = read < 2 ? FIRST_BYTES / 3 : 10 * BYTES_OF_A_RECORD;
            long bytes = isUndisturbed ? Long.MAX_VALUE : draws.below(maxBytes);
            kills += reads.readUntil(bytes, source::change) ? 1 : 0;
            source.change();
        }
        assertThat(reads.readUntil(Long.MAX_VALUE)).isFalse();

        assertThat(kills).isPositive();
        Set<String> emitted = new HashSet<>();
        for (RawOutput run : reads.runs()) {
            emitted.addAll(run.recordTexts(STREAM));
        }
        assertThat(source.truth())
                .hasSizeGreaterThan(FIRST_PAGES * FIRST_RECORDS_OF_A_PAGE)
                .isSubsetOf(emitted);
    }
}
