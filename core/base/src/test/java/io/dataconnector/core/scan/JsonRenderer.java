package io.dataconnector.core.scan;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.scan.JsonDocuments.ArrayOf;
import io.dataconnector.core.scan.JsonDocuments.Member;
import io.dataconnector.core.scan.JsonDocuments.ObjectOf;
import io.dataconnector.core.scan.JsonDocuments.Scalar;
import io.dataconnector.core.scan.JsonDocuments.Text;
import io.dataconnector.core.scan.JsonDocuments.Value;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes JSON values in any of the ways in which they may be written. */
final class JsonRenderer {
    private static final String SPACES = " \t\n\r";
    private static final Map<Character, String> SHORT_ESCAPES = Map.of(
            '"', "\\\"", '\\', "\\\\", '/', "\\/", '\b', "\\b", '\f', "\\f", '\n', "\\n", '\r', "\\r", '\t', "\\t");

    private final Random random;
    private final StringBuilder json = new StringBuilder();

    JsonRenderer(Random random) {
        this.random = random;
    }

    String render(Value value) {
        json.setLength(0);
        value(value);
        return json.toString();
    }

    private void value(Value value) {
        space();
        if (value instanceof Scalar scalar) {
            json.append(scalar.text());
        } else if (value instanceof Text text) {
            string(text.content());
        } else if (value instanceof ArrayOf array) {
            array(array.elements());
        } else if (value instanceof ObjectOf object) {
            object(object.members());
        }
        space();
    }

    private void array(List<Value> elements) {
        json.append('[');
        space();
        for (int i = 0; i < elements.size(); i++) {
            json.append(i == 0 ? "" : ",");
            value(elements.get(i));
        }
        json.append(']');
    }

    private void object(List<Member> members) {
        json.append('{');
        space();
        for (int i = 0; i < members.size(); i++) {
            json.append(i == 0 ? "" : ",");
            space();
            string(members.get(i).name());
            space();
            json.append(':');
            value(members.get(i).value());
        }
        json.append('}');
    }

    private void space() {
        while (random.nextInt(4) == 0) {
            json.append(SPACES.charAt(random.nextInt(SPACES.length())));
        }
    }

    private void string(String content) {
        json.append('"');
        for (int at = 0; at < content.length(); at++) {
            char c = content.charAt(at);
            boolean pair = at + 1 < content.length() && Character.isSurrogatePair(c, content.charAt(at + 1));
            if (pair && random.nextBoolean()) {
                json.append(c).append(content.charAt(++at));
            } else if (Character.isSurrogate(c) || random.nextInt(5) == 0) {
                unicodeEscape(c);
            } else if (SHORT_ESCAPES.containsKey(c) && (c != '/' || random.nextBoolean())) {
                json.append(requireNonNull(SHORT_ESCAPES.get(c)));
            } else if (c < ' ') {
                unicodeEscape(c);
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    private void unicodeEscape(char c) {
        json.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
    }
}
