package io.dataconnector.normalizer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.normalizer.fixture.NormalizerProgram;
import io.dataconnector.normalizer.fixture.NormalizerProgram.Result;
import io.dataconnector.normalizer.fixture.RawFixtures;
import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.fixture.Results;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program as {@code normalizer/bin/normalizer} starts it. What it has in common with that of the connector is
 * tested there.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
    @TempDir
    private Path folder;

    @Test
    void makesTheTables() {
        RawLines.write(folder.resolve("raw_output.jsonl"), RawFixtures.lines());

        Result result = program().run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("table ").endsWith("0 rejects; results in analytics\n");
        assertThat(new Results(folder.resolve("analytics"))
                        .report("dim_accounts")
                        .path("rows")
                        .intValue())
                .isEqualTo(14);
    }

    @Test
    void theExitStatusIsThatOfTheProgram() {
        Result missing = program().run("none.jsonl");

        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).startsWith("normalizer: ").contains("none.jsonl");
        assertThat(program().run("--nonsense").exitCode()).isEqualTo(2);
    }

    @Test
    void takesOptionsForJava() {
        RawLines.write(folder.resolve("raw_output.jsonl"), RawFixtures.lines());

        assertThat(program().withHeap("1k").run().err()).contains("heap");
        assertThat(program().withHeap("32m").run().exitCode()).isZero();
    }

    private NormalizerProgram program() {
        return new NormalizerProgram(folder).byLauncher();
    }
}
