package io.dataconnector.connector.source.request;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.http.Backoff;
import io.dataconnector.connector.http.ResponseHead;
import io.dataconnector.connector.http.ResponsePolicy;
import io.dataconnector.connector.http.Verdict;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the error handler of a manifest does about the responses to one request.
 *
 * @param url of the request
 */
record ManifestPolicy(ErrorHandler handler, String url) implements ResponsePolicy {
    ManifestPolicy {
        requireNonNull(handler, "handler is null");
        requireNonNull(url, "url is null");
    }

    @Override
    public Sight sight(ResponseHead head) {
        return handler.sight(head);
    }

    @Override
    public Verdict judge(ResponseHead head) {
        return judge(head, new byte[0]);
    }

    @Override
    public Verdict judge(ResponseHead head, byte[] body) {
        Answer answer = new Answer(head, body, publicUrl());
        Verdict verdict = handler.judge(answer);
        return handler.backsOffByBody() ? verdict.withBackoff(handler.backoff(Optional.of(answer))) : verdict;
    }

    /** Without query and user, which may hold secrets. */
    private String publicUrl() {
        UrlReference parts = UrlReference.parse(url);
        String authority = parts.authority().substring(parts.authority().lastIndexOf('@') + 1);
        return new UrlReference(parts.scheme(), authority, parts.path(), "", "").toString();
    }

    @Override
    public Backoff backoff() {
        return handler.backoff(Optional.empty());
    }

    @Override
    public OptionalInt maxRetries() {
        return handler.maxRetries();
    }
}
