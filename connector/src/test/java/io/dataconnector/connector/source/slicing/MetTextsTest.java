package io.dataconnector.connector.source.slicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class MetTextsTest {
    private final MetTexts met = new MetTexts();

    @Test
    void aTextIsNewOnce() {
        assertThat(met.add("a")).isTrue();
        assertThat(met.add("b")).isTrue();
        assertThat(met.add("a")).isFalse();
        assertThat(met.add("")).isTrue();
        assertThat(met.add("")).isFalse();
        assertThat(met.add("x".repeat(1_000_000))).isTrue();
        assertThat(met.add("x".repeat(999_999))).isTrue();
        assertThat(met.add("x".repeat(1_000_000))).isFalse();
    }

    /** Also those that were met when the table was smaller. */
    @Test
    void noneOfManyIsForgotten() {
        int count = 50_000;
        for (int i = 0; i < count; i++) {
            assertThat(met.add("text " + i)).isTrue();
        }
        new Random(7)
                .ints(count, 0, count)
                .forEach(i -> assertThat(met.add("text " + i)).isFalse());
        assertThat(met.add("text " + count)).isTrue();
    }
}
