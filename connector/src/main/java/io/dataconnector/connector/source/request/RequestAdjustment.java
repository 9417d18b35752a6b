package io.dataconnector.connector.source.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.extension.CustomRequester;
import io.dataconnector.connector.extension.CustomRequester.Request;
import io.dataconnector.connector.http.HttpRequest;
import io.dataconnector.connector.http.HttpRequest.Body;
import io.dataconnector.connector.http.HttpRequest.Header;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.CustomComponents;
import io.dataconnector.connector.source.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What becomes of a request before it is sent. Used by several threads at once. */
@FunctionalInterface
interface RequestAdjustment {
    /** The type of a requester that is a class of its own. */
    String CUSTOM = "CustomRequester";

    /** Leaves it as it is. */
    RequestAdjustment NONE = (request, streamSlice) -> request;

    HttpRequest adjust(HttpRequest request, ObjectNode streamSlice);

    /** The adjustment of a requester; empty if it names a class that there is none for, so that it cannot be used. */
    static Optional<RequestAdjustment> compile(Component requester, Settings settings) {
        if (!requester.type().equals(CUSTOM)) {
            return Optional.of(NONE);
        }
        String place = requester.path();
        return CustomComponents.find(requester, settings, CustomRequester.class)
                .map(found -> (request, streamSlice) ->
                        request(CustomComponents.call(place, () -> found.adjust(request(request), streamSlice))));
    }

    private static Request request(HttpRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach(header -> headers.put(header.name(), header.value()));
        boolean hasType = headers.keySet().stream().anyMatch("content-type"::equalsIgnoreCase);
        request.body()
                .flatMap(Body::mediaType)
                .filter(type -> !hasType)
                .ifPresent(type -> headers.put("Content-Type", type));
        return new Request(
                request.method(), request.url(), headers, request.body().map(Body::content));
    }

    private static HttpRequest request(Request request) {
        List<Header> headers = request.headers().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(String.CASE_INSENSITIVE_ORDER))
                .map(header -> new Header(header.getKey(), header.getValue()))
                .toList();
        return new HttpRequest(
                request.method(),
                request.url(),
                headers,
                request.body().map(content -> new Body(content, Optional.empty())));
    }
}
