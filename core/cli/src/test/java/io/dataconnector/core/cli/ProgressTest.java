package io.dataconnector.core.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long TIMEOUT_SECONDS = 60;

    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private final CountDownLatch isFinishedPartSeen = new CountDownLatch(1);

    @BeforeEach
    void watchStandardError() {
        System.setErr(new PrintStream(seen, true, UTF_8) {
            @Override
            public void print(String text) {
                super.print(text);
                if (text.contains("1 of 2 streams")) {
                    isFinishedPartSeen.countDown();
                }
            }
        });
    }

    @AfterEach
    void restoreStandardError() {
        System.setErr(standardError);
    }

    @Test
    void saysWhatIsDoneAndIsErasedAtTheEnd() throws InterruptedException {
        try (Progress progress = new ProgressLine("streams", 2)) {
            progress.addBytes(1_234_567_890);
            progress.finishPart();

            assertThat(isFinishedPartSeen.await(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        }

        assertThat(seen.toString(UTF_8))
                .containsPattern("1 of 2 streams, 1,23[45] MB, [0-9,]+ MB/s")
                .as("the line is overwritten, and no other one is begun")
                .endsWith(" \r")
                .doesNotContain("\n");
    }

    @Test
    void nothingIsNothing() {
        try (Progress progress = Progress.NONE) {
            progress.addBytes(1);
            progress.finishPart();
        }

        assertThat(seen.size()).isZero();
    }

    @Test
    void isNotShownWithoutATerminal() {
        assumeThat(Terminal.isStandardError())
                .as("standard error of the tests is a terminal")
                .isFalse();

        assertThat(Progress.onTerminal("streams", 2)).isSameAs(Progress.NONE);
    }
}
