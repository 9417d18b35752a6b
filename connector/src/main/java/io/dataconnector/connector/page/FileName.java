package io.dataconnector.connector.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of a file or folder for any text, such as a page token. What a name cannot have, or what could lead elsewhere,
 * is percent-encoded as UTF-8: slashes, backslashes, colons, control characters, a dot at the beginning, and a percent sign
 * that could be taken for the beginning of one of these encodings. Every other text is its own name. A name that would be too long is cut and
 * ends with a part of its SHA-256. So different texts have different names.
 */
final class FileName {
    /** File systems allow 255 bytes; the rest is for suffixes. */
    private static final int MAX_BYTES = 240;

    private static final int HASH_DIGITS = 32;
    private static final int MAX_BYTES_OF_CHARACTER = 4;

    private FileName() {}

    static String of(String text) {
        if (text.isEmpty()) {
            // No other text has this name.
            return "%";
        }
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isEncoded(c, i) || (c == '%' && looksEncoded(text, i))) {
                encode(c, name);
            } else {
                name.append(c);
            }
        }
        return name.toString().getBytes(UTF_8).length <= MAX_BYTES ? name.toString() : cut(name.toString());
    }

    private static boolean isEncoded(char c, int index) {
        return c == '/' || c == '\\' || c == ':' || Character.isISOControl(c) || (c == '.' && index == 0);
    }

    private static void encode(char c, StringBuilder name) {
        for (byte b : String.valueOf(c).getBytes(UTF_8)) {
            name.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
        }
    }

    /** Whether two digits follow a percent sign, as in the encoding of a character that is encoded, or of a percent sign. */
    private static boolean looksEncoded(String text, int percent) {
        if (text.length() == 1) {
            return true;
        }
        if (percent + 2 >= text.length()
                || !HexFormat.isHexDigit(text.charAt(percent + 1))
                || !HexFormat.isHexDigit(text.charAt(percent + 2))) {
            return false;
        }
        int encoded = HexFormat.fromHexDigits(text, percent + 1, percent + 3);
        // 0xC2 begins the encoding of the control characters beyond ASCII.
        return encoded == '%' || encoded == 0xc2 || isEncoded((char) encoded, percent);
    }

    private static String cut(String name) {
        StringBuilder kept = new StringBuilder();
        int bytes = HASH_DIGITS + 1;
        for (int i = 0; i < name.length(); i = name.offsetByCodePoints(i, 1)) {
            bytes += MAX_BYTES_OF_CHARACTER;
            if (bytes > MAX_BYTES) {
                break;
            }
            kept.appendCodePoint(name.codePointAt(i));
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
            return kept.append('~')
                    .append(HexFormat.of().formatHex(hash), 0, HASH_DIGITS)
                    .toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
