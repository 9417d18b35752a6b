package io.dataconnector.normalizer.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class KeyEncoderTest {
    private final KeyEncoder encoder = new KeyEncoder();

    @Property(tries = 500, seed = "1")
    void aKeyCanBeReadAgain(
            @ForAll @CharRange(from = '\0', to = '\2') String first,
            @ForAll long whole,
            @ForAll @LongRange(min = -62_167_219_200L, max = 253_402_300_799L) long seconds,
            @ForAll boolean flag) {
        TextBuffer timestamp = new TextBuffer();
        TimestampConverter.append(seconds, 0, timestamp);
        List<String> values = List.of(
                first, Long.toString(whole), new String(timestamp.toByteArray(), UTF_8), Boolean.toString(flag), "é");
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
