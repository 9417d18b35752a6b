package io.dataconnector.connector.http;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a response says before its body.
 *
 * @param status the status code, 100 to 599
 * @param headers values by name in lower case
 */
public record ResponseHead(int status, Map<String, List<String>> headers) {
    public ResponseHead {
        headers = Map.copyOf(headers);
    }

    /** The last value of a header. */
    public Optional<String> header(String name) {
        requireNonNull(name, "name is null");
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    /** What the body is, in lower case and without parameters: {@code application/json}. */
    public Optional<String> mediaType() {
        return header("content-type")
                .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(type -> !type.isEmpty());
    }

    /** Whether the body is said to be a page for people, as proxies and login forms answer with. */
    public boolean isHtml() {
        return mediaType()
                .filter(type -> type.equals("text/html") || type.equals("application/xhtml+xml"))
                .isPresent();
    }

    /** When the server made the response, by its own clock (RFC 9110, section 6.6.1). */
    public Optional<Instant> date() {
        return header("date").flatMap(HttpDates::parse);
    }
}
