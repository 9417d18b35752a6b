package io.dataconnector.core.scan;

import static io.dataconnector.core.scan.JsonTokens.INCOMPLETE;
import static io.dataconnector.core.scan.WatchedNode.NONE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * One pass over the bytes of a JSON document that checks its grammar (RFC 8259, in UTF-8) and notes
 * where the watched values stand, without building anything. The document may come in pieces of any
 * size. Nesting is bounded by memory alone, one bit a level, never by the call stack.
 *
 * <p>The owner of the buffer calls {@link #begin}, {@link #feed}, and then {@link #next} until it
 * has what it wants. At {@link Event#MORE} it keeps the bytes from {@link #keepFrom} on, adds to
 * them and feeds again. The place of a value is valid until the next {@link #feed}, that of a value
 * within an element until the next element.
 *
 * <p>What the grammar allows is passed over as it stands: escapes of lone surrogates, numbers of any
 * length, and duplicate names, of which the last is the one that is noted. Only where a value stops
 * the scan or has its elements watched, a second one is refused.
 */
public final class JsonScanner {
    /** Why {@link #next} came back. */
    public enum Event {
        /** The bytes ran out before the document did. */
        MORE,
        /** A value that stops the scan has been passed: {@link #stopped} is its number. */
        VALUE,
        /** An element has been passed: {@link #elementStart} to {@link #elementEnd}. */
        ELEMENT,
        /** The document and all space behind it have been passed. */
        END
    }

    private enum Expect {
        VALUE,
        ELEMENT_OR_END,
        NAME,
        NAME_OR_END,
        COLON,
        COMMA_OR_END,
        NOTHING
    }

    private static final int NOWHERE = -1;

    private final JsonPaths paths;
    private final int[] starts;
    private final int[] ends;

    private byte[] bytes = {};
    private int at;
    private int limit;
    private boolean last;

    private Expect expect = Expect.VALUE;
    private int depth;
    private long[] isObject = new long[4];

    /** The innermost containers can only be watched if all around them are: a prefix of the depth. */
    private int watchedDepth;

    private WatchedNode[] watched = new WatchedNode[8];
    private int[] indexes = new int[8];
    private WatchedNode value = NONE;

    private int keep = NOWHERE;
    private int elementStart;
    private int elementEnd;
    private boolean lineBreak;
    private int stopped = NOWHERE;

    public JsonScanner(JsonPaths paths) {
        this.paths = requireNonNull(paths, "paths is null");
        starts = new int[paths.count()];
        ends = new int[paths.count()];
        begin();
    }

    /** Forgets the document at hand: the next bytes begin a new one. */
    public void begin() {
        at = 0;
        expect = Expect.VALUE;
        depth = 0;
        watchedDepth = 0;
        value = paths.root();
        keep = NOWHERE;
        Arrays.fill(starts, NOWHERE);
        Arrays.fill(ends, NOWHERE);
    }

    /**
     * Hands over the bytes {@code [from, to)}.
     *
     * @param from the index where the byte now stands that stood at {@link #keepFrom}; in a new
     *     document, where it begins
     * @param last whether the document ends at {@code to}
     */
    public void feed(byte[] buffer, int from, int to, boolean last) {
        int kept = keepFrom();
        int shift = from - kept;
        bytes = requireNonNull(buffer, "buffer is null");
        at += shift;
        limit = to;
        this.last = last;
        if (keep != NOWHERE) {
            keep += shift;
            elementStart += shift;
            shiftFrom(kept, starts, shift);
            shiftFrom(kept, ends, shift);
        }
    }

    /**
     * Moves the places that were kept. The others are gone, but that they were there is still known:
     * moved along, they could come to stand at {@link #NOWHERE}.
     */
    private static void shiftFrom(int kept, int[] places, int shift) {
        for (int id = 0; id < places.length; id++) {
            if (places[id] >= kept) {
                places[id] += shift;
            }
        }
    }

    /** The first byte that must still be there at the next {@link #feed}. */
    public int keepFrom() {
        return keep == NOWHERE ? at : keep;
    }

    /** Where the scan stands: everything before it has been passed. */
    public int position() {
        return at;
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

    /** Whether the last element stands on more than one line. */
    public boolean elementHasLineBreak() {
        return lineBreak;
    }

    /** Whether a watched value was there, or has at least begun. */
    public boolean has(int id) {
        return starts[id] != NOWHERE;
    }

    /** Whether a watched value has begun and not ended. */
    public boolean isWithin(int id) {
        return starts[id] != NOWHERE && ends[id] == NOWHERE;
    }

    /** The index of the first byte of a watched value that was there. */
    public int start(int id) {
        return starts[id];
    }

    /** The index behind the last byte of a watched value that was there. */
    public int end(int id) {
        return ends[id];
    }

    /**
     * Scans on to the next event.
     *
     * @throws JsonSyntaxException if the bytes are not JSON, or end before the document does; its
     *     position is an index of the buffer
     */
    public Event next() throws JsonSyntaxException {
        byte[] b = bytes;
        int to = limit;
        while (true) {
            int p = skipSpace(b, at, to);
            at = p;
            if (p == to) {
                return outOfBytes();
            }
            WatchedNode passed = NONE;
            byte c = b[p];
            switch (expect) {
                case NAME, NAME_OR_END -> {
                    if (c == '"') {
                        p = name(b, p, to);
                    } else if (c == '}' && expect == Expect.NAME_OR_END) {
                        passed = close();
                        p++;
                    } else {
                        throw expected(expect == Expect.NAME ? "a name in quotes" : "a name in quotes or '}'");
                    }
                }
                case COLON -> {
                    if (c != ':') {
                        throw expected("':'");
                    }
                    expect = Expect.VALUE;
                    p++;
                }
                case VALUE, ELEMENT_OR_END -> {
                    if (c == ']' && expect == Expect.ELEMENT_OR_END) {
                        passed = close();
                        p++;
                    } else {
                        WatchedNode scalar = value;
                        p = value(b, p, to);
                        passed = expect == Expect.COMMA_OR_END || expect == Expect.NOTHING ? scalar : NONE;
                    }
                }
                case COMMA_OR_END -> {
                    if (c == ',') {
                        comma();
                    } else if (c == (inObject() ? '}' : ']')) {
                        passed = close();
                    } else {
                        throw expected(inObject() ? "',' or '}'" : "',' or ']'");
                    }
                    p++;
                }
                case NOTHING -> throw expected("nothing behind the document");
            }
            if (p == INCOMPLETE) {
                return outOfBytes();
            }
            at = p;
            if (passed != NONE && pass(passed)) {
                return passed.isElement ? Event.ELEMENT : Event.VALUE;
            }
        }
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
        if (expect == Expect.NOTHING) {
            return Event.END;
        }
        throw new JsonSyntaxException("the document ends before it is complete", limit);
    }

    private int name(byte[] b, int quote, int to) throws JsonSyntaxException {
        int end = JsonTokens.string(b, quote + 1, to);
        if (end == INCOMPLETE) {
            return INCOMPLETE;
        }
        value = depth == watchedDepth ? member(b, quote + 1, end - 1) : NONE;
        expect = Expect.COLON;
        return end;
    }

    private WatchedNode member(byte[] b, int from, int to) {
        WatchedNode object = watched[depth];
        WatchedNode member = object.member(b, from, to);
        if (member == NONE && object.hasMembers() && JsonText.isEscaped(b, from, to)) {
            byte[] name = JsonText.unescape(b, from, to).getBytes(UTF_8);
            return object.member(name, 0, name.length);
        }
        return member;
    }

    /** Passes over a scalar, or enters a container. */
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
            end = JsonTokens.string(b, p + 1, to);
        } else if (c == '-' || (c >= '0' && c <= '9')) {
            end = JsonTokens.number(b, p, to, last);
        } else {
            end = JsonTokens.literal(b, p, to);
        }
        if (end != INCOMPLETE) {
            expect = depth == 0 ? Expect.NOTHING : Expect.COMMA_OR_END;
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
            Arrays.fill(starts, node.firstInner, node.endInner, NOWHERE);
        }
        if (node.stops || node.element != NONE) {
            if (starts[node.id] != NOWHERE && keep == NOWHERE) {
                throw new JsonSyntaxException("this member stands here for the second time", p);
            }
            if (node.element != NONE && bytes[p] != '[') {
                throw new JsonSyntaxException("expected an array, found " + JsonText.kind(bytes[p]), p);
            }
            if (node.stops) {
                keep = p;
            }
        }
        if (node.id >= 0) {
            starts[node.id] = p;
            ends[node.id] = NOWHERE;
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
        expect = object ? Expect.NAME_OR_END : Expect.ELEMENT_OR_END;
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
            expect = Expect.NAME;
        } else {
            expect = Expect.VALUE;
            value = depth == watchedDepth ? watched[depth].element(++indexes[depth]) : NONE;
        }
    }

    /** Leaves the innermost container and answers what it is. */
    private WatchedNode close() {
        WatchedNode node = NONE;
        if (depth == watchedDepth) {
            node = watched[depth];
            watchedDepth--;
        }
        depth--;
        expect = depth == 0 ? Expect.NOTHING : Expect.COMMA_OR_END;
        return node;
    }

    private boolean inObject() {
        return (isObject[depth >>> 6] >>> depth & 1) != 0;
    }

    /** Notes where a watched value ends, and says whether the scan stops there. */
    private boolean pass(WatchedNode node) {
        if (node.id >= 0) {
            ends[node.id] = at;
        }
        if (node.isElement) {
            elementEnd = at;
        } else if (node.stops) {
            stopped = node.id;
        } else {
            return false;
        }
        keep = NOWHERE;
        return true;
    }

    private JsonSyntaxException expected(String what) {
        return new JsonSyntaxException("expected " + what + ", found " + JsonTokens.describe(bytes[at]), at);
    }
}
