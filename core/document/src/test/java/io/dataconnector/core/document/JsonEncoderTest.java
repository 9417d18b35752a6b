package io.dataconnector.core.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEncoderTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonEncoder encoder = new JsonEncoder();

    private String encoded(JsonNode tree) {
        encoder.encode(tree);
        return new String(encoder.bytes(), 0, encoder.length(), UTF_8);
    }

    @SeededTest(rounds = 300)
    void writesEveryTreeAsJsonDoes(Draws draws) {
        JsonNode tree = tree(draws.random(), 4);

        assertThat(encoded(tree)).isEqualTo(new String(Json.write(tree).getBytes(UTF_8), UTF_8));
    }

    private static JsonNode tree(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 9 : 12)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextLong() >> random.nextInt(64));
            case 3 -> NODES.numberNode(random.nextInt() >> random.nextInt(32));
            case 4 -> NODES.numberNode(new BigInteger(random.nextInt(200) + 1, random));
            case 5 -> DecimalNode.valueOf(new BigDecimal(new BigInteger(90, random), random.nextInt(3_000) - 1_500));
            case 6 -> NODES.numberNode(Double.longBitsToDouble(random.nextLong()));
            case 7, 8 -> NODES.textNode(text(random));
            case 9 -> {
                ArrayNode array = NODES.arrayNode();
                random.ints(random.nextInt(5)).forEach(i -> array.add(tree(random, depth - 1)));
                yield array;
            }
            default -> {
                ObjectNode object = NODES.objectNode();
                random.ints(random.nextInt(6)).forEach(i -> object.set(text(random), tree(random, depth - 1)));
                yield object;
            }
        };
    }

    /** Characters of all kinds, also halves of pairs of surrogates. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(random.nextInt(8) == 0 ? 3_000 : 20);
        int bound = new int[] {0x20, 0x80, 0x800, 0x10000, 0x110000}[random.nextInt(5)];
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(random.nextInt(bound));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"a\":[],\"b\":{\"c\":[1,-2,null,true,false]}}",
                "\"\\b\\t\\n\\f\\r\\\"\\\\/\\u001F\u007f\u00e4\u20ac\ud83d\udc10\"",
                "-9223372036854775808",
                "1234567890123456789012345678901234567890.10"
            })
    void writesWhatWasRead(String json) throws JsonProcessingException {
        assertThat(encoded(Json.read(json))).isEqualTo(json);
    }

    @Test
    void writesOneTreeAfterTheOther() {
        String longText = "x".repeat(3 << 20);

        assertThat(encoded(NODES.textNode(longText))).isEqualTo('"' + longText + '"');
        assertThat(encoded(NODES.textNode("short"))).isEqualTo("\"short\"");
        assertThat(encoder.bytes()).as("no longer the large array").hasSizeLessThan(1 << 20);
    }

    @Test
    void refusesWhatIsNotJson() {
        assertThatIllegalArgumentException().isThrownBy(() -> encoder.encode(MissingNode.getInstance()));
    }
}
