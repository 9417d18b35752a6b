package io.dataconnector.connector.source.paging;

import io.dataconnector.connector.source.Interpolated;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which values of a response a template reads. */
final class ResponsePaths {
    static final String RESPONSE = "response";
    private static final Pattern PLAIN_PATH =
            Pattern.compile("\\s*\\{\\{\\s*(?:not\\s+)?response((?:\\.[A-Za-z_][A-Za-z0-9_]*)+)\\s*\\}\\}\\s*");
    /** The methods of a dict, which take precedence over members of the same name. */
    private static final Set<String> METHODS = Set.of(
            "clear", "copy", "fromkeys", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values");

    private ResponsePaths() {}

    /** Whether a text reads anything of a response. */
    static boolean readsResponse(Interpolated text) {
        return text.template()
                .filter(template -> template.dependsOn().contains(RESPONSE))
                .isPresent();
    }

    /** The values, each by the names down to it; empty if that cannot be told. */
    static Optional<Set<List<String>>> of(Interpolated text) {
        if (!readsResponse(text)) {
            return Optional.of(Set.of());
        }
        Matcher matcher = PLAIN_PATH.matcher(text.text());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> names = List.of(matcher.group(1).substring(1).split("\\."));
        boolean isPlain = names.stream().noneMatch(name -> METHODS.contains(name) || name.startsWith("_"));
        return isPlain ? Optional.of(Set.of(names)) : Optional.empty();
    }
}
