package io.dataconnector.benchmarks.data;

import static io.dataconnector.benchmarks.data.GeneratedStream.ACCOUNTS;
import static io.dataconnector.benchmarks.data.GeneratedStream.EVENTS;
import static io.dataconnector.benchmarks.data.GeneratedStream.INVOICES;
import static io.dataconnector.benchmarks.data.GeneratedStream.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.benchmarks.BenchmarkException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path folder;

    /** If this fails, then {@code DataFolder.GENERATOR} has to be raised together with the digest. */
    @Test
    void theSameArgumentsGiveTheSameBytesAlways() throws IOException {
        assertThat(GeneratedData.generate(folder, "0.001", 100).digest())
                .isEqualTo("7abeceb3f51a260985989ae08d35770af4305d94c2a32b493c2c478e29eb8a04");
    }

    @Test
    void theLocaleDoesNotMatter() throws IOException {
        String digest =
                GeneratedData.generate(folder.resolve("usual"), "0.001", 100).digest();
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(GeneratedData.generate(folder.resolve("arabic"), "0.001", 100)
                            .digest())
                    .isEqualTo(digest);
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void recordsDoNotDependOnThePageSize() throws IOException {
        GeneratedData onePage = GeneratedData.generate(folder.resolve("one"), "0.001", DataSet.ONE_PAGE);
        GeneratedData oddPages = GeneratedData.generate(folder.resolve("odd"), "0.001", 7);
        GeneratedData largePages = GeneratedData.generate(folder.resolve("large"), "0.001", 100_000);

        for (GeneratedStream stream : GeneratedStream.values()) {
            assertThat(oddPages.records(stream)).isEqualTo(onePage.records(stream));
            assertThat(largePages.records(stream)).isEqualTo(onePage.records(stream));
        }
    }

    @Test
    void pagesHoldAsManyRecordsAsWanted() throws IOException {
        GeneratedData data = GeneratedData.generate(folder, "0.001", 70);

        assertThat(data.pages(ACCOUNTS))
                .extracting(page -> page.path("data").size())
                .containsExactly(70, 30);
        assertThat(data.pages(USERS)).hasSize(5);
        assertThat(data.pages(EVENTS)).hasSize(15);
        assertThat(data.pages(INVOICES)).hasSize(8);
        for (GeneratedStream stream : GeneratedStream.values()) {
            assertThat(data.files(stream)).isEqualTo(data.pages(stream).size());
        }
    }

    @Test
    void thereIsOneRecordAtLeast() throws IOException {
        GeneratedData data = GeneratedData.generate(folder, "0.000001", 1_000);

        for (GeneratedStream stream : GeneratedStream.values()) {
            assertThat(data.records(stream)).hasSize(1);
        }
    }

    @Test
    void aFolderKnowsWhatItHolds() {
        DataFolder data = new DataFolder(folder);
        DataSet generated = new DataSet(new BigDecimal("0.0010"), 100);
        assertThat(data.holds(generated)).isFalse();

        data.generate(generated);

        assertThat(data.holds(generated)).isTrue();
        assertThat(data.holds(new DataSet(new BigDecimal("0.001"), 100))).isTrue();
        assertThat(data.holds(new DataSet(new BigDecimal("0.001"), 10))).isFalse();
        assertThat(data.holds(new DataSet(new BigDecimal("0.002"), 100))).isFalse();
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("config.json"), "precious");

        assertThatThrownBy(() -> new DataFolder(folder).generate(new DataSet(BigDecimal.ONE, 1_000)))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("is not empty");
        assertThat(file).hasContent("precious");
    }
}
