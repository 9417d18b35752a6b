package io.dataconnector.connector.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.manifest.Manifest;
import io.dataconnector.connector.manifest.ManifestView;
import io.dataconnector.connector.source.Retrieved;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.SourceCases;
import io.dataconnector.connector.source.configuration.ConfigRules;
import io.dataconnector.connector.source.slicing.ParentConfig;
import io.dataconnector.connector.source.slicing.ParentReader;
import io.dataconnector.core.document.Document;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Streams that are made of templates, schemas that an API tells, and rules that change a configuration: all are what the CDK
 * makes of them. See {@code dynamic_cases.py}.
 */
final class DynamicDifferentialTest {
    private static final int FEWEST_CASES = 50;
    private static final List<JsonNode> LINES = List.copyOf(SourceCases.read("dynamic.jsonl"));
    /** What a stream of the cases may have. */
    private static final List<String> MEMBERS = List.of(
            "type", "name", "primary_key", "retriever", "transformations", "title", "place", "no", "$parameters");
    /** Numbers by their value, however they are written. */
    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> one.isNumber() && other.isNumber()
            ? one.decimalValue().compareTo(other.decimalValue())
            : one.equals(other) ? 0 : 1;

    @ParameterizedTest
    @CsvSource({"streams", "schema", "config"})
    void everythingIsAsInTheCdk(String kind) {
        List<String> differences = new ArrayList<>();
        List<JsonNode> cases = LINES.stream()
                .filter(line -> line.path("kind").asText().equals(kind))
                .toList();
        for (JsonNode line : cases) {
            difference(kind, line).ifPresent(found -> differences.add(found + " in " + line.get("manifest")));
        }
        assertThat(differences).isEmpty();
        assertThat(cases.size()).isGreaterThan(FEWEST_CASES);
    }

    private static Optional<String> difference(String kind, JsonNode line) {
        ObjectNode config = LINES.get(0).get("config").deepCopy();
        Manifest manifest = Manifest.of(new Document("m.yaml", line.get("manifest")));
        try {
            return switch (kind) {
                case "streams" -> ofStreams(manifest, config, line);
                case "schema" -> ofSchema(manifest, config, line);
                default -> ofConfig(manifest, config, line);
            };
        } catch (ConnectorException e) {
            return Optional.of("failed: " + e.getMessage());
        }
    }

    private static Optional<String> ofStreams(Manifest manifest, ObjectNode config, JsonNode line) {
        ManifestView view = manifest.view();
        DynamicStreams dynamic = DynamicStreams.compile(
                view.source(), new Settings(config, Clock.systemUTC()), reader(line.get("found")));
        List<DynamicStreams.Made> made =
                DynamicStreams.make(dynamic.definitions().get(0), new HashSet<>());
        JsonNode expected = line.get("streams");
        if (made.size() != expected.size()) {
            return Optional.of(made.size() + " streams, of the CDK " + expected.size());
        }
        for (int i = 0; i < made.size(); i++) {
            Component stream = made.get(i).component();
            for (String member : MEMBERS) {
                JsonNode own = stream.value(member).orElseGet(JsonNodeFactory.instance::nullNode);
                JsonNode ofCdk =
                        expected.get(i).has(member) ? expected.get(i).get(member) : JsonNodeFactory.instance.nullNode();
                if (!own.equals(BY_VALUE, ofCdk)) {
                    return Optional.of(member + " of stream " + i + " is " + own + ", of the CDK " + ofCdk);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofSchema(Manifest manifest, ObjectNode config, JsonNode line) {
        Source source = Source.of(
                manifest,
                new Settings(config, Clock.systemUTC()),
                Source.Purpose.READ,
                budget -> reader(line.get("found")));
        JsonNode schema = source.catalog().streams().iterator().next().jsonSchema();
        // The CDK has no order in what it makes lower case.
        return schema.equals(line.get("schema"))
                ? Optional.empty()
                : Optional.of("schema " + schema + ", of the CDK " + line.get("schema"));
    }

    private static Optional<String> ofConfig(Manifest manifest, ObjectNode config, JsonNode line) {
        ObjectNode written = config.deepCopy();
        Component spec =
                manifest.view().source().requiredComponent("spec", "Spec").orElseThrow();
        ConfigRules rules = ConfigRules.compile(spec, config, Clock.systemUTC()).orElseThrow();
        boolean isChanged = rules.migrate();
        if (!config.equals(BY_VALUE, line.get("migrated"))) {
            return Optional.of("migrated " + config + ", of the CDK " + line.get("migrated"));
        }
        if (isChanged == written.equals(config)) {
            return Optional.of("said to be " + (isChanged ? "changed" : "unchanged"));
        }
        rules.transform();
        if (!config.equals(BY_VALUE, line.get("config"))) {
            return Optional.of("transformed " + config + ", of the CDK " + line.get("config"));
        }
        boolean isValid = isValid(rules);
        return isValid == line.get("valid").booleanValue()
                ? Optional.empty()
                : Optional.of(isValid ? "valid, not so in the CDK" : "invalid, not so in the CDK");
    }

    private static boolean isValid(ConfigRules rules) {
        try {
            rules.validate("config.json");
            return true;
        } catch (ConnectorException e) {
            return false;
        }
    }

    /** Finds the same records in each slice. */
    private static RetrievalReader reader(JsonNode found) {
        return (definition, isMoreWanted) -> {
            for (Slice slice : definition.slicing().slices(partition -> Optional.empty(), new NoParents())) {
                for (JsonNode record : found) {
                    if (!isMoreWanted.test(new Retrieved(record.deepCopy(), slice))) {
                        return;
                    }
                }
            }
        };
    }

    private static final class NoParents implements ParentReader {
        @Override
        public Iterator<Kept> read(ParentConfig parent, Keeper keeper) {
            throw new AssertionError("no case has a parent");
        }
    }

    @Test
    void theCasesAreOfAllKinds() {
        assertThat(LINES.stream().map(line -> line.path("kind").asText()).distinct())
                .containsExactly("", "streams", "schema", "config");
    }
}
