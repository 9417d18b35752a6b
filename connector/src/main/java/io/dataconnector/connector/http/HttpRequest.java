package io.dataconnector.connector.http;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A request as it is sent.
 *
 * @param method {@code GET}, {@code POST}, ...
 * @param url absolute, with its query
 * @param headers in their order
 * @param body what is sent with it
 */
public record HttpRequest(String method, String url, List<Header> headers, Optional<Body> body) {
    /** A header of a request; its name is compared without regard to case (RFC 9110, section 5.1). */
    public record Header(String name, String value) {
        public Header {
            requireNonNull(name, "name is null");
            requireNonNull(value, "value is null");
        }
    }

    /**
     * The body of a request.
     *
     * @param content its text, sent in UTF-8
     * @param mediaType the value of Content-Type, where the headers of the request have none; nothing sends none
     */
    public record Body(String content, Optional<String> mediaType) {
        public Body(String content, String mediaType) {
            this(content, Optional.of(mediaType));
        }

        public Body {
            requireNonNull(content, "content is null");
            requireNonNull(mediaType, "mediaType is null");
        }

        byte[] bytes() {
            return content.getBytes(StandardCharsets.UTF_8);
        }
    }

    public HttpRequest {
        requireNonNull(method, "method is null");
        requireNonNull(url, "url is null");
        headers = List.copyOf(headers);
        requireNonNull(body, "body is null");
    }

    /** A request without a body. */
    public static HttpRequest get(String url, List<Header> headers) {
        return new HttpRequest("GET", url, headers, Optional.empty());
    }

    /** What comes after the question mark of the URL. */
    public Optional<String> query() {
        int mark = url.indexOf('?');
        return mark < 0 || mark == url.length() - 1 ? Optional.empty() : Optional.of(url.substring(mark + 1));
    }

    /** The request for people: {@code GET https://api.example.com/accounts?cursor=page_2}. */
    @Override
    public String toString() {
        return method + " " + url;
    }
}
