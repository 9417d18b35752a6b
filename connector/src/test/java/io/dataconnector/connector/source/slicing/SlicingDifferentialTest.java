package io.dataconnector.connector.source.slicing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.SourceCases;
import io.dataconnector.connector.source.StreamManifest;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Makes slices of which it is known what the CDK makes of them; {@code src/test/python/slicing_cases.py} made the cases.
 */
final class SlicingDifferentialTest {
    private static final ParentReader NO_PARENTS = (parent, keep) -> {
        throw new AssertionError("there is no parent to read");
    };
    private static final int FEWEST_CASES = 600;
    private static final int MOST_SLICES = 60;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Test
    void everySliceIsTheCdks() {
        List<ObjectNode> lines = SourceCases.read("slicing.jsonl");
        JsonNode head = lines.get(0);
        Instant now = OffsetDateTime.parse(head.get("now").textValue()).toInstant();
        Settings settings = new Settings((ObjectNode) head.get("config"), Clock.fixed(now, ZoneOffset.UTC));
        List<ObjectNode> cases = lines.subList(1, lines.size());
        List<String> differences = new ArrayList<>();
        for (ObjectNode slicing : cases) {
            String actual = slicing.has("cursor") ? ofCursor(slicing, settings) : ofRouters(slicing, settings);
            String expected = slicing.get("expected").has("error")
                    ? "error"
                    : slicing.get("expected").toString();
            if (!actual.equals(expected)) {
                differences.add(actual + " in " + slicing);
            }
        }
        assertThat(cases).hasSizeGreaterThan(FEWEST_CASES);
        assertThat(differences).isEmpty();
    }

    private static String ofCursor(ObjectNode slicing, Settings settings) {
        StreamManifest manifest = StreamManifest.ofStream("incremental_sync", slicing.get("cursor"));
        Slicing compiled = Slicing.compile(
                manifest.stream(),
                Optional.of(manifest.retriever()),
                settings,
                (stream, isIncremental) -> () -> "parent");
        if (!manifest.faults().isEmpty()) {
            return "error";
        }
        DatetimeCursor cursor = compiled.cursor().orElseThrow();
        JsonNode stateText = slicing.get("state");
        Optional<Instant> state = stateText.isNull() ? Optional.empty() : cursor.parse(stateText.textValue());
        if (!stateText.isNull() && state.isEmpty()) {
            return "error";
        }
        ObjectNode actual = NODES.objectNode().put("field", cursor.cursorField());
        ArrayNode intervals = actual.putArray("slices");
        Iterator<Slice> slices = cursor.slices(state).iterator();
        actual.put("lowest", cursor.lowest(state).toString());
        actual.putObject("request");
        while (slices.hasNext() && intervals.size() < MOST_SLICES) {
            Slice slice = slices.next();
            if (intervals.isEmpty()) {
                actual.set("request", inOrder(SourceCases.request(compiled.injections(slice))));
            }
            intervals.add(slice.interval());
        }
        return actual.toString();
    }

    private static String ofRouters(ObjectNode slicing, Settings settings) {
        StreamManifest manifest = StreamManifest.ofRetriever("partition_router", slicing.get("routers"));
        Slicing compiled = Slicing.compile(
                manifest.stream(),
                Optional.of(manifest.retriever()),
                settings,
                (stream, isIncremental) -> () -> "parent");
        assertThat(manifest.faults()).isEmpty();
        ObjectNode actual = NODES.objectNode();
        ArrayNode partitions = actual.putArray("partitions");
        ArrayNode requests = actual.putArray("requests");
        for (Slice slice : compiled.slices(partition -> Optional.empty(), NO_PARENTS)) {
            partitions.add(slice.partition());
            requests.add(inOrder(SourceCases.request(compiled.injections(slice))));
        }
        return actual.toString();
    }

    /** The places of a request in the order that the cases have. */
    private static ObjectNode inOrder(ObjectNode request) {
        ObjectNode ordered = NODES.objectNode();
        for (String place : List.of("request_parameter", "header", "body_data", "body_json")) {
            Optional.ofNullable(request.get(place)).ifPresent(options -> ordered.set(place, options));
        }
        return ordered;
    }
}
