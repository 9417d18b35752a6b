package io.dataconnector.connector.source.decoding;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A JSON document within something else, such as an archive: its elements if it is an array, or else itself. */
final class JsonDecoder implements Decoder {
    @Override
    public InputStream document(InputStream body, int maxBytes) {
        return body;
    }

    @Override
    public boolean givesArray() {
        return false;
    }

    @Override
    public InputStream elements(InputStream body, int maxBytes) throws IOException {
        byte[] json = Decoder.hold(body, maxBytes);
        int from = 0;
        int to = json.length;
        while (from < to && isSpace(json[from])) {
            from++;
        }
        while (from < to && isSpace(json[to - 1])) {
            to--;
        }
        if (to - from >= 2 && json[from] == '[' && json[to - 1] == ']') {
            from++;
            to--;
            while (from < to && isSpace(json[from])) {
                from++;
            }
        }
        return new ByteArrayInputStream(json, from, to - from);
    }

    private static boolean isSpace(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }
}
