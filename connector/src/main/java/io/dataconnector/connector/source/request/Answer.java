package io.dataconnector.connector.source.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.extension.CustomErrorHandler.Response;
import io.dataconnector.connector.http.ResponseHead;
import io.dataconnector.connector.manifest.PythonTruth;
import io.dataconnector.connector.source.ResponseHeaders;
import io.dataconnector.core.document.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A response as the filters of an error handler see it. Its body is parsed once, and only if one of them looks at it. */
final class Answer {
    /** Where APIs put what is wrong, in this order (in the CDK, {@code JsonErrorMessageParser}). */
    private static final List<String> MESSAGE_MEMBERS = List.of(
            "message",
            "messages",
            "error",
            "errors",
            "failures",
            "failure",
            "detail",
            "err",
            "error_message",
            "msg",
            "reason",
            "status_message");

    private final ResponseHead head;
    private final byte[] body;
    private final String url;
    private @Nullable JsonNode document;

    /**
     * @param body as much of it as is known
     * @param url of the request, without query
     */
    Answer(ResponseHead head, byte[] body, String url) {
        this.head = requireNonNull(head, "head is null");
        this.body = requireNonNull(body, "body is null");
        this.url = requireNonNull(url, "url is null");
    }

    int status() {
        return head.status();
    }

    /** What a class of its own sees. */
    Response response() {
        return new Response(
                head.status(), head.headers(), document().orElseGet(MissingNode::getInstance), new String(body, UTF_8));
    }

    /** What the templates of filters see. */
    Map<String, JsonNode> variables() {
        return Map.of(
                "response", document().orElseGet(JsonNodeFactory.instance::objectNode),
                "headers", ResponseHeaders.of(head),
                "request_url", JsonNodeFactory.instance.textNode(url));
    }

    /** The body, if it is JSON. */
    private Optional<JsonNode> document() {
        JsonNode known = document;
        if (known == null) {
            known = parse();
            document = known;
        }
        return Optional.of(known).filter(node -> !node.isMissingNode());
    }

    private JsonNode parse() {
        try {
            return Json.readLenient(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** What the server says, out of the usual members of a JSON document; text that is no JSON is it as a whole. */
    Optional<String> message() {
        return document().isPresent()
                ? message(document().get())
                : Optional.of(new String(body, UTF_8)).filter(text -> !text.isEmpty());
    }

    private static Optional<String> message(JsonNode value) {
        if (value.isTextual()) {
            return Optional.of(value.textValue());
        }
        if (value.isArray()) {
            return Optional.of(value.valueStream()
                    .flatMap(element -> message(element).stream())
                    .collect(Collectors.joining(", ")));
        }
        return value instanceof ObjectNode object
                ? MESSAGE_MEMBERS.stream()
                        .map(object::path)
                        .filter(PythonTruth::isTrue)
                        .findFirst()
                        .flatMap(Answer::message)
                : Optional.empty();
    }
}
