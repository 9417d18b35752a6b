package io.dataconnector.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.protocol.RawOutput;
import io.dataconnector.connector.source.SourceCases;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Streams that depend on what a connection says of them, read twice: properties of an endpoint and of the configured catalog,
 * streams that a state chooses, cursor fields of the catalog. The requests, records and states are those of the CDK, whose
 * first state is where the second read begins. See {@code connection_cases.py}.
 */
final class ConnectionDifferentialTest {
    private static final String STREAM = "items";
    private static final String NO_CURSOR = "__ab_no_cursor_state_message";
    private static final int FEWEST_CASES = 120;
    /** Later than all records by more than a day, and less than a hundred years. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-07-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @Test
    void everyReadIsTheCdks() {
        List<ObjectNode> lines = SourceCases.read("connection.jsonl");
        ObjectNode config = (ObjectNode) lines.get(0).get("config");
        List<ObjectNode> cases = lines.subList(1, lines.size());
        List<String> differences = new ArrayList<>();
        for (ObjectNode connection : cases) {
            ObjectNode states = connection.objectNode();
            for (JsonNode read : connection.get("reads")) {
                difference(connection, config, states, read)
                        .ifPresent(found -> differences.add(found + " in " + connection.get("manifest") + " by "
                                + connection.get("configured") + " from " + states));
                states.set(STREAM, read.get("state"));
            }
        }
        assertThat(differences).isEmpty();
        assertThat(cases).hasSizeGreaterThan(FEWEST_CASES);
    }

    private Optional<String> difference(JsonNode connection, ObjectNode config, ObjectNode states, JsonNode read) {
        AnsweredPages pages = new AnsweredPages(read.get("answers"), CLOCK.instant());
        RawOutput raw = new ConnectionRead(folder, connection.get("manifest").toString(), pages, CLOCK)
                .options(config)
                .configured(STREAM, connection.get("configured").toString())
                .states(states.toString())
                .read(STREAM);
        Optional<String> difference = pages.difference(raw.records(STREAM), read.get("records"), raw.errorMessages());
        if (difference.isPresent()) {
            return difference;
        }
        String last = raw.lastStreamState(STREAM).toString();
        String ofCdk = withoutRemains(read.get("state").deepCopy()).toString();
        return last.equals(ofCdk) ? Optional.empty() : Optional.of("state " + last + ", of the CDK " + ofCdk);
    }

    /** In the states of an incremental stream, the CDK goes on saying that the full refresh before it had no cursor. */
    private static ObjectNode withoutRemains(ObjectNode state) {
        return state.size() > 1 ? state.without(NO_CURSOR) : state;
    }
}
