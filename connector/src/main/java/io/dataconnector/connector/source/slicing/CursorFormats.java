package io.dataconnector.connector.source.slicing;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.template.DateFormat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The date formats of a cursor.
 *
 * @param input those that records and states may have, the likeliest first
 * @param output that of requests and states
 */
record CursorFormats(List<DateFormat> input, DateFormat output) implements CursorValues {
    CursorFormats {
        input = List.copyOf(input);
        requireNonNull(output, "output is null");
    }

    static CursorFormats of(List<String> input, String output) {
        return new CursorFormats(
                Stream.concat(input.stream(), Stream.of(output))
                        .map(DateFormat::of)
                        .toList(),
                DateFormat.of(output));
    }

    /** By the first format that the text matches. */
    @Override
    public Optional<Instant> parse(String text) {
        return input.stream().flatMap(format -> format.parse(text).stream()).findFirst();
    }

    @Override
    public String format(Instant instant) {
        return output.format(instant);
    }

    @Override
    public boolean areIso() {
        return input.stream().allMatch(DateFormat::isIso);
    }
}
