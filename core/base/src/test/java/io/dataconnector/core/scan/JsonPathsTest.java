package io.dataconnector.core.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import org.junit.jupiter.api.Test;

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
}
