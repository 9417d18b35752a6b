package io.dataconnector.connector.source.paging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.SourceCases;
import io.dataconnector.connector.source.StreamManifest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Walks paginators over pages of which it is known what the CDK makes of them; {@code src/test/python/paging_cases.py}
 * made the cases.
 */
final class PaginationDifferentialTest {
    private static final int FEWEST_CASES = 500;

    @Test
    void everyWalkIsTheCdks() {
        List<ObjectNode> lines = SourceCases.read("paging.jsonl");
        JsonNode head = lines.get(0);
        Settings settings = new Settings((ObjectNode) head.get("config"), Clock.systemUTC());
        Slice slice = new Slice((ObjectNode) head.get("partition"), (ObjectNode) head.get("interval"));
        List<ObjectNode> cases = lines.subList(1, lines.size());
        List<String> differences = new ArrayList<>();
        for (ObjectNode walk : cases) {
            String difference = difference(walk, settings, slice);
            if (!difference.isEmpty()) {
                differences.add(difference + " in " + walk);
            }
        }
        assertThat(cases).hasSizeGreaterThan(FEWEST_CASES);
        assertThat(differences).isEmpty();
    }

    /** Empty if there is none. */
    private static String difference(ObjectNode walk, Settings settings, Slice slice) {
        StreamManifest manifest = StreamManifest.ofRetriever("paginator", walk.get("paginator"));
        Pagination pagination = Pagination.compile(manifest.retriever(), "paginator", settings);
        String faults = manifest.faults();
        JsonNode expected = walk.get("expected");
        // A page size that is no number is refused before the first page, and not behind it.
        boolean isRefused =
                expected.has("error") || expected.at("/steps/0/error").asText().equals("TypeError");
        if (isRefused || !faults.isEmpty()) {
            return isRefused == !faults.isEmpty() ? "" : "faults: " + faults;
        }
        Optional<JsonNode> token = pagination.first();
        if (!text(token).equals(expected.get("first").toString())) {
            return "first: " + token;
        }
        for (int i = 0; i < expected.get("steps").size(); i++) {
            JsonNode step = expected.get("steps").get(i);
            JsonNode page = walk.get("pages").get(i);
            try {
                JsonNode request = SourceCases.json(
                        SourceCases.request(pagination.injections(token)).toString());
                Optional<String> path = pagination.path(token);
                if (!request.equals(step.get("options"))
                        || !path.orElse("null").equals(step.get("path").asText())) {
                    return "step " + i + ": " + request + " " + path;
                }
                PageEnd end = page(slice, token, page);
                token = pagination.next(end);
                if (!text(pagination.next(pruned(end, pagination.needs()))).equals(text(token))) {
                    return "step " + i + " with what is needed of the response only";
                }
                if (step.has("error") || !text(token).equals(step.get("next").toString())) {
                    return "step " + i + " next: " + token;
                }
            } catch (ConnectorException e) {
                return step.has("error") ? "" : "step " + i + ": " + e.getMessage();
            }
        }
        return "";
    }

    private static String text(Optional<JsonNode> token) {
        return token.map(value -> SourceCases.json(value.toString()).toString()).orElse("null");
    }

    private static PageEnd page(Slice slice, Optional<JsonNode> token, JsonNode page) {
        Map<String, List<String>> headers = new HashMap<>();
        page.get("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        List.of(header.getValue().textValue())));
        Optional<JsonNode> last = Optional.of(page.get("last_record")).filter(record -> !record.isNull());
        return new PageEnd(slice, token, page.get("size").asLong(), last, page.get("response"), headers);
    }

    /** A page without what is not needed of it. */
    private static PageEnd pruned(PageEnd page, ResponseNeeds needs) {
        return new PageEnd(
                page.slice(),
                page.token(),
                page.size(),
                page.lastRecord().filter(record -> needs.lastRecord()),
                needs.paths().map(paths -> pruned(page.response(), paths)).orElse(page.response()),
                page.headers());
    }

    private static JsonNode pruned(JsonNode response, Set<List<String>> paths) {
        if (response.isArray()) {
            ArrayNode first = JsonNodeFactory.instance.arrayNode();
            return response.isEmpty() ? first : first.add(pruned(response.get(0), paths));
        }
        if (!response.isObject()) {
            return response;
        }
        ObjectNode pruned = JsonNodeFactory.instance.objectNode();
        paths.forEach(path -> copy(path, response, pruned));
        return pruned;
    }

    /** Copies the value at a path. */
    private static void copy(List<String> path, JsonNode from, ObjectNode to) {
        JsonNode member = from.path(path.get(0));
        if (path.size() > 1 && member.isObject()) {
            ObjectNode target =
                    to.path(path.get(0)) instanceof ObjectNode existing ? existing : to.putObject(path.get(0));
            copy(path.subList(1, path.size()), member, target);
        } else if (!member.isMissingNode()) {
            to.set(path.get(0), member);
        }
    }
}
