package io.dataconnector.connector.page;

import io.dataconnector.connector.http.Backoffs;
import io.dataconnector.connector.http.HttpCall;
import io.dataconnector.connector.http.HttpRequest;
import io.dataconnector.connector.http.ResponsePolicy;
import java.util.List;
import java.util.Set;

/** A page that is asked for by its name alone. */
record NamedPage(String streamName, String name, Set<String> headers) implements PageRequest {
    NamedPage(String streamName, String name) {
        this(streamName, name, Set.of());
    }

    @Override
    public boolean isFirst() {
        return name.equals("page_1");
    }

    @Override
    public List<String> file() {
        return List.of(streamName, name);
    }

    @Override
    public HttpCall call() {
        return new HttpCall(
                HttpRequest.get("http://localhost/" + streamName, List.of()),
                ResponsePolicy.byStatus(Backoffs.retryAfter()));
    }
}
