package io.dataconnector.core.message;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.dataconnector.core.scan.PlainText;
import java.util.Arrays;

/**
 * Looks for messages within what seems to be the data of one record: where a line was torn, the next one
 * stands behind what is left of it, and must not go down with it. A RECORD holds the string {@code
 * "RECORD"}, a STATE the string {@code "STATE"}, perhaps with escapes for letters.
 */
final class SwallowedMessage {
    private static final byte[] RECORD = "RECORD\"".getBytes(US_ASCII);
    private static final byte[] STATE = "STATE\"".getBytes(US_ASCII);
    // Of the characters from U+0040 to U+005F, among which the capital letters are.
    private static final byte[] ESCAPE_40 = "\\u004".getBytes(US_ASCII);
    private static final byte[] ESCAPE_50 = "\\u005".getBytes(US_ASCII);

    private SwallowedMessage() {}

    /** Whether another message may stand in {@code [from, to)}; if not, it is certain that none does. */
    static boolean mayBeIn(byte[] line, int from, int to) {
        int at = PlainText.indexOfEither(line, from, to, 'E', '\\');
        while (at >= 0) {
            boolean isSuspicious = line[at] == '\\'
                    ? isAt(at, ESCAPE_40, line, from, to) || isAt(at, ESCAPE_50, line, from, to)
                    : isAt(at - 1, RECORD, line, from, to) || isAt(at - 4, STATE, line, from, to);
            if (isSuspicious) {
                return true;
            }
            at = PlainText.indexOfEither(line, at + 1, to, 'E', '\\');
        }
        return false;
    }

    private static boolean isAt(int at, byte[] text, byte[] line, int from, int to) {
        return at >= from && at + text.length <= to && Arrays.equals(line, at, at + text.length, text, 0, text.length);
    }
}
