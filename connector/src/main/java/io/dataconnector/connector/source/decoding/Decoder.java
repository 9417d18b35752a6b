package io.dataconnector.connector.source.decoding;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Turns the body of a response into JSON while it is read: the {@code decoder} of a manifest. What the CDK's decoders yield
 * one by one are the elements of an array here, whose records the extractor looks for in each of them. Immutable.
 */
public interface Decoder {
    /**
     * The elements of a body, separated by commas; nothing if there are none.
     *
     * @param maxBytes the limit of what has to be held in memory
     * @throws IOException if the body cannot be read, or is of another format
     */
    InputStream elements(InputStream body, int maxBytes) throws IOException;

    /** The document that a body stands for: an array of its elements. */
    default InputStream document(InputStream body, int maxBytes) throws IOException {
        return concat(List.of(bytes("["), elements(body, maxBytes), bytes("]")));
    }

    /** Whether the document is always an array. */
    default boolean givesArray() {
        return true;
    }

    /** The types that are supported. */
    static String[] types() {
        return new String[] {
            "JsonDecoder",
            "JsonlDecoder",
            "JsonItemsDecoder",
            "CsvDecoder",
            "GzipDecoder",
            "IterableDecoder",
            "XmlDecoder",
            "ZipfileDecoder",
            ForeignDecoder.TYPE
        };
    }

    /**
     * The decoder that a member of a component is.
     *
     * @return empty if bodies are JSON as they are
     */
    static Optional<Decoder> compile(Component component, String member, Settings settings) {
        return component
                .component(member, types())
                .filter(decoder -> !decoder.type().equals("JsonDecoder"))
                .map(decoder -> decoder.type().equals(ForeignDecoder.TYPE)
                        ? ForeignDecoder.compile(decoder, settings)
                        : of(decoder));
    }

    /** The decoder that a ResponseToFileExtractor is: it takes the rows of a file of CSV for the records. */
    static Decoder ofCsvFile(Component extractor) {
        return CsvFileDecoder.compile(extractor);
    }

    private static Decoder of(Component component) {
        return switch (component.type()) {
            case "JsonlDecoder" -> JsonLines.decoder();
            case "JsonItemsDecoder" -> JsonItems.compile(component);
            case "CsvDecoder" -> CsvDecoder.compile(component);
            case "GzipDecoder" -> new GzipDecoder(inner(component));
            case "IterableDecoder" -> new LineDecoder();
            case "XmlDecoder" -> new XmlDecoder();
            case "ZipfileDecoder" -> new ZipDecoder(inner(component));
            default -> new JsonDecoder();
        };
    }

    /** What is in an archive. */
    private static Decoder inner(Component archive) {
        return archive.requiredComponent(
                        "decoder", "JsonDecoder", "JsonlDecoder", "JsonItemsDecoder", "CsvDecoder", "GzipDecoder")
                .map(Decoder::of)
                .orElseGet(JsonDecoder::new);
    }

    /** Bytes of a text. */
    static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    /** One after the other. */
    static InputStream concat(List<InputStream> parts) {
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    /**
     * All of a body.
     *
     * @throws IOException if it is larger than the limit
     */
    static byte[] hold(InputStream body, int maxBytes) throws IOException {
        byte[] bytes = body.readNBytes(maxBytes == Integer.MAX_VALUE ? maxBytes : maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw new IOException(
                    "its format must be held in memory, and it is larger than max_record_bytes, " + maxBytes);
        }
        return bytes;
    }
}
