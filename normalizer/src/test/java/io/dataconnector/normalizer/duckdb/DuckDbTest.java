package io.dataconnector.normalizer.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.normalizer.failure.NormalizerException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DuckDbTest {
    private static final long HEAP = 1 << 26;

    @TempDir
    private Path folder;

    @Test
    void memoryIsLimitedAndTheMessageSaysHowToRaiseIt() {
        try (DuckDb database = start()) {
            assertThatThrownBy(() -> database.execute("SELECT list(i) FROM range(100000000) r(i)"))
                    .isInstanceOf(NormalizerException.class)
                    .hasMessage(
                            "DuckDB needs more than the 256 MB that it may use, which are as many as the heap's, and at"
                                    + " least 256. Raise both with -Xmx.");
        }
    }

    @Test
    void whatAFileSystemRefusesIsNamed() {
        Path file = folder.resolve("missing/folder.parquet");
        try (DuckDb database = start()) {
            assertThatThrownBy(() -> database.execute("COPY (SELECT 1) TO '" + file + "'"))
                    .isInstanceOf(NormalizerException.class)
                    .hasMessageStartingWith("Output " + folder + " cannot be written to: ");
        }
    }

    /** The query never ends by itself. */
    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatRunsIsCancelledAtTheEnd() {
        DuckDb database = start();
        CompletableFuture<Void> work = CompletableFuture.runAsync(
                () -> database.execute("SELECT max(a.range + b.range) FROM range(10000000) a, range(10000000) b"));
        while (!database.isRunning()) {
            Thread.onSpinWait();
        }
        database.close();

        assertThatThrownBy(work::join)
                .isInstanceOfAny(CompletionException.class, CancellationException.class)
                .satisfies(failure -> assertThat(failure instanceof CompletionException ? failure.getCause() : failure)
                        .isInstanceOf(CancellationException.class));
    }

    private DuckDb start() {
        return DuckDb.start(folder, folder.resolve("spill"), HEAP);
    }
}
