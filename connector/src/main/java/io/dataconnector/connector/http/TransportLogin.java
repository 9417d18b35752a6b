package io.dataconnector.connector.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.failure.Redaction;
import io.dataconnector.core.fault.IoFault;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Logs in by the transport of all other requests. */
final class TransportLogin implements Login {
    /** No answer with a token is nearly as large. */
    private static final int MAX_BYTES = 1 << 20;

    private final HttpTransport transport;
    private final Redaction redaction;
    private final Consumer<ObjectNode> keeper;
    private final Consumer<String> log;

    TransportLogin(HttpTransport transport, Redaction redaction, Consumer<ObjectNode> keeper, Consumer<String> log) {
        this.transport = requireNonNull(transport, "transport is null");
        this.redaction = requireNonNull(redaction, "redaction is null");
        this.keeper = requireNonNull(keeper, "keeper is null");
        this.log = requireNonNull(log, "log is null");
    }

    @Override
    public byte[] fetch(HttpCall call) {
        Optional<HttpResponse> response = transport.send(call, call.policy(), log);
        if (response.isEmpty()) {
            throw failure(call, "the answer was ignored, but credentials are needed");
        }
        try (HttpResponse body = response.get()) {
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw failure(call, "the answer has more than " + MAX_BYTES + " bytes, and is no credential");
            }
            return bytes;
        } catch (IOException e) {
            throw failure(call, "the answer cannot be read: " + IoFault.describe(e));
        }
    }

    @Override
    public byte[] redeem(HttpCall call) {
        return transport.finish(() -> fetch(call));
    }

    private ConnectorException failure(HttpCall call, String what) {
        return new ConnectorException(
                FailureType.SYSTEM_ERROR, redaction.apply(call.request().toString()) + ": " + what + ".");
    }

    @Override
    public void hide(String secret) {
        redaction.add(secret);
    }

    @Override
    public void keep(ObjectNode configuration) {
        keeper.accept(configuration);
    }
}
