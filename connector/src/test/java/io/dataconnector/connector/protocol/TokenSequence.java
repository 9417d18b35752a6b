package io.dataconnector.connector.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON as its tokens: equal for two texts that have the same members in the same order, the same
 * strings however escaped, and the same digits in every number. A tree would forgive the order and
 * the digits.
 */
public final class TokenSequence {
    private static final JsonFactory FACTORY = new JsonFactory();

    private TokenSequence() {}

    public static List<String> of(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            List<String> tokens = ofValue(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("there is more than one value in " + json);
            }
            return tokens;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tokens of each element of the array that a member of the outermost object holds. */
    public static List<List<String>> ofElements(String json, String member) {
        List<List<String>> elements = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isWanted = parser.currentName().equals(member);
                parser.nextToken();
                if (isWanted) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        elements.add(ofValue(parser));
                    }
                } else {
                    parser.skipChildren();
                }
            }
            return elements;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> ofValue(JsonParser parser) throws IOException {
        List<String> tokens = new ArrayList<>();
        int depth = 0;
        while (true) {
            JsonToken token = parser.currentToken();
            depth += token.isStructStart() ? 1 : 0;
            depth -= token.isStructEnd() ? 1 : 0;
            tokens.add(token + " " + parser.getText());
            if (depth == 0) {
                return tokens;
            }
            parser.nextToken();
        }
    }
}
