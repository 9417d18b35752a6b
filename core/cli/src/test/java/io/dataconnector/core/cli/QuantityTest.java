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

    @ParameterizedTest
    @CsvSource({
        "0, '0'",
        "999, '999'",
        "1000, '1,000'",
        "123456, '123,456'",
        "9223372036854775807, '9,223,372,036,854,775,807'"
    })
    void commasAreBetweenThousands(long number, String expected) {
        assertThat(Quantity.grouped(number)).isEqualTo(expected);
    }
}
