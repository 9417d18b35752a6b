package io.dataconnector.normalizer.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.document.Json;
import io.dataconnector.normalizer.fixture.InProcessRun;
import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.fixture.Tables;
import io.dataconnector.normalizer.quality.Report;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportReaderTest {
    @TempDir
    private Path folder;

    /** What is read is written again as it was. */
    @Test
    void theRecordsAndTheTreeAreTheSame() throws IOException {
        String json = new InProcessRun(folder, Tables.shipped())
                .of(
                        RawLines.record("users", 1, "{\"id\":\"u\",\"account_id\":\"a\",\"updated_at\":7}"),
                        RawLines.record("users", 1, "{\"id\":[],\"updated_at\":7}"),
                        "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":"
                                + "{\"name\":\"users\"}},\"sourceStats\":{\"recordCount\":7.0}}}",
                        "torn")
                .text("report.json");

        Report report = ReportReader.read(json.getBytes(UTF_8));

        assertThat(Json.writePretty(report.toJson()) + "\n").isEqualTo(json);
        assertThat(report.rejectCount()).isEqualTo(2);
        assertThat(report.inputs().get(0).gaps()).hasSize(1);
    }
}
