package io.dataconnector.connector.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.fault.IoFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state that raw outputs hold: of each stream the last one. A line that is torn, because the read
 * was killed, is no state and is passed over.
 */
public final class RawStates {
    private static final Path STANDARD_INPUT = Path.of("-");

    private final Map<JsonNode, JsonNode> stateByStream = new LinkedHashMap<>();

    /**
     * Reads a raw output, a later one than those before.
     *
     * @param raw a file, or {@code -} for standard input
     * @throws ConnectorException if it cannot be read
     */
    public void read(Path raw) {
        try (InputStream in = raw.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(raw);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            boolean isForeign = false;
            boolean isRaw = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                isForeign |= !line.startsWith("{");
                isRaw |= line.startsWith("{");
                // Most lines are records, and few of those hold this word.
                if (line.contains("\"STATE\"")) {
                    readLine(line);
                }
            }
            if (isForeign && !isRaw) {
                throw new ConnectorException(
                        FailureType.CONFIG_ERROR,
                        "Raw output " + raw + " holds no message. Give what `connector read` wrote, decompressed.");
            }
        } catch (IOException e) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR, "Raw output " + raw + " cannot be read: " + IoFault.describe(e) + ".");
        }
    }

    private void readLine(String line) {
        try {
            JsonNode message = Json.read(line);
            JsonNode stream = message.at("/state/stream");
            JsonNode descriptor = stream.path("stream_descriptor");
            if (message.path("type").asText().equals("STATE") && descriptor.isObject()) {
                stateByStream.put(descriptor, stream);
            }
        } catch (JsonProcessingException e) {
            // A torn line: what it would have said was not said.
        }
    }

    /** The states as a list that {@code --state} takes, without those of completed full refreshes. */
    public ArrayNode toJson() {
        ArrayNode states = JsonNodeFactory.instance.arrayNode();
        for (JsonNode stream : stateByStream.values()) {
            JsonNode complete = stream.path("stream_state").path(StreamState.FULL_REFRESH_COMPLETE);
            if (!complete.asBoolean()) {
                states.addObject().put("type", "STREAM").set("stream", stream);
            }
        }
        return states;
    }
}
