package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.JobRequest;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.page.Page;
import io.dataconnector.connector.source.ResponseHeaders;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.decoding.Decoder;
import io.dataconnector.connector.source.request.Requester;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.fault.IoFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sends the requests that deal with the jobs of one stream, by the same rules as those for its pages. Their answers are small:
 * they are held in memory, up to a limit.
 */
final class JobRequests {
    private static final int MAX_BYTES = 1 << 24;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String stream;
    private final ScanSetup setup;
    private final Optional<Decoder> decoder;
    private final int maxBytes;

    JobRequests(String stream, Optional<Decoder> decoder, ScanSetup setup) {
        this.stream = requireNonNull(stream, "stream is null");
        this.decoder = requireNonNull(decoder, "decoder is null");
        this.setup = requireNonNull(setup, "setup is null");
        maxBytes = Math.min(MAX_BYTES, setup.maxRecordBytes());
    }

    /**
     * An answer.
     *
     * @param document what it says, decoded
     * @param variable what templates see of it: what it says, if that is an object, with {@code headers} and {@code request}
     * @param sentAt an instant not later than what it says, by the clock of the source
     */
    record Answer(JsonNode document, ObjectNode variable, Instant sentAt) {
        Answer {
            requireNonNull(document, "document is null");
            requireNonNull(variable, "variable is null");
            requireNonNull(sentAt, "sentAt is null");
        }
    }

    /**
     * Sends a request.
     *
     * @param what it is for, as part of a name: {@code creation}
     * @throws ConnectorException if there is no answer, or it is not of its format
     */
    Answer send(String what, Requester requester, Slice slice) {
        JobRequest request = new JobRequest(stream, what, requester, slice);
        Page page = setup.pages()
                .open(request)
                .filter(opened -> !opened.isIgnored())
                .orElseThrow(() -> new ConnectorException(
                        FailureType.SYSTEM_ERROR,
                        setup.pages().locate(request) + ": the request has no answer, which the manifest needs."));
        try (page) {
            return answer(page, request);
        } catch (IOException e) {
            throw invalid(page, IoFault.describe(e), e);
        } finally {
            setup.pages().drop(page);
        }
    }

    private Answer answer(Page page, JobRequest request) throws IOException {
        byte[] body = Decoder.hold(page.body(), maxBytes);
        JsonNode document = document(page, body);
        ObjectNode variable = document instanceof ObjectNode object ? object.deepCopy() : NODES.objectNode();
        if (!variable.has("headers")) {
            variable.set("headers", ResponseHeaders.of(page.headers()));
        }
        if (!variable.has("request")) {
            variable.set("request", request.variable());
        }
        return new Answer(document, variable, page.openedAt());
    }

    /** What a body says; nothing if it is empty, as that of an answer which says all by its headers. */
    private JsonNode document(Page page, byte[] body) throws IOException {
        if (body.length == 0) {
            return NODES.objectNode();
        }
        try (InputStream decoded = decoder.isEmpty()
                ? InputStream.nullInputStream()
                : decoder.get().document(new ByteArrayInputStream(body), maxBytes)) {
            return Json.readLenient(decoder.isEmpty() ? body : decoded.readAllBytes());
        } catch (JsonProcessingException e) {
            throw invalid(page, "it is not JSON: " + Json.describe(e), e);
        }
    }

    private static ConnectorException invalid(Page page, String what, IOException cause) {
        return new ConnectorException(
                FailureType.SYSTEM_ERROR, "The answer to " + page.name() + " cannot be read: " + what + ".", cause);
    }

    /** Sends a request whose answer does not matter, but for whether it is a failure. */
    void tell(String what, Requester requester, Slice slice) {
        Optional<Page> page = setup.pages().open(new JobRequest(stream, what, requester, slice));
        page.ifPresent(answer -> {
            try (answer) {
                setup.pages().drop(answer);
            } catch (IOException e) {
                // It has been told.
            }
        });
    }

    /** Sends a request once, without waiting for long, also if the read has been stopped. */
    void farewell(String what, Requester requester, Slice slice, Duration limit) {
        setup.pages().farewell(new JobRequest(stream, what, requester, slice), limit);
    }
}
