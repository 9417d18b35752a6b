package io.dataconnector.normalizer.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dataconnector.normalizer.fixture.RecordRows;
import io.dataconnector.normalizer.fixture.Tables;
import io.dataconnector.normalizer.table.UnfitRecordException.Reason;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementRowsTest {
    private final RecordRows items = new RecordRows(Tables.parse("""
            {
              "name": "t", "stream": "orders", "key": ["order_id", "id"], "version": "/updated_at", "rows": "/items",
              "columns": [
                {"name": "id", "type": "integer", "from": ["/id"]},
                {"name": "price", "type": "decimal", "from": ["/price", "/old/price"]},
                {"name": "order_id", "type": "string", "from": ["/id"], "of": "record"},
                {"name": "currency", "type": "string", "from": ["/currency"], "of": "record", "default": "EUR"},
                {"name": "note", "type": "string", "from": ["/note"], "default": "none"}
              ]
            }
            """));

    @Test
    void everyElementIsARowWithTheValuesOfItsRecord() throws UnfitRecordException {
        assertThat(items.rows("""
                {"id":"o","items":[{"id":1,"price":1.50},{"id":2,"old":{"price":"2"},"note":"x"}],"currency":"USD"}
                """))
                .containsExactly(List.of("1", "1.50", "o", "USD", "none"), List.of("2", "2", "o", "USD", "x"));
        assertThat(items.unfitElements()).isEmpty();
    }

    @Test
    void rowsAreSortedByTheKeyOfTheElement() throws UnfitRecordException {
        assertThat(items.rows("{\"id\":\"o\",\"items\":[{\"id\":10},{\"id\":-1},{\"id\":9}]}"))
                .extracting(row -> row.get(0))
                .containsExactly("-1", "9", "10");
    }

    @Test
    void anElementTakesNothingFromTheOneBefore() throws UnfitRecordException {
        assertThat(items.rows("{\"id\":\"o\",\"items\":[{\"id\":1,\"price\":7,\"note\":\"x\"},{\"id\":2}]}"))
                .containsExactly(List.of("1", "7", "o", "EUR", "x"), Arrays.asList("2", null, "o", "EUR", "none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":\"o\",\"items\":[]}", "{\"id\":\"o\",\"items\":null}", "{\"id\":\"o\"}"})
    void aRecordWithoutElementsHasNoRows(String record) throws UnfitRecordException {
        assertThat(items.rows(record)).isEmpty();
        assertThat(items.unfitElements()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'{\"id\":1}', an object", "'\"[]\"', a string", "7, a number", "true, a boolean"})
    void whatIsNoArrayRejectsTheRecord(String value, String kind) {
        UnfitRecordException failure = catchThrowableOfType(
                UnfitRecordException.class, () -> items.rows("{\"id\":\"o\",\"items\":" + value + "}"));

        assertThat(failure.reason()).isEqualTo(Reason.WRONG_TYPE);
        assertThat(failure.column()).isEmpty();
        assertThat(failure).hasMessage("/items must be an array but is " + kind);
    }

    @Test
    void aRecordWithoutItsKeyIsRejectedAsAWhole() {
        UnfitRecordException failure =
                catchThrowableOfType(UnfitRecordException.class, () -> items.rows("{\"items\":[{\"id\":1}]}"));

        assertThat(failure.reason()).isEqualTo(Reason.MISSING_VALUE);
        assertThat(failure.column()).isEqualTo("order_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"id\":null}", "null", "7", "\"text\"", "[{\"id\":1}]"})
    void anElementWithoutAKeyIsRejectedAlone(String element) throws UnfitRecordException {
        assertThat(items.rows("{\"id\":\"o\",\"items\":[{\"id\":1}," + element + ",{\"id\":3}]}"))
                .extracting(row -> row.get(0))
                .containsExactly("1", "3");
        assertThat(items.unfitElements()).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.MISSING_VALUE);
            assertThat(failure.column()).isEqualTo("id");
            assertThat(failure).hasMessage("at /items/1: id has no value at /id");
        });
    }

    @Test
    void anElementWithAValueOfAnotherTypeIsRejectedAlone() throws UnfitRecordException {
        assertThat(items.rows("{\"id\":\"o\",\"items\":[{\"id\":1,\"price\":\"much\"},{\"id\":2}]}"))
                .extracting(row -> row.get(0))
                .containsExactly("2");
        assertThat(items.unfitElements()).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.WRONG_TYPE);
            assertThat(failure.column()).isEqualTo("price");
            assertThat(failure).hasMessageStartingWith("at /items/0: price must be a number");
        });
    }

    @Test
    void ofElementsWithOneKeyTheFirstStands() throws UnfitRecordException {
        assertThat(items.rows("{\"id\":\"o\",\"items\":[{\"id\":1,\"price\":1},{\"id\":\"1\",\"price\":2}]}"))
                .extracting(row -> row.get(1))
                .containsExactly("1");
        assertThat(items.unfitElements()).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.DUPLICATE_KEY);
            assertThat(failure).hasMessage("at /items/1: an element before it has the same order_id, id");
        });
    }

    @Test
    void elementsMayBePlainValues() throws UnfitRecordException {
        RecordRows tags = new RecordRows(Tables.parse("""
                {
                  "name": "t", "stream": "s", "key": ["id", "tag"], "rows": "/tags",
                  "columns": [
                    {"name": "id", "type": "string", "from": ["/id"], "of": "record"},
                    {"name": "tag", "type": "string", "from": [""]}
                  ]
                }
                """));

        assertThat(tags.rows("{\"tags\":[\"b\",\"a\"],\"id\":\"x\"}"))
                .containsExactly(List.of("x", "a"), List.of("x", "b"));
    }

    @Test
    void theArrayMayBeDeepAndTheElementsToo() throws UnfitRecordException {
        RecordRows deep = new RecordRows(Tables.parse("""
                {
                  "name": "t", "stream": "s", "key": ["id", "n"], "rows": "/a/b~1c/0",
                  "columns": [
                    {"name": "id", "type": "string", "from": ["/id"], "of": "record"},
                    {"name": "n", "type": "integer", "from": ["/x/1/n"]},
                    {"name": "whole", "type": "json", "from": [""]}
                  ]
                }
                """));

        assertThat(deep.rows("{\"id\":\"i\",\"a\":{\"b/c\":[[{\"x\":[0, {\"n\":5}]}],[]]}}"))
                .containsExactly(List.of("i", "5", "{\"x\":[0,{\"n\":5}]}"));
    }
}
