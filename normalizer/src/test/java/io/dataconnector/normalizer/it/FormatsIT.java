package io.dataconnector.normalizer.it;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.normalizer.fixture.DuckDb;
import io.dataconnector.normalizer.fixture.NormalizerProgram;
import io.dataconnector.normalizer.fixture.NormalizerProgram.Result;
import io.dataconnector.normalizer.fixture.RawFixtures;
import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.fixture.Results;
import io.dataconnector.normalizer.fixture.Tables;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Parquet and DuckDB files of the packaged program, which takes DuckDB's library from the jar beside its own. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FormatsIT {
    private static final String ALL = "--format=csv,parquet,duckdb";
    private static final int SIGTERM_STATUS = 128 + 15;
    private static final int SIGKILL_STATUS = 128 + 9;

    @TempDir
    private Path folder;

    private Process process;

    @AfterEach
    void endTheProgram() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private Process startInTemporaryFolder() throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        return new NormalizerProgram(folder).withTemporaryFolder(temporary).start("--quiet", ALL);
    }

    @Test
    void thePackagedProgramMakesAllFormats() throws SQLException {
        RawLines.write(raw(), RawFixtures.lines());

        Result result = new NormalizerProgram(folder).run(ALL);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err().lines()).noneMatch(line -> line.startsWith("WARNING"));
        assertThat(results().names()).noneMatch(name -> name.startsWith("."));
        try (DuckDb database = new DuckDb()) {
            database.execute("ATTACH '" + folder.resolve("analytics/analytics.duckdb") + "' AS made (READ_ONLY)");
            for (String table : Tables.GOLDEN) {
                List<String> rows =
                        List.of(Integer.toString(results().rows(table).size()));
                assertThat(database.column("SELECT count(*) FROM made." + table))
                        .isEqualTo(rows);
                assertThat(database.column("SELECT count(*) FROM '"
                                + folder.resolve("analytics").resolve(table + ".parquet") + "'"))
                        .isEqualTo(rows);
            }
        }
    }

    @Test
    void theLauncherMakesThemToo() {
        RawLines.write(raw(), RawFixtures.lines());

        Result result = new NormalizerProgram(folder).byLauncher().run("--format=parquet");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(results().names()).contains("dim_accounts.parquet").doesNotContain("dim_accounts.csv");
    }

    @Test
    void withoutTheLibraryNothingIsReadAndCsvIsMade() throws IOException {
        RawLines.write(raw(), RawFixtures.lines());
        Path jar = Files.copy(Path.of(System.getProperty("normalizer.jar")), folder.resolve("normalizer.jar"));
        String alone = "exec \"$1\" -jar " + jar.getFileName() + " ";

        Result result = new NormalizerProgram(folder).byShell(alone + ALL).run();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo(
                        "normalizer: Parquet and DuckDB files need DuckDB's library, duckdb_jdbc.jar, and there is none"
                                + " at " + folder.toRealPath().resolve("duckdb_jdbc.jar")
                                + ". Copy it there from the release or the build that the program is of, or use --format csv.\n");
        assertThat(results().names()).isEmpty();
        assertThat(new NormalizerProgram(folder).byShell(alone).run().exitCode())
                .isZero();
        assertThat(results().names()).contains("dim_accounts.csv");
    }

    /** The native code is unpacked to the folder for temporary files. Nobody can make files in this one. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void withoutRoomForNativeCodeTheMessageSaysSo() {
        RawLines.write(raw(), RawFixtures.lines());

        Result result = new NormalizerProgram(folder)
                .withTemporaryFolder(Path.of("/proc"))
                .run(ALL);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("normalizer: DuckDB's library does not work on this machine, ")
                .contains("/proc", "Use --format csv")
                .hasLineCount(1);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void nothingIsLeftOfTheNativeCode() throws IOException {
        RawLines.write(raw(), RawFixtures.lines());
        Path temporary = Files.createDirectory(folder.resolve("temporary"));

        Result result =
                new NormalizerProgram(folder).withTemporaryFolder(temporary).run(ALL);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(results().names()).contains("analytics.duckdb");
        assertThat(temporary).isEmptyDirectory();
    }

    /** As on a disk that is full: no file may have more than 100 MB. A table has 80 MB, and the database has two. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatCannotBeWrittenLeavesTheTablesAsTheyAre() throws IOException {
        String table = tableBeforeALongRun();
        List<String> names = results().names();
        // Nothing that compression makes smaller. Each CSV file has less than 100 MB.
        Random random = new Random(1);
        byte[] bytes = new byte[3_000];
        try (BufferedWriter out = Files.newBufferedWriter(raw())) {
            for (int i = 0; i < 20_000; i++) {
                random.nextBytes(bytes);
                String name = Base64.getEncoder().encodeToString(bytes);
                out.write(RawLines.record(
                        "accounts",
                        1,
                        "{\"id\":\"" + i + "\",\"updated_at\":\"2024-01-01T00:00:00Z\",\"name\":\"" + name + "\"}"));
                out.write('\n');
            }
        }

        NormalizerProgram program = new NormalizerProgram(folder).byShell("ulimit -f 200000; exec \"$@\"");
        String only = "--only=dim_accounts,dim_accounts_history";

        Result result = program.run("--format=csv,duckdb", only);

        assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("normalizer: Output analytics cannot be written to: File too large.\n");
        assertThat(results().names()).isEqualTo(names);
        assertThat(results().text("dim_accounts.csv")).isEqualTo(table);
        assertThat(program.run(only, "--output=csv_alone").exitCode()).isZero();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void sigtermWhileDuckDbWorksLeavesNothing() throws IOException, InterruptedException {
        String table = tableBeforeALongRun();

        process = startInTemporaryFolder();
        awaitDuckDb();
        assertThat(process.toHandle().destroy()).isTrue();

        assertThat(process.waitFor(60, SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(SIGTERM_STATUS);
        assertThat(results().text("dim_accounts.csv")).isEqualTo(table);
        assertThat(results().names())
                .noneMatch(name -> name.startsWith("."))
                .noneMatch(name -> name.endsWith("parquet"));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void sigtermWhileDuckDbIsLoadedLeavesNothing() throws IOException, InterruptedException {
        RawLines.write(raw(), RawFixtures.lines());
        Path work = Files.createDirectory(folder.resolve("analytics"));

        process = startInTemporaryFolder();
        while (process.isAlive() && results().names().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(process.toHandle().destroy()).isTrue();

        assertThat(process.waitFor(60, SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(SIGTERM_STATUS);
        assertThat(work).isEmptyDirectory();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void sigkillWhileDuckDbWorksLeavesNothingThatIsVisible() throws IOException, InterruptedException {
        String table = tableBeforeALongRun();
        List<String> names = results().names();

        process = startInTemporaryFolder();
        awaitDuckDb();
        process.destroyForcibly();

        assertThat(process.waitFor(60, SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(SIGKILL_STATUS);
        assertThat(results().text("dim_accounts.csv")).isEqualTo(table);
        assertThat(results().names().stream().filter(name -> !name.startsWith(".")))
                .isEqualTo(names);
    }

    private String tableBeforeALongRun() throws IOException {
        RawLines.write(raw(), RawFixtures.lines());
        assertThat(new NormalizerProgram(folder).run("--quiet").exitCode()).isZero();
        String table = results().text("dim_accounts.csv");
        String name = "n".repeat(200);
        try (BufferedWriter out = Files.newBufferedWriter(raw())) {
            for (int i = 0; i < 100_000; i++) {
                out.write(RawLines.record("accounts", 1, "{\"id\":\"" + i + "\",\"name\":\"" + name + i + "\"}"));
                out.write('\n');
            }
        }
        return table;
    }

    /** Until the first Parquet file has begun. */
    private void awaitDuckDb() throws IOException {
        while (process.isAlive() && !hasBegun()) {
            Thread.onSpinWait();
        }
        assertThat(process.isAlive()).as("the run goes on").isTrue();
    }

    private boolean hasBegun() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("analytics"), 2)) {
            return files.anyMatch(file -> file.toString().endsWith(".parquet"));
        } catch (UncheckedIOException e) {
            // A file was renamed or removed meanwhile.
            return false;
        }
    }

    private Path raw() {
        return folder.resolve("raw_output.jsonl");
    }

    private Results results() {
        return new Results(folder.resolve("analytics"));
    }
}
