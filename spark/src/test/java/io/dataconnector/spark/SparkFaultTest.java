package io.dataconnector.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.core.raw.RawInputException;
import io.dataconnector.normalizer.failure.NormalizerException;
import java.io.IOException;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;

class SparkFaultTest {
    @Test
    void anotherSparkIsRefused() {
        assertThatThrownBy(() -> SparkFault.requireVersion("3.5.7"))
                .isInstanceOf(NormalizerException.class)
                .hasMessage("This is Spark 3.5.7, and the program needs Spark 4 with Scala 2.13. Submit it with that.");
        assertThatCode(() -> SparkFault.requireVersion("4.2.0")).doesNotThrowAnyException();
    }

    @Test
    void whatIsForTheUserIsFoundBelowWhatSparkSays() {
        Exception failure = new RuntimeException("Job aborted\n\tat x", new RawInputException("Input x is damaged."));

        assertThat(SparkFault.describe(failure)).isEqualTo("Input x is damaged.");
    }

    @Test
    void anythingElseIsOneLine() {
        assertThat(SparkFault.describe(new IllegalStateException("Job aborted\n\tat x")))
                .isEqualTo("The job failed, and the tables were left as they are: Job aborted. The log of Spark has the"
                        + " details.");
        assertThat(SparkFault.describe(new RuntimeException(new AccessControlException("x"))))
                .contains(": permission denied.");
        assertThat(SparkFault.describe(new RuntimeException(new IOException("disk full"))))
                .contains(": disk full.");
        assertThat(SparkFault.describe(new NullPointerException())).contains(": NullPointerException.");
    }
}
