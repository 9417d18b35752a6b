package io.dataconnector.connector.source.paging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.PythonTruth;
import java.util.Optional;

/** What the tokens of page and offset increments, which are numbers, have in common. */
final class Increments {
    private Increments() {}

    /**
     * The number that a token is.
     *
     * @throws ConnectorException if it is none, as that of a state may be
     */
    static long number(JsonNode token, String strategy) {
        if (!token.isIntegralNumber() || !token.canConvertToLong()) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    "A page token of the pagination by " + strategy + " is not an integer. If it comes from the state,"
                            + " reset the stream.");
        }
        return token.longValue();
    }

    /** The token of a number; 0 is none where it follows another page, as in the CDK. */
    static Optional<JsonNode> following(long number) {
        return Optional.of(token(number)).filter(PythonTruth::isTrue);
    }

    static JsonNode token(long number) {
        return JsonNodeFactory.instance.numberNode(number);
    }

    /** Whether a page was the last: it is empty, or has fewer records than were asked for. */
    static boolean isLast(long size, long pageSize) {
        return size == 0 || size < pageSize;
    }
}
