package io.dataconnector.connector.source.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.http.HttpCall;
import io.dataconnector.connector.http.HttpRequest;
import io.dataconnector.connector.http.Login;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Logs in with answers that a test gives, and keeps what is asked of it. */
final class RecordedLogin implements Login {
    final List<HttpRequest> requests = new ArrayList<>();
    /** In the order in which they came first; a secret may be hidden again. */
    final Set<String> hidden = new LinkedHashSet<>();

    final List<String> kept = new ArrayList<>();
    private final Deque<String> answers = new ArrayDeque<>();

    RecordedLogin(String... answers) {
        this.answers.addAll(List.of(answers));
    }

    @Override
    public byte[] fetch(HttpCall call) {
        requests.add(call.request());
        return answers.removeFirst().getBytes(UTF_8);
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
