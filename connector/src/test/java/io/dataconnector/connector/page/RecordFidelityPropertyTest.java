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
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.LogLevel;
import io.dataconnector.connector.protocol.RawOutput;
import io.dataconnector.connector.protocol.RecordBlocks;
import io.dataconnector.connector.protocol.RecordEnvelope;
import io.dataconnector.connector.protocol.TokenSequence;
import io.dataconnector.core.document.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a page holds comes out as it stands, whatever it is and however it is written. */
final class RecordFidelityPropertyTest {
    private static final int MAX_SIZE = 4;
    private static final int MAX_DEPTH = 3;

    private static final StreamDefinition STREAM = new StreamDefinition(
            "things",
            List.of("id"),
            "updated_at",
            "page_1",
            "/data",
            "/next_cursor",
            JsonNodeFactory.instance.objectNode());

    @Property(tries = 100, seed = "20240602")
    void everyRecordComesOutEqualAndOnOneLine(
            @ForAll("objects") ObjectNode first, @ForAll("objects") ObjectNode second, @ForAll long seed)
            throws JsonProcessingException {
        String page = "{\"data\":[" + JsonSpelling.of(first, seed) + ",\n" + JsonSpelling.of(second, ~seed) + "]}";

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
        new PageReader(STREAM, 1 << 26)
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

    @Provide
    Arbitrary<ObjectNode> objects() {
        return objectsOf(Arbitraries.recursive(this::scalars, RecordFidelityPropertyTest::containersOf, 0, MAX_DEPTH));
    }

    private Arbitrary<JsonNode> scalars() {
        return Arbitraries.oneOf(
                numbers().map(JsonNode.class::cast),
                Arbitraries.strings().all().ofMaxLength(20).map(TextNode::valueOf),
                Arbitraries.of(BooleanNode.TRUE, BooleanNode.FALSE, NullNode.getInstance()));
    }

    private static Arbitrary<DecimalNode> numbers() {
        Arbitrary<BigInteger> digits =
                Arbitraries.bigIntegers().between(BigInteger.TEN.pow(40).negate(), BigInteger.TEN.pow(40));
        Arbitrary<Integer> scales = Arbitraries.integers().between(-20, 40);
        return Combinators.combine(digits, scales)
                .as((unscaled, scale) -> DecimalNode.valueOf(new BigDecimal(unscaled, scale)));
    }

    private static Arbitrary<JsonNode> containersOf(Arbitrary<JsonNode> values) {
        return Arbitraries.oneOf(
                values,
                objectsOf(values).map(JsonNode.class::cast),
                values.list()
                        .ofMaxSize(MAX_SIZE)
                        .map(elements -> JsonNodeFactory.instance.arrayNode().addAll(elements)));
    }

    private static Arbitrary<ObjectNode> objectsOf(Arbitrary<JsonNode> values) {
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.of("id", "updated_at", "data", "next_cursor", ""),
                // Jackson, which judges here, refuses halves of surrogate pairs in names, unlike RFC 8259.
                Arbitraries.strings()
                        .withCharRange('\0', '\ud7ff')
                        .withCharRange('\ue000', '\uffff')
                        .ofMaxLength(10));
        return Arbitraries.maps(names, values).ofMaxSize(MAX_SIZE).map(members -> {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            members.forEach(object::set);
            return object;
        });
    }
}
