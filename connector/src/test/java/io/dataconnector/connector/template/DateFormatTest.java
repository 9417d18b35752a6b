package io.dataconnector.connector.template;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.scan.TimestampReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Dates and durations of which it is known what the CDK makes of them; {@code src/test/python/date_cases.py} made the
 * cases.
 */
final class DateFormatTest {
    private static final int FEWEST_CASES = 1000;

    @Test
    void readsAndWritesAsTheCdkDoes() throws IOException {
        List<JsonNode> cases = cases();
        List<String> differences = new ArrayList<>();
        for (JsonNode replayed : cases) {
            List<JsonNode> expected = new ArrayList<>();
            List<JsonNode> actual = new ArrayList<>();
            if (replayed.has("parsed")) {
                expected.add(replayed.get("parsed"));
                actual.add(micros(format(replayed).parse(replayed.get("text").textValue())));
            } else if (replayed.has("written")) {
                expected.add(replayed.get("written"));
                actual.add(JsonNodeFactory.instance.textNode(format(replayed).format(instant(replayed))));
            } else {
                Optional<CalendarDuration> duration =
                        CalendarDuration.parse(replayed.get("duration").textValue());
                expected.add(replayed.get("after"));
                actual.add(micros(duration.map(length -> length.plus(instant(replayed)))));
                expected.add(replayed.path("before"));
                actual.add(
                        duration.isPresent()
                                ? micros(duration.map(length -> length.minus(instant(replayed))))
                                : replayed.path("before"));
            }
            // An int and a long of the same number are different nodes.
            if (!actual.toString().equals(expected.toString())) {
                differences.add(replayed + " but was " + actual);
            }
        }
        assertThat(cases).hasSizeGreaterThan(FEWEST_CASES);
        assertThat(differences).isEmpty();
    }

    @Test
    void anIsoFormatIsReadToTheSameInstantByATimestampReader() throws IOException {
        int compared = 0;
        for (JsonNode replayed : cases()) {
            if (replayed.path("parsed").isNumber() && format(replayed).isIso()) {
                Optional<Instant> read =
                        TimestampReader.parse(replayed.get("text").textValue());
                if (read.isPresent()) {
                    assertThat(micros(read).longValue())
                            .as(replayed.toString())
                            .isEqualTo(replayed.get("parsed").longValue());
                    compared++;
                }
            }
            if (replayed.has("written") && format(replayed).isIso()) {
                assertThat(TimestampReader.parse(replayed.get("written").textValue()))
                        .as(replayed.toString())
                        .isPresent();
            }
        }
        assertThat(compared).isGreaterThan(50);
    }

    @Test
    void knowsWhichFormatsAreIso() {
        for (String format : List.of(
                "%Y-%m-%dT%H:%M:%SZ",
                "%Y-%m-%dT%H:%M:%S%z",
                "%Y-%m-%d %H:%M:%S.%f%z",
                "%Y-%m-%dT%H:%M:%S.%_msZ",
                "%Y-%m-%dT%H:%M:%S.000Z",
                "%Y-%m-%dT%H:%M:%S+00:00")) {
            assertThat(DateFormat.of(format).isIso()).as(format).isTrue();
        }
        for (String format : List.of(
                "%Y-%m-%d",
                "%s",
                "%ms",
                "%Y-%m-%dT%H:%M:%S",
                "%Y-%m-%dT%H:%M:%S.%f",
                "%Y-%m-%dT%H:%M:%S+02:00",
                "%y-%m-%dT%H:%M:%SZ",
                "%Y-%m-%dT%I:%M:%SZ")) {
            assertThat(DateFormat.of(format).isIso()).as(format).isFalse();
        }
    }

    @Test
    void saysWhetherItCanBeRead() {
        assertThat(DateFormat.of("%Y-%m-%dT%H:%M:%S.%_msZ").canParse()).isTrue();
        assertThat(DateFormat.of("%s").canParse()).isTrue();
        assertThat(DateFormat.of("%-d.%m.%Y").canParse()).isFalse();
        assertThat(DateFormat.of("%-d.%m.%Y").parse("1.02.2024")).isEmpty();
        assertThat(DateFormat.of("%-d.%m.%Y").format(Instant.parse("2024-02-01T00:00:00Z")))
                .isEqualTo("1.02.2024");
        assertThat(DateFormat.of("%s").text())
                .isEqualTo("%s")
                .isEqualTo(DateFormat.of("%s").toString());
    }

    @Test
    void refusesInstantsThatPythonDoesNotHave() {
        assertThat(DateFormat.of("%s").parse("253402300799")).contains(Instant.parse("9999-12-31T23:59:59Z"));
        assertThat(DateFormat.of("%s").parse("253402300800")).isEmpty();
        assertThat(DateFormat.of("%ms").parse("9223372036854775808")).isEmpty();
        assertThat(DateFormat.of("%epoch_microseconds").parse("9223372036854775807"))
                .isEmpty();
        assertThat(DateFormat.of("%s_as_float").parse("1e300")).isEmpty();
        assertThat(DateFormat.of("%s_as_float").parse("inf")).isEmpty();
    }

    @Test
    void durationsStayWithinTheYearsThatPythonHas() {
        Instant start = Instant.parse("2024-03-31T00:00:00Z");
        assertThat(CalendarDuration.parse("P9000Y").orElseThrow().plus(start))
                .isEqualTo(Instant.parse("9999-12-31T23:59:59.999999Z"));
        assertThat(CalendarDuration.parse("P9999999999999D").orElseThrow().minus(start))
                .isEqualTo(Instant.parse("0001-01-01T00:00:00Z"));
        assertThat(CalendarDuration.parse("P999999999999999M").orElseThrow().plus(start))
                .isEqualTo(Instant.parse("9999-12-31T23:59:59.999999Z"));
        assertThat(CalendarDuration.parse("-P999999999999999M").orElseThrow().plus(start))
                .isEqualTo(Instant.parse("0001-01-01T00:00:00Z"));
    }

    private static DateFormat format(JsonNode replayed) {
        return DateFormat.of(replayed.get("format").textValue());
    }

    private static Instant instant(JsonNode replayed) {
        return Instant.EPOCH.plus(replayed.get("instant").longValue(), ChronoUnit.MICROS);
    }

    private static JsonNode micros(Optional<Instant> instant) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return instant.<JsonNode>map(
                        value -> nodes.numberNode(value.getEpochSecond() * 1_000_000 + value.getNano() / 1000))
                .orElse(nodes.nullNode());
    }

    private static List<JsonNode> cases() throws IOException {
        try (InputStream stream = requireNonNull(
                DateFormatTest.class.getResourceAsStream("/template/dates.jsonl"), "no resource of that name")) {
            List<JsonNode> cases = new ArrayList<>();
            for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                cases.add(Json.read(line));
            }
            return cases;
        }
    }
}
