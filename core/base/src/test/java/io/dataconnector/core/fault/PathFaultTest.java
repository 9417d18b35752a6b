package io.dataconnector.core.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.InvalidPathException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathFaultTest {
    private static final String ASCII = "ANSI_X3.4-1968";

    @Test
    void theLocaleIsToBlameForLettersThatItsEncodingDoesNotHave() {
        InvalidPathException e = new InvalidPathException("für", "Malformed input");

        assertThat(PathFault.describe(e, ASCII)).contains(ASCII, "LC_ALL", "C.UTF-8");
        assertThat(PathFault.describe(e, "ISO-8859-1")).isEqualTo("Malformed input");
        assertThat(PathFault.describe(e, "UTF-8")).isEqualTo("Malformed input");
    }

    @Test
    void aPathThatHasNoBytesInAnyEncodingIsToBlameItself() {
        assertThat(PathFault.describe(new InvalidPathException("a\uD800", "Malformed input"), ASCII))
                .isEqualTo("Malformed input");
        assertThat(PathFault.describe(new InvalidPathException("a\0", "Nul character not allowed"), ASCII))
                .isEqualTo("Nul character not allowed");
    }

    @Test
    void anEncodingThatIsNotKnownIsTakenForUtf8() {
        assertThat(PathFault.describe(new InvalidPathException("für", "reason"), "no such encoding"))
                .isEqualTo("reason");
    }

    @Test
    void argumentsThatLostBytesAreFound() {
        assertThat(PathFault.inArguments(List.of("--config", "f\uFFFD\uFFFDr"), ASCII))
                .hasValueSatisfying(fault -> assertThat(fault).contains("the argument f??r ", "LC_ALL"));
        assertThat(PathFault.inArguments(List.of("--config", "a?b"), ASCII)).isEmpty();
        assertThat(PathFault.inArguments(List.of("f\uFFFDr"), "UTF-8")).isEmpty();
    }
}
