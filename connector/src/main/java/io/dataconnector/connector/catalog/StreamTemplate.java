package io.dataconnector.connector.catalog;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A template of streams that are not known yet, because requests tell what they are.
 *
 * @param place where it is in the manifest, for messages
 * @param stream what a stream of it is like, as far as the template itself says
 * @param limits what this version cannot do of it, each with its place; empty if its streams can be made
 * @param isConditional whether templates of it fail with the configuration; another one may do
 */
public record StreamTemplate(String place, StreamDefinition stream, List<String> limits, boolean isConditional) {
    public StreamTemplate {
        requireNonNull(place, "place is null");
        requireNonNull(stream, "stream is null");
        limits = List.copyOf(limits);
    }
}
