package io.dataconnector.core.scan;

import java.util.Arrays;

/** A watched location of a {@link JsonPaths}, or one on the way to it. */
final class WatchedNode {
    /** Represents everything that is not watched. */
    static final WatchedNode NONE = new WatchedNode();

    private static final int MAX_BYTES_OF_ESCAPE = 6;
    private static final int NO_INDEX = -1;
    private static final int EMPTY = -1;

    /** The number of this node among all nodes of its paths. */
    int number = -1;

    /** The node of every element of this array, if its elements are watched. */
    WatchedNode element = NONE;

    /** The array of whose elements this is the node. */
    WatchedNode array = NONE;

    /** Whether an object in the place of this array is its only element, and null or false an empty array. */
    boolean mayBeSingle;

    int id = -1;

    /** Its JSON pointer, for messages, if it stops the scan or has its elements watched. */
    String pointer = "";

    boolean stops;

    /** Whether the scan stops where this begins, if it is an object or an array, and otherwise after it. */
    boolean stopsAtBeginning;

    boolean isElement;

    /** Whether this node is within an element, so that it may occur once in each element. */
    boolean isInner;

    int firstInner;
    int endInner;

    private byte[][] names = {};
    private int[] indexes = {};
    private WatchedNode[] children = {};

    /** A hash table of the children's names, at least half of it empty. */
    private int[] slots = {EMPTY};

    /** The child with a name, added if it does not exist. */
    WatchedNode childFor(byte[] name) {
        WatchedNode child = member(name, 0, name.length);
        if (child != NONE) {
            return child;
        }
        int size = children.length;
        names = Arrays.copyOf(names, size + 1);
        indexes = Arrays.copyOf(indexes, size + 1);
        children = Arrays.copyOf(children, size + 1);
        names[size] = name.clone();
        indexes[size] = index(name);
        children[size] = new WatchedNode();
        children[size].isInner = isInner || isElement;
        fillSlots();
        return children[size];
    }

    private void fillSlots() {
        slots = new int[Integer.highestOneBit(names.length) * 4];
        Arrays.fill(slots, EMPTY);
        for (int i = 0; i < names.length; i++) {
            int slot = hash(names[i], 0, names[i].length) & (slots.length - 1);
            while (slots[slot] != EMPTY) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = i;
        }
    }

    /** Mixes the length and two bytes: names that are watched together rarely agree in all three. */
    private static int hash(byte[] bytes, int from, int to) {
        int length = to - from;
        return length == 0 ? 0 : length * 31 + bytes[from] * 7 + bytes[to - 1];
    }

    /** The child whose name is the UTF-8 text in {@code [from, to)}, or {@link #NONE}. */
    WatchedNode member(byte[] bytes, int from, int to) {
        int slot = hash(bytes, from, to) & (slots.length - 1);
        while (slots[slot] != EMPTY) {
            byte[] name = names[slots[slot]];
            if (name.length == to - from && Arrays.equals(name, 0, name.length, bytes, from, to)) {
                return children[slots[slot]];
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return NONE;
    }

    /** The maximum length in bytes, with everything escaped, of a name in a document that matches a child. */
    int maxNameBytes() {
        int max = 0;
        for (byte[] name : names) {
            max = Math.max(max, name.length * MAX_BYTES_OF_ESCAPE);
        }
        return max;
    }

    boolean hasMembers() {
        return children.length > 0;
    }

    /** The children themselves; must not be modified. */
    WatchedNode[] children() {
        return children;
    }

    /** The node of the array element at an index, or {@link #NONE}. */
    WatchedNode element(int index) {
        for (int i = 0; i < indexes.length; i++) {
            if (indexes[i] == index) {
                return children[i];
            }
        }
        return element;
    }

    /** The array index that a name represents according to RFC 6901, section 4: digits without a leading zero. */
    private static int index(byte[] name) {
        if (name.length == 0 || name.length > 9 || (name[0] == '0' && name.length > 1)) {
            return NO_INDEX;
        }
        int index = 0;
        for (byte digit : name) {
            if (digit < '0' || digit > '9') {
                return NO_INDEX;
            }
            index = index * 10 + (digit - '0');
        }
        return index;
    }
}
