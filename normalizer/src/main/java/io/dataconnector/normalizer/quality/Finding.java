package io.dataconnector.normalizer.quality;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.normalizer.table.Reference;
import java.util.Collection;
import java.util.List;

/**
 * Something in a table that is not as expected but is no reason to reject rows.
 *
 * @param check the kind of expectation: {@code reference}, {@code accepted_values}, ...
 * @param columns the columns concerned
 * @param expected a description of what was expected
 * @param rows how many rows do not meet it
 * @param examples values of the first few
 */
public record Finding(String check, List<String> columns, String expected, long rows, List<String> examples) {
    /** How many examples a finding has at most. */
    public static final int MAX_EXAMPLES = 5;

    public Finding {
        requireNonNull(check, "check is null");
        columns = List.copyOf(columns);
        requireNonNull(expected, "expected is null");
        examples = List.copyOf(examples);
    }

    /**
     * The references to rows that do not exist.
     *
     * @param rows how many there are, at least one
     * @param examples the keys of the first different ones
     */
    public static Finding unresolved(Reference reference, long rows, Collection<String> examples) {
        return new Finding(
                "reference",
                reference.columns(),
                "the key of a row of " + reference.table(),
                rows,
                examples.stream().sorted().toList());
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("check", check);
        columns.forEach(json.putArray("columns")::add);
        json.put("expected", expected);
        json.put("rows", rows);
        examples.forEach(json.putArray("examples")::add);
        return json;
    }
}
