package io.dataconnector.core.document;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-7",
                "4294967296",
                "0.1",
                "3.0",
                "1.10",
                "100.00",
                "123456789012345678901234567890",
                "1234567890.12345678901234567890",
                "-0.000000000000000000001"
            })
    void keepsTheDigitsOfNumbers(String number) throws JsonProcessingException {
        assertThat(Json.write(Json.read(number))).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\"\"",
                "\"Zażółć 🐐 \\\"\\\\\\n\\u0000\"",
                "[]",
                "{}",
                "[true,false,null,[[\"a\"],{}]]",
                "{\"b\":{\"c\":[1,{\"d\":null}]},\"a\":\"\"}"
            })
    void keepsTheContentAndOrderOfADocument(String json) throws JsonProcessingException {
        assertThat(Json.write(Json.read(json))).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "{} {}",
                "[1] x",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "{'a':1}",
                "[1,]",
                "{\"a\":",
                "[[1]",
                "]"
            })
    void refusesDuplicatesTrailingTextAndWhatIsNotJson(String json) {
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> Json.read(json));
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> Json.read(json.getBytes(UTF_8)));
    }

    @Test
    void readsTheLastOfDuplicatesIfItIsToBeLenient() throws JsonProcessingException {
        assertThat(Json.readLenient("{\"a\":{\"b\":1,\"b\":2},\"a\":3}".getBytes(UTF_8)))
                .hasToString("{\"a\":3}");
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> Json.readLenient("{} {}".getBytes(UTF_8)));
    }

    @Test
    void readsOtherEncodingsOfUnicode() throws JsonProcessingException {
        assertThat(Json.read("{\"a\":\"ü\"}".getBytes(UTF_16))).hasToString("{\"a\":\"ü\"}");
    }

    @Test
    void nothingIsAMissingDocument() throws JsonProcessingException {
        assertThat(Json.read(" \n".getBytes(UTF_8)).isMissingNode()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> Json.write(MissingNode.getInstance()));
    }

    @Test
    void writesForPeopleToo() throws JsonProcessingException {
        assertThat(Json.writePretty(Json.read("{\"a\":[1,{\"b\":2.50}]}"))).isEqualToNormalizingNewlines("""
                {
                  "a" : [ 1, {
                    "b" : 2.50
                  } ]
                }""");
    }

    @Test
    void writesPieceByPiece() throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (JsonGenerator generator = Json.generator(target)) {
            generator.writeString("ü");
        }

        assertThat(target.toString(UTF_8)).isEqualTo("\"ü\"");
    }
}
