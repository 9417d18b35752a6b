package io.dataconnector.connector.http;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.http.HttpRequest.Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.AsyncTimeout;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the client refuses to: requests by GET that have a body (RFC 9110, section 9.3.1, gives it no meaning, but some
 * APIs do), by the JDK's client over HTTP/1.1. Timeouts, proxies and certificates are those of all other requests, as is
 * everything that is done about a response, and a stop ends them as well. To a proxy that the environment names with a user, they
 * say at once who that is, which no server learns.
 */
final class GetWithBody implements Interceptor {
    /** The affair of the JDK's client, which refuses them. */
    private static final Set<String> REFUSED = Set.of("connection", "content-length", "expect", "host", "upgrade");

    private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
    /**
     * The ways to sign in to a proxy that the JDK's client does not go before a tunnel: by default {@code Basic}, the only one
     * that an environment variable can name a user for. It is read once, when the client is first loaded.
     */
    private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

    private final OkHttpClient settings;
    private final LiveCalls calls;
    private @Nullable HttpClient client;

    /**
     * @param settings has the timeouts and the proxies
     * @param calls knows what is under way
     */
    GetWithBody(OkHttpClient settings, LiveCalls calls) {
        this.settings = requireNonNull(settings, "settings is null");
        this.calls = requireNonNull(calls, "calls is null");
    }

    /** The client, which is made when it is needed: few programs do. */
    private synchronized HttpClient client() {
        if (client == null) {
            if (System.getProperty(DISABLED_SCHEMES) == null) {
                System.setProperty(DISABLED_SCHEMES, "");
            }
            client = HttpClient.newBuilder()
                    .version(Version.HTTP_1_1)
                    .followRedirects(Redirect.NEVER)
                    .connectTimeout(Duration.ofMillis(settings.connectTimeoutMillis()))
                    .proxy(settings.proxySelector())
                    .build();
        }
        return client;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Body body = chain.request().tag(Body.class);
        return body == null ? chain.proceed(chain.request()) : send(chain.call(), chain.request(), body);
    }

    private Response send(Call call, Request request, Body body) throws IOException {
        CompletableFuture<HttpResponse<InputStream>> answer =
                client().sendAsync(wire(request, body), BodyHandlers.ofInputStream());
        calls.begin(call, () -> answer.cancel(true));
        boolean isAnswered = false;
        try {
            HttpResponse<InputStream> response = answer.get();
            calls.begin(call, () -> close(body(response)));
            Response made = response(call, request, response);
            isAnswered = true;
            return made;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (CancellationException e) {
            throw new IOException("Canceled", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            if (!isAnswered) {
                calls.end(call);
                giveUp(answer);
            }
        }
    }

    /** The answer may have arrived meanwhile. */
    private static void giveUp(CompletableFuture<HttpResponse<InputStream>> answer) {
        if (!answer.cancel(true) && !answer.isCompletedExceptionally()) {
            close(body(answer.join()));
        }
    }

    private java.net.http.HttpRequest wire(Request request, Body body) throws IOException {
        java.net.http.HttpRequest.Builder wire = java.net.http.HttpRequest.newBuilder(
                        request.url().uri())
                .method(request.method(), BodyPublishers.ofByteArray(body.bytes()));
        request.headers().forEach(header -> {
            if (!REFUSED.contains(header.getFirst().toLowerCase(Locale.ROOT))) {
                wire.header(header.getFirst(), header.getSecond());
            }
        });
        proxyAuthorization(request).ifPresent(user -> wire.setHeader(PROXY_AUTHORIZATION, user));
        return wire.build();
    }

    /** What the proxy of a request is told of its user; nothing if there is no proxy, or no user is known. */
    private Optional<String> proxyAuthorization(Request request) throws IOException {
        boolean isDirect = settings.proxySelector().select(request.url().uri()).stream()
                .allMatch(proxy -> proxy.type() == Proxy.Type.DIRECT);
        if (isDirect) {
            return Optional.empty();
        }
        Response demand = new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(PROXY_AUTHENTICATION_REQUIRED)
                .message("")
                .build();
        Request answer = settings.proxyAuthenticator().authenticate(null, demand);
        return Optional.ofNullable(answer).map(known -> known.header(PROXY_AUTHORIZATION));
    }

    private Response response(Call call, Request request, HttpResponse<InputStream> answer) {
        Response.Builder response = new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(answer.statusCode())
                .message("");
        // As in responses that the other client reads, a value may have any character.
        Headers.Builder headers = new Headers.Builder();
        answer.headers()
                .map()
                .forEach((name, values) -> values.forEach(value -> headers.addUnsafeNonAscii(name, value)));
        response.headers(headers.build());
        long length = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
        String type = answer.headers().firstValue("Content-Type").orElse("");
        Source body = new TrackedBody(call, body(answer));
        return response.body(ResponseBody.create(Okio.buffer(body), MediaType.parse(type), length))
                .build();
    }

    /** A body that must not stall, and is under way until it is closed. */
    private final class TrackedBody extends ForwardingSource {
        private final Call call;

        TrackedBody(Call call, InputStream body) {
            super(timed(body));
            this.call = call;
        }

        @Override
        public void close() throws IOException {
            calls.end(call);
            super.close();
        }
    }

    private Source timed(InputStream body) {
        AsyncTimeout timeout = new AsyncTimeout() {
            @Override
            protected void timedOut() {
                GetWithBody.close(body);
            }
        };
        timeout.timeout(settings.readTimeoutMillis(), TimeUnit.MILLISECONDS);
        return timeout.source(Okio.source(body));
    }

    /** The refusal of a proxy to open a tunnel has none. */
    private static InputStream body(HttpResponse<InputStream> answer) {
        @Nullable InputStream body = answer.body();
        return body == null ? InputStream.nullInputStream() : body;
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // Nobody reads it any more.
        }
    }
}
