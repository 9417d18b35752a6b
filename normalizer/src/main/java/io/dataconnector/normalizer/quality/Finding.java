package io.dataconnector.normalizer.quality;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Something in a table that is not as expected, though its rows stand.
 *
 * @param check what was expected, in a word: {@code reference}, {@code accepted_values}, ...
 * @param columns where
 * @param expected what was expected, for people
 * @param rows how many rows do not meet it
 * @param examples values of the first few
 */
public record Finding(String check, List<String> columns, String expected, long rows, List<String> examples) {
    static final int MAX_EXAMPLES = 5;

    public Finding {
        requireNonNull(check, "check is null");
        columns = List.copyOf(columns);
        requireNonNull(expected, "expected is null");
        examples = List.copyOf(examples);
    }
}
