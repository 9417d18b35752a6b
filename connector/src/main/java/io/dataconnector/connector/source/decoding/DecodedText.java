package io.dataconnector.connector.source.decoding;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

/**
 * The text of a body, character by character, of which one unit at a time is held, such as a line. Bytes that are not of the
 * encoding are an error, as they are in Python.
 */
final class DecodedText {
    static final int END = -1;

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final BufferedReader text;
    private final Charset encoding;
    private final String unit;
    private final int maxLength;
    private int length;
    private boolean skipsMark;

    /**
     * @param unit what is held, for messages: {@code a line}
     * @param maxLength how many characters a unit may have, but for the one that ends it
     */
    DecodedText(InputStream body, Charset encoding, String unit, int maxLength) {
        text = new BufferedReader(new InputStreamReader(body, encoding.newDecoder()));
        this.encoding = encoding;
        this.unit = unit;
        this.maxLength = maxLength;
    }

    /** Leaves out the byte order mark that the text may begin with. */
    DecodedText skipMark() {
        skipsMark = true;
        return this;
    }

    /** Begins the next unit. */
    void begin() {
        length = 0;
    }

    /**
     * The next character of the unit, or {@link #END}.
     *
     * @throws IOException if the unit is too long, or the body cannot be read, or is not of the encoding
     */
    int read() throws IOException {
        if (length > maxLength) {
            throw new IOException(unit + " is larger than max_record_bytes, " + maxLength
                    + ". Raise max_record_bytes, and the heap with -Xmx");
        }
        length++;
        int character = decode();
        if (skipsMark) {
            skipsMark = false;
            return character == BYTE_ORDER_MARK ? decode() : character;
        }
        return character;
    }

    private int decode() throws IOException {
        try {
            return text.read();
        } catch (CharacterCodingException e) {
            throw new IOException(
                    "it is not text in the encoding " + encoding.name()
                            + ". Have the API answer in it, or name the right encoding in the manifest, which a CsvDecoder"
                            + " allows",
                    e);
        }
    }
}
