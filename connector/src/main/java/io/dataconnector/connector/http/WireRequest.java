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
            return call.method(request.method(), bodyOf(request, name)).build();
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

    private static @Nullable RequestBody bodyOf(HttpRequest request, String name) {
        boolean takesBody = !request.method().equals("GET") && !request.method().equals("HEAD");
        if (request.body().isPresent() && !takesBody) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    name + ": a request by " + request.method()
                            + " cannot have a body, which has no meaning there. Use POST, or leave the body out.");
        }
        if (request.body().isEmpty() && takesBody) {
            return RequestBody.create(new byte[0], null);
        }
        return request.body()
                .map(body -> RequestBody.create(body.bytes(), null))
                .orElse(null);
    }
}
