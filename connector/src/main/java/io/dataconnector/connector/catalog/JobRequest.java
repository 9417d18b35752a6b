package io.dataconnector.connector.catalog;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.http.HttpCall;
import io.dataconnector.connector.http.HttpRequest;
import io.dataconnector.connector.page.PageRequest;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.request.Requester;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request that deals with a job.
 *
 * @param streamName the stream that the job is for
 * @param what it does: {@code creation}
 * @param requester makes it
 * @param slice what its templates see
 */
public record JobRequest(String streamName, String what, Requester requester, Slice slice) implements PageRequest {
    public JobRequest {
        requireNonNull(streamName, "streamName is null");
        requireNonNull(what, "what is null");
        requireNonNull(requester, "requester is null");
        requireNonNull(slice, "slice is null");
    }

    @Override
    public boolean isFirst() {
        return true;
    }

    @Override
    public List<String> file() {
        return List.of(streamName, what);
    }

    @Override
    public Set<String> headers() {
        return Set.of();
    }

    @Override
    public HttpCall call() {
        return requester.call(slice, Optional.empty(), List.of(), Optional.empty());
    }

    /** What templates see as the {@code request} of its response. */
    public ObjectNode variable() {
        HttpRequest request = call().request();
        ObjectNode variable = JsonNodeFactory.instance
                .objectNode()
                .put("method", request.method())
                .put("url", request.url());
        request.body().ifPresent(body -> variable.put("body", body.content()));
        return variable;
    }
}
