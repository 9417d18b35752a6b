package io.dataconnector.normalizer.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dataconnector.core.document.Json;
import org.junit.jupiter.api.Test;

class CountsTest {
    private final Counts counts = new Counts();

    @Test
    void nothingIsCountedAtFirst() throws JsonProcessingException {
        assertThat(counts.total()).isZero();
        assertThat(Json.MAPPER.writeValueAsString(counts)).isEqualTo("{}");
    }

    @Test
    void namesAreCountedAndSorted() throws JsonProcessingException {
        counts.add("STATE");
        counts.add("RECORD");
        counts.add("STATE");

        assertThat(counts.total()).isEqualTo(3);
        assertThat(Json.MAPPER.writeValueAsString(counts)).isEqualTo("{\"RECORD\":1,\"STATE\":2}");
    }

    @Test
    void onlyAddingChangesTheCounts() {
        assertThatThrownBy(() -> counts.byName().put("RECORD", 1L)).isInstanceOf(UnsupportedOperationException.class);
    }
}
