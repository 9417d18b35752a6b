package io.dataconnector.connector.source.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.http.HttpRequest;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.template.JsonValues;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** An HttpRequestRegexMatcher of a manifest: the requests that all its conditions hold for. */
final class RequestMatcher implements Predicate<HttpRequest> {
    private final Optional<String> method;
    private final Optional<String> base;
    private final Optional<Pattern> path;
    private final Map<String, String> parameters;
    private final Map<String, String> headers;

    private RequestMatcher(Component component) {
        method = component.text("method").map(name -> name.toUpperCase(Locale.ROOT));
        base = component.text("url_base").map(url -> url.replaceFirst("/+$", ""));
        path = path(component);
        parameters = values(component, "params", false);
        headers = values(component, "headers", true);
    }

    static RequestMatcher compile(Component component) {
        if (component.value("weight").isPresent()) {
            component.limit("weight", "a member of this object that is not supported");
        }
        return new RequestMatcher(component);
    }

    private static Optional<Pattern> path(Component component) {
        try {
            return component.text("url_path_pattern").map(Pattern::compile);
        } catch (PatternSyntaxException e) {
            component.fault("url_path_pattern", "is no regular expression: " + e.getDescription());
            return Optional.empty();
        }
    }

    private static Map<String, String> values(Component component, String member, boolean isLowerCase) {
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry :
                component.object(member).map(JsonNode::properties).orElse(Set.of())) {
            String name = isLowerCase ? entry.getKey().toLowerCase(Locale.ROOT) : entry.getKey();
            values.put(name, JsonValues.toText(entry.getValue()));
        }
        return Map.copyOf(values);
    }

    @Override
    public boolean test(HttpRequest request) {
        UrlReference url = UrlReference.parse(request.url());
        return method.map(request.method()::equals).orElse(true)
                && base.map((url.scheme() + "://" + url.authority())::equals).orElse(true)
                && path.map(form ->
                                form.matcher(url.path().replaceFirst("/+$", "")).find())
                        .orElse(true)
                && UrlEncoding.parse(url.query()).entrySet().containsAll(parameters.entrySet())
                && headers(request).entrySet().containsAll(headers.entrySet());
    }

    private static Map<String, String> headers(HttpRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach(header -> headers.put(header.name().toLowerCase(Locale.ROOT), header.value()));
        return headers;
    }
}
