package io.dataconnector.connector.source.request;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

/** A value that is put into a request, such as a page token, and where. */
public record Injection(RequestOption option, JsonNode value) {
    public Injection {
        requireNonNull(option, "option is null");
        requireNonNull(value, "value is null");
    }
}
