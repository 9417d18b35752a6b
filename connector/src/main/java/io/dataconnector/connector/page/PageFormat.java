package io.dataconnector.connector.page;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.scan.JsonPaths;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is of interest in the pages of a stream, so that they can be scanned without building anything else.
 *
 * @param stream the name of the stream, for messages
 * @param records the JSON pointer of the records: of an array, or of an object that is the only one
 * @param isRequired whether a page without anything there is invalid; otherwise it has no records
 * @param cursor the JSON pointer of the cursor in a record, if the stream has one
 * @param key the JSON pointers of the values that identify a record, for messages
 * @param values the JSON pointers of the values outside of the records that paging needs
 */
public record PageFormat(
        String stream,
        String records,
        boolean isRequired,
        Optional<String> cursor,
        List<String> key,
        Set<String> values) {
    public PageFormat {
        requireNonNull(stream, "stream is null");
        requireNonNull(records, "records is null");
        requireNonNull(cursor, "cursor is null");
        key = List.copyOf(key);
        values = Set.copyOf(values);
        for (String value : values) {
            if (isNear(value, records)) {
                throw new IllegalArgumentException(value + " cannot be watched beside the records at " + records);
            }
        }
    }

    /** Whether a value is, contains or belongs to the records, so that it cannot be watched beside them. */
    public static boolean isNear(String value, String records) {
        return JsonPaths.isWithin(value, records) || JsonPaths.isWithin(records, value);
    }

    /** The pointers of values that none of the others contains, in a fixed order. */
    List<String> outermostValues() {
        TreeSet<String> outermost = new TreeSet<>(values);
        outermost.removeIf(
                value -> values.stream().anyMatch(other -> !other.equals(value) && JsonPaths.isWithin(value, other)));
        return List.copyOf(outermost);
    }

    /** The JSON pointer of names from the outside to the inside (RFC 6901). */
    public static String pointer(List<String> names) {
        StringBuilder pointer = new StringBuilder();
        names.forEach(name -> pointer.append('/').append(name.replace("~", "~0").replace("/", "~1")));
        return pointer.toString();
    }
}
