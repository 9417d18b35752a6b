package io.dataconnector.benchmarks.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** A builder of JSON text as bytes, independent of the locale. */
final class JsonBytes {
    private static final int INITIAL_SIZE = 1 << 17;
    private static final int MAX_DIGITS = 20;

    private byte[] bytes = new byte[INITIAL_SIZE];
    private int length;

    int length() {
        return length;
    }

    /** Writes everything out and starts again with an empty buffer. */
    void drainTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
        length = 0;
    }

    /** Adds text unchanged. */
    JsonBytes raw(String text) {
        byte[] added = text.getBytes(UTF_8);
        makeRoom(added.length);
        System.arraycopy(added, 0, bytes, length, added.length);
        length += added.length;
        return this;
    }

    JsonBytes raw(char ascii) {
        makeRoom(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** Adds a whole number that is not negative, with at least so many digits. */
    JsonBytes digits(long number, int minDigits) {
        makeRoom(MAX_DIGITS);
        int count = Math.max(minDigits, digitsOf(number));
        long rest = number;
        for (int i = length + count - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
        return this;
    }

    private static int digitsOf(long number) {
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /** Adds a member whose value is a string that needs no escape but those it already has. */
    JsonBytes member(String name, String value) {
        return name(name).raw('"').raw(value).raw('"');
    }

    /** Adds a comma, unless the object begins here, and the name of a member. */
    JsonBytes name(String name) {
        if (length > 0 && bytes[length - 1] != '{') {
            raw(',');
        }
        return raw('"').raw(name).raw("\":");
    }

    /** Adds a member that is an identifier: {@code acc_00000007}. */
    JsonBytes id(String name, String prefix, int number) {
        return name(name).raw('"').raw(prefix).digits(number, 8).raw('"');
    }

    private void makeRoom(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
