package io.dataconnector.connector.source.slicing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Texts that have been met. A text is kept as 127 bits of its SHA-256, which takes 24 to 48 bytes, however long it is; while
 * the table grows, half as much more. That two texts of a hundred million have the same bits has a probability of less than
 * 10<sup>-22</sup>.
 */
final class MetTexts {
    private static final int INITIAL_SLOTS = 64;

    private final MessageDigest digest = sha256();
    /** Two halves of each slot; zeros in a slot that is free. The number of slots is a power of two. */
    private long[] table = new long[2 * INITIAL_SLOTS];

    private int size;

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Adds a text; false if it has been met before. */
    boolean add(String text) {
        ByteBuffer bits = ByteBuffer.wrap(digest.digest(text.getBytes(UTF_8)));
        // A text is found in a few steps as long as no more than two of three slots are full.
        if (size >= slots() / 3 * 2) {
            grow();
        }
        // The last bit tells a full slot from a free one.
        boolean isNew = insert(bits.getLong(), bits.getLong() | 1);
        size += isNew ? 1 : 0;
        return isNew;
    }

    private int slots() {
        return table.length / 2;
    }

    private boolean insert(long first, long second) {
        int mask = slots() - 1;
        int slot = (int) first & mask;
        while (table[2 * slot + 1] != 0) {
            if (table[2 * slot] == first && table[2 * slot + 1] == second) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        table[2 * slot] = first;
        table[2 * slot + 1] = second;
        return true;
    }

    private void grow() {
        long[] before = table;
        table = new long[2 * before.length];
        for (int i = 0; i < before.length; i += 2) {
            if (before[i + 1] != 0) {
                insert(before[i], before[i + 1]);
            }
        }
    }
}
