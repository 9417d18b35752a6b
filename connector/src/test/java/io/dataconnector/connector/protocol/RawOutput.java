package io.dataconnector.connector.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.core.document.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a connector wrote to standard output, as its caller sees it: message by message. */
public final class RawOutput {
    private static final String DATA = ",\"data\":";

    private final List<String> lines;
    private final List<JsonNode> messages;

    private RawOutput(List<String> lines) {
        this.lines = List.copyOf(lines);
        this.messages = this.lines.stream().map(RawOutput::parse).toList();
    }

    public static RawOutput ofLines(List<String> lines) {
        return new RawOutput(lines);
    }

    /** The complete lines; a torn last one is left out, as a reader does that waits for its end. */
    public static RawOutput of(byte[] output) {
        String text = new String(output, UTF_8);
        String complete = text.substring(0, text.lastIndexOf('\n') + 1);
        return new RawOutput(complete.lines().toList());
    }

    private static JsonNode parse(String line) {
        try {
            return Json.read(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a line is not JSON: " + line, e);
        }
    }

    public List<String> lines() {
        return lines;
    }

    public List<JsonNode> messages() {
        return messages;
    }

    /** The content of the messages of a type, without the envelope. */
    public List<JsonNode> ofType(String type, String member) {
        return messages.stream()
                .filter(message -> message.path("type").asText().equals(type))
                .map(message -> requireNonNull(message.get(member), member))
                .toList();
    }

    /** The data of a stream's records. */
    public List<JsonNode> records(String stream) {
        return ofType("RECORD", "record").stream()
                .filter(record -> record.path("stream").asText().equals(stream))
                .map(record -> record.path("data"))
                .toList();
    }

    /** The data of a stream's records as text, byte for byte. */
    public List<String> recordTexts(String stream) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            JsonNode message = messages.get(i);
            if (message.path("type").asText().equals("RECORD")
                    && message.at("/record/stream").asText().equals(stream)) {
                String line = lines.get(i);
                texts.add(line.substring(line.indexOf(DATA) + DATA.length(), line.length() - "}}".length()));
            }
        }
        return texts;
    }

    public List<String> recordIds(String stream) {
        return records(stream).stream()
                .map(record -> record.path("id").asText())
                .toList();
    }

    /** The content of a stream's STATE messages. */
    public List<JsonNode> states(String stream) {
        return ofType("STATE", "state").stream()
                .filter(state -> nameOf(state.path("stream")).equals(stream))
                .toList();
    }

    /** What a stream's last STATE message says about the stream. */
    public JsonNode lastStreamState(String stream) {
        List<JsonNode> states = states(stream);
        return states.get(states.size() - 1).at("/stream/stream_state");
    }

    /** The last STATE of each stream, as it is passed to the next read. */
    public String stateForNextRead() {
        Map<String, JsonNode> last = new LinkedHashMap<>();
        ofType("STATE", "state").forEach(state -> last.put(nameOf(state.path("stream")), state));
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        last.values().forEach(list::add);
        return list.toString();
    }

    /** The sum of the records that the STATE messages of a stream account for. */
    public long recordsAccountedFor(String stream) {
        return states(stream).stream()
                .mapToLong(state -> state.at("/sourceStats/recordCount").longValue())
                .sum();
    }

    public List<String> statuses(String stream) {
        return traces("STREAM_STATUS", "stream_status")
                .filter(status -> nameOf(status).equals(stream))
                .map(status -> status.path("status").asText())
                .toList();
    }

    /** The content of the TRACE ERROR messages. */
    public List<JsonNode> errors() {
        return traces("ERROR", "error").toList();
    }

    public List<String> errorMessages() {
        return errors().stream().map(error -> error.path("message").asText()).toList();
    }

    /** The texts of the LOG messages of level WARN. */
    public List<String> warnings() {
        return ofType("LOG", "log").stream()
                .filter(log -> log.path("level").asText().equals("WARN"))
                .map(log -> log.path("message").asText())
                .toList();
    }

    private Stream<JsonNode> traces(String type, String member) {
        return ofType("TRACE", "trace").stream()
                .filter(trace -> trace.path("type").asText().equals(type))
                .map(trace -> trace.path(member));
    }

    private static String nameOf(JsonNode holder) {
        return holder.at("/stream_descriptor/name").asText();
    }
}
