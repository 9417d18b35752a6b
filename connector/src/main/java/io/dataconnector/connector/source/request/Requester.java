package io.dataconnector.connector.source.request;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.failure.RefusedRequestException.Remedy;
import io.dataconnector.connector.http.HttpCall;
import io.dataconnector.connector.http.HttpRequest;
import io.dataconnector.connector.http.Timeouts;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.EvaluatedOnce;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.request.RequestOption.Place;
import io.dataconnector.connector.template.JsonValues;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Makes the requests of a stream, as the {@code HttpRequester} of a manifest says: what the Python CDK sends, in the
 * spelling of its HTTP library. Used by several threads at once.
 */
public final class Requester {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final double MILLIS_PER_SECOND = 1_000.0;
    /** Eleven days; the client cannot wait for longer than twenty-four. */
    private static final double LONGEST_TIMEOUT_SECONDS = 1e6;

    private final String place;
    private final String method;
    private final Optional<EvaluatedOnce> url;
    private final Optional<EvaluatedOnce> base;
    private final Optional<EvaluatedOnce> path;
    private final Entries parameters;
    private final Optional<String> propertiesParameter;
    private final Entries headers;
    private final BodyTemplate body;
    private final Authenticator authenticator;
    private final ErrorHandler errors;
    private final RequestAdjustment adjustment;
    private final Timeouts timeouts;

    private Requester(Component component, Settings settings, Set<Remedy> remedies, RequestAdjustment adjustment) {
        place = component.path();
        method = method(component);
        url = url(component, "url", settings);
        base = url(component, "url_base", settings);
        path = url(component, "path", settings);
        parameters = Entries.compile(component, "request_parameters", settings, Entries.TEXTS_AND_LISTS);
        propertiesParameter = component
                .value("request_parameters")
                .flatMap(written -> written.propertyStream()
                        .filter(parameter -> QueryProperties.is(parameter.getValue()))
                        .map(Map.Entry::getKey)
                        .findFirst());
        headers = Entries.compile(component, "request_headers", settings, Set.of());
        body = BodyTemplate.compile(component, settings);
        authenticator = component
                .component("authenticator", Authenticator.types())
                .map(given -> Authenticator.compile(given, base(component, settings), settings))
                .orElse(Authenticator.NONE);
        errors = ErrorHandler.compile(component, "error_handler", settings, remedies);
        this.adjustment = adjustment;
        timeouts = new Timeouts(
                timeout(component, "connect_timeout_in_seconds"), timeout(component, "read_timeout_in_seconds"));
    }

    /** A requester of a manifest; what is wrong with it is a fault of the manifest. */
    public static Requester compile(Component requester, Settings settings) {
        return compile(requester, settings, Set.of());
    }

    /**
     * The HttpRequester of the pages of a stream.
     *
     * @param remedies what the stream can do about requests that are refused
     */
    public static Requester compile(Component requester, Settings settings, Set<Remedy> remedies) {
        Optional<RequestAdjustment> adjustment = RequestAdjustment.compile(requester, settings);
        if (adjustment.isEmpty()) {
            return new Requester(requester.bare(), settings, remedies, RequestAdjustment.NONE);
        }
        // The responses of a parent stream are kept by the stream itself, and connections are kept alive by the client.
        requester.passOver("use_cache", "use_tcp_keepalive");
        if (requester.value("url").isEmpty() && requester.value("url_base").isEmpty()) {
            requester.fault("url", "one of url and url_base is required");
        }
        return new Requester(requester, settings, remedies, adjustment.get());
    }

    /** What the URLs of a login are relative to. */
    private static Optional<Interpolated> base(Component component, Settings settings) {
        return Interpolated.of(component, "url", settings).or(() -> Interpolated.of(component, "url_base", settings));
    }

    private static Optional<Duration> timeout(Component component, String member) {
        Optional<JsonNode> value = component.value(member);
        boolean isTimeout = value.filter(given -> given.isNumber() && given.doubleValue() > 0)
                .isPresent();
        if (value.isPresent() && !isTimeout) {
            component.fault(member, "must be a number of seconds, more than 0");
            return Optional.empty();
        }
        return value.map(given -> Duration.ofMillis(
                (long) Math.ceil(Math.min(given.doubleValue(), LONGEST_TIMEOUT_SECONDS) * MILLIS_PER_SECOND)));
    }

    private static String method(Component component) {
        String method = component.text("http_method").orElse("GET");
        if (!Set.of("GET", "POST").contains(method)) {
            component.fault("http_method", "must be GET or POST, not " + method);
        }
        return method;
    }

    private static Optional<EvaluatedOnce> url(Component component, String member, Settings settings) {
        return Interpolated.of(component, member, settings)
                .filter(text -> !text.text().isEmpty())
                .map(text -> new EvaluatedOnce(text, (of, variables) -> NODES.textNode(of.string(variables))));
    }

    /**
     * A request.
     *
     * @param slice what templates see as {@code stream_slice}
     * @param token of the page, what templates see as {@code next_page_token['next_page_token']}; empty for a first page
     *     without one
     * @param injections values that paginator and slices put into the request, such as a page token
     * @param path of the page, where its token is a path or a URL; it takes the place of the manifest's
     * @throws ConnectorException if a template fails, or two parts of the manifest set the same value
     */
    public HttpCall call(Slice slice, Optional<JsonNode> token, List<Injection> injections, Optional<String> path) {
        Map<String, JsonNode> variables = variables(slice, token);
        RequestParts parts = new RequestParts(place);
        parts.addAny(Place.REQUEST_PARAMETER, parameters.evaluate(variables));
        propertiesParameter.ifPresent(
                name -> parts.add(Place.REQUEST_PARAMETER, NODES.objectNode().put(name, propertiesOf(slice))));
        parts.addAny(Place.HEADER, headers.evaluate(variables));
        body.addTo(parts, variables);
        authenticator.authenticate(parts);
        injections.forEach(injection -> parts.inject(injection.option(), injection.value()));
        String target = url(path.filter(given -> !given.isEmpty()), variables);
        UnaryOperator<HttpRequest> change = request -> adjustment.adjust(request, slice.toJson());
        return new HttpCall(
                change.apply(parts.copy().toRequest(method, target)),
                new ManifestPolicy(errors, target),
                authenticator.login().map(login -> new SignedParts(parts, method, target, login, change)),
                timeouts);
    }

    private String propertiesOf(Slice slice) {
        JsonNode properties = slice.extraFields().get(QueryProperties.VARIABLE);
        if (properties == null) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    "Manifest at " + place + ": QueryProperties are for the requests of the pages of a stream only.");
        }
        return properties.valueStream().map(JsonNode::asText).collect(joining(","));
    }

    private static Map<String, JsonNode> variables(Slice slice, Optional<JsonNode> token) {
        Map<String, JsonNode> variables = new HashMap<>();
        variables.put("stream_slice", slice.toJson());
        variables.put(
                "next_page_token",
                token.<JsonNode>map(value -> {
                            ObjectNode named = NODES.objectNode();
                            named.set("next_page_token", value);
                            return named;
                        })
                        .orElse(NODES.nullNode()));
        slice.extraFields().properties().forEach(field -> variables.put(field.getKey(), field.getValue()));
        return variables;
    }

    private String url(Optional<String> ofPage, Map<String, JsonNode> variables) {
        String start = text(base, variables);
        if (start.isEmpty()) {
            start = text(url, variables);
        }
        String target = ofPage.orElseGet(() -> text(path, variables).replaceFirst("^/+", ""));
        if (target.isEmpty()) {
            return start;
        }
        return UrlReference.join(start.endsWith("/") ? start : start + "/", target);
    }

    private static String text(Optional<EvaluatedOnce> template, Map<String, JsonNode> variables) {
        return template.map(given -> JsonValues.toText(given.value(variables))).orElse("");
    }
}
