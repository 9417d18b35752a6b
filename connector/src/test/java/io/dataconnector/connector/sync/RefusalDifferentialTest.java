package io.dataconnector.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.SyncMode;
import io.dataconnector.connector.http.ScriptedServer;
import io.dataconnector.connector.http.ScriptedServer.Reply;
import io.dataconnector.connector.protocol.RawOutput;
import io.dataconnector.connector.source.SourceCases;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Streams of an API that refuses some pages, read twice: requests, waits, records and states are those of the CDK, in their
 * order, and a stream fails where it fails there. See {@code refusal_cases.py}.
 */
final class RefusalDifferentialTest {
    private static final String STREAM = "items";

    @TempDir
    private Path folder;

    @Test
    void everyReadIsTheCdks() throws IOException {
        List<ObjectNode> cases = SourceCases.read("refusals.jsonl");
        List<String> differences = new ArrayList<>();
        for (ObjectNode one : cases) {
            String state = "{}";
            for (JsonNode read : one.get("reads")) {
                String manifest = one.get("manifest").toString();
                difference(manifest, state, read).ifPresent(found -> differences.add(found + " in " + manifest));
                state = read.has("state") ? "{\"" + STREAM + "\":" + read.get("state") + "}" : "{}";
            }
        }
        assertThat(differences).isEmpty();
        assertThat(cases).hasSizeGreaterThan(100);
    }

    private Optional<String> difference(String manifest, String state, JsonNode read) throws IOException {
        Map<String, Queue<JsonNode>> answers = new ConcurrentHashMap<>();
        read.get("answers")
                .forEach(answer -> answers.computeIfAbsent(
                                answer.get(0).asText(), target -> new ConcurrentLinkedQueue<>())
                        .add(answer));
        try (ScriptedServer server = new ScriptedServer(request -> {
            JsonNode answer = answers.getOrDefault(request.target(), new ConcurrentLinkedQueue<>())
                    .poll();
            return answer == null
                    ? Reply.of(400, "this is not what the CDK requests")
                    : Reply.of(answer.get(1).asInt(), answer.get(2).toString());
        })) {
            HttpSync sync = new HttpSync(folder, manifest, server)
                    .parallelism(Parallelism.overHttp(1).withRequests(1));
            boolean hasCursor =
                    sync.catalog().stream(STREAM).orElseThrow().cursor().isPresent();
            RawOutput raw = sync.read(state, STREAM, hasCursor ? SyncMode.INCREMENTAL : SyncMode.FULL_REFRESH);
            String errors = raw.errorMessages().toString();
            List<String> requests = server.received().stream()
                    .map(ScriptedServer.Received::target)
                    .toList();
            List<String> expected = read.get("answers")
                    .valueStream()
                    .map(answer -> answer.get(0).asText())
                    .toList();
            boolean hasFailed = !raw.errorMessages().isEmpty();
            if (hasFailed != read.get("failed").asBoolean()) {
                return Optional.of("errors " + errors + ", of the CDK " + read.get("failed"));
            }
            boolean hasParents = manifest.contains("SubstreamPartitionRouter");
            if (hasFailed) {
                // The CDK goes on with the next slices, of which records come, too.
                return hasParents
                                || expected.subList(0, Math.min(requests.size(), expected.size()))
                                        .equals(requests)
                        ? Optional.empty()
                        : Optional.of("requests " + requests + ", of the CDK, which fails, too, " + expected);
            }
            if (hasParents) {
                // The CDK reads them to their end before the first partition.
                requests = requests.stream().sorted().toList();
                expected = expected.stream().sorted().toList();
            }
            if (!requests.equals(expected)) {
                return Optional.of("requests " + requests + ", of the CDK " + expected + ", " + errors);
            }
            List<Long> waits = sync.pauses().stream().map(Duration::toMillis).toList();
            List<Long> theirWaits =
                    read.get("waits").valueStream().map(JsonNode::asLong).toList();
            if (!waits.equals(theirWaits)) {
                return Optional.of("waits " + waits + ", of the CDK " + theirWaits);
            }
            List<String> records = texts(raw.records(STREAM).stream());
            List<String> theirRecords = texts(read.get("records").valueStream());
            if (!records.equals(theirRecords)) {
                return Optional.of("records " + records + ", of the CDK " + theirRecords);
            }
            return !hasCursor || sameState(raw, read)
                    ? Optional.empty()
                    : Optional.of("state " + raw.lastStreamState(STREAM) + ", of the CDK " + read.get("state"));
        }
    }

    private static boolean sameState(RawOutput raw, JsonNode read) {
        return raw.lastStreamState(STREAM).toString().equals(read.get("state").toString());
    }

    private static List<String> texts(Stream<JsonNode> records) {
        return records.map(JsonNode::toString).toList();
    }
}
