package io.dataconnector.connector.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.scan.TimestampReader;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PageRecordTest {
    private static final PageFormat FORMAT = new PageFormat(
            "lines", "/data", true, Optional.of("/updated_at"), List.of("/invoice~1id", "/line~0no"), Set.of());

    private final TimestampReader timestamp = new TimestampReader();

    /** A record is only there while the page is read, so whatever is asked of it is asked then. */
    private static void withRecord(String record, Consumer<PageRecord> questions) {
        byte[] page = ("{\"data\":[" + record + "]}").getBytes(UTF_8);
        new PageReader(FORMAT, 1 << 20)
                .read(
                        new Page("lines/page_1.json", new ByteArrayInputStream(page), Instant.EPOCH),
                        ReadPage.MEMORY,
                        questions::accept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"updated_at\":\"2024-06-02T12:00:00+02:00\"}",
                "{\"updated\\u005fat\":\"2024-06-02T12:00:00\\u002B02:00\"}",
                "{\"updated_at\"\n:\n\"2024-06-02T12:00:00+02:00\"\n}",
                "{\"nested\":{\"updated_at\":1},\"updated_at\":\"2024-06-02T12:00:00+02:00\"}",
            })
    void readsTheCursorHoweverItIsWritten(String json) {
        withRecord(json, record -> {
            assertThat(record.readCursor(timestamp)).isTrue();
            assertThat(timestamp.instant()).isEqualTo("2024-06-02T10:00:00Z");
            assertThat(record.cursorText()).contains("2024-06-02T12:00:00+02:00");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"updated_at\":null}",
                "{\"updated_at\":1717315278666}",
                "{\"updated_at\":[\"2024-06-02T12:00:00Z\"]}",
                "{\"updated_at\":\"\"}",
                "{\"updated_at\":\"2024-06-02T12:00:00\"}",
                "{\"updated_at\":\"2024-06-02\\u005412:00:00\"}",
                "{\"updated_at\":\"yesterday, around noon\"}",
                "{\"nested\":{\"updated_at\":\"2024-06-02T12:00:00Z\"}}",
            })
    void saysWhenThereIsNoReadableCursor(String json) {
        withRecord(json, record -> assertThat(record.readCursor(timestamp)).isFalse());
    }

    @Test
    void doesNotTakeTheCursorOfTheRecordBefore() {
        withRecord("{\"updated_at\":\"2024-06-02T12:00:00Z\"},{}", record -> {
            boolean isFirst = record.to() - record.from() > 2;
            assertThat(record.readCursor(timestamp)).isEqualTo(isFirst);
        });
    }

    @Test
    void describesItsKeyUnchanged() {
        withRecord(
                "{\"line~no\":7,\"invoice/id\":\"inv_\\u00e4\"}",
                record -> assertThat(record.describeKey()).isEqualTo("\"inv_\\u00e4\"/7"));
    }

    @Test
    void describesAKeyThatIsNotThere() {
        withRecord("{\"line~no\":7}", record -> assertThat(record.describeKey()).isEqualTo("without a key/7"));
    }
}
