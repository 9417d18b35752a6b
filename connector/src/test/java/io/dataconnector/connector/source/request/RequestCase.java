package io.dataconnector.connector.source.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.http.HttpRequest;
import io.dataconnector.connector.http.HttpRequest.Body;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.core.document.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** A requester of a manifest, what it is called with, and the request that the CDK makes of it. */
record RequestCase(ObjectNode content) {
    static List<String> lines(String name) throws IOException {
        try (InputStream stream =
                requireNonNull(RequestCase.class.getResourceAsStream("/request/" + name), "no resource of that name")) {
            return new String(stream.readAllBytes(), UTF_8).lines().toList();
        }
    }

    static RequestCase of(String line) {
        try {
            return new RequestCase((ObjectNode) Json.read(line));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Method, URL, headers and body as the CDK sends them. */
    String expected() {
        if (content.has("error")) {
            return "error";
        }
        TreeMap<String, String> headers = new TreeMap<>();
        content.get("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().textValue()));
        return show(
                content.get("method").textValue(),
                content.get("url").textValue(),
                headers,
                Optional.ofNullable(content.get("body").textValue()));
    }

    /** The same as this implementation makes it. */
    String actual(Settings settings) {
        TestManifest manifest = TestManifest.of(Json.write(document()));
        Requester requester = Requester.compile(manifest.component("requester", "HttpRequester"), settings);
        List<RequestOption> options = manifest.source().components("options", "RequestOption").stream()
                .map(option -> RequestOption.compile(option, settings).orElseThrow())
                .toList();
        if (!manifest.faults().isEmpty()) {
            return "refused: " + manifest.faults();
        }
        List<Injection> injections = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            injections.add(new Injection(
                    options.get(i), content.get("injections").get(i).get("value")));
        }
        try {
            return show(requester
                    .call(slice(), present("token"), injections, present("path").map(JsonNode::textValue))
                    .request());
        } catch (ConnectorException e) {
            return "error";
        }
    }

    private ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set("requester", content.get("requester"));
        document.putArray("options")
                .addAll(content.get("injections")
                        .valueStream()
                        .map(injection -> injection.get("option"))
                        .toList());
        return document;
    }

    private Slice slice() {
        return new Slice((ObjectNode) content.get("partition"), (ObjectNode) content.get("interval"));
    }

    private Optional<JsonNode> present(String name) {
        return Optional.of(content.get(name)).filter(value -> !value.isNull());
    }

    private static String show(HttpRequest request) {
        TreeMap<String, String> headers = new TreeMap<>();
        request.body().flatMap(Body::mediaType).ifPresent(type -> headers.put("content-type", type));
        request.headers().forEach(header -> headers.put(header.name().toLowerCase(Locale.ROOT), header.value()));
        return show(request.method(), request.url(), headers, request.body().map(Body::content));
    }

    private static String show(String method, String url, TreeMap<String, String> headers, Optional<String> body) {
        return method + " " + url + " " + headers + " " + body;
    }

    @Override
    public String toString() {
        return Json.write(content);
    }
}
