package io.dataconnector.connector.source.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.http.HttpCall;
import io.dataconnector.connector.http.HttpRequest;
import io.dataconnector.connector.http.Login;
import io.dataconnector.connector.http.ResponseHead;
import io.dataconnector.connector.http.Verdict.Action;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Logs in with answers that a test gives, such as {@code {}} or {@code HTTP 401}, and keeps what is asked of it. */
final class RecordedLogin implements Login {
    private static final String STATUS = "HTTP ";

    final List<HttpRequest> requests = new ArrayList<>();
    /** In the order in which they came first; a secret may be hidden again. */
    final Set<String> hidden = new LinkedHashSet<>();

    final List<String> kept = new ArrayList<>();
    /** How many of the requests must not be broken off. */
    int redeemed;

    private final Deque<String> answers = new ArrayDeque<>();

    RecordedLogin(String... answers) {
        this.answers.addAll(List.of(answers));
    }

    @Override
    public byte[] fetch(HttpCall call) {
        requests.add(call.request());
        String answer = answers.removeFirst();
        boolean isStatus = answer.startsWith(STATUS);
        int status = isStatus ? Integer.parseInt(answer.substring(STATUS.length())) : 200;
        if (call.policy().judge(new ResponseHead(status, Map.of())).action() != Action.ACCEPT) {
            throw new ConnectorException(FailureType.SYSTEM_ERROR, answer);
        }
        return answer.getBytes(UTF_8);
    }

    @Override
    public byte[] redeem(HttpCall call) {
        redeemed++;
        return fetch(call);
    }

    @Override
    public void hide(String secret) {
        hidden.add(secret);
    }

    @Override
    public void keep(ObjectNode configuration) {
        kept.add(configuration.toString());
    }

    /** The body of a request so far, a form. */
    String form(int index) {
        return requests.get(index).body().orElseThrow().content();
    }
}
