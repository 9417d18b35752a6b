package io.dataconnector.connector.source.paging;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What of a response has to be kept until its page token is known.
 *
 * @param paths the values of the body that are read, each by the names of the members down to it, and if the body is an
 *     array, down from its first element; empty if that cannot be told, and the whole body is needed. What is on the way
 *     to them must stay what it is, an object or something else, as {@code Template.pathsOf} says
 * @param headers the names, in lower case, of the headers that are read; empty if that cannot be told, and it may be any
 * @param lastRecord whether the last record is read
 * @param selectedSize whether the size of a page is the number of records that the record filter lets through; else it is
 *     the number of those that the extractor finds. In the CDK, the former is what templates see as
 *     {@code last_page_size}, and the latter what page and offset increments go by
 */
public record ResponseNeeds(
        Optional<Set<List<String>>> paths, Optional<Set<String>> headers, boolean lastRecord, boolean selectedSize) {
    /** Nothing. */
    static final ResponseNeeds NONE = new ResponseNeeds(Optional.of(Set.of()), Optional.of(Set.of()), false, false);

    public ResponseNeeds {
        requireNonNull(paths, "paths is null");
        requireNonNull(headers, "headers is null");
        paths = paths.map(Set::copyOf);
        headers = headers.map(Set::copyOf);
    }

    /** Whether the whole body is needed. */
    public boolean wholeResponse() {
        return paths.isEmpty();
    }

    /** What either needs. */
    ResponseNeeds and(ResponseNeeds other) {
        return new ResponseNeeds(
                paths.flatMap(own -> other.paths.map(others -> union(own, others))),
                headers.flatMap(own -> other.headers.map(others -> union(own, others))),
                lastRecord || other.lastRecord,
                selectedSize || other.selectedSize);
    }

    private static <T> Set<T> union(Set<T> left, Set<T> right) {
        Set<T> union = new HashSet<>(left);
        union.addAll(right);
        return union;
    }
}
