package io.dataconnector.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static Optional<Duration> delay(Backoff backoff, String header, String value) {
        return backoff.delay(1, Optional.of(new ResponseHead(429, Map.of(header, List.of("0", value)))), NOW);
    }

    @Test
    void constantIsTheSameEachTime() {
        Backoff backoff = Backoffs.constant(Duration.ofSeconds(7));
        assertThat(backoff.delay(1, Optional.empty(), NOW)).contains(Duration.ofSeconds(7));
        assertThat(backoff.delay(99, Optional.empty(), NOW)).contains(Duration.ofSeconds(7));
    }

    @Test
    void exponentialDoublesUpToALimitAndLeavesUpToHalfToChance() {
        Backoff shortest = Backoffs.exponential(Duration.ofSeconds(5), Duration.ofSeconds(60), () -> 0);
        Backoff longest = Backoffs.exponential(Duration.ofSeconds(5), Duration.ofSeconds(60), () -> 1);
        assertThat(shortest.delay(1, Optional.empty(), NOW)).contains(Duration.ofMillis(2_500));
        assertThat(longest.delay(1, Optional.empty(), NOW)).contains(Duration.ofSeconds(5));
        assertThat(longest.delay(3, Optional.empty(), NOW)).contains(Duration.ofSeconds(20));
        assertThat(longest.delay(Integer.MAX_VALUE, Optional.empty(), NOW)).contains(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({
        "120, 120000",
        "0, 0",
        "1.5, 1500",
        "'Thu, 01 Jan 2026 00:00:30 GMT', 30000",
        "'Wed, 31 Dec 2025 00:00:30 GMT', 0",
        "soon,",
        "-1,",
        "NaN,",
        "1e300,",
        "'',"
    })
    void retryAfterIsANumberOrADate(String value, Long millis) {
        assertThat(delay(Backoffs.retryAfter(), "retry-after", value))
                .isEqualTo(Optional.ofNullable(millis).map(Duration::ofMillis));
    }

    @Test
    void headersMayHoldANumberAmongOtherText() {
        Backoff plain = Backoffs.secondsInHeader("X-Reset", Optional.empty());
        assertThat(delay(plain, "x-reset", "12")).contains(Duration.ofSeconds(12));
        assertThat(delay(plain, "other", "12")).isEmpty();
        assertThat(plain.delay(1, Optional.empty(), NOW)).isEmpty();

        Backoff group = Backoffs.secondsInHeader("x-reset", Optional.of(Pattern.compile("reset=(\\d+)")));
        assertThat(delay(group, "x-reset", "limit=3; reset=30")).contains(Duration.ofSeconds(30));
        assertThat(delay(group, "x-reset", "limit=3")).isEmpty();
        assertThat(delay(group, "x-reset", "12")).contains(Duration.ofSeconds(12));
        Backoff parts = Backoffs.secondsInHeader("x-reset", Optional.of(Pattern.compile("(\\d+)\\.(\\d+)")));
        assertThat(delay(parts, "x-reset", "1.5 s")).contains(Duration.ofMillis(1_500));
        Backoff whole = Backoffs.secondsInHeader("x-reset", Optional.of(Pattern.compile("\\d+")));
        assertThat(delay(whole, "x-reset", "in 5 s")).contains(Duration.ofSeconds(5));
    }

    @Test
    void headersMayHoldAMoment() {
        Backoff backoff = Backoffs.untilSecondsInHeader("x-reset", Optional.empty(), Duration.ofSeconds(2));
        long now = NOW.getEpochSecond();
        assertThat(delay(backoff, "x-reset", String.valueOf(now + 60))).contains(Duration.ofSeconds(60));
        assertThat(delay(backoff, "x-reset", String.valueOf(now - 60))).contains(Duration.ofSeconds(2));
        assertThat(delay(backoff, "x-reset", "9999999999")).isPresent();
        assertThat(delay(backoff, "x-reset", "never")).isEmpty();
    }

    @Test
    void theSecondStrategyStepsInForTheFirst() {
        Backoff backoff = Backoffs.retryAfter().or(Backoffs.constant(Duration.ofSeconds(3)));
        assertThat(delay(backoff, "retry-after", "9")).contains(Duration.ofSeconds(9));
        assertThat(delay(backoff, "retry-after", "later")).contains(Duration.ofSeconds(3));
    }
}
