package io.dataconnector.connector.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.document.Json;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration may look like by its schema, as far as values of text go. */
final class SampleConfigTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "start_date":{"type":"string"}                                                         | 2024-01-01T00:00:00Z
            "start_date":{"type":"string","format":"date"}                                         | 2024-01-01
            "since":{"type":"string","format":"date-time"}                                         | 2024-01-01T00:00:00Z
            "start_date":{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}                | 2024-01-01
            "start_date":{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}T00:00:00Z$"}      | 2024-01-01T00:00:00Z
            "start_date":{"type":"string","pattern":"("}                                           | 2024-01-01T00:00:00Z
            "start_date":{"type":"string","examples":["2021-01-01"],"format":"date-time"}          | 2021-01-01
            "name":{"type":"string"}                                                               | sample
            "name":{"type":["string","null"],"default":"me"}                                       | me
            """)
    void texts(String property, String expected) throws IOException {
        assertThat(SampleConfig.of(Json.read("{\"type\":\"object\",\"properties\":{" + property + "}}"))
                        .iterator()
                        .next()
                        .asText())
                .isEqualTo(expected);
    }
}
