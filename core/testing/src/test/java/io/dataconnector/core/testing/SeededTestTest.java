package io.dataconnector.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.cause;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class SeededTestTest {
    @Test
    void everyRoundHasDrawsOfItsOwn() {
        List<Long> first = drawn(properties(), 100);

        assertThat(new HashSet<>(first)).hasSize(100);
        assertThat(drawn(properties(), 100)).isEqualTo(first);
    }

    @Test
    void anotherSeedGivesOtherDraws() {
        assertThat(drawn(properties("seed", "1"), 100))
                .doesNotContainAnyElementsOf(drawn(properties("seed", "2"), 100));
        assertThat(drawn(properties("seed", "8259"), 100)).isEqualTo(drawn(properties(), 100));
    }

    @Test
    void aRandomSeedIsAnotherOneEachTime() {
        assertThat(Rounds.of(properties("seed", "random")).seed())
                .isNotEqualTo(Rounds.of(properties("seed", "random")).seed());
    }

    @Test
    void theFactorMultipliesTheRounds() {
        List<Long> more = drawn(properties("rounds.factor", "3"), 10);

        assertThat(more).hasSize(30).startsWith(drawn(properties(), 10).toArray(Long[]::new));
    }

    @Test
    void aRoundCanBeRunAlone() {
        assertThat(drawn(properties("round", "7"), 10))
                .containsExactly(drawn(properties(), 10).get(7));
    }

    @Test
    void aWrongPropertyIsRefused() {
        assertThatThrownBy(() -> Rounds.of(properties("seed", "dice")))
                .hasMessage(
                        "dataconnector.seed must be a number up to 9223372036854775807 or \"random\" but is \"dice\"");
        assertThatThrownBy(() -> Rounds.of(properties("rounds.factor", "4294967297")))
                .hasMessage("dataconnector.rounds.factor must be a number up to 2147483647 but is \"4294967297\"");
        assertThatThrownBy(() -> Rounds.of(properties("rounds.factor", "0")))
                .hasMessage("dataconnector.rounds.factor must be at least 1 but is 0");
        assertThatThrownBy(() -> Rounds.of(properties("round", "-1")))
                .hasMessage("dataconnector.round must not be negative but is -1");
    }

    @Test
    void aFailureSaysHowToRunItsRoundAlone() {
        IllegalStateException fault = new IllegalStateException("the fault");
        int[] calls = {0};

        assertThatThrownBy(() -> Rounds.of(properties("seed", "17")).run("SomeTest#some", 10, draws -> {
                    if (calls[0]++ == 3) {
                        throw fault;
                    }
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("Round 3 failed; to run it alone: -Dtest=SomeTest#some -Ddataconnector.seed=17"
                        + " -Ddataconnector.round=3" + System.lineSeparator()
                        + "java.lang.IllegalStateException: the fault")
                .hasCause(fault);
        assertThat(calls[0]).isEqualTo(4);
    }

    @Test
    void noRoundsAreNoTest() {
        assertThatThrownBy(() -> Rounds.of(properties()).run("SomeTest#some", 0, draws -> {}))
                .hasMessage("SomeTest#some must have at least one round but has 0");
    }

    /** The tests of this class are to be run by JUnit as part of a test alone. */
    static class Examples {
        static final List<Long> DRAWN = new ArrayList<>();

        @SeededTest(rounds = 20)
        void passes(Draws draws) {
            DRAWN.add(draws.random().nextLong());
        }

        @SeededTest(rounds = 20)
        void fails(Draws draws) {
            assertThat(draws).as("the draws").isNull();
        }
    }

    @Test
    void jUnitSeesOneTestWithAllItsRounds() {
        Examples.DRAWN.clear();

        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Examples.class))
                .execute()
                .testEvents();

        tests.assertStatistics(counts -> counts.started(2).succeeded(1).failed(1));
        assertThat(Examples.DRAWN).doesNotHaveDuplicates();
        tests.failed()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                message(text -> text.startsWith("Round ")
                                        && text.contains(" -Dtest=Examples#fails -Ddataconnector.seed=")),
                                cause(message(text -> text.contains("[the draws]"))))));
    }

    private static List<Long> drawn(Properties properties, int rounds) {
        List<Long> drawn = new ArrayList<>();
        Rounds.of(properties)
                .run("SomeTest#some", rounds, draws -> drawn.add(draws.random().nextLong()));
        return drawn;
    }

    /** Properties of one, by its name after the common beginning. */
    private static Properties properties(String... nameAndValue) {
        Properties properties = new Properties();
        if (nameAndValue.length > 0) {
            properties.setProperty("dataconnector." + nameAndValue[0], nameAndValue[1]);
        }
        return properties;
    }
}
