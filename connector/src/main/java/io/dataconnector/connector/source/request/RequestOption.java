package io.dataconnector.connector.source.request;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where in a request a value is put, such as a page token or the start of an interval.
 *
 * @param place the part of the request
 * @param path the name of the parameter or header; in a JSON body, the names down to the value
 */
public record RequestOption(Place place, List<Interpolated> path) {
    /** The parts of a request. */
    public enum Place {
        REQUEST_PARAMETER,
        HEADER,
        BODY_DATA,
        BODY_JSON
    }

    public RequestOption {
        requireNonNull(place, "place is null");
        path = List.copyOf(path);
    }

    /** A RequestOption of a manifest; empty if it is invalid, which is then a fault of the manifest. */
    public static Optional<RequestOption> compile(Component option, Settings settings) {
        String name = option.requiredText("inject_into");
        Optional<Place> place = place(name);
        if (place.isEmpty()) {
            option.fault(
                    "inject_into", "must be one of request_parameter, header, body_data and body_json, not " + name);
        }
        List<Interpolated> path = new ArrayList<>();
        Interpolated.of(option, "field_name", settings).ifPresent(path::add);
        List<String> names = option.texts("field_path");
        for (String text : names) {
            Interpolated.of(text, option, "field_path", settings).ifPresent(path::add);
        }
        if (option.value("field_name").isPresent() == !names.isEmpty()) {
            option.fault("field_name", "one of field_name and field_path is required, and only one");
            return Optional.empty();
        }
        if (!names.isEmpty() && place.filter(Place.BODY_JSON::equals).isEmpty()) {
            option.fault("field_path", "is only for inject_into: body_json");
            return Optional.empty();
        }
        return place.map(known -> new RequestOption(known, path));
    }

    /** A header, without a component of its own. */
    static RequestOption header(Interpolated name) {
        return new RequestOption(Place.HEADER, List.of(name));
    }

    /** A header of a name that the component does not say. */
    static RequestOption header(String name, Component component, Settings settings) {
        return header(Interpolated.of(name, component, "header", settings).orElseThrow());
    }

    /** Two options with the same text put their values in the same place: {@code HEADER X-Project}. */
    public String describe() {
        return path.stream().map(name -> name.string(Map.of())).collect(joining("/", place + " ", ""));
    }

    /** An object that has nothing but a value at the place of this option. */
    ObjectNode wrap(JsonNode value) {
        JsonNode wrapped = value;
        for (int i = path.size() - 1; i >= 0; i--) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            object.set(path.get(i).string(Map.of()), wrapped);
            wrapped = object;
        }
        return (ObjectNode) wrapped;
    }

    private static Optional<Place> place(String name) {
        return switch (name) {
            case "request_parameter" -> Optional.of(Place.REQUEST_PARAMETER);
            case "header" -> Optional.of(Place.HEADER);
            case "body_data" -> Optional.of(Place.BODY_DATA);
            case "body_json" -> Optional.of(Place.BODY_JSON);
            default -> Optional.empty();
        };
    }
}
