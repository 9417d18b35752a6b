package io.dataconnector.core.document;

import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;

/**
 * Writes many trees, one after the other, into one array: each on one line, in UTF-8, byte for byte as {@link Json#write} does,
 * in a fraction of the time. Used by one thread.
 */
public final class JsonEncoder {
    private static final int INITIAL_BYTES = 1 << 12;
    /** A larger array is not kept for the next tree. */
    private static final int MAX_KEPT_BYTES = 1 << 20;

    private static final int MAX_ESCAPE = 6;
    private static final int MAX_LONG = 20;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int end;

    /** Writes a tree in the place of the one before. */
    public void encode(JsonNode tree) {
        if (bytes.length > MAX_KEPT_BYTES) {
            bytes = new byte[INITIAL_BYTES];
        }
        end = 0;
        write(tree);
    }

    /** The array that the tree is at the beginning of; valid until the next one is written. */
    @SuppressWarnings("EI_EXPOSE_REP") // Copying it would take as long as writing.
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes the tree takes. */
    public int length() {
        return end;
    }

    private void write(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node);
            case ARRAY -> writeArray(node);
            case STRING -> writeString(node.textValue());
            case NUMBER -> writeNumber(node);
            case BOOLEAN -> writeAscii(node.booleanValue() ? "true" : "false");
            case NULL -> writeAscii("null");
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException(node.getNodeType() + " is not JSON");
        }
    }

    private void writeObject(JsonNode object) {
        write((byte) '{');
        boolean isFirst = true;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!isFirst) {
                write((byte) ',');
            }
            isFirst = false;
            writeString(member.getKey());
            write((byte) ':');
            write(member.getValue());
        }
        write((byte) '}');
    }

    private void writeArray(JsonNode array) {
        write((byte) '[');
        for (int i = 0; i < array.size(); i++) {
            if (i > 0) {
                write((byte) ',');
            }
            write(array.get(i));
        }
        write((byte) ']');
    }

    private void writeNumber(JsonNode node) {
        switch (node.numberType()) {
            case INT, LONG -> {
                reserve(MAX_LONG);
                end = NumberOutput.outputLong(node.longValue(), bytes, end);
            }
            case BIG_INTEGER -> writeAscii(node.bigIntegerValue().toString());
            case FLOAT, DOUBLE -> writeDouble(node.doubleValue());
            case BIG_DECIMAL -> writeAscii(Json.text(node.decimalValue()));
        }
    }

    /** What is no number in JSON is a text. */
    private void writeDouble(double value) {
        if (Double.isFinite(value)) {
            writeAscii(Double.toString(value));
        } else {
            writeString(Double.toString(value));
        }
    }

    private void writeString(String text) {
        int length = text.length();
        // From here on there is always room for the rest, if it is plain, and the quote.
        reserve(length + 2);
        bytes[end++] = '"';
        int at = 0;
        while (at < length) {
            char c = text.charAt(at);
            if (c >= ' ' && c < 0x80 && c != '"' && c != '\\') {
                bytes[end++] = (byte) c;
                at++;
            } else {
                reserve(MAX_ESCAPE + length - at);
                at += c < 0x80 ? writeEscape(c) : writeCodePoint(text.codePointAt(at));
            }
        }
        bytes[end++] = '"';
    }

    /** Writes an escape, and returns for how many characters. */
    private int writeEscape(char c) {
        bytes[end++] = '\\';
        switch (c) {
            case '"', '\\' -> bytes[end++] = (byte) c;
            case '\b' -> bytes[end++] = 'b';
            case '\t' -> bytes[end++] = 't';
            case '\n' -> bytes[end++] = 'n';
            case '\f' -> bytes[end++] = 'f';
            case '\r' -> bytes[end++] = 'r';
            default -> {
                bytes[end++] = 'u';
                bytes[end++] = '0';
                bytes[end++] = '0';
                bytes[end++] = HEX[c >> 4];
                bytes[end++] = HEX[c & 0xf];
            }
        }
        return 1;
    }

    /** Writes a code point, and returns how many characters it has; half a pair of surrogates is no text, as in Java. */
    private int writeCodePoint(int point) {
        if (point < 0x800) {
            bytes[end++] = (byte) (0xc0 | (point >> 6));
        } else if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
            bytes[end++] = '?';
            return 1;
        } else if (point < 0x10000) {
            bytes[end++] = (byte) (0xe0 | (point >> 12));
            bytes[end++] = (byte) (0x80 | ((point >> 6) & 0x3f));
        } else {
            bytes[end++] = (byte) (0xf0 | (point >> 18));
            bytes[end++] = (byte) (0x80 | ((point >> 12) & 0x3f));
            bytes[end++] = (byte) (0x80 | ((point >> 6) & 0x3f));
        }
        bytes[end++] = (byte) (0x80 | (point & 0x3f));
        return Character.charCount(point);
    }

    @SuppressWarnings("deprecation") // Of ASCII, the low bytes of the characters are the text.
    private void writeAscii(String text) {
        reserve(text.length());
        text.getBytes(0, text.length(), bytes, end);
        end += text.length();
    }

    private void write(byte one) {
        reserve(1);
        bytes[end++] = one;
    }

    private void reserve(int more) {
        int needed = Math.addExact(end, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8, 2L * bytes.length)));
        }
    }
}
