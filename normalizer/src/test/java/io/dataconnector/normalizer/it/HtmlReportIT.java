package io.dataconnector.normalizer.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dataconnector.normalizer.fixture.Chromium;
import io.dataconnector.normalizer.fixture.NormalizerProgram;
import io.dataconnector.normalizer.fixture.NormalizerProgram.Result;
import io.dataconnector.normalizer.fixture.RawFixtures;
import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.fixture.Tables;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a run, as a browser shows it. */
class HtmlReportIT {
    @TempDir
    private Path folder;

    private Path page;

    @BeforeEach
    void writeThePage() {
        List<String> lines = new ArrayList<>(RawFixtures.lines());
        lines.add("<script>document.title = 'taken over'</script>");
        lines.add(RawLines.record(
                "users", 1, "{\"id\":\"u\",\"account_id\":\"<script>document.title = 'taken over'</script>\"}"));
        RawLines.write(folder.resolve("raw_output.jsonl"), lines);
        Result result = new NormalizerProgram(folder).run("--report-html", "report.html");
        assertThat(result.exitCode()).as(result.err()).isZero();
        page = folder.resolve("report.html");
    }

    @Test
    void everythingIsInTheFile() throws IOException {
        String html = Files.readString(page);

        assertThat(html)
                .contains(Tables.GOLDEN)
                .contains("raw_output.jsonl", "acc_404", "usr_999", "acc_099", "not_json")
                .contains("108 rows in 6 tables, 1 rejects, ")
                .doesNotContain("http", "src=", "href=", "url(", "@import", "<script");
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1280})
    void aBrowserShowsIt(int width) throws IOException {
        assumeTrue(Chromium.isThere(), "chromium is not on the PATH");
        Chromium chromium = new Chromium(folder);

        String document = chromium.documentOf(page, width);
        assertThat(document)
                .contains(Tables.GOLDEN)
                .contains("<title>DataConnector report</title>")
                .contains("<svg ", "fact_events.user_id refers to dim_users")
                .contains("&lt;script&gt;document.title = 'taken over'&lt;/script&gt;");
        assertThat(document.split("<table>", -1)).hasSize(1 + 5);

        BufferedImage picture = ImageIO.read(chromium.screenshotOf(page, width).toFile());
        assertThat(picture.getWidth()).isEqualTo(width);
        assertThat(colours(picture)).as("something is drawn").isGreaterThan(10);
    }

    private static long colours(BufferedImage picture) {
        return IntStream.of(picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth()))
                .distinct()
                .count();
    }
}
