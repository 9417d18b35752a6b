package io.dataconnector.core.document;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A small JSON document that a person wrote.
 *
 * @param name what it is to its author: the path of its file
 */
public record Document(String name, JsonNode content) {
    /**
     * Reads a file, UTF-8 with or without a byte order mark.
     *
     * @throws InvalidDocumentException if it is missing, unreadable or not JSON
     */
    public static Document read(Path file) throws InvalidDocumentException {
        String name = file.toString();
        if (Files.isDirectory(file)) {
            throw new InvalidDocumentException(name, List.of("is a folder, not a file"));
        }
        try {
            return parse(name, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new InvalidDocumentException(name, List.of("no such file"));
        } catch (IOException e) {
            throw new InvalidDocumentException(name, List.of("cannot be read: " + IoFault.describe(e)));
        }
    }

    /** Reads a document that is in memory. */
    static Document parse(String name, byte[] text) throws InvalidDocumentException {
        try {
            JsonNode content = Json.read(text);
            if (content.isMissingNode()) {
                throw new InvalidDocumentException(name, List.of("is empty; it must hold a JSON document"));
            }
            return new Document(name, content);
        } catch (JsonProcessingException e) {
            throw new InvalidDocumentException(name, List.of(place(e.getLocation()) + message(e)));
        }
    }

    private static String place(JsonLocation location) {
        return location == null
                ? "not JSON: "
                : "not JSON at line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    }

    /** What the parser says, without its remark that it does not show the text. */
    private static String message(JsonProcessingException e) {
        return e.getOriginalMessage().replaceAll("\\[Source: [^;]*; ", "[");
    }
}
