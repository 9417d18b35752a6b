package io.dataconnector.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dataconnector.connector.http.CallBudget.Policy;
import io.dataconnector.connector.http.CallBudget.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallBudgetTest {
    private static final HttpRequest SEARCH = HttpRequest.get("https://api.example.com/search", List.of());
    private static final HttpRequest LIST = HttpRequest.get("https://api.example.com/list", List.of());

    private final ManualPauses pauses = new ManualPauses(Instant.EPOCH);

    @Test
    void letsSoManyRequestsPassInEverySpanOfTime() throws InterruptedException {
        CallBudget budget =
                new CallBudget(List.of(new Policy(request -> true, List.of(new Rate(2, Duration.ofSeconds(10))))));

        budget.acquire(LIST, pauses);
        pauses.move(Duration.ofSeconds(4));
        budget.acquire(LIST, pauses);
        budget.acquire(LIST, pauses);
        budget.acquire(LIST, pauses);

        assertThat(pauses.pauses()).containsExactly(Duration.ofSeconds(6), Duration.ofSeconds(4));
    }

    @Test
    void keepsToAllRatesOfTheFirstPolicyThatMatches() throws InterruptedException {
        CallBudget budget = new CallBudget(List.of(
                new Policy(
                        request -> request.url().endsWith("/search"),
                        List.of(new Rate(1, Duration.ofSeconds(1)), new Rate(2, Duration.ofSeconds(60)))),
                new Policy(request -> true, List.of())));

        for (int i = 0; i < 3; i++) {
            budget.acquire(SEARCH, pauses);
            budget.acquire(LIST, pauses);
        }

        assertThat(pauses.pauses()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(59));
    }

    @Test
    void knowsNoLimitUnlessItIsGivenOne() throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            CallBudget.UNLIMITED.acquire(LIST, pauses);
        }
        assertThat(pauses.pauses()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(0, Duration.ofSeconds(1)));
    }

    @Test
    void waitsOnTheClockOfTheMachineUntilItIsInterrupted() {
        CallBudget budget =
                new CallBudget(List.of(new Policy(request -> true, List.of(new Rate(1, Duration.ofDays(1))))));
        assertThat(Pauses.SYSTEM.now()).isAfter(Instant.EPOCH);

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> {
            budget.acquire(LIST, Pauses.SYSTEM);
            Thread.currentThread().interrupt();
            budget.acquire(LIST, Pauses.SYSTEM);
        });
    }
}
