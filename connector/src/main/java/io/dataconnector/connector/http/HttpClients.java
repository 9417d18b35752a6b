package io.dataconnector.connector.http;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;

/** Makes the one client of a program, whose connections all requests share. */
public final class HttpClients {
    private HttpClients() {}

    /**
     * A client. It keeps connections open, speaks HTTP/2 where the server does, asks for gzip and verifies
     * certificates.
     *
     * @param userAgent the value of User-Agent
     * @param environment the environment variables, of which those that name proxies count
     */
    public static OkHttpClient create(HttpLimits limits, String userAgent, Map<String, String> environment) {
        requireNonNull(userAgent, "userAgent is null");
        EnvironmentProxies proxies = new EnvironmentProxies(environment);
        return new OkHttpClient.Builder()
                .socketFactory(new BufferedSockets())
                .connectTimeout(limits.connectTimeout())
                .readTimeout(limits.stallLimit())
                .writeTimeout(limits.stallLimit())
                // A kept connection that the server has closed meanwhile, or ends by HTTP 408, is replaced by a new
                // one,
                // which is no attempt that failed. Everything else, and redirects, are counted and announced by the
                // transport.
                .retryOnConnectionFailure(true)
                .followRedirects(false)
                .followSslRedirects(false)
                .proxySelector(proxies)
                .proxyAuthenticator((route, response) -> {
                    boolean isFirst = response.request().header("Proxy-Authorization") == null;
                    return proxies.credentials(response.request().url().isHttps())
                            .filter(credentials -> isFirst)
                            .map(credentials -> response.request()
                                    .newBuilder()
                                    .header(
                                            "Proxy-Authorization",
                                            Credentials.basic(credentials.user(), credentials.password()))
                                    .build())
                            .orElse(null);
                })
                .addInterceptor(chain -> {
                    boolean isSet = chain.request().header("User-Agent") != null;
                    return chain.proceed(
                            isSet
                                    ? chain.request()
                                    : chain.request()
                                            .newBuilder()
                                            .header("User-Agent", userAgent)
                                            .build());
                })
                .build();
    }
}
