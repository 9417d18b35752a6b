package io.dataconnector.connector.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.failure.Redaction;
import io.dataconnector.connector.failure.RefusedRequestException;
import io.dataconnector.connector.failure.RefusedRequestException.Remedy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Sends requests until they are answered by something usable. An attempt that failed is followed by another
 * after a wait, which is announced; what cannot pass by itself is an error at once. Used by any number of
 * threads.
 */
public final class HttpTransport {
    private static final int MAX_REDIRECTS = 20;
    static final int MAX_JUDGED_BYTES = 1 << 20;
    private static final int MAX_ERROR_BYTES = 2_048;
    private static final int MAX_SHOWN = 200;
    private static final List<Integer> REDIRECTS = List.of(301, 302, 303, 307, 308);

    private final OkHttpClient plainClient;
    private final OkHttpClient client;
    private final HttpLimits limits;
    private final LiveCalls calls;
    private final Redaction redaction;
    private final CallBudget budget;
    private final Consumer<ObjectNode> keeper;
    /** The transport that this one is a variant of, or itself. */
    private final HttpTransport usual;
    /** Those for requests with timeouts of their own; connections and all that is under way are shared. */
    private final Map<Timeouts, HttpTransport> variants = new ConcurrentHashMap<>();

    /** A transport for requests whose credentials are never replaced in the configuration. */
    public HttpTransport(
            OkHttpClient client, HttpLimits limits, Pauses pauses, Redaction redaction, CallBudget budget) {
        this(client, limits, pauses, redaction, budget, configuration -> {});
    }

    /**
     * @param redaction takes secrets out of messages, and learns those that servers hand out
     * @param keeper receives the configuration when a credential in it has been replaced
     */
    public HttpTransport(
            OkHttpClient client,
            HttpLimits limits,
            Pauses pauses,
            Redaction redaction,
            CallBudget budget,
            Consumer<ObjectNode> keeper) {
        this.limits = requireNonNull(limits, "limits is null");
        calls = new LiveCalls(requireNonNull(pauses, "pauses is null"));
        plainClient = client;
        this.client = tracked(client, calls);
        this.redaction = requireNonNull(redaction, "redaction is null");
        this.budget = requireNonNull(budget, "budget is null");
        this.keeper = requireNonNull(keeper, "keeper is null");
        usual = this;
    }

    private HttpTransport(HttpTransport usual, Timeouts timeouts) {
        this.usual = usual;
        limits = timeouts.in(usual.limits);
        calls = usual.calls;
        plainClient = usual.plainClient
                .newBuilder()
                .connectTimeout(limits.connectTimeout())
                .readTimeout(limits.stallLimit())
                .writeTimeout(limits.stallLimit())
                .build();
        client = tracked(plainClient, calls);
        redaction = usual.redaction;
        budget = usual.budget;
        keeper = usual.keeper;
    }

    private static OkHttpClient tracked(OkHttpClient client, LiveCalls calls) {
        return client.newBuilder()
                .eventListener(calls)
                .addInterceptor(new GetWithBody(client, calls))
                .build();
    }

    private HttpTransport with(Timeouts timeouts) {
        return timeouts.equals(Timeouts.USUAL)
                ? usual
                : usual.variants.computeIfAbsent(timeouts, given -> new HttpTransport(usual, given));
    }

    /**
     * Sends a request.
     *
     * @param log is told of every wait, in a sentence
     * @return the response, whose body is still to be read; nothing if the policy ignores it
     * @throws ConnectorException if there is no usable response
     */
    public Optional<HttpResponse> send(HttpRequest request, ResponsePolicy policy, Consumer<String> log) {
        return send(new HttpCall(request, policy), policy, log);
    }

    /**
     * Sends a request by other rules than its own.
     *
     * @param policy what is done about responses
     */
    public Optional<HttpResponse> send(HttpCall call, ResponsePolicy policy, Consumer<String> log) {
        return with(call.timeouts()).sendHere(call, policy, log);
    }

    private Optional<HttpResponse> sendHere(HttpCall call, ResponsePolicy policy, Consumer<String> log) {
        String name = redaction.apply(call.request().toString());
        Attempts attempts = new Attempts(name, limits, policy, calls, log);
        SignedCall signed = new SignedCall(call, new TransportLogin(this, redaction, keeper, log));
        return answer(signed, policy, attempts)
                .map(first -> new HttpResponse(
                        name,
                        first,
                        attempts,
                        () -> answer(signed, policy, attempts)
                                .orElseThrow(() -> new ConnectorException(
                                        FailureType.TRANSIENT_ERROR,
                                        name + ": the server no longer answers with the page. Try again later.")),
                        new StallGuard(limits.stallLimit()),
                        calls::nanoTime));
    }

    /**
     * Waits, as between two attempts.
     *
     * @throws InterruptedException if the requests have been stopped, or this thread is interrupted
     */
    public void pause(Duration duration) throws InterruptedException {
        calls.pause(duration);
    }

    /**
     * Sends a request whose response nobody needs, once, also after {@link #stop}: nothing is said of whether it arrives.
     *
     * @param limit until when it must be answered
     */
    public void farewell(HttpCall call, Duration limit) {
        try {
            SignedCall signed = new SignedCall(call, new TransportLogin(this, redaction, keeper, wait -> {}));
            Request wire = WireRequest.of(
                    signed.request(), redaction.apply(call.request().toString()));
            client.newBuilder()
                    .eventListener(EventListener.NONE)
                    .callTimeout(limit)
                    .build()
                    .newCall(wire)
                    .execute()
                    .close();
        } catch (IOException | ConnectorException e) {
            // The program ends, or has a failure of its own to tell.
        }
    }

    /**
     * Has requests sent that are not broken off when this thread is ended or interrupted, nor, for a moment, by {@link #stop}.
     * The interrupt status is kept until they have come to their end.
     */
    <T> T finish(Supplier<T> requests) {
        return calls.finish(requests);
    }

    /**
     * Ends the request or wait of one thread, which gets interrupted: so whatever it begins fails, too, until its
     * interrupt status is cleared.
     */
    public void end(Thread thread) {
        calls.end(thread);
    }

    /** Ends all requests and waits at once, and those that begin later: they fail. */
    public void stop() {
        calls.stop();
    }

    private Optional<Response> answer(SignedCall call, ResponsePolicy policy, Attempts attempts) {
        String name = redaction.apply(call.name());
        while (true) {
            try {
                HttpRequest request = call.request();
                Request wire = WireRequest.of(request, name);
                budget.acquire(request, calls);
                Response response = execute(wire, name);
                Verdict verdict = judge(response, policy, name);
                switch (verdict.action()) {
                    case ACCEPT -> {
                        requireKnownEncoding(response, name);
                        return Optional.of(response);
                    }
                    case IGNORE -> {
                        response.close();
                        return Optional.empty();
                    }
                    case RENEW_CREDENTIALS, RETRY, RATE_LIMITED -> {
                        String what = describe(response, verdict);
                        ResponseHead head = headOf(response);
                        response.close();
                        boolean isRefused = verdict.action() == Verdict.Action.RENEW_CREDENTIALS;
                        if (isRefused && call.renew(name, what)) {
                            continue;
                        }
                        attempts.waitAfter(what, head, verdict);
                    }
                    case RESET_PAGINATION -> throw refusal(response, verdict, name, Remedy.RESET_PAGINATION);
                    case REDUCE_PAGE_SIZE -> throw refusal(response, verdict, name, Remedy.REDUCE_PAGE_SIZE);
                    case SPLIT_REQUEST_WINDOW -> throw refusal(response, verdict, name, Remedy.SPLIT_REQUEST_WINDOW);
                    case MISSING -> throw failure(response, verdict, name, FailureType.CONFIG_ERROR);
                    case FAIL -> throw failure(response, verdict, name, FailureType.SYSTEM_ERROR);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ConnectorException(
                        FailureType.TRANSIENT_ERROR, name + ": the wait for its turn was interrupted.");
            } catch (IOException e) {
                if (HttpFault.isTls(e)) {
                    throw new ConnectorException(
                            FailureType.CONFIG_ERROR, name + ": " + redaction.apply(HttpFault.describe(e)) + ".", e);
                }
                attempts.waitAfter(redaction.apply(HttpFault.describe(e)), Optional.empty(), e);
            }
        }
    }

    /** The verdict; the response is closed if there is none. */
    private Verdict judge(Response response, ResponsePolicy policy, String name) throws IOException {
        boolean isJudged = false;
        try {
            Verdict verdict = verdict(response, policy, name);
            isJudged = true;
            return verdict;
        } finally {
            if (!isJudged) {
                response.close();
            }
        }
    }

    private Verdict verdict(Response response, ResponsePolicy policy, String name) throws IOException {
        ResponseHead head = headOf(response);
        return switch (policy.sight(head)) {
            case NOTHING -> policy.judge(head);
            case BEGINNING -> policy.judge(head, isEncoded(response) ? new byte[0] : sight(response, MAX_JUDGED_BYTES));
            case WHOLE -> {
                requireKnownEncoding(response, name);
                int max = limits.maxHeldBytes();
                byte[] body = sight(response, max == Integer.MAX_VALUE ? max : max + 1);
                if (body.length > max) {
                    throw new ConnectorException(
                            FailureType.SYSTEM_ERROR,
                            name + ": the response has more than " + max
                                    + " bytes. It must be held in memory, because a response filter of the manifest has"
                                    + " to see all of it. Request smaller pages, or let the filter go by http_codes.");
                }
                yield policy.judge(head, body);
            }
        };
    }

    private byte[] sight(Response response, int max) throws IOException {
        return BodySight.of(response, max, limits.stallLimit(), calls::nanoTime);
    }

    /** Sends a request, and follows redirects within its host, so that credentials go nowhere else. */
    private Response execute(Request first, String name) throws IOException {
        Request call = first;
        for (int redirects = 0; ; redirects++) {
            Response response = HeaderGuard.execute(client.newCall(call), limits.headerLimit());
            String location = response.header("Location");
            if (!REDIRECTS.contains(response.code()) || location == null) {
                return response;
            }
            HttpUrl target = call.url().resolve(location);
            response.close();
            if (target == null || !isSameOrigin(call.url(), target)) {
                throw new ConnectorException(
                        FailureType.CONFIG_ERROR,
                        name + ": the server redirects to another host, "
                                + (target == null ? "by a malformed URL" : redaction.apply(target.host()))
                                + ", which credentials are not sent to. If that is where the API is, use its URL.");
            }
            if (redirects == MAX_REDIRECTS) {
                throw new ConnectorException(FailureType.SYSTEM_ERROR, name + ": the server redirects without end.");
            }
            call = redirected(call, target, response.code());
        }
    }

    /** The same host by the same scheme, or by TLS from now on. */
    private static boolean isSameOrigin(HttpUrl from, HttpUrl to) {
        boolean isSameHost = from.host().equals(to.host());
        boolean isSecure = to.isHttps() || !from.isHttps();
        boolean isSamePort = from.port() == to.port() || (!from.isHttps() && to.isHttps());
        return isSameHost && isSecure && isSamePort;
    }

    /** 307 and 308 keep the method, the others turn it into GET (RFC 9110, section 15.4). */
    private static Request redirected(Request call, HttpUrl target, int status) {
        Request.Builder next = call.newBuilder().url(target);
        if (status != 307 && status != 308 && !call.method().equals("HEAD")) {
            next.method("GET", null).tag(HttpRequest.Body.class, null);
        }
        return next.build();
    }

    static ResponseHead headOf(Response response) {
        return new ResponseHead(response.code(), response.headers().toMultimap());
    }

    /** The client has decoded gzip, which it asked for, and removed the header; what is left is not understood. */
    private void requireKnownEncoding(Response response, String name) {
        if (isEncoded(response)) {
            response.close();
            throw new ConnectorException(
                    FailureType.SYSTEM_ERROR,
                    name + ": the response is encoded as "
                            + cut(redaction.apply(String.valueOf(response.header("Content-Encoding"))))
                            + ", which was not asked for and cannot be read.");
        }
    }

    private static boolean isEncoded(Response response) {
        String encoding = response.header("Content-Encoding");
        return encoding != null && !encoding.isBlank() && !encoding.equalsIgnoreCase("identity");
    }

    private String describe(Response response, Verdict verdict) {
        String status = "the server answered with HTTP " + response.code();
        // What a success says are records, which no message should show.
        Optional<String> message =
                verdict.message().or(() -> response.isSuccessful() ? Optional.empty() : messageOf(response));
        return redaction.apply(message.map(text -> status + ": " + text).orElse(status));
    }

    private ConnectorException failure(Response response, Verdict verdict, String name, FailureType usual) {
        String what = describe(response, verdict);
        response.close();
        FailureType type = verdict.failureType().orElse(usual);
        return new ConnectorException(type, name + ": " + what + "." + advice(response.code(), verdict, type));
    }

    /** What the manifest takes for a refusal; who can do something else about it catches it. */
    private RefusedRequestException refusal(Response response, Verdict verdict, String name, Remedy remedy) {
        String what = describe(response, verdict);
        response.close();
        return new RefusedRequestException(remedy, FailureType.SYSTEM_ERROR, name + ": " + what);
    }

    private static String advice(int status, Verdict verdict, FailureType type) {
        if (status == 401 || status == 403) {
            return " Check the credentials.";
        }
        // What has a message of its own says itself what to do.
        return type == FailureType.CONFIG_ERROR && verdict.message().isEmpty() ? " Check the URL." : "";
    }

    /** The beginning of what the server says of an error, on one line. */
    private Optional<String> messageOf(Response response) {
        try {
            byte[] bytes = sight(response, MAX_ERROR_BYTES);
            // Before anything is cut or changed: half a secret is not found.
            String redacted = redaction.apply(new String(bytes, UTF_8)).strip();
            String text = cut(redacted.substring(0, Math.min(redacted.length(), MAX_ERROR_BYTES / 2))
                    .replaceAll("[\\s\\p{Cntrl}]+", " "));
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String cut(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }
}
