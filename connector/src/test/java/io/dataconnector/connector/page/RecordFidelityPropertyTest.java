package io.dataconnector.connector.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.LogLevel;
import io.dataconnector.connector.protocol.RawOutput;
import io.dataconnector.connector.protocol.RecordBlocks;
import io.dataconnector.connector.protocol.RecordEnvelope;
import io.dataconnector.connector.protocol.TokenSequence;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a page holds comes out as it stands, whatever it is and however it is written. */
final class RecordFidelityPropertyTest {
    private static final int MAX_SIZE = 4;
    private static final int MAX_DEPTH = 3;

    /** Of a number: about forty digits. */
    private static final int MAX_BITS = 133;

    private static final PageFormat FORMAT =
            new PageFormat("things", "/data", true, Optional.of("/updated_at"), List.of("/id"), Set.of("/next_cursor"));

    @SeededTest(rounds = 100)
    void everyRecordComesOutUnchangedAndOnOneLine(Draws draws) throws JsonProcessingException {
        ObjectNode first = object(draws, MAX_DEPTH);
        ObjectNode second = object(draws, MAX_DEPTH);
        String page = "{\"data\":[" + JsonSpelling.of(first, draws.random()) + ",\n"
                + JsonSpelling.of(second, draws.random()) + "]}";

        RawOutput raw = readAndWrite(page);

        List<String> texts = raw.recordTexts("things");
        List<List<String>> tokens = new ArrayList<>();
        texts.forEach(text -> tokens.add(TokenSequence.of(text)));
        assertThat(tokens).isEqualTo(TokenSequence.ofElements(page, "data"));
        assertThat(raw.lines()).hasSize(2);
        assertThat(tree(texts.get(0))).isEqualTo(first);
        assertThat(tree(texts.get(1))).isEqualTo(second);
    }

    private static RawOutput readAndWrite(String page) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AirbyteOutput output = new AirbyteOutput(bytes, Clock.systemUTC(), LogLevel.INFO);
        RecordEnvelope envelope = output.envelope("things");
        new PageReader(FORMAT, 1 << 26)
                .read(
                        new Page("things/page_1.json", new ByteArrayInputStream(page.getBytes(UTF_8)), Instant.EPOCH),
                        ReadPage.MEMORY,
                        record -> {
                            record.putOnOneLine();
                            output.records(RecordBlocks.of(envelope, record.bytes(), record.from(), record.to()));
                        });
        output.flush();
        return RawOutput.of(bytes.toByteArray());
    }

    /** The tree of a text, with all its numbers as decimals, as they were drawn. */
    private static JsonNode tree(String json) throws JsonProcessingException {
        return withDecimals(Json.read(json));
    }

    private static JsonNode withDecimals(JsonNode value) {
        if (value instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(withDecimals(member.getValue())));
        } else if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, withDecimals(array.get(i)));
            }
        }
        return value.isNumber() ? DecimalNode.valueOf(value.decimalValue()) : value;
    }

    private static ObjectNode object(Draws draws, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        draws.list(0, MAX_SIZE, () -> name(draws)).forEach(name -> object.set(name, value(draws, depth)));
        return object;
    }

    private static String name(Draws draws) {
        if (draws.bool()) {
            return draws.oneOf("id", "updated_at", "data", "next_cursor", "");
        }
        // Jackson, which judges here, refuses halves of surrogate pairs in names, unlike RFC 8259.
        return new String(draws.string(10).getBytes(UTF_8), UTF_8);
    }

    private static JsonNode value(Draws draws, int depth) {
        return switch (draws.below(depth == 0 ? 3 : 5)) {
            case 0 -> number(draws);
            case 1 -> TextNode.valueOf(draws.string(20));
            case 2 -> draws.<JsonNode>oneOf(BooleanNode.TRUE, BooleanNode.FALSE, NullNode.getInstance());
            case 3 -> object(draws, depth - 1);
            default ->
                JsonNodeFactory.instance.arrayNode().addAll(draws.list(0, MAX_SIZE, () -> value(draws, depth - 1)));
        };
    }

    private static JsonNode number(Draws draws) {
        BigInteger digits = new BigInteger(draws.between(0, MAX_BITS), draws.random());
        return DecimalNode.valueOf(new BigDecimal(draws.bool() ? digits : digits.negate(), draws.between(-20, 40)));
    }
}
