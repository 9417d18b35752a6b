package io.dataconnector.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void noControlCharacterReachesATerminal() {
        assertThat(Printable.of("a\u001b[31m\r\nb\u009bc\u007f"))
                .isEqualTo("a\\u001b[31m\\u000d\\u000ab\\u009bc\\u007f");
    }

    @Test
    void otherTextIsAsItWas() {
        assertThat(Printable.of("Möller \"&\" Söhne \\ 株式会社 🐐")).isEqualTo("Möller \"&\" Söhne \\ 株式会社 🐐");
    }

    @Test
    void ofALongTextThereIsTheBeginning() {
        assertThat(Printable.cut("🐐".repeat(60))).isEqualTo("🐐".repeat(60));
        assertThat(Printable.cut("🐐".repeat(61))).isEqualTo("🐐".repeat(60) + "...");
    }
}
