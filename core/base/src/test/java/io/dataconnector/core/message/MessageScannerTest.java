package io.dataconnector.core.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dataconnector.core.message.BadLineException.Reason;
import io.dataconnector.core.scan.JsonPaths;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageScannerTest {
    private final JsonPaths paths = new JsonPaths();
    private final int id = paths.add("/id");
    private final MessageScanner scanner = new MessageScanner(
            Map.of(new StreamName("", "accounts"), paths, new StreamName("public", "accounts"), paths));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"RECORD\",\"record\":{\"stream\":\"accounts\",\"emitted_at\":7,\"data\":{\"id\":\"a\"}}}",
                "{\"record\":{\"data\":{\"id\":\"a\"},\"emitted_at\":7,\"stream\":\"accounts\"},\"type\":\"RECORD\"}",
                "{\"record\":{\"emitted_at\":7,\"namespace\":\"public\",\"stream\":\"accounts\",\"meta\":{\"changes\":[]},"
                        + "\"data\":{\"x\":{\"id\":0},\"id\":\"a\"}},\"extra\":[{\"type\":\"LOG\"}],\"type\":\"RECORD\"}",
                " {\t\"type\" : \"RECORD\" , \"record\" : { \"stream\" : \"accounts\" , \"emitted_at\" : 7 ,"
                        + " \"data\" : { \"id\" : \"a\" } } } \r",
                "{\"\\u0074ype\":\"\\u0052ECORD\",\"record\":{\"stream\":\"acc\\u006funts\",\"emitted_at\":7,"
                        + "\"data\":{\"id\":\"a\"}}}",
            })
    void findsARecordWhateverStandsAroundIt(String line) throws BadLineException {
        byte[] bytes = scan(line);

        assertThat(scanner.isRecord()).isTrue();
        assertThat(scanner.type()).isEqualTo("RECORD");
        assertThat(scanner.stream().name()).isEqualTo("accounts");
        assertThat(scanner.emittedAt()).isEqualTo(7);
        assertThat(new String(
                        bytes,
                        scanner.data().start(id),
                        scanner.data().end(id) - scanner.data().start(id),
                        UTF_8))
                .isEqualTo("\"a\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"STATE", "LOG", "TRACE", "CONTROL", "ANALYTICS", "SPEC", "record", "Zukunft ✨"})
    void takesAnyOtherType(String type) throws BadLineException {
        scan("{\"type\":\"" + type + "\",\"record\":{\"stream\":3}}");

        assertThat(scanner.isRecord()).isFalse();
        assertThat(scanner.type()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1735689600000       | 1735689600000
                    -1                  | -1
                    null                | 0
                    "1735689600000"     | 0
                    1.5                 | 0
                    {}                  | 0
                    9223372036854775807 | 9223372036854775807
                    9223372036854775808 | 0
                    """)
    void timeOfEmissionIsNoughtUnlessItIsAWholeNumber(String json, long expected) throws BadLineException {
        scan(RECORD.replace("7", json));

        assertThat(scanner.emittedAt()).isEqualTo(expected);
    }

    @Test
    void timeOfEmissionMayBeMissing() throws BadLineException {
        scan("{\"type\":\"RECORD\",\"record\":{\"stream\":\"accounts\",\"data\":{}}}");

        assertThat(scanner.emittedAt()).isZero();
    }

    @Test
    void aLineLeavesNothingBehindForTheNext() throws BadLineException {
        scan(RECORD);
        scan("{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{}}}");

        assertThat(scanner.stream().name()).isEqualTo("users");
        assertThat(scanner.emittedAt()).isZero();
        assertThat(scanner.data()).isNotNull();

        scan("{\"type\":\"RECORD\",\"record\":{\"stream\":\"accounts\",\"data\":{}}}");
        assertThat(scanner.data().has(id)).isFalse();
    }

    @Test
    void aLineMayStandAnywhereInTheBuffer() throws BadLineException {
        byte[] bytes = ("{{{" + RECORD + "}}}").getBytes(UTF_8);

        scanner.scan(bytes, 3, bytes.length - 3);

        assertThat(scanner.stream().name()).isEqualTo("accounts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON at all",
                "{\"type\":\"RECORD\",\"record\":{\"stream\":\"accounts\",\"da",
                "{\"type\":\"LOG\"}{\"type\":\"LOG\"}",
                "{'type':'LOG'}",
                "{\"type\":\"LOG\",}",
                "{\"type\":\"LOG\",\"log\":{\"message\":\"a\tb\"}}",
                "{\"type\":\"LOG\",\"log\":NaN}",
                "{\"type\":\"LOG\",\"log\":01}",
                "\u0000",
            })
    void aLineThatIsNoJsonIsBad(String line) {
        assertThat(failure(line).reason()).isEqualTo(Reason.NOT_JSON);
    }

    @Test
    void aLineThatIsNotUtf8IsBad() {
        byte[] latin1 = "{\"type\":\"LOG\",\"log\":\"Göteborg\"}".getBytes(ISO_8859_1);

        BadLineException failure =
                catchThrowableOfType(BadLineException.class, () -> scanner.scan(latin1, 0, latin1.length));

        assertThat(failure.reason()).isEqualTo(Reason.NOT_JSON);
    }

    @Test
    void theMessageNamesTheByteOfTheLineAndNotOfTheBuffer() {
        byte[] bytes = "\n\n\n\n{\"type\": x}".getBytes(UTF_8);

        BadLineException failure =
                catchThrowableOfType(BadLineException.class, () -> scanner.scan(bytes, 4, bytes.length));

        assertThat(failure).hasMessageStartingWith("byte 9: ").hasMessageContaining("'x'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "null", "17", "\"RECORD\"", "{\"type\":7}", "{\"type\":null}", "[{\"type\":\"LOG\"}]"
            })
    void jsonWithoutATypeIsNoMessage(String line) {
        assertThat(failure(line).reason()).isEqualTo(Reason.NOT_A_MESSAGE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"type":"RECORD"}                                                 | stream
                    {"type":"RECORD","record":null}                                   | stream
                    {"type":"RECORD","record":{"data":{}}}                            | stream
                    {"type":"RECORD","record":{"stream":null,"data":{}}}              | stream
                    {"type":"RECORD","record":{"stream":["accounts"],"data":{}}}      | stream
                    {"type":"RECORD","record":{"stream":"accounts"}}                  | no data
                    {"type":"RECORD","record":{"stream":"accounts","data":null}}      | is null
                    {"type":"RECORD","record":{"stream":"accounts","data":[{}]}}      | is an array
                    {"type":"RECORD","record":{"stream":"accounts","data":"{}"}}      | is a string
                    {"type":"RECORD","record":{"stream":"accounts","data":7}}         | is a number
                    {"type":"RECORD","record":{"stream":"accounts","data":true}}      | is a boolean
                    """)
    void aRecordNeedsAStreamAndAnObject(String line, String message) {
        BadLineException failure = failure(line);

        assertThat(failure.reason()).isEqualTo(Reason.BAD_RECORD);
        assertThat(failure).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "3.0, 3", "3e2, 300", "0, 0", "0e999999999, 0", "9223372036854775807, 9223372036854775807"})
    void aStateCountsInDecimals(String json, BigDecimal expected) throws BadLineException {
        scan(state(json));

        assertThat(scanner.isState()).isTrue();
        assertThat(scanner.stateStream()).contains(new StreamName("public", "accounts"));
        assertThat(scanner.recordCount()).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"3\"", "{}", "-1", "2.5", "1e19", "1e999999999", "1e-999999999"})
    void whatIsNoCountIsPassedOver(String json) throws BadLineException {
        scan(state(json));

        assertThat(scanner.recordCount()).isEmpty();
    }

    /** Reading the digits of such a number takes longer the square of their count. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "-1", "3.0", "0.", "1e"})
    void aNumberOfVeryManyDigitsIsNoCountAndNoTime(String beginning) throws BadLineException {
        String digits = "0".repeat(1_000_000);

        scan(state(beginning + digits));
        assertThat(scanner.recordCount()).isEmpty();

        scan(RECORD.replace("7", beginning + digits));
        assertThat(scanner.emittedAt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"STATE\",\"state\":{\"type\":\"LEGACY\",\"data\":{}}}",
                "{\"type\":\"STATE\",\"state\":{\"type\":\"GLOBAL\",\"global\":{\"stream_states\":[]}}}",
            })
    void aStateOfNoOneStreamHasNoStream(String line) throws BadLineException {
        scan(line);

        assertThat(scanner.stateStream()).isEmpty();
        assertThat(scanner.recordCount()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'\"public\"', public.accounts", "'\"\"', accounts", "null, accounts", "7, accounts"})
    void aNamespaceIsPartOfTheStream(String namespace, String expected) throws BadLineException {
        scan(RECORD.replace("\"emitted_at\"", "\"namespace\":" + namespace + ",\"emitted_at\""));

        assertThat(scanner.stream()).hasToString(expected);
    }

    /** The second one begins and ends as the first one does. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {}                                                                    | RECORD
                    {"id":"b","more":{"id":[1,"}}"]}}                                     | RECORD
                    {"id":"b"                                                             | NOT_JSON
                    {"id":"b"}}                                                           | NOT_JSON
                    {"id":"b"},"data":{"id":"c"}                                          | RECORD
                    {"id":"b{"type":"RECORD","record":{"stream":"accounts","emitted_at":7,"data":{}}} | NOT_JSON
                    null                                                                  | BAD_RECORD
                    [{}]                                                                  | BAD_RECORD
                    "text"                                                                | BAD_RECORD
                    """)
    void aRecordIsNotTakenForAnotherThatLooksLikeTheOneBefore(String data, String expected) throws BadLineException {
        scan(RECORD);
        String line = RECORD.replace("{\"id\":\"a\"}", data);

        assertThat(outcomeOf(scanner, line)).isEqualTo(expected);
        assertThat(outcomeOf(new MessageScanner(Map.of()), line))
                .as("on its own")
                .isEqualTo(expected);
    }

    /** Of two members of one name the last counts, whatever line came before and whether the data is wanted. */
    @ParameterizedTest
    @ValueSource(strings = {"accounts", "unwanted"})
    void theLastMemberOfANameCountsWhateverCameBefore(String streamBefore) throws BadLineException {
        String before = RECORD.replace("accounts", streamBefore);
        String twice = before.replace(
                "{\"id\":\"a\"}", "{\"id\":\"a\"},\"stream\":\"other\",\"emitted_at\":9,\"data\":{\"id\":\"b\"}");
        for (boolean isAlone : new boolean[] {true, false}) {
            scan(isAlone ? RECORD.replace("accounts", "third") : before);
            scan(twice);

            assertThat(scanner.stream().name()).isEqualTo("other");
            assertThat(scanner.emittedAt()).isEqualTo(9);
        }
    }

    /** Of a stream of which no table is made: its data swallows nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"b{\"type\":\"RECORD\",\"record\":{\"stream\":\"accounts\",\"data\":{}}",
                "{\"id\":{\"type\" : \"RECORD\",\"record\":{\"stream\":\"accounts\",\"data\":{}}",
                "{\"id\":\"{\"record\":{\"stream\":\"accounts\",\"data\":{}},\"type\":\"RECORD\"}",
                "{\"id\":{\"type\":\"\\u0052ECORD\",\"record\":{\"stream\":\"accounts\",\"data\":{}}",
                "{\"id\":1{\"type\":\"STATE\",\"state\":{\"type\":\"GLOBAL\"}",
            })
    void aMessageBehindATornRecordThatNobodyWantsIsNotSwallowed(String data) throws BadLineException {
        String unwanted = RECORD.replace("accounts", "unwanted");
        scan(unwanted);

        assertThat(failure(unwanted.replace("{\"id\":\"a\"}", data)).reason()).isEqualTo(Reason.NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":\"RECORD\"}", "{\"STATE\":\"E\\\\\"}", "{\"E\":\"RECORD STATE\"}"})
    void aRecordThatNobodyWantsMayHoldAnything(String data) throws BadLineException {
        String unwanted = RECORD.replace("accounts", "unwanted");
        scan(unwanted);
        scan(unwanted.replace("{\"id\":\"a\"}", data));

        assertThat(scanner.stream().name()).isEqualTo("unwanted");
        assertThat(scanner.emittedAt()).isEqualTo(7);
    }

    private static String outcomeOf(MessageScanner scanner, String line) {
        byte[] bytes = line.getBytes(UTF_8);
        try {
            scanner.scan(bytes, 0, bytes.length);
            return scanner.type();
        } catch (BadLineException e) {
            return e.reason().name();
        }
    }

    @Test
    void recordsThatLookAlikeAreScannedEach() throws BadLineException {
        scan(RECORD);
        byte[] bytes = scan(RECORD.replace("\"a\"", "\"another\""));

        assertThat(scanner.stream().name()).isEqualTo("accounts");
        assertThat(scanner.emittedAt()).isEqualTo(7);
        assertThat(new String(bytes, scanner.data().start(id), 9, UTF_8)).isEqualTo("\"another\"");
    }

    private static String state(String recordCount) {
        return "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":"
                + "{\"name\":\"accounts\",\"namespace\":\"public\"},\"stream_state\":{}},"
                + "\"sourceStats\":{\"recordCount\":" + recordCount + "}}}";
    }

    private static final String RECORD =
            "{\"type\":\"RECORD\",\"record\":{\"stream\":\"accounts\",\"emitted_at\":7,\"data\":{\"id\":\"a\"}}}";

    private byte[] scan(String line) throws BadLineException {
        byte[] bytes = line.getBytes(UTF_8);
        scanner.scan(bytes, 0, bytes.length);
        return bytes;
    }

    private BadLineException failure(String line) {
        return catchThrowableOfType(BadLineException.class, () -> scan(line));
    }
}
