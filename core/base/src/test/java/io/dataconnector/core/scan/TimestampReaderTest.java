package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampReaderTest {
    /** 0000-01-01T00:00:00Z. */
    private static final long FIRST_SECOND = -62_167_219_200L;

    /** 9999-12-31T23:59:59Z. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    @ParameterizedTest
    @CsvSource({
        "2024-06-02T08:01:18Z, 2024-06-02T08:01:18Z",
        "2024-06-02t08:01:18z, 2024-06-02T08:01:18Z",
        "2024-06-02 08:01:18Z, 2024-06-02T08:01:18Z",
        "2024-06-02T08:01:18.6Z, 2024-06-02T08:01:18.6Z",
        "2024-06-02T08:01:18.66Z, 2024-06-02T08:01:18.66Z",
        "2024-06-02T08:01:18.666Z, 2024-06-02T08:01:18.666Z",
        "2024-06-02T08:01:18.6667Z, 2024-06-02T08:01:18.6667Z",
        "2024-06-02T08:01:18.66678Z, 2024-06-02T08:01:18.66678Z",
        "2024-06-02T08:01:18.666789Z, 2024-06-02T08:01:18.666789Z",
        "2024-06-02T08:01:18.0000001Z, 2024-06-02T08:01:18.0000001Z",
        "2024-06-02T08:01:18.00000001Z, 2024-06-02T08:01:18.00000001Z",
        "2024-06-02T08:01:18.000000001Z, 2024-06-02T08:01:18.000000001Z",
        "2024-06-02T08:01:18.999999999Z, 2024-06-02T08:01:18.999999999Z",
        "2024-06-02T08:01:18.000Z, 2024-06-02T08:01:18Z",
        "2024-06-02T08:01:18+02:00, 2024-06-02T06:01:18Z",
        "2024-06-02T08:01:18+0200, 2024-06-02T06:01:18Z",
        "2024-06-02T08:01:18+02, 2024-06-02T06:01:18Z",
        "2024-06-02T08:01:18-09:30, 2024-06-02T17:31:18Z",
        "2024-06-02T08:01:18-0930, 2024-06-02T17:31:18Z",
        "2024-06-02T08:01:18.5+05:45, 2024-06-02T02:16:18.5Z",
        "2024-06-02T08:01:18+00:00, 2024-06-02T08:01:18Z",
        "2024-06-02T08:01:18-00:00, 2024-06-02T08:01:18Z",
        "2024-06-02T08:01:18+23:59, 2024-06-01T08:02:18Z",
        "2024-06-02T08:01:18-23:59, 2024-06-03T08:00:18Z",
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "2016-12-31T23:59:60.5Z, 2017-01-01T00:00:00.5Z",
        "2017-01-01T00:59:60+01:00, 2017-01-01T00:00:00Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
        "2000-02-29T00:00:00Z, 2000-02-29T00:00:00Z",
        "2024-04-30T00:00:00Z, 2024-04-30T00:00:00Z",
        "2024-12-31T23:59:59Z, 2024-12-31T23:59:59Z",
        "1969-12-31T23:59:59.25Z, 1969-12-31T23:59:59.25Z",
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "0000-02-29T00:00:00+01:00, 0000-02-28T23:00:00Z",
        "0000-01-01T00:00:00+01:00, -0001-12-31T23:00:00Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z",
        "9999-12-31T23:59:60Z, +10000-01-01T00:00:00Z",
        "9999-12-31T23:59:59-23:59, +10000-01-01T23:58:59Z"
    })
    void reads(String text, Instant instant) {
        assertThat(TimestampReader.parse(text)).contains(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024",
                "2024-06-02",
                "2024-06-02T08:01Z",
                "2024-06-02T08:01:18",
                "2024-06-02T08:01:18.666",
                "2024-06-02T08:01:18.Z",
                "2024-06-02T08:01:18.",
                "2024-06-02T08:01:18,666Z",
                "2024-06-02T08:01:18.1234567890Z",
                "2024-06-02T08:01:18.66 Z",
                "2024-06-02T08:01:18.+02:00",
                "2024-06-02T08:01:18ZZ",
                "2024-06-02T08:01:18 Z",
                "2024-06-02T08:01:18Z ",
                " 2024-06-02T08:01:18Z",
                "2024-06-02T08:01:18X",
                "2024-06-02T08:01:18+",
                "2024-06-02T08:01:18+2",
                "2024-06-02T08:01:18+020",
                "2024-06-02T08:01:18+02:",
                "2024-06-02T08:01:18+02:0",
                "2024-06-02T08:01:18+02:0x",
                "2024-06-02T08:01:18+02-00",
                "2024-06-02T08:01:18+02:000",
                "2024-06-02T08:01:18+02:00:00",
                "2024-06-02T08:01:18+24:00",
                "2024-06-02T08:01:18+02:60",
                "2024-06-02T08:01:18*02:00",
                "2024-06-02T08:01:18+x2:00",
                "2024-06-02T24:00:00Z",
                "2024-06-02T08:60:00Z",
                "2024-06-02T08:01:61Z",
                "2024-00-02T08:01:18Z",
                "2024-13-02T08:01:18Z",
                "2024-06-00T08:01:18Z",
                "2024-06-31T08:01:18Z",
                "2024-01-32T08:01:18Z",
                "2023-02-29T08:01:18Z",
                "1900-02-29T08:01:18Z",
                "2024-02-30T08:01:18Z",
                "x024-06-02T08:01:18Z",
                "20x4-06-02T08:01:18Z",
                "2024-x6-02T08:01:18Z",
                "2024-06-0xT08:01:18Z",
                "2024-06-02Tx8:01:18Z",
                "2024-06-02T08:x1:18Z",
                "2024-06-02T08:01:1xZ",
                "-024-06-02T08:01:18Z",
                "+2024-06-02T08:01:18Z",
                "12024-06-02T08:01:18Z",
                "2024/06-02T08:01:18Z",
                "2024-06/02T08:01:18Z",
                "2024-06-02_08:01:18Z",
                "2024-06-02T08.01:18Z",
                "2024-06-02T08:01.18Z",
                "20240602T080118Z0000",
                "Sun, 02 Jun 2024 08:01:18 GMT",
                "٢٠٢٤-06-02T08:01:18Z"
            })
    void doesNotRead(String text) {
        assertThat(TimestampReader.parse(text)).isEmpty();
    }

    @Test
    void readsOnlyTheBytesGiven() {
        TimestampReader reader = new TimestampReader();
        byte[] text = "902024-06-02T08:01:18.5Z9".getBytes(US_ASCII);

        assertThat(reader.read(text, 2, text.length - 1)).isTrue();
        assertThat(reader.instant()).isEqualTo("2024-06-02T08:01:18.5Z");
        assertThat(reader.read(text, 2, text.length)).isFalse();
        assertThat(reader.read(text, 2, text.length - 2)).isFalse();
    }

    @Test
    void forgetsTheTimestampBefore() {
        TimestampReader reader = read("2024-06-02T08:01:18.999999999Z");
        byte[] next = "1969-12-31T23:59:58Z".getBytes(US_ASCII);

        assertThat(reader.read(next, 0, next.length)).isTrue();
        assertThat(reader.seconds()).isEqualTo(-2);
        assertThat(reader.nanos()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "2024-06-02T08:01:18Z, 2024-06-02T08:01:18Z",
        "2024-06-02T08:01:18Z, 2024-06-02T08:01:17Z",
        "2024-06-02T08:01:18Z, 2024-06-02T08:01:19Z",
        "2024-06-02T08:01:18.5Z, 2024-06-02T08:01:18.5Z",
        "2024-06-02T08:01:18.5Z, 2024-06-02T08:01:18.499999999Z",
        "2024-06-02T08:01:18.5Z, 2024-06-02T08:01:18.500000001Z",
        "2024-06-02T08:01:18.9Z, 2024-06-02T08:01:19.1Z",
        "2024-06-02T10:01:18+02:00, 2024-06-02T08:01:18Z",
        "1969-12-31T23:59:59.5Z, 1970-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z, +1000000000-12-31T23:59:59Z"
    })
    void comparesAsInstantsDo(String text, Instant other) {
        TimestampReader reader = read(text);

        assertThat(Integer.signum(reader.compareTo(other)))
                .isEqualTo(Integer.signum(reader.instant().compareTo(other)));
    }

    @SeededTest(rounds = 1_000)
    void agreesWithJavaTime(Draws draws) {
        long second = draws.between(FIRST_SECOND, LAST_SECOND);
        int nanos = draws.between(0, 999_999_999);
        int decimals = draws.between(0, 9);
        int offsetMinutes = draws.between(-1_080, 1_080);
        String offsetPattern = draws.oneOf("+HH:MM", "+HHMM", "+HHmm");
        boolean hasZ = draws.bool();
        OffsetDateTime time = Instant.ofEpochSecond(second)
                .atOffset(ZoneOffset.UTC)
                .withOffsetSameLocal(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        String digits = "%09d".formatted(nanos).substring(0, decimals);
        DateTimeFormatter offset = new DateTimeFormatterBuilder()
                .appendOffset(offsetPattern, hasZ ? "Z" : "+00:00")
                .toFormatter();
        String text = LOCAL.format(time) + (decimals == 0 ? "" : "." + digits) + offset.format(time);
        int fraction = Integer.parseInt((digits + "000000000").substring(0, 9));

        assertThat(TimestampReader.parse(text))
                .as(text)
                .contains(time.withNano(fraction).toInstant());
    }

    private static TimestampReader read(String text) {
        TimestampReader reader = new TimestampReader();
        byte[] bytes = text.getBytes(US_ASCII);
        assertThat(reader.read(bytes, 0, bytes.length)).isTrue();
        return reader;
    }
}
