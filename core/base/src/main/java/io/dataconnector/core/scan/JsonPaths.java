package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The places in a document that a {@link JsonScanner} watches, each named by a JSON pointer (RFC
 * 6901) and known afterwards by the number that adding it returned. A set of paths is built once
 * and may then be shared by any number of scanners.
 *
 * <p>A number in a pointer names a member of an object as well as an element of an array, whichever
 * the document holds there.
 */
public final class JsonPaths {
    /** Of a pointer: far more than anybody needs, and few enough to be walked by recursion. */
    private static final int MAX_LEVELS = 100;

    private int nodeCount;
    private final WatchedNode root = number(new WatchedNode());
    private int count;

    /** Watches the value at a pointer: its place is known when the scan has passed it. */
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
     * Watches the elements of the array at a pointer: the scan stops with {@link
     * JsonScanner.Event#ELEMENT} after each of them.
     *
     * @param inner pointers of values to watch in each element, from the element on
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
        array.pointer = pointer;
        return ids;
    }

    /** How many values are watched; their numbers are 0 to this, exclusive. */
    public int count() {
        return count;
    }

    /** How many places there are, those on the way included; their numbers are 0 to this, exclusive. */
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
     * What is wrong with a text that should be a JSON pointer, in words for its author: {@code a JSON pointer is empty
     * or begins with '/'}. Nothing is wrong with one that can be watched.
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
     * Whether the value at one JSON pointer is the value at another one, or a part of it. A name is only ever
     * spelled in one way in a pointer.
     */
    public static boolean isWithin(String pointer, String outer) {
        return pointer.equals(outer) || pointer.startsWith(outer + "/");
    }

    /**
     * The reference tokens of a JSON pointer, unescaped.
     *
     * @throws IllegalArgumentException if it is none
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
