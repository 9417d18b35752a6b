package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Damages documents, mostly with bytes that mean something to JSON or UTF-8. */
final class Mutation {
    private static final int MAX_STEPS = 3;
    private static final byte[] TELLING =
            ("{}[]\",:\\/ \t\n\r0123456789eE+-.utfnabx\u0000\u001f\u007f\u0080\u00bb\u00bf\u00c0\u00c2\u00e0\u00ed"
                            + "\u00ef\u00f0\u00f4\u00f5\u00ff")
                    .getBytes(ISO_8859_1);

    private Mutation() {}

    /** A document that differs from one in a few places. */
    static byte[] of(byte[] document, Random random) {
        byte[] mutated = document;
        for (int steps = 1 + random.nextInt(MAX_STEPS); steps > 0; steps--) {
            mutated = step(mutated, random);
        }
        return mutated;
    }

    private static byte[] step(byte[] document, Random random) {
        int one = random.nextInt(document.length + 1);
        int two = random.nextInt(document.length + 1);
        int from = Math.min(one, two);
        int to = Math.max(one, two);
        int next = Math.min(from + 1, document.length);
        return switch (random.nextInt(6)) {
            case 0 -> replaced(document, from, from, telling(random));
            case 1 -> replaced(document, from, next, telling(random));
            case 2 -> replaced(document, from, next, new byte[] {(byte) random.nextInt(256)});
            case 3 -> replaced(document, from, next, new byte[0]);
            case 4 -> replaced(document, to, to, Arrays.copyOfRange(document, from, to));
            default -> Arrays.copyOf(document, to);
        };
    }

    private static byte[] telling(Random random) {
        return new byte[] {TELLING[random.nextInt(TELLING.length)]};
    }

    private static byte[] replaced(byte[] document, int from, int to, byte[] replacement) {
        ByteArrayOutputStream mutated = new ByteArrayOutputStream();
        mutated.write(document, 0, from);
        mutated.writeBytes(replacement);
        mutated.write(document, to, document.length - to);
        return mutated.toByteArray();
    }
}
