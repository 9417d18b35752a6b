package io.dataconnector.connector.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies that the environment names, as curl and the Python clients read it: {@code HTTPS_PROXY}, {@code
 * HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}, each also in lower case, which wins.
 */
final class EnvironmentProxies extends ProxySelector {
    private static final int DEFAULT_PORT = 80;

    /** What a proxy wants to know of its user. */
    record UserInfo(String user, String password) {}

    private record ProxyAddress(InetSocketAddress address, Optional<UserInfo> userInfo) {}

    private final Optional<ProxyAddress> forHttp;
    private final Optional<ProxyAddress> forHttps;
    private final List<String> exceptions;

    EnvironmentProxies(Map<String, String> environment) {
        forHttp = proxy("http_proxy", environment);
        forHttps = proxy("https_proxy", environment);
        exceptions = variable("no_proxy", environment).stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static Optional<String> variable(String name, Map<String, String> environment) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private static Optional<ProxyAddress> proxy(String name, Map<String, String> environment) {
        return variable(name, environment)
                .or(() -> variable("all_proxy", environment))
                .map(value -> parse(name, value));
    }

    private static ProxyAddress parse(String variable, String value) {
        try {
            URI uri = new URI(value.contains("://") ? value : "http://" + value);
            if (uri.getHost() == null) {
                throw new URISyntaxException("", "no host");
            }
            int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
            return new ProxyAddress(
                    InetSocketAddress.createUnresolved(uri.getHost(), port),
                    Optional.ofNullable(uri.getRawUserInfo()).map(EnvironmentProxies::userInfo));
        } catch (URISyntaxException e) {
            // The value may hold a password.
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    "The environment variable " + variable
                            + " (or its upper-case form) is not the URL of a proxy, such as"
                            + " http://proxy.example.com:3128.");
        }
    }

    private static UserInfo userInfo(String raw) {
        int colon = raw.indexOf(':');
        String user = colon < 0 ? raw : raw.substring(0, colon);
        String password = colon < 0 ? "" : raw.substring(colon + 1);
        return new UserInfo(decode(user), decode(password));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    /** Who the user of the proxy is, if the environment says so. */
    Optional<UserInfo> credentials(boolean isHttps) {
        return (isHttps ? forHttps : forHttp).flatMap(ProxyAddress::userInfo);
    }

    @Override
    public List<Proxy> select(URI uri) {
        Optional<ProxyAddress> proxy = "https".equalsIgnoreCase(uri.getScheme()) ? forHttps : forHttp;
        if (proxy.isEmpty() || isException(String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT))) {
            return List.of(Proxy.NO_PROXY);
        }
        InetSocketAddress address = proxy.get().address();
        return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(address.getHostString(), address.getPort())));
    }

    /** Whether a host, or a domain that it is in, is named by NO_PROXY. */
    private boolean isException(String host) {
        return exceptions.stream()
                .map(name -> name.startsWith(".") ? name.substring(1) : name)
                .anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // The attempt fails, and is announced as any other.
    }
}
