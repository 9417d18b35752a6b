package io.dataconnector.connector.source.paging;

import io.dataconnector.connector.source.Interpolated;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which values of a response a template reads. */
final class ResponsePaths {
    static final String RESPONSE = "response";

    private ResponsePaths() {}

    /** Whether a text reads anything of a response. */
    static boolean readsResponse(Interpolated text) {
        return text.template()
                .filter(template -> template.dependsOn().contains(RESPONSE))
                .isPresent();
    }

    /** The values, each by the names down to it; empty if that cannot be told. */
    static Optional<Set<List<String>>> of(Interpolated text) {
        return text.template().isEmpty()
                ? Optional.of(Set.of())
                : text.template().get().pathsOf(RESPONSE);
    }
}
