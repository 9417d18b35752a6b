package io.dataconnector.connector.source.decoding;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.core.document.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * XML as an object, as the Python library xmltodict makes it: attributes are members with an {@code @}, elements of one name
 * an array, text beside other things {@code #text}. It is held as a whole. Entities and document types are not resolved.
 */
final class XmlDecoder implements Decoder {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** As in JSON that is built as a tree; the stack has no room for many more. */
    private static final int MAX_DEPTH = 1_000;

    /**
     * Limits of the JDK (module java.xml), which data may exceed; from JDK 24 on these are 100,000 escaped characters and 200
     * attributes, for example. There are no entities to expand, and the size is limited already.
     */
    private static final List<String> LIMITS = List.of(
            "jdk.xml.maxGeneralEntitySizeLimit",
            "jdk.xml.totalEntitySizeLimit",
            "jdk.xml.elementAttributeLimit",
            "jdk.xml.maxXMLNameLimit",
            "jdk.xml.maxElementDepth");

    private static final String UNLIMITED = "0";

    @Override
    public boolean givesArray() {
        return false;
    }

    @Override
    public InputStream document(InputStream body, int maxBytes) throws IOException {
        return elements(body, maxBytes);
    }

    @Override
    public InputStream elements(InputStream body, int maxBytes) throws IOException {
        byte[] xml = Decoder.hold(body, maxBytes);
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new ByteArrayInputStream(xml));
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                // What comes before the root.
            }
            ObjectNode document = NODES.objectNode();
            String name = reader.getLocalName();
            document.set(name, element(reader, 1));
            return new ByteArrayInputStream(Json.write(document).getBytes(UTF_8));
        } catch (XMLStreamException e) {
            throw new IOException("it is not XML at line " + e.getLocation().getLineNumber(), e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        LIMITS.forEach(limit -> factory.setProperty(limit, UNLIMITED));
        return factory;
    }

    /** The element that the reader is at the start of; it is at its end afterwards. */
    private static JsonNode element(XMLStreamReader reader, int depth) throws XMLStreamException, IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException("its elements are nested more than " + MAX_DEPTH + " deep");
        }
        ObjectNode members = NODES.objectNode();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            members.put(
                    "@" + qualified(reader.getAttributePrefix(i), reader.getAttributeLocalName(i)),
                    reader.getAttributeValue(i));
        }
        StringBuilder text = new StringBuilder();
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                String name = reader.getLocalName();
                add(members, name, element(reader, depth + 1));
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(reader.getText());
            }
        }
        String content = text.toString().strip();
        if (members.isEmpty()) {
            return content.isEmpty() ? NODES.nullNode() : NODES.textNode(content);
        }
        if (!content.isEmpty()) {
            members.put("#text", content);
        }
        return members;
    }

    private static String qualified(@Nullable String prefix, String name) {
        return prefix == null || prefix.isEmpty() ? name : prefix + ":" + name;
    }

    private static void add(ObjectNode members, String name, JsonNode value) {
        JsonNode present = members.get(name);
        if (present == null) {
            members.set(name, value);
        } else if (present instanceof ArrayNode several) {
            several.add(value);
        } else {
            members.putArray(name).add(present).add(value);
        }
    }
}
