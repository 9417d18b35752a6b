package io.dataconnector.connector.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A digest of the partitions of a walk before the current one, in their order. Two walks with the same digest have walked the
 * same partitions, which need not be walked again. Of constant size, however many there are.
 */
final class PartitionDigest {
    private static final int BYTES = 16;

    private final MessageDigest before = sha256();
    private @Nullable String current;

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Goes on to another partition. */
    void enter(String partition) {
        if (current != null) {
            before.update(current.getBytes(UTF_8));
            before.update((byte) '\n');
        }
        current = partition;
    }

    /** The digest, in hexadecimal digits. */
    String ofWalked() {
        try {
            MessageDigest copy = (MessageDigest) before.clone();
            return HexFormat.of().formatHex(copy.digest(), 0, BYTES);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("every SHA-256 of Java can be copied", e);
        }
    }
}
