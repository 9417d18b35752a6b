package io.dataconnector.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DrawsTest {
    @Test
    void equalSeedsGiveEqualDraws() {
        assertThat(someOf(new Draws(1))).isEqualTo(someOf(new Draws(1)));
        assertThat(someOf(new Draws(1))).isNotEqualTo(someOf(new Draws(2)));
    }

    private static List<Object> someOf(Draws draws) {
        List<Object> some = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            some.add(draws.between(Long.MIN_VALUE, Long.MAX_VALUE));
            some.add(draws.string(10));
            some.add(draws.oneOf("a", "b"));
            some.add(draws.list(0, 5, draws::bool));
        }
        return some;
    }

    @SeededTest(rounds = 2_000)
    void aNumberIsInItsRange(Draws draws) {
        long one = draws.between(Long.MIN_VALUE, Long.MAX_VALUE);
        long other = draws.between(-10, 10);
        long min = Math.min(one, other);
        long max = Math.max(one, other);

        assertThat(draws.between(min, max)).isBetween(min, max);
        assertThat(draws.between(max, max)).isEqualTo(max);
    }

    @Test
    void theEdgesOfARangeAndWhatIsNearZeroAreDrawnOften() {
        Draws draws = new Draws(1);
        List<Long> wide = draws.list(1_000, 1_000, () -> draws.between(Long.MIN_VALUE, Long.MAX_VALUE));

        assertThat(wide).contains(Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE - 1, 0L);
        assertThat(wide).anyMatch(number -> number > 0 && number < 1_000);
        assertThat(wide).anyMatch(number -> number < 0 && number > -1_000);
    }

    @Test
    void everyNumberOfASmallRangeIsDrawn() {
        Draws draws = new Draws(1);

        assertThat(draws.list(1_000, 1_000, () -> draws.between(-3, 3))).contains(-3, -2, -1, 0, 1, 2, 3);
    }

    @Test
    void thereIsNoNumberInAnEmptyRange() {
        assertThatThrownBy(() -> new Draws(1).between(1, 0)).hasMessage("there is no number from 1 to 0");
    }

    @Test
    void listsAreOfEveryLength() {
        Draws draws = new Draws(1);
        Set<Integer> lengths = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            lengths.add(draws.list(2, 6, () -> "").size());
        }

        assertThat(lengths).containsExactlyInAnyOrder(2, 3, 4, 5, 6);
    }

    @Test
    void stringsHoldWhateverAStringMayHold() {
        Draws draws = new Draws(1);
        List<String> strings = draws.list(2_000, 2_000, () -> draws.string(10));

        assertThat(strings).contains("").allMatch(text -> text.length() <= 10);
        assertThat(strings).anyMatch(text -> text.length() == 10);
        String all = String.join(" ", strings);
        assertThat(all).contains("\"", "\\", "\n", "\r", ",", "\0", "\u00e9", "\uffff");
        assertThat(all.codePoints()).anyMatch(Character::isSupplementaryCodePoint);
        assertThat(all.codePoints())
                .as("surrogates alone")
                .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    @Test
    void aStringOfAnAlphabetHoldsNothingElse() {
        Draws draws = new Draws(1);

        assertThat(String.join("", draws.list(200, 200, () -> draws.string(5, "xyz"))))
                .matches("[xyz]+")
                .contains("x", "y", "z");
    }

    @Test
    void bytesAreOfEveryValue() {
        Draws draws = new Draws(1);
        Set<Byte> values = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            for (byte value : draws.bytes(64)) {
                values.add(value);
            }
        }

        assertThat(values).hasSize(256);
    }
}
