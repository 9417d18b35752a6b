package io.dataconnector.connector.source.decoding;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Optional;

/** Lines of text, {@code IterableDecoder}: each is {@code {"record": "the line"}}. */
final class LineDecoder implements Decoder {
    @Override
    public InputStream elements(InputStream body, int maxBytes) {
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, UTF_8));
        return new TextElements() {
            @Override
            Optional<JsonNode> next() throws IOException {
                return Optional.ofNullable(lines.readLine())
                        .map(line -> JsonNodeFactory.instance.objectNode().put("record", line));
            }
        };
    }
}
