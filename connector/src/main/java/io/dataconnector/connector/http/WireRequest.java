package io.dataconnector.connector.http;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import java.util.Locale;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Makes the client's request out of one of ours. */
final class WireRequest {
    private WireRequest() {}

    /**
     * The request.
     *
     * @param name the request for people, without secrets
     * @throws ConnectorException if it cannot be sent by HTTP
     */
    static Request of(HttpRequest request, String name) {
        HttpUrl url = HttpUrl.parse(request.url());
        if (url == null) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    name + ": this is not a URL of the form https://host/path or http://host/path.");
        }
        Request.Builder call = new Request.Builder().url(url);
        try {
            for (HttpRequest.Header header : request.headers()) {
                if (!isAffairOfTheClient(header)) {
                    call.addHeader(header.name(), header.value());
                }
            }
            boolean hasType =
                    request.headers().stream().anyMatch(header -> header.name().equalsIgnoreCase("Content-Type"));
            request.body()
                    .flatMap(HttpRequest.Body::mediaType)
                    .filter(type -> !hasType)
                    .ifPresent(type -> call.addHeader("Content-Type", type));
            request.body()
                    .filter(body -> !takesBody(request))
                    .ifPresent(body -> call.tag(HttpRequest.Body.class, body));
            return call.method(request.method(), bodyOf(request)).build();
        } catch (IllegalArgumentException e) {
            // The library's message shows the value, which may be a secret.
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    name + ": a header has characters that no header may have, such as a line break.");
        }
    }

    /** How a body is sent, and which encodings are understood, only the client knows. */
    private static boolean isAffairOfTheClient(HttpRequest.Header header) {
        String name = header.name().toLowerCase(Locale.ROOT);
        return name.equals("content-length")
                || name.equals("transfer-encoding")
                || (name.equals("accept-encoding") && !header.value().equals("identity"));
    }

    /** Whether the client sends a body by this method; see {@link GetWithBody}. */
    private static boolean takesBody(HttpRequest request) {
        return !request.method().equals("GET") && !request.method().equals("HEAD");
    }

    private static @Nullable RequestBody bodyOf(HttpRequest request) {
        if (!takesBody(request)) {
            return null;
        }
        byte[] bytes = request.body().map(HttpRequest.Body::bytes).orElseGet(() -> new byte[0]);
        return RequestBody.create(bytes, null);
    }
}
