package io.dataconnector.normalizer.output;

/**
 * Finds escapes of lone surrogates in JSON, {@code "\\ud800"}. JSON may have them (RFC 8259, section 8.2), but Unicode
 * text cannot, so DuckDB refuses the value.
 */
final class LoneSurrogates {
    private static final int ESCAPE_LENGTH = "\\uXXXX".length();

    private LoneSurrogates() {}

    /** Whether there is one in a JSON value that is known to be well-formed. */
    static boolean areIn(byte[] json, int from, int to) {
        int i = from;
        while (i < to) {
            if (json[i] != '\\') {
                i++;
            } else if (json[i + 1] != 'u') {
                i += 2;
            } else {
                char c = escaped(json, i);
                i += ESCAPE_LENGTH;
                if (Character.isHighSurrogate(c)) {
                    if (!isLowSurrogate(json, i, to)) {
                        return true;
                    }
                    i += ESCAPE_LENGTH;
                } else if (Character.isLowSurrogate(c)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isLowSurrogate(byte[] json, int at, int to) {
        return at + ESCAPE_LENGTH <= to
                && json[at] == '\\'
                && json[at + 1] == 'u'
                && Character.isLowSurrogate(escaped(json, at));
    }

    private static char escaped(byte[] json, int at) {
        int c = 0;
        for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
            c = c << 4 | Character.digit(json[i], 16);
        }
        return (char) c;
    }
}
