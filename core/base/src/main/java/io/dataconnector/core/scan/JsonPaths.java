package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The locations in a document that a {@link JsonScanner} watches, each given by a JSON pointer (RFC 6901) and then
 * identified by the number that adding it returned. A set of paths is built once and may then be shared by any number
 * of scanners.
 *
 * <p>A number in a pointer matches a member of an object or an element of an array, whichever the document has there.
 */
public final class JsonPaths {
    /** The depth limit of a pointer: far more than anyone needs, and low enough for recursion. */
    private static final int MAX_LEVELS = 100;

    private int nodeCount;
    private final WatchedNode root = number(new WatchedNode());
    private int count;

    /** Watches the value at a pointer: its position is known once the scan has passed it. */
    public int add(String pointer) {
        return watch(root, pointer).id;
    }

    /**
     * Watches the value at a pointer and stops the scan there with {@link JsonScanner.Event#VALUE}.
     */
    public int addStop(String pointer) {
        WatchedNode node = watch(root, pointer);
        node.stops = true;
        node.pointer = pointer;
        return node.id;
    }

    /**
     * Watches what kind of value is at a pointer: the scan stops with {@link JsonScanner.Event#VALUE} as soon as an object
     * or an array begins there, of which only the start is known then, or after any other value.
     */
    public int addBeginning(String pointer) {
        WatchedNode node = watch(root, pointer);
        node.stopsAtBeginning = true;
        return node.id;
    }

    /**
     * Watches the elements of the array at a pointer, as {@link #addElements} does, but there may also be an object, which
     * is then the only element, or null or false, which then have none.
     */
    public int[] addElementsOrOne(String pointer, List<String> inner) {
        int[] ids = addElements(pointer, inner);
        watch(root, pointer).mayBeSingle = true;
        return ids;
    }

    /**
     * Watches the elements of the array at a pointer: the scan stops with {@link
     * JsonScanner.Event#ELEMENT} after each of them.
     *
     * @param inner pointers to values to watch in each element, relative to the element
     * @return the number of the array and then those of the inner values, in the order given
     */
    public int[] addElements(String pointer, List<String> inner) {
        WatchedNode array = watch(root, pointer);
        WatchedNode element = number(new WatchedNode());
        element.isElement = true;
        element.firstInner = count;
        int[] ids = new int[inner.size() + 1];
        ids[0] = array.id;
        for (int i = 0; i < inner.size(); i++) {
            ids[i + 1] = watch(element, inner.get(i)).id;
        }
        element.endInner = count;
        array.element = element;
        element.array = array;
        array.pointer = pointer;
        return ids;
    }

    /** How many values are watched; their numbers run from 0 to this, exclusive. */
    public int count() {
        return count;
    }

    /**
     * How many nodes there are, including those on the way to watched values; their numbers run from 0 to this,
     * exclusive.
     */
    int nodeCount() {
        return nodeCount;
    }

    private WatchedNode number(WatchedNode node) {
        if (node.number < 0) {
            node.number = nodeCount++;
        }
        return node;
    }

    WatchedNode root() {
        return root;
    }

    private WatchedNode watch(WatchedNode from, String pointer) {
        WatchedNode node = from;
        for (String name : names(pointer)) {
            node = number(node.childFor(name.getBytes(UTF_8)));
        }
        if (node.id < 0) {
            node.id = count++;
        }
        return node;
    }

    /**
     * What is wrong with a text that should be a JSON pointer, as a message for its author:
     * {@code a JSON pointer is empty or begins with '/'}. Empty for a pointer that can be watched.
     */
    public static Optional<String> faultOf(String pointer) {
        requireNonNull(pointer, "pointer is null");
        if (!pointer.isEmpty() && pointer.charAt(0) != '/') {
            return Optional.of("a JSON pointer is empty or begins with '/'");
        }
        for (int at = pointer.indexOf('~'); at >= 0; at = pointer.indexOf('~', at + 1)) {
            if (!pointer.startsWith("~0", at) && !pointer.startsWith("~1", at)) {
                return Optional.of("in a JSON pointer '~' is followed by 0 or 1: \"~0\" means '~', \"~1\" means '/'");
            }
        }
        long levels = pointer.chars().filter(c -> c == '/').count();
        return levels > MAX_LEVELS
                ? Optional.of("a JSON pointer has at most " + MAX_LEVELS + " levels, not " + levels)
                : Optional.empty();
    }

    /**
     * Whether the value at one JSON pointer is the value at another one, or a part of it. Comparing the text is enough,
     * because a pointer can spell a name in only one way.
     */
    public static boolean isWithin(String pointer, String outer) {
        return pointer.equals(outer) || pointer.startsWith(outer + "/");
    }

    /**
     * The reference tokens of a JSON pointer, unescaped.
     *
     * @throws IllegalArgumentException if it is not a JSON pointer
     */
    private static List<String> names(String pointer) {
        faultOf(pointer).ifPresent(fault -> {
            throw new IllegalArgumentException(fault + ": " + pointer);
        });
        if (pointer.isEmpty()) {
            return List.of();
        }
        return Arrays.stream(pointer.substring(1).split("/", -1))
                .map(name -> name.replace("~1", "/").replace("~0", "~"))
                .toList();
    }
}
