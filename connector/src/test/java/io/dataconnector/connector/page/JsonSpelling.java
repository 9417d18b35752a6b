package io.dataconnector.connector.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes JSON in one of the many ways that its grammar allows (RFC 8259): space or none between any
 * two tokens, characters as they are or as an escape, numbers with an exponent or without. A JSON
 * library knows one way only, and pages come from other programs.
 */
final class JsonSpelling {
    private static final List<String> SPACES = List.of(" ", "\t", "\n", "\r", "\r\n", "  \n    ");
    private static final String ESCAPED_BY_LETTER = "\"\\/\b\f\n\r\t";
    private static final String LETTERS = "\"\\/bfnrt";

    private final Random random;
    private final StringBuilder json = new StringBuilder();

    private JsonSpelling(Random random) {
        this.random = random;
    }

    static String of(JsonNode value, Random random) {
        JsonSpelling spelling = new JsonSpelling(random);
        spelling.write(value);
        return spelling.json.toString();
    }

    private void write(JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> writeObject(value);
            case ARRAY -> writeArray(value);
            case STRING -> writeString(value.textValue());
            case NUMBER -> json.append(number(value.decimalValue()));
            default -> json.append(value.asText());
        }
    }

    private void writeObject(JsonNode object) {
        json.append('{');
        writeSpace();
        String separator = "";
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            json.append(separator);
            writeSpace();
            writeString(member.getKey());
            writeSpace();
            json.append(':');
            writeSpace();
            write(member.getValue());
            writeSpace();
            separator = ",";
        }
        json.append('}');
    }

    private void writeArray(JsonNode array) {
        json.append('[');
        writeSpace();
        String separator = "";
        for (JsonNode element : array) {
            json.append(separator);
            writeSpace();
            write(element);
            writeSpace();
            separator = ",";
        }
        json.append(']');
    }

    private void writeSpace() {
        if (random.nextInt(4) == 0) {
            json.append(SPACES.get(random.nextInt(SPACES.size())));
        }
    }

    private void writeString(String text) {
        json.append('"');
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            writeCodePoint(codePoint);
            at += Character.charCount(codePoint);
        }
        json.append('"');
    }

    private void writeCodePoint(int codePoint) {
        int letter = ESCAPED_BY_LETTER.indexOf(codePoint);
        if (letter >= 0 && random.nextBoolean()) {
            json.append('\\').append(LETTERS.charAt(letter));
        } else if (mustBeEscaped(codePoint) || random.nextInt(8) == 0) {
            for (char unit : Character.toChars(codePoint)) {
                json.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) unit));
            }
        } else {
            json.appendCodePoint(codePoint);
        }
    }

    /** A surrogate without its other half has an escape but no bytes in UTF-8. */
    private static boolean mustBeEscaped(int codePoint) {
        return codePoint < ' '
                || codePoint == '"'
                || codePoint == '\\'
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }

    private String number(BigDecimal value) {
        return switch (random.nextInt(4)) {
            case 0 -> value.toString();
            case 1 -> value.unscaledValue() + "e" + -(long) value.scale();
            case 2 -> value.signum() == 0 ? "-0" : value.toPlainString() + "E-00";
            default -> value.toPlainString();
        };
    }
}
