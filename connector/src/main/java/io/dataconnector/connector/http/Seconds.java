package io.dataconnector.connector.http;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations in messages: {@code 3 s}, {@code 0.25 s}. */
final class Seconds {
    private static final int DECIMAL_PLACES = 3;

    private Seconds() {}

    static String of(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), DECIMAL_PLACES)
                        .stripTrailingZeros()
                        .toPlainString()
                + " s";
    }
}
