package io.dataconnector.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InvalidDocumentExceptionTest {
    @Test
    void saysOneFaultOnOneLine() {
        assertThat(new InvalidDocumentException("config.json", List.of("no such file")))
                .hasMessage("config.json: no such file");
    }

    @Test
    void reportsEachOfSeveralFaultsOnItsOwnLine() {
        assertThat(new InvalidDocumentException("config.json", List.of("at /a: wrong", "at /b: wrong")))
                .hasMessage("config.json:\n  at /a: wrong\n  at /b: wrong");
    }
}
