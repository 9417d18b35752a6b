package io.dataconnector.core.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML documents as trees of JSON: scalars by the core schema of YAML 1.2, anchors, aliases and merge keys.
 * Numbers keep their digits; duplicate names are refused, and so is a scalar without quotes that YAML 1.1 reads
 * otherwise, because what runs manifests elsewhere (PyYAML) reads 1.1.
 *
 * <p>A document has at most {@value #MAX_BYTES} bytes, {@value #MAX_NODES} nodes after its aliases have been
 * expanded, and {@value #MAX_DEPTH} levels.
 */
public final class Yaml {
    static final int MAX_BYTES = 16 << 20;
    static final int MAX_NODES = 1_000_000;
    static final int MAX_DEPTH = 256;

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(MAX_BYTES).build();

    private Yaml() {}

    /**
     * Reads a file, UTF-8 with or without a byte order mark.
     *
     * @throws InvalidDocumentException if it is missing, unreadable or not YAML
     */
    public static Document read(Path file) throws InvalidDocumentException {
        return Document.read(file, Yaml::read);
    }

    /**
     * Reads a document that is in memory.
     *
     * @param name what it is to its author
     * @throws InvalidDocumentException if it is not YAML, with the line and the column, both counted from 1
     */
    public static Document read(String name, byte[] document) throws InvalidDocumentException {
        if (document.length > MAX_BYTES) {
            throw invalid(name, "has " + document.length + " bytes; at most " + MAX_BYTES + " are read");
        }
        String text = decode(name, document);
        try {
            JsonNode content =
                    new YamlTree(new Parse(SETTINGS).parseString(text).iterator()).read();
            if (content.isMissingNode()) {
                throw invalid(name, "is empty; it must hold a YAML document");
            }
            return new Document(name, content);
        } catch (YamlFaultException e) {
            throw invalid(name, "not YAML" + place(e.line(), e.column()) + ": " + e.fault());
        } catch (MarkedYamlEngineException e) {
            throw invalid(name, "not YAML" + e.getProblemMark().map(Yaml::place).orElse("") + ": " + message(e));
        } catch (ReaderException e) {
            throw invalid(name, unreadable(text, e));
        } catch (YamlEngineException e) {
            throw invalid(name, "not YAML: " + e.getMessage());
        }
    }

    /**
     * The value of a text that a program has made, by the rules of YAML 1.1 in PyYAML's form ({@code yaml.safe_load}): a
     * scalar without quotes such as {@code yes} is what it is there. A timestamp, and what is no number of JSON, stay text.
     *
     * @return null if there is nothing but white space and comments; empty if the text is not YAML
     */
    public static Optional<JsonNode> readValue(String text) {
        try {
            JsonNode content =
                    new YamlTree(new Parse(SETTINGS).parseString(text).iterator(), YamlScalar::valueInYaml11).read();
            return Optional.of(content.isMissingNode() ? NullNode.getInstance() : content);
        } catch (YamlFaultException | YamlEngineException e) {
            return Optional.empty();
        }
    }

    private static String decode(String name, byte[] document) throws InvalidDocumentException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw invalid(name, "is not UTF-8");
        }
    }

    private static InvalidDocumentException invalid(String name, String fault) {
        return new InvalidDocumentException(name, List.of(fault));
    }

    private static String place(Mark mark) {
        return place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static String place(int line, int column) {
        return " at line " + line + ", column " + column;
    }

    private static String message(MarkedYamlEngineException e) {
        return e.getContext() == null ? e.getProblem() : e.getContext() + ", " + e.getProblem();
    }

    /** A character that YAML does not allow (YAML 1.2.2, section 5.1). */
    private static String unreadable(String text, ReaderException e) {
        int end = text.offsetByCodePoints(0, e.getPosition());
        int line =
                1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
        int column = text.codePointCount(text.lastIndexOf('\n', end - 1) + 1, end) + 1;
        return String.format(
                "not YAML%s: the character U+%04X is not allowed; write it as an escape in double quotes",
                place(line, column), e.getCodePoint());
    }
}
