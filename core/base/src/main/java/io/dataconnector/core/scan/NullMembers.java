package io.dataconnector.core.scan;

/** Removes the members of a JSON object whose value is null, without building it. What is nested stays as it is. */
public final class NullMembers {
    private NullMembers() {}

    /**
     * Removes them in place.
     *
     * @param json holds a valid object in {@code [from, to)}, which becomes shorter at most
     * @return the index after its last byte
     */
    public static int remove(byte[] json, int from, int to) {
        int target = from + 1;
        int position = from + 1;
        boolean isFirst = true;
        while (position < to) {
            int end = endOfMember(json, position, to);
            if (!isNull(json, position, end)) {
                if (!isFirst) {
                    json[target++] = ',';
                }
                System.arraycopy(json, position, json, target, end - position);
                target += end - position;
                isFirst = false;
            }
            position = end + 1;
        }
        json[target++] = '}';
        return target;
    }

    /** The index of the comma or brace that ends a member. */
    private static int endOfMember(byte[] json, int from, int to) {
        int depth = 0;
        int i = from;
        while (i < to) {
            switch (json[i]) {
                case '"' -> i = endOfString(json, i);
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (depth == 0) {
                        return i;
                    }
                    depth--;
                }
                case ',' -> {
                    if (depth == 0) {
                        return i;
                    }
                }
                default -> {
                    // A part of a value, or whitespace.
                }
            }
            i++;
        }
        return to;
    }

    /** The index of the closing quote. */
    private static int endOfString(byte[] json, int quote) {
        int i = quote + 1;
        while (json[i] != '"') {
            i += json[i] == '\\' ? 2 : 1;
        }
        return i;
    }

    /** Whether the value of a member is null: no other value ends with this letter outside of quotes. */
    private static boolean isNull(byte[] json, int from, int end) {
        int last = end - 1;
        while (last >= from && json[last] <= ' ' && json[last] >= 0) {
            last--;
        }
        return last >= from && json[last] == 'l';
    }
}
