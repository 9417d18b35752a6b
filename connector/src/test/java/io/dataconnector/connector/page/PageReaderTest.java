package io.dataconnector.connector.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.memory.MemoryBudget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PageReaderTest {
    /** How many bytes the reader takes from a page at first. */
    private static final int FIRST_FILL = 1 << 18;

    private static final int MAX_RECORD_BYTES = 1 << 22;

    private static final String ONE = "{\"id\":\"acc_1\",\"updated_at\":\"2024-06-02T10:00:00Z\"}";
    private static final String TWO = "{\"id\":\"acc_2\",\"updated_at\":\"2024-06-03T10:00:00Z\"}";

    private final PageReader reader = reader("/data", "/next_cursor", MAX_RECORD_BYTES);

    private static PageReader reader(String records, String value, int maxRecordBytes) {
        PageFormat format =
                new PageFormat("accounts", records, true, Optional.of("/updated_at"), List.of("/id"), Set.of(value));
        return new PageReader(format, maxRecordBytes);
    }

    private ReadPage read(String json) {
        return ReadPage.of(reader, json);
    }

    @Test
    void handsOverRecordsAndTheNextToken() {
        ReadPage page = read("{\"data\":[" + ONE + "," + TWO + "],\"next_cursor\":\"page_2\"}");

        assertThat(page.records()).containsExactly(ONE, TWO);
        assertThat(page.next()).contains("page_2");
    }

    @Test
    void theTokenMayPrecedeTheRecords() {
        ReadPage page = read("{\"next_cursor\":\"page_2\",\"data\":[" + ONE + "]}");

        assertThat(page.records()).containsExactly(ONE);
        assertThat(page.next()).contains("page_2");
    }

    @Test
    void aTokenMayBeEscaped() {
        assertThat(read("{\"data\":[],\"next_cursor\":\"p\\u00e4ge\\/\\\"2\\\"\"}")
                        .next())
                .contains("päge/\"2\"");
    }

    @Test
    void namesMayBeEscaped() {
        ReadPage page = read("{\"d\\u0061ta\":[" + ONE + "],\"next\\u005fcursor\":\"page_2\"}");

        assertThat(page.records()).containsExactly(ONE);
        assertThat(page.next()).contains("page_2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[]}",
                "{\"data\":[],\"next_cursor\":null}",
                "{\"next_cursor\":null,\"data\":[ ]}",
                " \r\n\t{ \"data\" : [ ] } \n",
            })
    void withoutATokenAPageIsTheLast(String json) {
        ReadPage page = read(json);

        assertThat(page.failure()).isEmpty();
        assertThat(page.records()).isEmpty();
        assertThat(page.next()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/next       | {\"next\":3}                        | {\"next\":3}",
                "/next       | {\"next\":{\"a\":[1,null]}}         | {\"next\":{\"a\":[1,null]}}",
                "/next       | {\"next\":\"\"}                     | {\"next\":\"\"}",
                "/next       | {\"next\":null,\"other\":1}         | {\"next\":null}",
                "/next       | {\"other\":{\"next\":1}}            | {}",
                "/paging/next| {\"paging\":{\"next\":0.10,\"a\":1}} | {\"paging\":{\"next\":0.10}}",
                "/paging/next| {\"paging\":{\"a\":1}}              | {\"paging\":{}}",
                "/paging/next| {\"paging\":[{\"next\":1}]}         | {\"paging\":[]}",
                "/paging/next| {\"paging\":\"none\"}               | {\"paging\":\"none\"}",
                "/paging/next| {\"paging\":null}                   | {\"paging\":null}",
                "/paging/next| {}                                  | {}",
                "/a/b/c      | {\"a\":{\"b\":{\"c\":1,\"d\":2}}}   | {\"a\":{\"b\":{\"c\":1}}}",
                "/a/b/c      | {\"a\":{\"b\":{\"c\":1}},\"a\":2}   | {\"a\":2}",
            })
    void whatPagingNeedsIsKeptWithAllThatContainsIt(String value, String page, String kept) {
        PageReader valueReader = reader("/data", value, MAX_RECORD_BYTES);
        String json = page.replaceFirst("\\{", "{\"data\":[" + ONE + "]" + (page.equals("{}") ? "" : ","));

        assertThat(ReadPage.of(valueReader, json).response()).hasToString(kept);
        // Wherever the buffer ends.
        for (int into = 0; into <= json.length(); into++) {
            assertThat(ReadPage.of(valueReader, " ".repeat(FIRST_FILL - into) + json)
                            .response())
                    .hasToString(kept);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\":[%s]}       | 1",
                "{\"data\":%s}         | 1",
                "{\"data\": %s ,\"a\":[]} | 1",
                "{\"data\":null}       | 0",
                "{\"data\":false}      | 0",
                "{\"data\": { } }      | 0",
                "{\"other\":[%s]}      | 0",
                "{}                    | 0",
                "null                  | 0",
            })
    void recordsThatAreNotRequiredMayBeOneOrNone(String page, int records) {
        PageFormat format =
                new PageFormat("accounts", "/data", false, Optional.of("/updated_at"), List.of("/id"), Set.of());

        String json = page.replace("%s", ONE);
        PageReader lenient = new PageReader(format, MAX_RECORD_BYTES);

        for (int into = 0; into <= json.length(); into++) {
            ReadPage read = ReadPage.of(lenient, " ".repeat(FIRST_FILL - into) + json);

            assertThat(read.failure()).isEmpty();
            assertThat(read.records()).hasSize(records).allMatch(ONE::equals);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\":\"gone\"}           | an array or an object at /data, found a string",
                "{\"data\":7}                  | an array or an object at /data, found a number",
                "{\"data\":null,\"data\":[]}   | /data occurs a second time",
                "{\"data\":{},\"data\":{}}     | /data occurs a second time",
                "[{\"data\":[]}]               | is an array, in which there are no records at /data",
                "<html><body>Sign in</body>    | HTML or XML, not JSON",
            })
    void whatCannotBeRecordsIsAFault(String page, String fault) {
        PageFormat format = new PageFormat("accounts", "/data", false, Optional.empty(), List.of(), Set.of());

        assertThat(ReadPage.of(new PageReader(format, MAX_RECORD_BYTES), page).fault())
                .contains(fault);
    }

    @Test
    void theWholePageMayBeOneRecord() {
        PageFormat format = new PageFormat("accounts", "", false, Optional.empty(), List.of("/id"), Set.of());

        assertThat(ReadPage.of(new PageReader(format, MAX_RECORD_BYTES), ONE).records())
                .containsExactly(ONE);
        assertThat(ReadPage.of(new PageReader(format, MAX_RECORD_BYTES), "[" + ONE + "," + TWO + "]")
                        .records())
                .containsExactly(ONE, TWO);
    }

    @Test
    void aByteOrderMarkIsPassedOver() {
        ReadPage page = read("\ufeff{\"data\":[" + ONE + "]}");

        assertThat(page.failure()).isEmpty();
        assertThat(page.records()).containsExactly(ONE);
    }

    @Test
    void aByteOrderMarkCountsWhereBytesAreNamed() {
        assertThat(read("\ufeff{\"data\":[1]}").fault()).contains("byte 12,");
    }

    @Test
    void aRecordOnSeveralLinesIsHandedOverOnOne() {
        String record = """
                {
                  "id": "acc_1",
                  "name": "Two words, \\n one name",
                  "sizes": [ 1,
                    2.50 ]
                }""";
        String onOneLine = "{\"id\":\"acc_1\",\"name\":\"Two words, \\n one name\",\"sizes\":[1,2.50]}";

        for (String lineBreak : List.of("\n", "\r\n", "\r")) {
            ReadPage page = read(("{\n\"data\": [\n" + record + ",\n" + ONE + "]}").replace("\n", lineBreak));

            assertThat(page.failure()).isEmpty();
            assertThat(page.records()).containsExactly(onOneLine, ONE);
        }
    }

    @Test
    void aRecordOnOneLineKeepsItsSpaces() {
        String record = "{ \"id\" : \"acc_1\",\t\"score\": 0.70 }";

        assertThat(read("{\n\"data\": [\n" + record + "\n]\n}").records()).containsExactly(record);
    }

    @Test
    void recordsOfAnyLengthsOnSeveralLinesShareTheirRoomInTurn() {
        String small = "{\"id\":\n1}";
        String large = "{\"id\":\n\"" + "x".repeat(1_000) + "\"}";

        assertThat(read("{\"data\":[" + String.join(",", small, large, small) + "]}")
                        .records())
                .containsExactly("{\"id\":1}", "{\"id\":\"" + "x".repeat(1_000) + "\"}", "{\"id\":1}");
    }

    @Test
    void otherContentOfAPageIsSkipped() {
        ReadPage page = read("{\"meta\":{\"data\":[1],\"next_cursor\":2},\"total\":17,\"data\":[" + ONE
                + "],\"links\":[[{\"data\":3}]],\"next_cursor\":\"page_2\",\"ok\":true}");

        assertThat(page.records()).containsExactly(ONE);
        assertThat(page.next()).contains("page_2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"next_cursor\":\"page_2\"}", "{\"items\":[]}", "[]", "17", "\"data\"", "null"})
    void aPageWithoutRecordsIsRefused(String json) {
        assertThat(read(json).fault()).contains("accounts/page_1.json", "no array of records at /data");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":1} | an object",
                "null       | null",
                "\"none\"   | a string",
                "0          | a number",
            })
    void recordsThatAreNoArrayAreRefused(String records, String kind) {
        assertThat(read("{\"data\":" + records + "}").fault())
                .contains("accounts/page_1.json", "byte 8", "expected an array at /data", kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]      | an array",
                "null     | null",
                "\"none\" | a string",
                "-17.5    | a number",
                "false    | a boolean",
            })
    void aRecordIsAnObject(String element, String kind) {
        ReadPage page = read("{\"data\":[" + ONE + ", " + element + "," + TWO + "]}");

        assertThat(page.fault()).contains("accounts/page_1.json, byte 61, record /data/1:", "an object", kind);
        assertThat(page.records()).containsExactly(ONE);
    }

    @Test
    void recordsTwiceAreRefused() {
        assertThat(read("{\"data\":[],\"data\":[]}").fault()).contains("byte 18", "second time");
    }

    @Test
    void whereverAPageIsTornItIsRefused() {
        byte[] whole = ("{\"data\":[" + ONE + "," + TWO + "],\"next_cursor\":\"page_2\"}").getBytes(UTF_8);
        int firstEnd = "{\"data\":[".length() + ONE.length();

        assertThat(ReadPage.of(reader, new byte[0]).fault()).contains("accounts/page_1.json is empty");
        for (int length = 1; length < whole.length; length++) {
            ReadPage page = ReadPage.of(reader, Arrays.copyOf(whole, length));

            assertThat(page.fault()).contains("accounts/page_1.json, byte " + length, "ends before it is complete");
            assertThat(page.records())
                    .hasSize((length >= firstEnd ? 1 : 0) + (length > firstEnd + TWO.length() ? 1 : 0));
        }
    }

    @Test
    void aTornPageIsNamedByTheRecordInWhichItEnds() {
        assertThat(read("{\"data\":[" + ONE + ",{\"id\":\"acc").fault()).contains("record /data/1:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "{}", ",", "\u0000"})
    void nothingMayFollowAPage(String rest) {
        ReadPage page = read("{\"data\":[]} " + rest);

        assertThat(page.fault()).contains("byte 12", "nothing after the document");
    }

    @Test
    void aByteThatIsNotUtf8IsNamedByItsPlace() throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        json.write(("{\"data\":[" + ONE + ",{\"id\":\"Stra").getBytes(UTF_8));
        json.write(0xdf);
        json.write("e\"}]}".getBytes(UTF_8));

        assertThat(ReadPage.of(reader, json.toByteArray()).fault()).contains("byte 72, record /data/1:", "not UTF-8");
    }

    @Test
    void placesAreCountedFromTheStartOfThePageHoweverLongItIs() {
        String filling = ("{\"id\":\"" + "x".repeat(1_000) + "\"},").repeat(1_000);
        String json = "{\"data\":[" + filling + "{\"id\":x}]}";

        assertThat(read(json).fault())
                .contains("byte " + json.indexOf('x', json.length() - 5) + ", record /data/1000:");
    }

    @Test
    void noTokenIsTornWhereTheFirstBytesEnd() {
        String tail =
                "\"},{\"id\":\"äß🌲\\u00e4\\n\",\n\"n\":-1.50e+3,\"b\":[true,null]}],\"next_cursor\":\"page_\\u0032\"}";
        String head = "{\"data\":[{\"id\":\"";

        // Each time the bytes end one byte earlier within the tail.
        for (int into = 0; into <= tail.getBytes(UTF_8).length; into++) {
            String json = head + "x".repeat(FIRST_FILL - head.length() - into) + tail;
            ReadPage page = read(json);

            assertThat(page.failure()).isEmpty();
            assertThat(page.records().get(1)).isEqualTo("{\"id\":\"äß🌲\\u00e4\\n\",\"n\":-1.50e+3,\"b\":[true,null]}");
            assertThat(page.next()).contains("page_2");
        }
    }

    @Test
    void aRecordLargerThanTheFirstBytesIsHandedOverWhole() {
        String large = "{\"id\":\"" + "x".repeat(10 * FIRST_FILL) + "\"}";
        String largeOnLines = "{\"id\":\n\"" + "y".repeat(10 * FIRST_FILL) + "\"\n}";

        ReadPage page = read("{\"data\":[" + String.join(",", ONE, large, TWO, largeOnLines, ONE) + "]}");

        assertThat(page.failure()).isEmpty();
        assertThat(page.records()).containsExactly(ONE, large, TWO, largeOnLines.replace("\n", ""), ONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_024, FIRST_FILL - 1, FIRST_FILL, FIRST_FILL + 1, 3 * FIRST_FILL})
    void aRecordMayBeAsLargeAsTheLimitAndNoLarger(int limit) {
        PageReader limited = reader("/data", "/next_cursor", limit);
        String fitting = "{\"id\":\"" + "x".repeat(limit - "{\"id\":\"\"}".length()) + "\"}";

        ReadPage page = ReadPage.of(limited, "{\"data\":[" + fitting + "," + fitting + "]}");
        assertThat(page.failure()).isEmpty();
        assertThat(page.records()).containsExactly(fitting, fitting);

        ReadPage refused = ReadPage.of(limited, "{\"data\":[" + ONE + "," + fitting.replace("}", " }") + "]}");
        assertThat(refused.fault())
                .contains("accounts/page_1.json, byte 60, record /data/1:", "max_record_bytes, " + limit, "Raise");
        assertThat(refused.records()).containsExactly(ONE);
    }

    @Test
    void aRecordFarBeyondTheLimitIsRefusedBeforeItIsWhole() {
        PageReader limited = reader("/data", "/next_cursor", 1_024);
        String torn = "{\"data\":[{\"id\":\"" + "x".repeat(10 * FIRST_FILL);

        assertThat(ReadPage.of(limited, torn).fault())
                .contains("byte 9, record /data/0:", "max_record_bytes")
                .doesNotContain("ends before");
    }

    @Test
    void nestingIsBoundedByTheSizeOfARecordAlone() {
        String deep = "{\"id\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThat(read("{\"data\":[" + deep + "]}").records()).containsExactly(deep);
    }

    @Test
    void otherPlacesCanBeNamed() {
        PageReader other = reader("/result/ite~1ms", "/paging/li~1nks", MAX_RECORD_BYTES);

        ReadPage page = ReadPage.of(
                other,
                "{\"data\":17,\"result\":{\"ite/ms\":[" + ONE + "]},"
                        + "\"paging\":{\"li/nks\":[{\"next\":\"b\"}]},\"next_cursor\":17}");

        assertThat(page.failure()).isEmpty();
        assertThat(page.records()).containsExactly(ONE);
        assertThat(page.response()).hasToString("{\"paging\":{\"li/nks\":[{\"next\":\"b\"}]}}");
        assertThat(ReadPage.of(other, "{\"result\":{\"ite/ms\":[{},17]}}").fault())
                .contains("record /result/ite~1ms/1:");
        assertThat(ReadPage.of(other, "{\"result\":null}").fault()).contains("/result/ite~1ms");
    }

    @Test
    void aPageMayBeNothingButItsRecords() {
        PageFormat format = new PageFormat("accounts", "", true, Optional.empty(), List.of("/id"), Set.of());
        ReadPage page = ReadPage.of(new PageReader(format, MAX_RECORD_BYTES), "[" + ONE + "," + TWO + "]");

        assertThat(page.records()).containsExactly(ONE, TWO);
        assertThat(page.next()).isEmpty();
    }

    @Test
    void theBytesOfAPageAreCounted() {
        String large = "{\"data\":[{\"id\":\"" + "x".repeat(10 * FIRST_FILL) + "\"}]}";

        assertThat(read(large).failure()).isEmpty();
        assertThat(reader.bytesRead()).isEqualTo(large.length());
        assertThat(read("{\"data\":[]}").failure()).isEmpty();
        assertThat(reader.bytesRead()).isEqualTo(11);
    }

    @Test
    void theNextPageIsReadAsIfNothingHadBeenBefore() {
        assertThat(read("{\"next_cursor\":\"page_2\",\"data\":[" + ONE).failure())
                .isPresent();
        assertThat(read("{\"next_cursor\":\"page_2\"}").failure()).isPresent();

        ReadPage page = read("{\"data\":[" + TWO + "]}");

        assertThat(page.records()).containsExactly(TWO);
        assertThat(page.next()).isEmpty();
        assertThat(page.failure()).isEmpty();
    }

    @Test
    void aPageThatBreaksOffSaysWhy() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();

        ReadPage page = ReadPage.of(reader, new Page("accounts/page_7.json", closed, Instant.EPOCH));

        assertThat(page.fault()).contains("accounts/page_7.json", "cannot be read", "Stream closed");
        assertThat(page.failure()).map(Throwable::getCause).containsInstanceOf(IOException.class);
        assertThat(page.next()).isEqualTo(Optional.empty());
    }

    /** A page memory without any memory. */
    private static final PageMemory NO_MEMORY = PageMemory.of(new MemoryBudget(1));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"note\":\"%s\",\"data\":[]}",
                "{\"data\":[],\"note\":\"%s\"}",
                "{\"%s\":1,\"data\":[]}",
                "{\"a\":{\"%s\":[{}]},\"data\":[]}",
                "{\"a\":[[\"%s\"],1],\"data\":[]}"
            })
    void whatIsPassedOverIsNotHeld(String page) {
        String large = "x\\u00e4\\n\u00e4\ud83c\udf32".repeat(100_000);
        byte[] json = String.format(page, large).getBytes(UTF_8);
        PageReader limited = reader("/data", "/next_cursor", 1_024);

        assertThat(limited.read(
                        new Page("accounts/page_1.json", new ByteArrayInputStream(json), Instant.EPOCH),
                        NO_MEMORY,
                        record -> {}))
                .isEmpty();
        assertThat(limited.bytesRead()).isEqualTo(json.length);
    }

    @Test
    void spaceBetweenRecordsIsNotHeld() {
        String space = " \n".repeat(FIRST_FILL);
        PageReader limited = reader("/data", "/next_cursor", 1_024);

        assertThat(ReadPage.of(limited, "{\"data\":[" + ONE + space + "," + space + TWO + space + "]" + space + "}")
                        .records())
                .containsExactly(ONE, TWO);
    }

    @Test
    void aTokenThatIsTooLargeIsCalledOne() {
        PageReader limited = reader("/data", "/next_cursor", 1_024);

        assertThat(ReadPage.of(limited, "{\"data\":[],\"next_cursor\":\"" + "x".repeat(10 * FIRST_FILL) + "\"}")
                        .fault())
                .contains(
                        "byte 25: the value at /next_cursor, which paging needs, is larger than max_record_bytes, 1024");
    }

    @Test
    void aBufferThatGrewIsLetGoOfAtTheEndOfThePage() {
        MemoryBudget budget = new MemoryBudget(1 << 24);
        PageMemory memory = PageMemory.of(budget);
        String large = "{\"id\":\"" + "x".repeat(10 * FIRST_FILL) + "\"}";
        byte[] json = ("{\"data\":[" + large + "]}").getBytes(UTF_8);
        long[] within = new long[1];

        reader.read(
                new Page("accounts/page_1.json", new ByteArrayInputStream(json), Instant.EPOCH),
                memory,
                record -> within[0] = budget.available());

        assertThat(within[0]).isLessThan(budget.bytes() - 10 * FIRST_FILL);
        assertThat(budget.available()).isEqualTo(budget.bytes());
    }
}
