package io.dataconnector.connector.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.config.HttpOptions;
import io.dataconnector.connector.http.CallBudget;
import io.dataconnector.connector.http.HttpClients;
import io.dataconnector.connector.http.HttpLimits;
import io.dataconnector.connector.http.HttpTransport;
import io.dataconnector.connector.http.Pauses;
import io.dataconnector.connector.page.HttpPages;
import io.dataconnector.connector.page.PageSource;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes the pages of an API. A class of its own, so that nothing of HTTP is loaded where pages are files. */
final class Upstream {
    private static final Duration MAX_CONNECT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration MAX_RETRY_TIME = Duration.ofMinutes(10);

    private Upstream() {}

    /**
     * The pages of an API.
     *
     * @param maxRetries no request is sent again more often, whatever the configuration says
     * @param log is told of every wait
     * @param keeper receives the configuration when a credential in it has been replaced
     */
    static PageSource of(
            Config config,
            Optional<CallBudget> budget,
            int maxRetries,
            Consumer<String> log,
            Consumer<ObjectNode> keeper) {
        HttpOptions options = config.http();
        HttpLimits limits = new HttpLimits(
                shorter(MAX_CONNECT_TIMEOUT, options.stallTimeout()),
                options.stallTimeout(),
                Math.min(maxRetries, options.maxRetries()),
                MAX_RETRY_TIME,
                options.maxRetryWait(),
                config.maxRecordBytes());
        HttpTransport transport = new HttpTransport(
                HttpClients.create(limits, userAgent(), System.getenv()),
                limits,
                Pauses.SYSTEM,
                config.redaction(),
                budget.orElse(CallBudget.UNLIMITED),
                keeper);
        return new HttpPages(transport, config.redaction(), log, Clock.systemUTC());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static String userAgent() {
        String version = Upstream.class.getPackage().getImplementationVersion();
        return "DataConnector/" + Optional.ofNullable(version).orElse("unknown");
    }
}
