package io.dataconnector.core.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Random inputs of a test. Equal seeds give equal inputs. Numbers are often at the edges of their range
 * or near zero, and lists and strings are often short, for that is where faults are found and read most
 * easily. What {@link #below}, {@link #oneIn} and {@link #oneOf} give is evenly distributed.
 */
public final class Draws {
    /** What formats treat in a way of its own, and the first and last characters of each length in UTF-8. */
    private static final String SPECIAL_CHARACTERS =
            "\"\\/'`,;:{}[] \t\b\f\n\r\0\u001f\u007f\u0080\u0085\u00a0\u00e9\u07ff\u0800\u2028\u65e5\ud7ff\ue000\ufeff"
                    + "\ufffd\uffff";

    private final Random random;

    public Draws(long seed) {
        this.random = new Random(seed);
    }

    /** The source of all the draws, for code that takes one. */
    public Random random() {
        return random;
    }

    /** A number from 0 up to a bound that is excluded. With {@code switch} on it, a choice with weights. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** True one time in so many. */
    public boolean oneIn(int times) {
        return below(times) == 0;
    }

    public boolean bool() {
        return random.nextBoolean();
    }

    @SafeVarargs
    public final <T> T oneOf(T... values) {
        return values[below(values.length)];
    }

    /** A number of a range; both ends are included. */
    public int between(int min, int max) {
        return (int) between((long) min, (long) max);
    }

    /** A number of a range; both ends are included. */
    public long between(long min, long max) {
        if (min > max) {
            throw new IllegalArgumentException("there is no number from " + min + " to " + max);
        }
        return switch (below(8)) {
            case 0 -> edge(min, max);
            case 1, 2 -> near(min <= 0 && max >= 0 ? 0 : min, min, max);
            default -> evenlyBetween(min, max);
        };
    }

    private long edge(long min, long max) {
        return switch (below(4)) {
            case 0 -> min;
            case 1 -> max;
            case 2 -> min == max ? min : min + 1;
            default -> min == max ? max : max - 1;
        };
    }

    /** A number whose distance from another is of any order of magnitude. */
    private long near(long center, long min, long max) {
        long distance = random.nextLong() >>> (1 + below(Long.SIZE - 1));
        long number = bool() ? center + distance : center - distance;
        return number >= min && number <= max ? number : evenlyBetween(min, max);
    }

    private long evenlyBetween(long min, long max) {
        if (max < Long.MAX_VALUE) {
            return random.nextLong(min, max + 1);
        }
        return min > Long.MIN_VALUE ? random.nextLong(min - 1, max) + 1 : random.nextLong();
    }

    /** A list of a length in a range; both ends are included. */
    public <T> List<T> list(int minLength, int maxLength, Supplier<T> element) {
        int length = length(minLength, maxLength);
        List<T> list = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            list.add(element.get());
        }
        return list;
    }

    /** Any bytes. */
    public byte[] bytes(int maxLength) {
        byte[] bytes = new byte[length(0, maxLength)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) between(Byte.MIN_VALUE, Byte.MAX_VALUE);
        }
        return bytes;
    }

    /** A string of the UTF-16 code units of an alphabet. */
    public String string(int maxLength, String alphabet) {
        char[] units = new char[length(0, maxLength)];
        for (int i = 0; i < units.length; i++) {
            units[i] = alphabet.charAt(below(alphabet.length()));
        }
        return new String(units);
    }

    /** A string of any UTF-16 code units: surrogate pairs, and surrogates that have lost their other half. */
    public String string(int maxLength) {
        int length = length(0, maxLength);
        StringBuilder text = new StringBuilder(length + 1);
        while (text.length() < length) {
            switch (below(8)) {
                case 0, 1, 2 -> text.append((char) ('a' + below(26)));
                case 3, 4 -> text.append(SPECIAL_CHARACTERS.charAt(below(SPECIAL_CHARACTERS.length())));
                case 5 ->
                    text.appendCodePoint(
                            Character.MIN_SUPPLEMENTARY_CODE_POINT + below(Character.MAX_CODE_POINT - 0xffff));
                case 6 -> text.append((char) (Character.MIN_SURROGATE + below(2048)));
                default -> text.append((char) below(Character.MAX_VALUE + 1));
            }
        }
        // A pair may be one unit too long, and is then cut in two.
        text.setLength(length);
        return text.toString();
    }

    /** A length of which the shorter ones are more likely, and the longest is not rare. */
    private int length(int min, int max) {
        return oneIn(8) ? max : min + below(1 + below(max - min + 1));
    }
}
