package io.dataconnector.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({"0, 0 records", "1, 1 record", "2, 2 records", "1000000, 1000000 records"})
    void oneIsAThingAndAllOthersAreThings(long count, String expected) {
        assertThat(Quantity.of(count, "record")).isEqualTo(expected);
    }
}
