package io.dataconnector.connector.source.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.http.Backoff;
import io.dataconnector.connector.http.ResponseHead;
import io.dataconnector.connector.http.ResponsePolicy;
import io.dataconnector.connector.http.Verdict;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.core.document.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is done about answers to a request for an access token: those that the manifest, or any OAuth server, refuses a
 * refresh token by are the user's affair.
 */
record TokenErrors(Set<Integer> statuses, String key, List<String> values, ResponsePolicy other)
        implements ResponsePolicy {
    private static final int BAD_REQUEST = 400;

    TokenErrors {
        statuses = Set.copyOf(statuses);
        values = List.copyOf(values);
    }

    /** @param other judges everything else */
    static TokenErrors compile(Component authenticator, ResponsePolicy other) {
        Component errors = authenticator
                .untyped("refresh_token_updater")
                .filter(updater -> updater.value("refresh_token_error_key").isPresent())
                .orElse(authenticator);
        authenticator.passOver(
                "refresh_token_error_status_codes", "refresh_token_error_key", "refresh_token_error_values");
        Set<Integer> statuses = new HashSet<>();
        errors.values("refresh_token_error_status_codes").forEach(status -> statuses.add(status.asInt()));
        return new TokenErrors(
                statuses,
                errors.text("refresh_token_error_key").orElse(""),
                errors.texts("refresh_token_error_values"),
                other);
    }

    @Override
    public Sight sight(ResponseHead head) {
        return statuses.contains(head.status()) ? Sight.BEGINNING : Sight.NOTHING;
    }

    @Override
    public Verdict judge(ResponseHead head) {
        return head.status() == BAD_REQUEST
                ? new Verdict(
                        Verdict.Action.FAIL,
                        Optional.of("the request for an access token was refused. Check the credentials"),
                        Optional.of(FailureType.CONFIG_ERROR))
                : other.judge(head);
    }

    @Override
    public Verdict judge(ResponseHead head, byte[] body) {
        return values.contains(parse(body).path(key).asText())
                ? new Verdict(
                        Verdict.Action.FAIL,
                        Optional.of("the refresh token was refused, because it is invalid, expired or used already."
                                + " Authenticate again"),
                        Optional.of(FailureType.CONFIG_ERROR))
                : judge(head);
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Json.readLenient(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public Backoff backoff() {
        return other.backoff();
    }
}
