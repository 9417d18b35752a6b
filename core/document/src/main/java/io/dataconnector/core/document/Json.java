package io.dataconnector.core.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Small JSON documents as trees: configuration, definitions, messages, reports. Numbers keep their
 * digits; duplicate names and text after the document are refused.
 *
 * <p>Trees are read and written here instead of by Jackson's {@code ObjectMapper}, whose initialization takes longer
 * than most commands run.
 */
public final class Json {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private static final int MAX_PLAIN_SCALE = 1_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    /**
     * Reads a document in UTF-8, UTF-16 or UTF-32.
     *
     * @return the document; a missing node if the input is empty
     * @throws JsonProcessingException if it is not JSON
     */
    public static JsonNode read(byte[] document) throws JsonProcessingException {
        return read(() -> FACTORY.createParser(document));
    }

    /** The same for a document in a string. */
    public static JsonNode read(String document) throws JsonProcessingException {
        return read(() -> FACTORY.createParser(document));
    }

    /** The same, but a name may occur twice in an object; the last one counts. */
    public static JsonNode readLenient(byte[] document) throws JsonProcessingException {
        return readLenient(document, 0, document.length);
    }

    /** The same for the document in {@code [from, to)} of an array. */
    public static JsonNode readLenient(byte[] bytes, int from, int to) throws JsonProcessingException {
        return read(() ->
                FACTORY.createParser(bytes, from, to - from).disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));
    }

    /** A document that has not been opened yet. */
    private interface Source {
        JsonParser open() throws IOException;
    }

    private static JsonNode read(Source source) throws JsonProcessingException {
        try (JsonParser parser = source.open()) {
            return readToEnd(parser);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode readToEnd(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return MissingNode.getInstance();
        }
        JsonNode node = readNode(parser, first);
        if (parser.nextToken() != null) {
            throw new JsonParseException(
                    parser, "there is something after the end of the document", parser.currentTokenLocation());
        }
        return node;
    }

    private static JsonNode readNode(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readArray(parser);
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> readInteger(parser);
            case VALUE_NUMBER_FLOAT -> DecimalNode.valueOf(parser.getDecimalValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case FIELD_NAME, END_OBJECT, END_ARRAY, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException(token + " where a value begins");
        };
    }

    private static ObjectNode readObject(JsonParser parser) throws IOException {
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            object.set(name, readNode(parser, parser.nextToken()));
        }
        return object;
    }

    private static ArrayNode readArray(JsonParser parser) throws IOException {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(readNode(parser, token));
        }
        return array;
    }

    private static JsonNode readInteger(JsonParser parser) throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            case BIG_INTEGER, BIG_DECIMAL, FLOAT, DOUBLE -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    /** What a parser or a mapper says is wrong, without its remark that the source is not shown. */
    public static String describe(JsonProcessingException e) {
        return e.getOriginalMessage().replaceAll("\\[Source: [^;]*; ", "[");
    }

    /** The document on one line. */
    public static String write(JsonNode document) {
        return write(document, false);
    }

    /** The document on several lines, indented. */
    public static String writePretty(JsonNode document) {
        return write(document, true);
    }

    private static String write(JsonNode document, boolean isPretty) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            if (isPretty) {
                generator.setPrettyPrinter(new DefaultPrettyPrinter());
            }
            write(document, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonNode node, JsonGenerator out) throws IOException {
        switch (node.getNodeType()) {
            case OBJECT -> {
                out.writeStartObject();
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    out.writeFieldName(member.getKey());
                    write(member.getValue(), out);
                }
                out.writeEndObject();
            }
            case ARRAY -> {
                out.writeStartArray();
                for (JsonNode element : node) {
                    write(element, out);
                }
                out.writeEndArray();
            }
            case STRING -> out.writeString(node.textValue());
            case NUMBER -> writeNumber(node, out);
            case BOOLEAN -> out.writeBoolean(node.booleanValue());
            case NULL -> out.writeNull();
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException(node.getNodeType() + " is not JSON");
        }
    }

    private static void writeNumber(JsonNode node, JsonGenerator out) throws IOException {
        switch (node.numberType()) {
            case INT, LONG -> out.writeNumber(node.longValue());
            case BIG_INTEGER -> out.writeNumber(node.bigIntegerValue());
            case FLOAT, DOUBLE -> out.writeNumber(node.doubleValue());
            case BIG_DECIMAL -> out.writeNumber(text(node.decimalValue()));
        }
    }

    /** A number in plain notation, unless that would take thousands of zeros. */
    static String text(BigDecimal decimal) {
        return Math.abs((long) decimal.scale()) <= MAX_PLAIN_SCALE ? decimal.toPlainString() : decimal.toString();
    }

    /** Writes JSON piece by piece. Closing it closes the target. */
    public static JsonGenerator generator(OutputStream target) throws IOException {
        return FACTORY.createGenerator(target);
    }
}
