package io.dataconnector.normalizer.table;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import io.dataconnector.normalizer.fixture.RecordRows;
import io.dataconnector.normalizer.fixture.Tables;
import io.dataconnector.normalizer.table.UnfitRecordException.Reason;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowEncoderTest {
    private static final String ID = "{\"name\": \"id\", \"type\": \"string\", \"from\": [\"/id\"]}";
    private static final RecordRows ACCOUNTS =
            new RecordRows(Tables.table("[\"id\"]", "updated_at", """
            [
              %s,
              {"name": "status", "type": "string", "from": ["/status", "/account_status", "/history/0"]},
              {"name": "city", "type": "string", "from": ["/address/city", "/billing/city"], "required": true},
              {"name": "raw", "type": "json", "from": [""]},
              {"name": "updated_at", "type": "timestamp", "from": ["/updated_at"]}
            ]
            """.formatted(ID)));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"status":"new","account_status":"old"}             | new
                    {"account_status":"old","status":"new"}             | new
                    {"account_status":"old"}                            | old
                    {"status":null,"account_status":"old"}              | old
                    {"status":null,"account_status":null}               |
                    {"status":"","account_status":"old"}                | ''
                    {"history":["first","second"]}                      | first
                    {"history":{"0":"member"}}                          | member
                    {"history":"text"}                                  |
                    {}                                                  |
                    """)
    void theFirstPointerThatHasAValueWins(String members, String expected) throws UnfitRecordException {
        String record = "{\"id\":\"a\",\"billing\":{\"city\":\"Wien\"}"
                + (members.equals("{}") ? "}" : "," + members.substring(1));

        assertThat(ACCOUNTS.values(record)[1]).isEqualTo(expected);
    }

    @Test
    void anObjectThatIsNullIsPassedOver() throws UnfitRecordException {
        assertThat(ACCOUNTS.values("{\"id\":\"a\",\"address\":null,\"billing\":{\"city\":\"Wien\"}}")[2])
                .isEqualTo("Wien");
    }

    @Test
    void theEmptyPointerIsTheWholeRecord() throws UnfitRecordException {
        String record = "{\"id\":\"a\",\"billing\":{\"city\":\"Wien\"},\"more\":[1.50]}";

        assertThat(ACCOUNTS.values(record)[3]).isEqualTo(record);
    }

    @Test
    void aRowKeepsNothingOfTheOneBefore() throws UnfitRecordException {
        ACCOUNTS.row("{\"id\":\"a\",\"status\":\"active\",\"billing\":{\"city\":\"Wien\"},"
                + "\"updated_at\":\"2024-06-02T08:01:18Z\"}");
        Row row = ACCOUNTS.row("{\"id\":\"b\",\"billing\":{\"city\":\"\"}}");

        assertThat(ACCOUNTS.values(row))
                .containsExactly("b", null, "", "{\"id\":\"b\",\"billing\":{\"city\":\"\"}}", null);
        assertThat(row.version()).isEmpty();
    }

    @Test
    void aRecordThatIsRefusedLeavesNothingBehind() throws UnfitRecordException {
        unfit("{\"id\":\"refused\",\"status\":{},\"billing\":{\"city\":\"Wien\"}}");

        assertThat(ACCOUNTS.values("{\"id\":\"b\",\"billing\":{\"city\":\"Bonn\"}}"))
                .startsWith("b", null, "Bonn");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":\"a\"}", "{\"id\":\"a\",\"address\":{\"city\":null},\"billing\":{}}"})
    void aRequiredColumnNeedsAValue(String record) {
        UnfitRecordException failure = unfit(record);

        assertThat(failure.reason()).isEqualTo(Reason.MISSING_VALUE);
        assertThat(failure.column()).isEqualTo("city");
        assertThat(failure).hasMessage("city has no value at /address/city or /billing/city");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"billing\":{\"city\":\"Wien\"}}", "{\"id\":null,\"billing\":{\"city\":\"Wien\"}}"})
    void aKeyNeedsAValueEvenIfItIsNotRequired(String record) {
        UnfitRecordException failure = unfit(record);

        assertThat(failure.reason()).isEqualTo(Reason.MISSING_VALUE);
        assertThat(failure.column()).isEqualTo("id");
    }

    @Test
    void aValueOfAnotherTypeIsNotReplacedByTheNextPointer() {
        UnfitRecordException failure =
                unfit("{\"id\":\"a\",\"status\":true,\"account_status\":\"old\",\"billing\":{\"city\":\"Wien\"}}");

        assertThat(failure.reason()).isEqualTo(Reason.WRONG_TYPE);
        assertThat(failure.column()).isEqualTo("status");
        assertThat(failure).hasMessage("status must be a string but is a boolean: true");
    }

    @Test
    void theVersionIsAnInstant() throws UnfitRecordException {
        Row row = ACCOUNTS.row("{\"id\":\"a\",\"billing\":{\"city\":\"Wien\"},"
                + "\"updated_at\":\"2024-04-30T23:59:59.999999999+02:00\"}");

        assertThat(row.version()).contains(Instant.parse("2024-04-30T21:59:59.999999999Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '\"updated_at\":\"0000-01-01T00:00:00Z\"'",
        "'\"updated_at\":null', '\"updated_at\":\"0000-01-01T00:00:00Z\"'",
        "'\"updated_at\":\"1969-12-31T23:59:59Z\"', '\"updated_at\":\"1970-01-01T00:00:00Z\"'",
        "'\"updated_at\":\"2024-01-01T00:00:00.1Z\"', '\"updated_at\":\"2024-01-01T00:00:00.100000001Z\"'",
        "'\"updated_at\":\"2024-01-01T09:00:00+09:00\"', '\"updated_at\":\"2024-01-01T00:00:01Z\"'",
        "'\"updated_at\":\"9999-12-31T23:59:58Z\"', '\"updated_at\":\"9999-12-31T23:59:59Z\"'",
    })
    void versionsSortAsInstantsAndAMissingOneIsTheOldest(String older, String newer) throws UnfitRecordException {
        // The older one comes later and was emitted later: neither may count against the version.
        Row second = version(newer, Long.MIN_VALUE);
        Row first = version(older, Long.MAX_VALUE);

        assertThat(first).isLessThan(second);
        assertThat(first.hasKeyOf(second)).isTrue();
    }

    @Test
    void equalVersionsSortByTheTimeOfEmission() throws UnfitRecordException {
        Row emittedLater = version("\"updated_at\":\"2024-01-01T00:00:00Z\"", 1);
        Row emittedEarlier = version("\"updated_at\":\"2024-01-01T01:00:00+01:00\"", -1);

        assertThat(emittedEarlier).isLessThan(emittedLater);
    }

    @Test
    void versionsThatAreEqualStillSortByTheirLines() throws UnfitRecordException {
        Row first = version("", 7);
        Row second = version("", 7);

        assertThat(first).isLessThan(second);
    }

    private static Row version(String member, long emittedAt) throws UnfitRecordException {
        String separator = member.isEmpty() ? "" : ",";
        return ACCOUNTS.row("{\"id\":\"a\",\"billing\":{\"city\":\"Wien\"}" + separator + member + "}", emittedAt);
    }

    private static UnfitRecordException unfit(String record) {
        return catchThrowableOfType(UnfitRecordException.class, () -> ACCOUNTS.row(record));
    }

    private record Key(String text, long number, Instant instant, boolean flag, String lastText) {
        /** Text sorts as UTF-8 does, which is the order of the code points. */
        private static final Comparator<String> BY_CODE_POINTS = (a, b) ->
                Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

        static final Comparator<Key> ORDER = comparing(Key::text, BY_CODE_POINTS)
                .thenComparing(Key::number)
                .thenComparing(Key::instant)
                .thenComparing(Key::flag)
                .thenComparing(Key::lastText, BY_CODE_POINTS);

        String json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("text", text)
                    .put("number", number)
                    .put("instant", instant.toString())
                    .put("flag", flag)
                    .put("last", lastText)
                    .toString();
        }
    }

    private static final RecordRows KEYS =
            new RecordRows(Tables.table("[\"text\", \"number\", \"instant\", \"flag\", \"last\"]", """
            [
              {"name": "last", "type": "string", "from": ["/last"]},
              {"name": "flag", "type": "boolean", "from": ["/flag"]},
              {"name": "instant", "type": "timestamp", "from": ["/instant"]},
              {"name": "number", "type": "integer", "from": ["/number"]},
              {"name": "text", "type": "string", "from": ["/text"]}
            ]
            """));

    @SeededTest(rounds = 2_000)
    void keysSortAsTheirValuesDo(Draws draws) throws UnfitRecordException {
        Key one = key(draws);
        Key other = draws.oneIn(10) ? one : key(draws);
        Row oneRow = KEYS.row(one.json(), 0);
        Row otherRow = KEYS.row(other.json(), 0);

        assertThat(oneRow.hasKeyOf(otherRow)).isEqualTo(one.equals(other));
        if (!one.equals(other)) {
            assertThat(Integer.signum(oneRow.compareTo(otherRow)))
                    .isEqualTo(Integer.signum(Key.ORDER.compare(one, other)));
        }
    }

    /** Few values of each kind, so that keys often agree in their first columns. */
    private static Key key(Draws draws) {
        return new Key(
                text(draws),
                draws.oneOf(Long.MIN_VALUE, -256L, -1L, 0L, 1L, 255L, 256L, Long.MAX_VALUE),
                Instant.parse(draws.oneOf(
                        "0000-01-01T00:00:00Z",
                        "1969-12-31T23:59:59.999999999Z",
                        "1970-01-01T00:00:00Z",
                        "2024-06-02T08:01:18Z",
                        "2024-06-02T08:01:18.000000001Z",
                        "9999-12-31T23:59:59Z")),
                draws.bool(),
                text(draws));
    }

    /** NUL and its neighbours test the mark that ends a text; a goat is after U+FFFD in UTF-8, but not in UTF-16. */
    private static String text(Draws draws) {
        return String.join("", draws.list(0, 3, () -> draws.oneOf("\0", "\1", "a", "ab", "ÿ", "中", "\uFFFD", "🐐")));
    }

    @Test
    void aTextIsNotExtendedByTheColumnBehindIt() throws UnfitRecordException {
        Row first = KEYS.row(new Key("a", 0, Instant.EPOCH, false, "bc").json());
        Row second = KEYS.row(new Key("ab", 0, Instant.EPOCH, false, "c").json());

        assertThat(first.hasKeyOf(second)).isFalse();
        assertThat(first).isLessThan(second);
    }
}
