package io.dataconnector.connector.source.request;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.http.HttpRequest;
import io.dataconnector.connector.http.HttpRequest.Body;
import io.dataconnector.connector.http.HttpRequest.Header;
import io.dataconnector.connector.source.request.RequestOption.Place;
import io.dataconnector.connector.template.JsonValues;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The parts of one request, put together out of what the manifest, the authenticator and the paginator add. What two of
 * them add in the same place is an error, as in the CDK, except that a JSON body may be told the same twice.
 */
final class RequestParts {
    private static final Map<Place, String> NAMES = Map.of(
            Place.REQUEST_PARAMETER, "request parameter",
            Place.HEADER, "header",
            Place.BODY_DATA, "body field",
            Place.BODY_JSON, "body field");

    private final String component;
    private final Map<Place, ObjectNode> values = new EnumMap<>(Place.class);
    private Optional<String> text = Optional.empty();

    /** @param component where the requester is in the manifest, for messages */
    RequestParts(String component) {
        this.component = requireNonNull(component, "component is null");
        for (Place place : Place.values()) {
            values.put(place, JsonNodeFactory.instance.objectNode());
        }
    }

    /** The same parts, to which more can be added. */
    RequestParts copy() {
        RequestParts copy = new RequestParts(component);
        values.forEach((place, own) -> copy.values.put(place, own.deepCopy()));
        copy.text = text;
        return copy;
    }

    /**
     * Adds values by name to a part of the request.
     *
     * @throws ConnectorException if one of them is there, without showing it
     */
    void add(Place place, ObjectNode added) {
        merge(values(place), added, place, "");
    }

    /** Adds what may be a text instead of an object, as the templates of a manifest can give it. */
    void addAny(Place place, JsonNode added) {
        if (added instanceof ObjectNode object) {
            add(place, object);
        } else if (added.isTextual() && place == Place.BODY_DATA) {
            text = Optional.of(added.textValue()).filter(value -> !value.isEmpty());
        } else if (added.isTextual() && !(added.textValue().isEmpty() || place == Place.REQUEST_PARAMETER)) {
            throw failure("the template of " + (place == Place.HEADER ? "request_headers" : "the body")
                    + " must give an object, but gives a text");
        }
    }

    /** Adds a value where an option says. */
    void inject(RequestOption option, JsonNode value) {
        add(option.place(), option.wrap(value));
    }

    private ObjectNode values(Place place) {
        return requireNonNull(values.get(place));
    }

    private void merge(ObjectNode target, ObjectNode added, Place place, String path) {
        for (Map.Entry<String, JsonNode> member : added.properties()) {
            String name = path + member.getKey();
            JsonNode present = target.get(member.getKey());
            if (present == null) {
                target.set(member.getKey(), member.getValue().deepCopy());
            } else if (place == Place.BODY_JSON
                    && present instanceof ObjectNode inner
                    && member.getValue().isObject()) {
                merge(inner, (ObjectNode) member.getValue(), place, name + ".");
            } else if (place != Place.BODY_JSON
                    || !JsonValues.toJsonText(present).equals(JsonValues.toJsonText(member.getValue()))) {
                throw failure("the " + NAMES.get(place) + " " + name + " is set twice");
            }
        }
    }

    /**
     * The request.
     *
     * @param url with a query of its own, perhaps
     * @throws ConnectorException if the parts do not fit together
     */
    HttpRequest toRequest(String method, String url) {
        return new HttpRequest(method, url(url), headers(), body());
    }

    private String url(String url) {
        ObjectNode parameters = values(Place.REQUEST_PARAMETER);
        UrlReference given = UrlReference.parse(url);
        // What the URL has already is not sent twice.
        UrlEncoding.parse(given.query()).forEach((name, value) -> {
            JsonNode parameter = parameters.get(name);
            if (parameter != null && JsonValues.toText(parameter).equals(value)) {
                parameters.remove(name);
            }
        });
        for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
            if (parameter.getValue().isObject()) {
                throw failure("the request parameter " + parameter.getKey() + " must not be an object");
            }
        }
        String added = UrlEncoding.form(parameters);
        String separator = given.query().isEmpty() || added.isEmpty() ? "" : "&";
        return new UrlReference(
                        given.scheme(),
                        given.authority(),
                        given.path().isEmpty() ? "/" : UrlEncoding.path(given.path()),
                        UrlEncoding.query(given.query()) + separator + added,
                        "")
                .toString();
    }

    /** Of headers whose names differ in case alone, the last one. */
    private List<Header> headers() {
        Map<String, Header> headers = new TreeMap<>();
        headers.put("accept", new Header("Accept", "*/*"));
        values(Place.HEADER)
                .properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        new Header(header.getKey(), JsonValues.toText(header.getValue()))));
        return new ArrayList<>(headers.values());
    }

    private Optional<Body> body() {
        ObjectNode json = values(Place.BODY_JSON);
        ObjectNode fields = values(Place.BODY_DATA);
        if (text.isPresent() && !fields.isEmpty()) {
            throw failure("a body that is a text cannot have fields beside it");
        }
        if (!json.isEmpty() && (text.isPresent() || !fields.isEmpty())) {
            throw failure("a request has one body, either request_body_data or request_body_json");
        }
        if (!json.isEmpty()) {
            return Optional.of(new Body(JsonValues.toJsonText(json), "application/json"));
        }
        if (!fields.isEmpty()) {
            return Optional.of(new Body(UrlEncoding.form(fields), "application/x-www-form-urlencoded"));
        }
        return text.map(content -> new Body(content, Optional.empty()));
    }

    private ConnectorException failure(String what) {
        return new ConnectorException(FailureType.CONFIG_ERROR, "Manifest at " + component + ": " + what + ".");
    }
}
