package io.dataconnector.normalizer.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.core.scan.JsonText;

/** Text, unchanged; a number as its digits. */
final class StringConverter implements ValueConverter {
    @Override
    public void append(byte[] json, int from, int to, TextBuffer out) throws UnfitValueException {
        if (json[from] != '"') {
            if (!DecimalText.isNumber(json[from])) {
                throw UnfitValueException.of("a string", json, from, to);
            }
            out.append(json, from, to);
        } else if (JsonText.isEscaped(json, from + 1, to - 1)) {
            appendUnescaped(json, from, to, out);
        } else {
            out.append(json, from + 1, to - 1);
        }
    }

    private static void appendUnescaped(byte[] json, int from, int to, TextBuffer out) throws UnfitValueException {
        String text = JsonText.unescape(json, from + 1, to - 1);
        if (!UTF_8.newEncoder().canEncode(text)) {
            throw new UnfitValueException(
                    "holds a lone surrogate, which UTF-8 cannot: " + UnfitValueException.shown(json, from, to));
        }
        out.append(text);
    }
}
