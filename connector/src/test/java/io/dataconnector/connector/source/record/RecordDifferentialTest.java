package io.dataconnector.connector.source.record;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.document.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Replays records and responses of which it is known what the CDK makes of them; {@code src/test/python/record_cases.py}
 * made the cases.
 */
final class RecordDifferentialTest {
    private static final int FEWEST_CASES = 1000;

    @ParameterizedTest
    @ValueSource(strings = {"cases.jsonl", "extractor_cases.jsonl"})
    void everyRecordBecomesWhatTheCdkMakesOfIt(String cases) throws IOException {
        List<String> lines = lines(cases);
        ObjectNode config = (ObjectNode) Json.read(lines.get(0)).get("config");
        Settings settings = OneComponent.settings(config);
        List<String> differences = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            JsonNode replayed = Json.read(line);
            String expected = expected(replayed);
            String actual = replayed.has("stream") ? record(replayed, settings) : records(replayed, settings);
            // The CDK's KeysToLower puts the members in any order.
            boolean isAnyOrder = line.contains("KeysToLower") && !actual.equals("dropped") && !actual.equals("error");
            if (isAnyOrder
                    ? !OneComponent.read(actual).equals(OneComponent.read(expected))
                    : !actual.equals(expected)) {
                differences.add(line + "\n   but was  " + actual + "\n   not      " + expected);
            }
        }
        assertThat(lines).hasSizeGreaterThan(FEWEST_CASES);
        assertThat(differences).isEmpty();
    }

    private static String expected(JsonNode replayed) {
        if (replayed.has("error")) {
            return "error";
        }
        if (replayed.has("dropped")) {
            return "dropped";
        }
        return text(replayed.has("kept") ? replayed.get("kept") : replayed.get("records"));
    }

    private static String record(JsonNode replayed, Settings settings) {
        try {
            OneComponent manifest = new OneComponent(replayed.get("stream"));
            Component stream = manifest.component();
            Component selector = stream.component("retriever", "SimpleRetriever")
                    .flatMap(retriever -> retriever.component("record_selector", "RecordSelector"))
                    .orElseThrow();
            Optional<RecordStage> stage = RecordStage.compile(selector, stream, manifest.schema(), settings);
            selector.component("extractor", "DpathExtractor")
                    .ifPresent(extractor -> RecordExtractor.compile(extractor, settings));
            manifest.throwIfRefused();
            ObjectNode record = (ObjectNode) replayed.get("record");
            if (stage.isEmpty()) {
                return text(record);
            }
            Slice slice = new Slice((ObjectNode) replayed.get("partition"), (ObjectNode) replayed.get("interval"));
            Optional<JsonNode> token = Optional.of(replayed.get("token")).filter(value -> !value.isNull());
            return stage.get()
                    .apply(record, slice.toJson(), token)
                    .map(RecordDifferentialTest::text)
                    .orElse("dropped");
        } catch (ConnectorException | InvalidDocumentException e) {
            return "error";
        }
    }

    private static String records(JsonNode replayed, Settings settings) {
        try {
            OneComponent manifest = new OneComponent(replayed.get("extractor"));
            RecordExtractor compiled = RecordExtractor.compile(manifest.component(), settings);
            manifest.throwIfRefused();
            JsonNode response = replayed.get("response");
            List<JsonNode> records = compiled.extract(response);
            JsonNode pointedAt = response.at(compiled.pointer().orElse(""));
            if (response.isObject() && compiled.pointer().isPresent()) {
                assertThat(records)
                        .as(replayed.toString())
                        .isSubsetOf(pointedAt.isArray() ? pointedAt : List.of(pointedAt));
            }
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            records.stream().filter(record -> !record.isMissingNode()).forEach(all::add);
            return text(all);
        } catch (ConnectorException | InvalidDocumentException e) {
            return "error";
        }
    }

    /** A tree in which numbers are as the CDK has them: integers with all digits, others as the nearest double. */
    private static String text(JsonNode tree) {
        return Json.write(plain(tree));
    }

    private static JsonNode plain(JsonNode node) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (node.isObject()) {
            ObjectNode object = nodes.objectNode();
            node.properties().forEach(member -> object.set(member.getKey(), plain(member.getValue())));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = nodes.arrayNode();
            node.forEach(element -> array.add(plain(element)));
            return array;
        }
        return node.isFloatingPointNumber() ? nodes.numberNode(node.doubleValue()) : node;
    }

    private static List<String> lines(String cases) throws IOException {
        try (InputStream stream = requireNonNull(
                RecordDifferentialTest.class.getResourceAsStream("/record/" + cases), "no resource of that name")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
