package io.dataconnector.connector.source.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.request.RequestOption.Place;
import java.util.Map;

/** The body of requests: the fields of a form or a text, or else a JSON document. */
final class BodyTemplate {
    private final Entries data;
    private final JsonTemplate json;

    private BodyTemplate(Entries data, JsonTemplate json) {
        this.data = data;
        this.json = json;
    }

    /** The body of a requester, by {@code request_body} or by one of the members that came before it. */
    static BodyTemplate compile(Component requester, Settings settings) {
        Component ofData = requester;
        Component ofJson = requester;
        String dataMember = "request_body_data";
        String jsonMember = "request_body_json";
        boolean isSet = requester.value(dataMember).isPresent()
                || requester.value(jsonMember).isPresent();
        if (requester.value("request_body").isPresent() && isSet) {
            requester.fault("request_body", "excludes request_body_data and request_body_json");
        } else if (requester.value(dataMember).isPresent()
                && requester.value(jsonMember).isPresent()) {
            requester.fault(dataMember, "excludes request_body_json");
        }
        Component body = requester
                .component(
                        "request_body",
                        "RequestBodyPlainText",
                        "RequestBodyUrlEncodedForm",
                        "RequestBodyJsonObject",
                        "RequestBodyGraphQL")
                .orElse(requester);
        switch (body.type()) {
            case "RequestBodyPlainText" -> {
                body.requiredText("value");
                ofData = body;
                dataMember = "value";
            }
            case "RequestBodyUrlEncodedForm" -> {
                requireObject(body);
                ofData = body;
                dataMember = "value";
            }
            case "RequestBodyJsonObject", "RequestBodyGraphQL" -> {
                requireObject(body);
                ofJson = body;
                jsonMember = "value";
            }
            default -> {}
        }
        return new BodyTemplate(
                Entries.compile(ofData, dataMember, settings, Entries.TEXTS_AND_LISTS),
                JsonTemplate.compile(ofJson, jsonMember, settings));
    }

    private static void requireObject(Component body) {
        body.requiredValue("value");
        body.object("value");
    }

    void addTo(RequestParts parts, Map<String, JsonNode> variables) {
        parts.addAny(Place.BODY_DATA, data.evaluate(variables));
        parts.addAny(Place.BODY_JSON, json.evaluate(variables));
    }
}
