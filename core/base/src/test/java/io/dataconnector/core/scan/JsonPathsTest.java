package io.dataconnector.core.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathsTest {
    private final JsonPaths paths = new JsonPaths();

    @Test
    void numbersValuesFromZeroOn() {
        assertThat(paths.count()).isZero();
        assertThat(paths.add("/a")).isZero();
        assertThat(paths.addStop("/b")).isEqualTo(1);
        assertThat(paths.addElements("/c", List.of("/a", "/b", "/a"))).containsExactly(2, 3, 4, 3);
        assertThat(paths.add("/c/a")).isEqualTo(5);
        assertThat(paths.count()).isEqualTo(6);
    }

    @Test
    void refusesWhatIsNoPointer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> paths.add("a/b"))
                .withMessage("a JSON pointer is empty or begins with '/': a/b");
        assertThatNullPointerException().isThrownBy(() -> paths.add(null)).withMessage("pointer is null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "/a/0/b", "/~0/~1", "/~01", "/ä b", "//"})
    void aPointerHasNoFault(String pointer) {
        assertThat(JsonPaths.faultOf(pointer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/~", "/a~", "/~2", "/~0~", "/a/~~1", "/~/0"})
    void aTildeStandsOnlyInAnEscape(String pointer) {
        assertThat(JsonPaths.faultOf(pointer)).get().asString().contains("'~' is followed by 0 or 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> paths.add(pointer))
                .withMessageEndingWith(": " + pointer);
    }

    @Test
    void theLevelsOfAPointerAreBounded() {
        assertThat(JsonPaths.faultOf("/a".repeat(100))).isEmpty();
        assertThat(JsonPaths.faultOf("/a".repeat(101))).contains("a JSON pointer has at most 100 levels, not 101");
        assertThat(JsonPaths.faultOf("/a".repeat(5_000))).isPresent();
    }

    @Test
    void onePlaceMayBeWithinAnother() {
        assertThat(JsonPaths.isWithin("/data/0/next", "/data")).isTrue();
        assertThat(JsonPaths.isWithin("/data", "/data")).isTrue();
        assertThat(JsonPaths.isWithin("/data", "")).isTrue();
        assertThat(JsonPaths.isWithin("/data_2", "/data")).isFalse();
        assertThat(JsonPaths.isWithin("/data", "/data/0")).isFalse();
    }
}
