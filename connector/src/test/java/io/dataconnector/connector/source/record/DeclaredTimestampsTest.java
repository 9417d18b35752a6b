package io.dataconnector.connector.source.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dataconnector.core.document.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeclaredTimestampsTest {
    private static final String TIMESTAMP = "{\"type\":[\"null\",\"string\"],\"format\":\"date-time\"}";

    private static Optional<DeclaredTimestamps> of(String schema) throws JsonProcessingException {
        return DeclaredTimestamps.of(Json.read(schema));
    }

    private static boolean isDeclared(Optional<DeclaredTimestamps> declared, String name) {
        byte[] json = name.getBytes(UTF_8);
        return declared.flatMap(all -> all.member(json, 0, json.length))
                .filter(DeclaredTimestamps::isTimestamp)
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "true",
                "{\"properties\":{}}",
                "{\"properties\":{\"at\":{\"type\":\"string\"}}}",
                "{\"properties\":{\"at\":true}}",
                "{\"properties\":{\"at\":{\"type\":\"string\",\"format\":\"date\"}}}",
                "{\"properties\":{\"at\":{\"format\":\"date-time\",\"airbyte_type\":\"timestamp_without_timezone\"}}}",
                "{\"properties\":{\"list\":{\"items\":{\"type\":\"string\"}}},\"additionalProperties\":true}",
                "{\"properties\":{\"list\":{\"items\":[]}},\"additionalProperties\":false}"
            })
    void aSchemaMayDeclareNone(String schema) throws JsonProcessingException {
        assertThat(of(schema)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"format\":\"date-time\"}",
                "{\"type\":\"string\",\"format\":\"date-time\",\"airbyte_type\":\"timestamp_with_timezone\"}",
                "{\"oneOf\":[{\"type\":\"null\"},{\"type\":\"string\",\"format\":\"date-time\"}]}",
                "{\"anyOf\":[{\"allOf\":[{\"type\":\"string\"},{\"format\":\"date-time\"}]},{\"type\":\"null\"}]}"
            })
    void aTimestampIsDeclaredByItsFormat(String schema) throws JsonProcessingException {
        Optional<DeclaredTimestamps> declared =
                of("{\"properties\":{\"at\":" + schema + ",\"name\":{\"type\":\"string\"}}}");

        assertThat(isDeclared(declared, "at")).isTrue();
        assertThat(isDeclared(declared, "name")).isFalse();
        assertThat(isDeclared(declared, "AT")).isFalse();
    }

    @Test
    void namesAreComparedWithoutTheirEscapes() throws JsonProcessingException {
        Optional<DeclaredTimestamps> declared =
                of("{\"properties\":{\"geändert\":" + TIMESTAMP + ",\"a\\\\u0062\":" + TIMESTAMP + "}}");

        assertThat(isDeclared(declared, "geändert")).isTrue();
        assertThat(isDeclared(declared, "ge\\u00e4ndert")).isTrue();
        assertThat(isDeclared(declared, "\\u0067eändert")).isTrue();
        assertThat(isDeclared(declared, "a\\\\u0062")).isTrue();
        assertThat(isDeclared(declared, "ab")).isFalse();
    }

    @Test
    void whatIsDeclaredForOtherMembersIsNotForThoseThatAreNamed() throws JsonProcessingException {
        Optional<DeclaredTimestamps> declared =
                of("{\"properties\":{\"name\":{\"type\":\"string\"}},\"additionalProperties\":" + TIMESTAMP + "}");

        assertThat(isDeclared(declared, "name")).isFalse();
        assertThat(isDeclared(declared, "created")).isTrue();
    }

    @Test
    void theMembersOfAlternativesAreAllDeclared() throws JsonProcessingException {
        Optional<DeclaredTimestamps> declared = of("{\"oneOf\":[{\"properties\":{\"at\":" + TIMESTAMP
                + "}},{\"properties\":{\"at\":{\"type\":\"string\"},\"until\":" + TIMESTAMP + "}}]}");

        assertThat(isDeclared(declared, "at")).isTrue();
        assertThat(isDeclared(declared, "until")).isTrue();
    }
}
