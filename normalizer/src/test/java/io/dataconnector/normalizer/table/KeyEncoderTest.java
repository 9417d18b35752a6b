package io.dataconnector.normalizer.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyEncoderTest {
    private final KeyEncoder encoder = new KeyEncoder();

    @SeededTest(rounds = 500)
    void aKeyCanBeReadAgain(Draws draws) {
        TextBuffer timestamp = new TextBuffer();
        TimestampConverter.append(draws.between(-62_167_219_200L, 253_402_300_799L), 0, timestamp);
        List<String> values = List.of(
                draws.string(255, "\0\1\2"),
                Long.toString(draws.between(Long.MIN_VALUE, Long.MAX_VALUE)),
                new String(timestamp.toByteArray(), UTF_8),
                Boolean.toString(draws.bool()),
                "é");
        List<ColumnType> types = List.of(
                ColumnType.STRING, ColumnType.INTEGER, ColumnType.TIMESTAMP, ColumnType.BOOLEAN, ColumnType.STRING);

        assertThat(KeyEncoder.decode(types, key(types, values))).isEqualTo(values);
    }

    @Test
    void wholeNumbersAreEncodedToTheirLimits() {
        List<ColumnType> types = List.of(ColumnType.INTEGER, ColumnType.INTEGER);
        List<String> limits = List.of(Long.toString(Long.MIN_VALUE), Long.toString(Long.MAX_VALUE));

        assertThat(KeyEncoder.decode(types, key(types, limits))).isEqualTo(limits);
    }

    private Row key(List<ColumnType> types, List<String> values) {
        RowBatch batch = new RowBatch();
        TextBuffer key = batch.begin();
        int start = key.size();
        for (int i = 0; i < values.size(); i++) {
            byte[] text = values.get(i).getBytes(UTF_8);
            encoder.append(types.get(i), text, 0, text.length, key);
        }
        batch.end(key.size() - start);
        return batch.row(0);
    }
}
