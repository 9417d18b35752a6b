package io.dataconnector.core.message;

import java.util.Arrays;

/**
 * What comes before and after the data of a RECORD. A line that begins and ends like a message that has already been
 * scanned is the same message except for its data, as long as that data is a single JSON value.
 */
final class Envelope {
    private byte[] prefix = {};
    private byte[] suffix = {};
    private boolean isKnown;

    void remember(byte[] line, int from, int dataStart, int dataEnd, int to) {
        prefix = Arrays.copyOfRange(line, from, dataStart);
        suffix = Arrays.copyOfRange(line, dataEnd, to);
        isKnown = true;
    }

    void forget() {
        isKnown = false;
    }

    boolean isAround(byte[] line, int from, int to) {
        return isKnown
                && to - from > prefix.length + suffix.length
                && Arrays.equals(line, from, from + prefix.length, prefix, 0, prefix.length)
                && Arrays.equals(line, to - suffix.length, to, suffix, 0, suffix.length);
    }

    int prefixLength() {
        return prefix.length;
    }

    int suffixLength() {
        return suffix.length;
    }
}
