package io.dataconnector.connector.source.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.http.Backoff;
import io.dataconnector.connector.http.ResponseHead;
import io.dataconnector.connector.http.ResponsePolicy.Sight;
import io.dataconnector.connector.http.Verdict;
import io.dataconnector.connector.http.Verdict.Action;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.core.document.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Judges responses of which it is known what the CDK does about them; {@code src/test/python/error_cases.py} made the
 * cases. A handler sees no more of a body than it asks for.
 */
final class ErrorHandlerDifferentialTest {
    private static final int FEWEST_CASES = 600;
    private static final String URL = "https://user:pass@api.example.com/v1/items?key=secret";

    @ParameterizedTest
    @ValueSource(strings = {"error_cases.jsonl", "wait_cases.jsonl"})
    void everyResponseIsJudgedAsByTheCdk(String cases) throws IOException {
        List<String> lines = RequestCase.lines(cases);
        JsonNode first = Json.read(lines.get(0));
        Settings settings = TestManifest.settings(Json.write(first.get("config")));
        Instant now = Instant.ofEpochSecond(first.get("now").longValue());
        List<String> differences = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            ObjectNode content = (ObjectNode) Json.read(line);
            String actual = actual(content, settings, now);
            if (!actual.equals(expected(content))) {
                differences.add(line + "\n  expected " + expected(content) + "\n  but was  " + actual);
            }
        }
        assertThat(lines).hasSizeGreaterThan(FEWEST_CASES);
        assertThat(differences).isEmpty();
    }

    private static String expected(ObjectNode content) {
        if (content.has("error")) {
            return "error";
        }
        JsonNode wait = content.get("wait");
        return show(
                content.get("action").textValue(),
                Optional.ofNullable(content.path("failure_type").textValue()),
                Optional.ofNullable(content.get("message").textValue()),
                content.get("retries").intValue(),
                wait.isNumber()
                        ? wait.decimalValue().setScale(3).toString()
                        : wait.isNull() ? "none" : wait.textValue());
    }

    private static String show(
            String action, Optional<String> failureType, Optional<String> message, int retries, String wait) {
        return action + " " + failureType + " " + message + " retries " + retries + " wait " + wait;
    }

    private static String actual(ObjectNode content, Settings settings, Instant now) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set("error_handler", content.get("handler"));
        TestManifest manifest = TestManifest.of(Json.write(document));
        ErrorHandler handler = ErrorHandler.compile(manifest.source(), "error_handler", settings, Set.of());
        assertThat(manifest.faults()).isEmpty();
        ManifestPolicy policy = new ManifestPolicy(handler, URL);
        ResponseHead head = head(content);
        OptionalInt retries = policy.maxRetries();
        try {
            Verdict verdict = judge(policy, head, content.get("body").textValue());
            Optional<String> failureType = verdict.action() == Action.FAIL
                    ? verdict.failureType().map(type -> type.name().toLowerCase(Locale.ROOT))
                    : Optional.empty();
            boolean isMissing = verdict.action() == Action.MISSING;
            return show(
                    isMissing
                            ? "FAIL"
                            : verdict.action() == Action.ACCEPT
                                    ? "SUCCESS"
                                    : verdict.action().name(),
                    isMissing ? Optional.of("system_error") : failureType,
                    verdict.message(),
                    retries.orElse(5),
                    wait(verdict.backoff().orElse(policy.backoff()), content, head, now));
        } catch (ConnectorException e) {
            return "error";
        }
    }

    private static Verdict judge(ManifestPolicy policy, ResponseHead head, String body) {
        return policy.sight(head) == Sight.NOTHING ? policy.judge(head) : policy.judge(head, body.getBytes(UTF_8));
    }

    private static String wait(Backoff backoff, ObjectNode content, ResponseHead head, Instant now) {
        try {
            return backoff.delay(content.get("attempt").intValue(), Optional.of(head), now)
                    .map(delay -> BigDecimal.valueOf(delay.toMillis(), 3).toString())
                    .orElse("none");
        } catch (ConnectorException e) {
            throw new AssertionError(e);
        } catch (RuntimeException e) {
            return "refused";
        }
    }

    private static ResponseHead head(ObjectNode content) {
        Map<String, List<String>> headers = new HashMap<>();
        content.get("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        List.of(header.getValue().textValue())));
        return new ResponseHead(content.get("status").intValue(), headers);
    }
}
