package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.regex.Pattern;

/**
 * What JSON is, by the JDK and Jackson: the JDK decides what is UTF-8, and Jackson what the characters
 * are. Where Jackson and RFC 8259 differ, the RFC has it:
 *
 * <ul>
 *   <li>Jackson's limits on nesting and on the length of names, numbers and strings are lifted.
 *   <li>Jackson reads documents that follow one another; a document is one value here.
 *   <li>Jackson's parser of bytes is not asked. It takes overlong forms and surrogates for UTF-8, and
 *       guesses UTF-16 and UTF-32.
 *   <li>Jackson refuses escapes of lone surrogates in names, though not in values; to the grammar (RFC
 *       8259, section 7) they are escapes like others. A tree cannot be had of such a document.
 * </ul>
 */
final class JsonReference {
    private static final StreamReadConstraints UNLIMITED = StreamReadConstraints.builder()
            .maxNestingDepth(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .maxNumberLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .build();
    private static final JsonFactory FACTORY =
            JsonFactory.builder().streamReadConstraints(UNLIMITED).build();
    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Pattern SURROGATE_ESCAPE = Pattern.compile("\\\\u[dD][89a-fA-F]\\p{XDigit}{2}");

    private JsonReference() {}

    static boolean isJson(byte[] document) {
        return isUtf8(document) && countValues(withoutSurrogateEscapes(new String(document, UTF_8))) == 1;
    }

    /** The same to the grammar: escapes become other escapes, and what only looks like one other text. */
    private static String withoutSurrogateEscapes(String document) {
        return SURROGATE_ESCAPE.matcher(document).replaceAll("\\\\u0041");
    }

    /** Whether bytes are UTF-8 throughout. */
    static boolean isUtf8(byte[] bytes) {
        return !UTF_8.newDecoder()
                .decode(ByteBuffer.wrap(bytes), CharBuffer.allocate(bytes.length), true)
                .isError();
    }

    /** How many values stand one after the other; -1 if anything else does. */
    private static int countValues(String document) {
        int values = 0;
        int depth = 0;
        try (JsonParser parser = FACTORY.createParser(document)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                // Jackson puts off most of the work on a string until somebody asks for it.
                parser.finishToken();
                if (token.isStructEnd()) {
                    depth--;
                }
                if (depth == 0 && !token.isStructStart()) {
                    values++;
                }
                if (token.isStructStart()) {
                    depth++;
                }
            }
            return values;
        } catch (JsonProcessingException e) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A document as a tree; of members of one name the last. */
    static JsonNode tree(byte[] document) {
        try {
            return MAPPER.readTree(new String(document, UTF_8));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
