package io.dataconnector.core.document;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.core.fault.IoFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A small hand-written JSON document.
 *
 * @param name what its author calls it: the path of its file
 */
public record Document(String name, JsonNode content) {
    /**
     * Reads a file, UTF-8 with or without a byte order mark.
     *
     * @throws InvalidDocumentException if it is missing, unreadable or not JSON
     */
    public static Document read(Path file) throws InvalidDocumentException {
        return read(file, Document::of);
    }

    /** The same for a file that a program wrote, in which names may be duplicated. */
    public static Document readLenient(Path file) throws InvalidDocumentException {
        return read(file, (name, text) -> of(name, text, Json::readLenient));
    }

    /** Parses a document that is in memory. */
    static Document of(String name, byte[] text) throws InvalidDocumentException {
        return of(name, text, Json::read);
    }

    /** How the bytes of a file become a document. */
    interface Format {
        Document read(String name, byte[] text) throws InvalidDocumentException;
    }

    /** How a text is parsed. */
    private interface Reader {
        JsonNode read(byte[] text) throws JsonProcessingException;
    }

    static Document read(Path file, Format format) throws InvalidDocumentException {
        String name = file.toString();
        if (Files.isDirectory(file)) {
            throw new InvalidDocumentException(name, List.of("is a folder, not a file"));
        }
        try {
            return format.read(name, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new InvalidDocumentException(name, List.of("no such file"));
        } catch (IOException e) {
            throw new InvalidDocumentException(name, List.of("cannot be read: " + IoFault.describe(e)));
        }
    }

    private static Document of(String name, byte[] text, Reader reader) throws InvalidDocumentException {
        try {
            JsonNode content = reader.read(text);
            if (content.isMissingNode()) {
                throw new InvalidDocumentException(name, List.of("is empty; it must hold a JSON document"));
            }
            return new Document(name, content);
        } catch (JsonProcessingException e) {
            throw new InvalidDocumentException(name, List.of(place(e.getLocation()) + Json.describe(e)));
        }
    }

    private static String place(JsonLocation location) {
        return location == null
                ? "not JSON: "
                : "not JSON at line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    }
}
