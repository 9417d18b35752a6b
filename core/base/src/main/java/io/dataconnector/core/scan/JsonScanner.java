package io.dataconnector.core.scan;

import static io.dataconnector.core.scan.JsonTokens.INCOMPLETE;
import static io.dataconnector.core.scan.WatchedNode.NONE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * Scans the bytes of a JSON document in one pass, checks its grammar (RFC 8259, in UTF-8) and notes the positions of
 * the watched values, without building anything. The document may be fed in chunks of any size. Nesting is limited only
 * by memory, one bit per level, never by the call stack. Unwatched strings are released chunk by chunk, so that the
 * buffer need not hold them.
 *
 * <p>The owner of the buffer calls {@link #begin}, {@link #feed}, and then {@link #next} until it has what it wants. At
 * {@link Event#MORE} it keeps the bytes from {@link #keepFrom} on, appends more and feeds again. The position of a
 * value is valid until the next {@link #feed}, that of a value within an element until the next element.
 *
 * <p>Whatever the grammar allows is accepted: escapes of lone surrogates, numbers of any length, and duplicate names,
 * of which the last one is noted. Only for values that stop the scan or have their elements watched, a duplicate is an
 * error.
 */
public final class JsonScanner {
    /** Why {@link #next} returned. */
    public enum Event {
        /** The bytes ran out before the document did. */
        MORE,
        /** A value that stops the scan has been passed: {@link #stopped} is its number. */
        VALUE,
        /** An element has been passed: {@link #elementStart} to {@link #elementEnd}. */
        ELEMENT,
        /** The document and all whitespace after it have been passed. */
        END
    }

    // What may come next. Not an enum, because this is tested for every token.
    private static final int VALUE = 0;
    private static final int ELEMENT_OR_END = 1;
    private static final int NAME = 2;
    private static final int NAME_OR_END = 3;
    private static final int COLON = 4;
    private static final int COMMA_OR_END = 5;
    private static final int NOTHING = 6;

    private static final int NOWHERE = Integer.MIN_VALUE;

    /** The value was there, but is no longer in the buffer. */
    private static final int GONE = -1;

    private static final byte[] NO_BYTES = {};

    private final JsonPaths paths;
    private final int[] starts;
    private final int[] ends;

    /** For each node, the round in which it was last met; for nodes within elements, the element's round. */
    private final int[] metInRound;

    private int round;
    private int elementRound;

    private byte[] bytes = NO_BYTES;
    private int at;
    private int limit;
    private boolean last;

    private int expect = VALUE;
    private int depth;
    private long[] isObject = new long[4];

    /** A container can be watched only if all containers around it are, so the watched ones are the outermost. */
    private int watchedDepth;

    private WatchedNode[] watched = new WatchedNode[8];
    private int[] indexes = new int[8];
    private WatchedNode value = NONE;

    /** Whether {@link #at} is within an unwatched string, a member's name or a value. */
    private boolean inString;

    private boolean inName;

    private int keep = NOWHERE;
    private int elementStart;
    private int elementEnd;
    private boolean lineBreak;
    private boolean hasNull;
    private int stopped = NOWHERE;

    public JsonScanner(JsonPaths paths) {
        this.paths = requireNonNull(paths, "paths is null");
        starts = new int[paths.count()];
        ends = new int[paths.count()];
        metInRound = new int[paths.nodeCount()];
        begin();
    }

    /** Forgets the current document: the next bytes begin a new one. */
    public void begin() {
        at = 0;
        round++;
        elementRound++;
        expect = VALUE;
        depth = 0;
        watchedDepth = 0;
        value = paths.root();
        inString = false;
        keep = NOWHERE;
        Arrays.fill(starts, NOWHERE);
        Arrays.fill(ends, NOWHERE);
    }

    /**
     * Provides the bytes in {@code [from, to)}.
     *
     * @param from the new index of the byte that was at {@link #keepFrom}; for a new document, its first byte
     * @param last whether the document ends at {@code to}
     */
    public void feed(byte[] buffer, int from, int to, boolean last) {
        int shift = from - keepFrom();
        bytes = requireNonNull(buffer, "buffer is null");
        at += shift;
        limit = to;
        this.last = last;
        if (keep != NOWHERE) {
            keep += shift;
            elementStart += shift;
            for (int id = 0; id < starts.length; id++) {
                starts[id] = moved(starts[id], shift);
                ends[id] = moved(ends[id], shift);
            }
        }
    }

    private static int moved(int place, int shift) {
        return place < 0 ? place : Math.max(place + shift, GONE);
    }

    /** Releases the buffer, after which only {@link #begin} and {@link #has} may be called. */
    public void letGo() {
        bytes = NO_BYTES;
    }

    /** The index of the first byte that must be kept for the next {@link #feed}. */
    public int keepFrom() {
        return keep == NOWHERE ? at : keep;
    }

    /** The position of the scan: everything before it has been passed. */
    public int position() {
        return at;
    }

    /** Whether a whole document has been passed, after which there may only be space. */
    public boolean isComplete() {
        return expect == NOTHING && !inString;
    }

    /** The number of the value that stopped the scan. */
    public int stopped() {
        return stopped;
    }

    public int elementStart() {
        return elementStart;
    }

    public int elementEnd() {
        return elementEnd;
    }

    /** Whether the last element spans more than one line. */
    public boolean elementHasLineBreak() {
        return lineBreak;
    }

    /** Whether there is a null in the last element, at any depth. */
    public boolean elementHasNull() {
        return hasNull;
    }

    /** Whether a watched value has been found, or has at least begun. */
    public boolean has(int id) {
        return starts[id] != NOWHERE;
    }

    /** Whether a watched value has begun but not ended. */
    public boolean isWithin(int id) {
        return starts[id] != NOWHERE && ends[id] == NOWHERE;
    }

    /** The index of the first byte of a watched value that was found. */
    public int start(int id) {
        return starts[id];
    }

    /** The index after the last byte of a watched value that was found. */
    public int end(int id) {
        return ends[id];
    }

    /**
     * Scans on to the next event.
     *
     * @throws JsonSyntaxException if the bytes are not JSON, or end before the document does; its position is an index
     *     into the buffer
     */
    public Event next() throws JsonSyntaxException {
        byte[] b = bytes;
        int to = limit;
        if (inString && !passRestOfString(b, to)) {
            return outOfBytes();
        }
        int p = at;
        while (true) {
            p = skipSpace(b, p, to);
            if (p == to) {
                at = p;
                return outOfBytes();
            }
            WatchedNode passed = NONE;
            int token = p;
            byte c = b[p];
            switch (expect) {
                case NAME, NAME_OR_END -> {
                    if (c == '"') {
                        p = name(b, p, to);
                    } else if (c == '}' && expect == NAME_OR_END) {
                        passed = close();
                        p++;
                    } else {
                        throw expected(expect == NAME ? "a name in quotes" : "a name in quotes or '}'", p);
                    }
                }
                case COLON -> {
                    if (c != ':') {
                        throw expected("':'", p);
                    }
                    expect = VALUE;
                    p++;
                }
                case VALUE, ELEMENT_OR_END -> {
                    if (c == ']' && expect == ELEMENT_OR_END) {
                        passed = close();
                        p++;
                    } else {
                        WatchedNode scalar = value;
                        p = value(b, p, to);
                        passed = expect >= COMMA_OR_END ? scalar : NONE;
                        if (scalar.stopsAtBeginning && passed == NONE && p != INCOMPLETE) {
                            at = p;
                            stopped = scalar.id;
                            return Event.VALUE;
                        }
                    }
                }
                case COMMA_OR_END -> {
                    if (c == ',') {
                        comma();
                    } else if (c == (inObject() ? '}' : ']')) {
                        passed = close();
                    } else {
                        throw expected(inObject() ? "',' or '}'" : "',' or ']'", p);
                    }
                    p++;
                }
                default -> throw expected("nothing after the document", p);
            }
            if (p == INCOMPLETE) {
                if (!inString) {
                    at = token;
                }
                return outOfBytes();
            }
            if (passed != NONE && pass(passed, p)) {
                at = p;
                return passed.isElement ? Event.ELEMENT : Event.VALUE;
            }
        }
    }

    /** Whether the current, unwatched string ends within these bytes. */
    private boolean passRestOfString(byte[] b, int to) throws JsonSyntaxException {
        int end = JsonTokens.restOfString(b, at, to);
        if (end < 0) {
            at = ~end;
            return false;
        }
        at = end;
        inString = false;
        if (inName) {
            expect = COLON;
        } else {
            expect = depth == 0 ? NOTHING : COMMA_OR_END;
        }
        return true;
    }

    /** Releases the bytes of an incomplete string: they need not be scanned again. */
    private int letGo(int firstUnchecked, boolean isName) {
        at = firstUnchecked;
        inString = true;
        inName = isName;
        return INCOMPLETE;
    }

    private int skipSpace(byte[] b, int from, int to) {
        int p = from;
        while (p < to && b[p] <= ' ') {
            byte c = b[p];
            if (c == '\n' || c == '\r') {
                lineBreak = true;
            } else if (c != ' ' && c != '\t') {
                return p;
            }
            p++;
        }
        return p;
    }

    private Event outOfBytes() throws JsonSyntaxException {
        if (!last) {
            return Event.MORE;
        }
        if (expect == NOTHING) {
            return Event.END;
        }
        throw new JsonSyntaxException("the document ends before it is complete", limit);
    }

    private int name(byte[] b, int quote, int to) throws JsonSyntaxException {
        int plainEnd = PlainText.end(b, quote + 1, to);
        boolean isPlain = plainEnd < to && b[plainEnd] == '"';
        int end = isPlain ? plainEnd + 1 : JsonTokens.restOfString(b, quote + 1, to);
        if (end < 0) {
            boolean mayBeWatched = depth == watchedDepth && to - quote - 2 <= watched[depth].maxNameBytes();
            if (mayBeWatched || last) {
                return INCOMPLETE;
            }
            value = NONE;
            return letGo(~end, true);
        }
        value = depth == watchedDepth ? member(b, quote + 1, end - 1, isPlain) : NONE;
        if (end < to && b[end] == ':') {
            expect = VALUE;
            return end + 1;
        }
        expect = COLON;
        return end;
    }

    private WatchedNode member(byte[] b, int from, int to, boolean isPlain) {
        WatchedNode object = watched[depth];
        WatchedNode member = object.member(b, from, to);
        if (member == NONE && !isPlain && object.hasMembers() && JsonText.isEscaped(b, from, to)) {
            String name = JsonText.unescape(b, from, to);
            byte[] utf8 = name.getBytes(UTF_8);
            // A lone surrogate has no UTF-8 form; its replacement would be a different name.
            return name.equals(new String(utf8, UTF_8)) ? object.member(utf8, 0, utf8.length) : NONE;
        }
        return member;
    }

    /** Skips a scalar, or enters a container. */
    private int value(byte[] b, int p, int to) throws JsonSyntaxException {
        if (value != NONE) {
            meet(p);
        }
        byte c = b[p];
        if (c == '{' || c == '[') {
            open(c == '{');
            return p + 1;
        }
        int end;
        if (c == '"') {
            end = JsonTokens.restOfString(b, p + 1, to);
            if (end < 0) {
                return value == NONE && !last ? letGo(~end, false) : INCOMPLETE;
            }
        } else if (c == '-' || (c >= '0' && c <= '9')) {
            end = JsonTokens.number(b, p, to, last);
        } else {
            hasNull |= c == 'n';
            end = JsonTokens.literal(b, p, to);
        }
        if (end != INCOMPLETE) {
            expect = depth == 0 ? NOTHING : COMMA_OR_END;
        }
        return end;
    }

    /** Notes where a watched value begins. After {@link Event#MORE} the same value may be met again. */
    private void meet(int p) throws JsonSyntaxException {
        WatchedNode node = value;
        if (node.isElement) {
            keep = p;
            elementStart = p;
            lineBreak = false;
            hasNull = false;
            Arrays.fill(starts, node.firstInner, node.endInner, NOWHERE);
            elementRound++;
        } else {
            int currentRound = node.isInner ? elementRound : round;
            if (metInRound[node.number] == currentRound) {
                forgetWithin(node);
            }
            metInRound[node.number] = currentRound;
        }
        if (node.stops || node.element != NONE) {
            if (starts[node.id] != NOWHERE && keep == NOWHERE) {
                throw new JsonSyntaxException(place(node) + " occurs a second time", p);
            }
            if (node.element != NONE && bytes[p] != '[') {
                meetInsteadOfArray(node, p);
                return;
            }
            if (node.stops) {
                keep = p;
            }
        }
        if (node.stopsAtBeginning && bytes[p] != '{' && bytes[p] != '[') {
            keep = p;
        }
        if (node.id >= 0) {
            starts[node.id] = p;
            ends[node.id] = NOWHERE;
        }
    }

    /** What is in the place of an array: an object may be its only element, and null or false no element at all. */
    private void meetInsteadOfArray(WatchedNode array, int p) throws JsonSyntaxException {
        byte c = bytes[p];
        if (!array.mayBeSingle || (c != '{' && c != 'n' && c != 'f')) {
            throw new JsonSyntaxException(
                    "expected an array " + (array.mayBeSingle ? "or an object " : "") + "at " + place(array)
                            + ", found " + JsonText.kind(c),
                    p);
        }
        if (c == '{') {
            starts[array.id] = p;
            ends[array.id] = p;
            value = array.element;
            meet(p);
        }
    }

    private static String place(WatchedNode node) {
        return node.pointer.isEmpty() ? "the top" : node.pointer;
    }

    /** Of two values with one name the last counts, so forgets what was found in the first. */
    private void forgetWithin(WatchedNode node) {
        for (WatchedNode child : node.children()) {
            // A duplicate of these is an error, so the first must be remembered.
            if (child.id >= 0 && !child.stops && child.element == NONE) {
                starts[child.id] = NOWHERE;
            }
            forgetWithin(child);
        }
    }

    private void open(boolean object) {
        depth++;
        if (depth >>> 6 == isObject.length) {
            isObject = Arrays.copyOf(isObject, isObject.length * 2);
        }
        long bit = 1L << depth;
        if (object) {
            isObject[depth >>> 6] |= bit;
        } else {
            isObject[depth >>> 6] &= ~bit;
        }
        expect = object ? NAME_OR_END : ELEMENT_OR_END;
        if (value != NONE) {
            watchedDepth = depth;
            if (depth == watched.length) {
                watched = Arrays.copyOf(watched, depth * 2);
                indexes = Arrays.copyOf(indexes, depth * 2);
            }
            watched[depth] = value;
            indexes[depth] = 0;
            value = object ? NONE : value.element(0);
        }
    }

    private void comma() {
        if (inObject()) {
            expect = NAME;
        } else {
            expect = VALUE;
            value = depth == watchedDepth ? watched[depth].element(++indexes[depth]) : NONE;
        }
    }

    /** Leaves the innermost container and returns its node. */
    private WatchedNode close() {
        WatchedNode node = NONE;
        if (depth == watchedDepth) {
            node = watched[depth];
            watchedDepth--;
        }
        depth--;
        expect = depth == 0 ? NOTHING : COMMA_OR_END;
        return node;
    }

    private boolean inObject() {
        return (isObject[depth >>> 6] >>> depth & 1) != 0;
    }

    /** Notes where a watched value ends, and returns whether the scan stops there. */
    private boolean pass(WatchedNode node, int end) {
        if (node.id >= 0) {
            if (starts[node.id] == NOWHERE) {
                // In the place of an array there was null or false.
                starts[node.id] = end;
            }
            ends[node.id] = end;
        }
        if (node.isElement) {
            elementEnd = end;
        } else if (node.stops || (node.stopsAtBeginning && keep != NOWHERE)) {
            stopped = node.id;
        } else {
            return false;
        }
        keep = NOWHERE;
        return true;
    }

    private JsonSyntaxException expected(String what, int p) {
        return new JsonSyntaxException("expected " + what + ", found " + JsonTokens.describe(bytes[p]), p);
    }
}
