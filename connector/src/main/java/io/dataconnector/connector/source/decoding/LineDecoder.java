package io.dataconnector.connector.source.decoding;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.core.document.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Lines of text in UTF-8, {@code IterableDecoder}: each is {@code {"record": "the line"}}. */
final class LineDecoder implements Decoder {
    @Override
    public InputStream elements(InputStream body, int maxBytes) {
        DecodedText text = new DecodedText(body, UTF_8, "a line", maxBytes);
        return new TextElements() {
            private boolean isAfterReturn;

            @Override
            Optional<String> next() throws IOException {
                text.begin();
                int character = text.read();
                if (isAfterReturn && character == '\n') {
                    text.begin();
                    character = text.read();
                }
                if (character == DecodedText.END) {
                    return Optional.empty();
                }
                StringBuilder line = new StringBuilder();
                while (character != DecodedText.END && character != '\n' && character != '\r') {
                    line.append((char) character);
                    character = text.read();
                }
                isAfterReturn = character == '\r';
                return Optional.of(
                        Json.write(JsonNodeFactory.instance.objectNode().put("record", line.toString())));
            }
        };
    }
}
