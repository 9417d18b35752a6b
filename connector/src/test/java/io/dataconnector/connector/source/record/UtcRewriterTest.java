package io.dataconnector.connector.source.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.scan.TimestampReader;
import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Declared timestamps are the same instants in UTC, and nothing else is touched. */
final class UtcRewriterTest {
    private static final String SCHEMA = """
            {
              "properties": {
                "at": {"type": "string", "format": "date-time"},
                "text": {"type": "string"},
                "times": {"type": "array", "items": {"format": "date-time"}},
                "rows": {"items": {"items": {"properties": {"at": {"format": "date-time"}}}}},
                "inner": {
                  "type": ["object", "null"],
                  "properties": {"at": {"format": "date-time"}, "text": {"type": "string"}}
                },
                "dates": {"type": "object", "additionalProperties": {"format": "date-time"}}
              }
            }
            """;

    private static UtcRewriter rewriter() throws JsonProcessingException {
        return new UtcRewriter(DeclaredTimestamps.of(Json.read(SCHEMA)).orElseThrow());
    }

    /** Rewrites a record between other bytes, which must stay. */
    private static String rewrite(String record) throws JsonProcessingException {
        return rewrite(rewriter(), record);
    }

    private static String rewrite(UtcRewriter rewriter, String record) {
        byte[] bytes = ("[" + record + ",\"2024-06-02T08:01:18+02:00\"]").getBytes(UTF_8);
        int to = 1 + record.getBytes(UTF_8).length;
        int end = rewriter.rewrite(bytes, 1, to);
        assertThat(bytes[0]).isEqualTo((byte) '[');
        assertThat(new String(bytes, to, bytes.length - to, UTF_8)).isEqualTo(",\"2024-06-02T08:01:18+02:00\"]");
        return new String(bytes, 1, end - 1, UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-06-02T08:01:18Z, 2024-06-02T08:01:18Z",
        "2024-06-02T08:01:18.666Z, 2024-06-02T08:01:18.666Z",
        "2024-06-02T08:01:18+02:00, 2024-06-02T06:01:18Z",
        "2024-06-02T00:30:00+0200, 2024-06-01T22:30:00Z",
        "2024-03-01T00:30:00+01, 2024-02-29T23:30:00Z",
        "2024-12-31T22:00:00.500-02:00, 2025-01-01T00:00:00.500Z",
        "2024-06-02T08:01:18-00:00, 2024-06-02T08:01:18Z",
        "2024-06-02t08:01:18z, 2024-06-02T08:01:18Z",
        "2024-06-02 08:01:18.000+05:45, 2024-06-02T02:16:18.000Z",
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "2024-06-02T08:01:18.000000000000100+02:00, 2024-06-02T06:01:18.000000000000100Z",
        "2024-06-02T08:01:18.25\\u002b02:00, 2024-06-02T06:01:18.25Z",
        "\\u0032024-06-02T08:01:18\\u002B02\\u003a00, 2024-06-02T06:01:18Z",
        "0000-01-01T00:00:00+00:00, 0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9+00:00, 9999-12-31T23:59:59.9Z",
    })
    void aTimestampIsTheSameInstantInUtc(String timestamp, String inUtc) throws JsonProcessingException {
        assertThat(rewrite("{\"at\":\"" + timestamp + "\",\"n\":1.50}"))
                .isEqualTo("{\"at\":\"" + inUtc + "\",\"n\":1.50}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-06-02T08:01:18",
                "2024-06-02",
                "",
                "yesterday, about a quarter past eight",
                "2024-06-02T08:01:18.+02:00",
                "2024-06-02T08:01:18.5",
                "2024-06-02T08:01:18,5+02:00",
                "2024-06-31T08:01:18+02:00",
                "2024-06-02T08:01:18+02:00:00",
                "2024-06-02T08:01:18+24:00",
                "2024-06-02T08:01:18.123456789Ä",
                "2024-06-02T08:01:18\\u00e4\\ud800",
                "0000-01-01T00:00:00+01:00",
                "9999-12-31T23:59:59-01:00"
            })
    void whatIsNoTimestampOfFourDigitsInUtcStays(String text) throws JsonProcessingException {
        assertThat(rewrite("{\"at\":\"" + text + "\"}")).isEqualTo("{\"at\":\"" + text + "\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|{}",
                "{\"text\":\"T+\",\"other\":{\"at\":\"T+\"},\"list\":[\"T+\",{\"at\":\"T+\"}]}|"
                        + "{\"text\":\"T+\",\"other\":{\"at\":\"T+\"},\"list\":[\"T+\",{\"at\":\"T+\"}]}",
                "{\"at\":[\"T+\",{\"at\":\"T+\"}]}|{\"at\":[\"T+\",{\"at\":\"T+\"}]}",
                "{\"at\":null,\"text\":\"T+\"}|{\"at\":null,\"text\":\"T+\"}",
                "{\"times\":[\"T+\",1,null,[\"T+\"],\"T+\",{\"x\":\"T+\"},\"T+\"]}|"
                        + "{\"times\":[\"TZ\",1,null,[\"T+\"],\"TZ\",{\"x\":\"T+\"},\"TZ\"]}",
                "{\"times\":\"T+\",\"at\":\"T+\"}|{\"times\":\"T+\",\"at\":\"TZ\"}",
                "{\"times\":[],\"dates\":{},\"at\":\"T+\"}|{\"times\":[],\"dates\":{},\"at\":\"TZ\"}",
                "{\"rows\":[[{\"at\":\"T+\"},{\"at\":\"T+\"}],[],[{\"no\":\"T+\",\"at\":\"T+\"}]]}|"
                        + "{\"rows\":[[{\"at\":\"TZ\"},{\"at\":\"TZ\"}],[],[{\"no\":\"T+\",\"at\":\"TZ\"}]]}",
                "{\"inner\":{\"text\":\"T+\",\"at\":\"T+\"},\"text\":\"T+\"}|"
                        + "{\"inner\":{\"text\":\"T+\",\"at\":\"TZ\"},\"text\":\"T+\"}",
                "{\"dates\":{\"a\":\"T+\",\"b\":[\"T+\"],\"c\":\"T+\"}}|{\"dates\":{\"a\":\"TZ\",\"b\":[\"T+\"],\"c\":\"TZ\"}}",
                "{\"at\":\"T+\",\"x\":\"\\\\\\\"at\\\":\",\"at\":\"T+\"}|{\"at\":\"TZ\",\"x\":\"\\\\\\\"at\\\":\",\"at\":\"TZ\"}",
                "{ \"at\"\t: \"T+\" , \"x\":{\"y\":\"}]\\\"\"} , \"\\u0061t\" :\"T+\" }|"
                        + "{ \"at\"\t: \"TZ\" , \"x\":{\"y\":\"}]\\\"\"} , \"\\u0061t\" :\"TZ\" }",
            })
    void onlyWhatTheSchemaDeclaresIsRewritten(String record, String expected) throws JsonProcessingException {
        assertThat(rewrite(record.replace("T+", "2024-06-02T08:01:18+02:00")))
                .isEqualTo(expected.replace("T+", "2024-06-02T08:01:18+02:00").replace("TZ", "2024-06-02T06:01:18Z"));
    }

    @Test
    void aDeepRecordNeedsNoDeepStack() throws JsonProcessingException {
        int depth = 100_000;
        String deep = "[".repeat(depth) + "\"2024-06-02T08:01:18+02:00\"" + "]".repeat(depth);

        assertThat(rewrite("{\"times\":" + deep + ",\"rows\":" + deep + ",\"at\":\"2024-06-02T08:01:18+02:00\"}"))
                .isEqualTo("{\"times\":" + deep + ",\"rows\":" + deep + ",\"at\":\"2024-06-02T06:01:18Z\"}");
    }

    @SeededTest(rounds = 500)
    void everyInstantStaysAndAllElseToo(Draws draws) throws JsonProcessingException {
        UtcRewriter rewriter = rewriter();
        for (int i = 0; i < 3; i++) {
            String text = Json.write(object(draws, 3));
            JsonNode record = Json.read(text);

            JsonNode rewritten = Json.read(rewrite(rewriter, text));

            List<Instant> instants = new ArrayList<>();
            assertThat(withoutTimestamps(rewritten, declared(), instants, true))
                    .isEqualTo(withoutTimestamps(record, declared(), new ArrayList<>(), false));
            List<Instant> before = new ArrayList<>();
            withoutTimestamps(record, declared(), before, false);
            assertThat(instants).isEqualTo(before);
        }
    }

    private static Optional<DeclaredTimestamps> declared() throws JsonProcessingException {
        return DeclaredTimestamps.of(Json.read(SCHEMA));
    }

    /** Takes the declared timestamps out of a value; those that were rewritten must be in UTC. */
    private static JsonNode withoutTimestamps(
            JsonNode value, Optional<DeclaredTimestamps> declared, List<Instant> found, boolean isRewritten) {
        if (value instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                // Escaped, in its quotes.
                byte[] name = Json.write(TextNode.valueOf(member.getKey())).getBytes(UTF_8);
                copy.set(
                        member.getKey(),
                        withoutTimestamps(
                                member.getValue(),
                                declared.flatMap(all -> all.member(name, 1, name.length - 1)),
                                found,
                                isRewritten));
            }
            return copy;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(
                    withoutTimestamps(element, declared.flatMap(DeclaredTimestamps::elements), found, isRewritten)));
            return copy;
        }
        Optional<Instant> instant = declared.filter(DeclaredTimestamps::isTimestamp)
                .filter(all -> value.isTextual())
                .flatMap(all -> TimestampReader.parse(value.textValue()));
        if (instant.isEmpty()) {
            return value;
        }
        found.add(instant.get());
        if (isRewritten) {
            assertThat(value.textValue()).matches("[^T]{10}T[^.+-]{8}([.][0-9]+)?Z");
        }
        return TextNode.valueOf(decimalPlaces(value.textValue()));
    }

    private static String decimalPlaces(String timestamp) {
        return timestamp.replaceFirst("^.{19}([.][0-9]+)?.*$", "$1");
    }

    private static ObjectNode object(Draws draws, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        draws.list(0, 5, () -> draws.oneOf("at", "text", "times", "rows", "inner", "dates", "x", "", "ä\"\\"))
                .forEach(name -> object.set(name, value(draws, depth)));
        return object;
    }

    private static JsonNode value(Draws draws, int depth) {
        return switch (draws.below(depth == 0 ? 5 : 8)) {
            case 0 -> JsonNodeFactory.instance.numberNode(draws.below(1_000));
            case 1 -> JsonNodeFactory.instance.nullNode();
            case 2 -> TextNode.valueOf(new String(draws.string(30).getBytes(UTF_8), UTF_8));
            case 3, 4 -> TextNode.valueOf(timestamp(draws));
            case 5, 6 -> object(draws, depth - 1);
            default -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                draws.list(0, 4, () -> value(draws, depth - 1)).forEach(array::add);
                yield array;
            }
        };
    }

    private static String timestamp(Draws draws) {
        String local = LocalDateTime.ofEpochSecond(
                        draws.between(
                                Instant.parse("0000-01-03T00:00:00Z").getEpochSecond(),
                                Instant.parse("9999-12-29T00:00:00Z").getEpochSecond()),
                        0,
                        ZoneOffset.UTC)
                .toString();
        // Which leaves out seconds of 00.
        String toSeconds = local.length() == 16 ? local + ":00" : local;
        String offset = String.format(
                "%s%02d%s%02d", draws.oneOf("+", "-"), draws.below(24), draws.oneOf(":", ""), draws.below(60));
        return draws.oneOf(toSeconds, toSeconds.replace('T', ' '))
                + draws.oneOf("", "." + draws.between(0, 9), "." + draws.between(0, 999_999_999))
                + draws.oneOf("Z", "z", offset, offset.substring(0, 3), "");
    }
}
