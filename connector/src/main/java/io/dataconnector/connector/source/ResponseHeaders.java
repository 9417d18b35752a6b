package io.dataconnector.connector.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.http.ResponseHead;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What templates see as {@code headers}: the headers of a response by name, which is looked up without regard to case, as
 * in the CDK. Where a header occurs several times, its values are joined by commas.
 */
// The library's own deepCopy, which cannot be declared otherwise here.
@SuppressWarnings("unchecked")
public final class ResponseHeaders extends ObjectNode {
    private static final long serialVersionUID = 1L;

    private ResponseHeaders() {
        super(JsonNodeFactory.instance);
    }

    public static ObjectNode of(ResponseHead head) {
        return of(head.headers());
    }

    /** Those of the given names, in lower case. */
    public static ObjectNode of(Map<String, List<String>> values) {
        ResponseHeaders headers = new ResponseHeaders();
        values.forEach((name, all) -> headers.put(name, String.join(", ", all)));
        return headers;
    }

    @Override
    public @Nullable JsonNode get(String name) {
        return super.get(name.toLowerCase(Locale.ROOT));
    }
}
