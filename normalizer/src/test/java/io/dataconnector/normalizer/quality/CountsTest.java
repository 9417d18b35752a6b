package io.dataconnector.normalizer.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CountsTest {
    private final Counts counts = new Counts();

    @Test
    void nothingIsCountedAtFirst() {
        assertThat(counts.total()).isZero();
        assertThat(counts.toJson()).hasToString("{}");
    }

    @Test
    void namesAreCountedAndSorted() {
        counts.add("STATE");
        counts.add("RECORD");
        counts.add("STATE");

        assertThat(counts.total()).isEqualTo(3);
        assertThat(counts.toJson()).hasToString("{\"RECORD\":1,\"STATE\":2}");
    }

    @Test
    void onlyAddingChangesTheCounts() {
        assertThatThrownBy(() -> counts.byName().put("RECORD", 1L)).isInstanceOf(UnsupportedOperationException.class);
    }
}
