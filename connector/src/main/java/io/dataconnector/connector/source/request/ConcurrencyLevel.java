package io.dataconnector.connector.source.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Settings;
import java.util.OptionalInt;

/** The {@code concurrency_level} of a manifest. */
public final class ConcurrencyLevel {
    private ConcurrencyLevel() {}

    /**
     * How many requests may be under way at once: {@code default_concurrency}, and no more than {@code max_concurrency}
     * where that is a template.
     *
     * @return at least 1; nothing if it is invalid, which is then a fault of the manifest
     */
    public static OptionalInt compile(Component level, Settings settings) {
        OptionalInt max = ApiBudget.integer(level, "max_concurrency", settings);
        JsonNode written = level.requiredValue("default_concurrency");
        if (written.asText().contains("config") && max.isEmpty()) {
            level.fault("max_concurrency", "is required where default_concurrency depends on the configuration");
        }
        OptionalInt concurrency = ApiBudget.integer(level, "default_concurrency", settings);
        if (concurrency.isPresent() && concurrency.getAsInt() < 1) {
            level.fault("default_concurrency", "must be 1 or more");
            return OptionalInt.empty();
        }
        boolean isLimited = concurrency.isPresent() && written.isTextual() && max.isPresent();
        return isLimited ? OptionalInt.of(Math.min(concurrency.getAsInt(), max.getAsInt())) : concurrency;
    }
}
