package io.dataconnector.connector.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CursorTest {
    @Test
    void isComparedAsAnInstantAndKeepsItsText() {
        Cursor east = cursor("2024-06-02T12:00:00+02:00");
        Cursor utc = cursor("2024-06-02T10:00:00Z");
        Cursor later = cursor("2024-06-02T10:00:00.000000001Z");

        assertThat(east).isEqualByComparingTo(utc).isLessThan(later);
        assertThat(east.text()).isEqualTo("2024-06-02T12:00:00+02:00");
    }

    @Test
    void isNothingWithoutAnOffset() {
        assertThat(Cursor.parse("2024-06-02T12:00:00")).isEmpty();
    }

    private static Cursor cursor(String text) {
        return Cursor.parse(text).orElseThrow();
    }
}
