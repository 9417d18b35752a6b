package io.dataconnector.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentSchemaTest {
    private final DocumentSchema schema = DocumentSchema.ofResource(DocumentSchemaTest.class, "thing.schema.json");

    @Test
    void letsADocumentPassThatFits() throws JsonProcessingException {
        JsonNode fitting = json("""
                {"name": "a", "start_date": "2024-01-01T00:00:00Z", "records": "/data/0~1", "columns": [{"size": 1}]}
                """);

        assertThat(schema.faults(fitting)).isEmpty();
        assertThatCode(() -> schema.check(new Document("thing.json", fitting))).doesNotThrowAnyException();
    }

    @Test
    void findsEveryFaultAtOnceEachWithItsPointer() throws JsonProcessingException {
        JsonNode unfit = json("""
                {"name": "", "columns": [{"size": 1}, {"size": 0}, 3], "unknown": true}
                """);

        assertThat(schema.faults(unfit))
                .containsExactlyInAnyOrder(
                        "at /name: must be at least 1 characters long",
                        "at /columns/1/size: must have a minimum value of 1",
                        "at /columns/2: integer found, object expected",
                        "at the top: property 'unknown' is not defined in the schema and the schema does not allow"
                                + " additional properties");
    }

    @Test
    void refusesADocumentByItsName() throws JsonProcessingException {
        JsonNode unfit = json("{\"size\": 1}");

        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> schema.check(new Document("thing.json", unfit)))
                .withMessageStartingWith("thing.json:\n  at the top: ")
                .withMessageContaining("\n  at the top: required property 'name' not found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-01-01", "2024-01-01T00:00:00", "2024-02-30T00:00:00Z", "yesterday", ""})
    void assertsThatADateTimeIsOne(String text) {
        assertThat(schema.faults(thing("start_date", text)))
                .singleElement()
                .asString()
                .startsWith("at /start_date: ")
                .contains("date-time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-01-01T00:00:00Z", "2024-02-29T23:59:59.123456789+05:45", "2024-01-01t00:00:00z"})
    void letsADateTimePass(String text) {
        assertThat(schema.faults(thing("start_date", text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "data/0", "/~2", "/~"})
    void assertsThatAJsonPointerIsOne(String text) {
        assertThat(schema.faults(thing("records", text)))
                .singleElement()
                .asString()
                .startsWith("at /records: ")
                .contains("json-pointer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/data", "/a~0b/c~1d/0/-", "/é 🌲"})
    void letsAJsonPointerPass(String text) {
        assertThat(schema.faults(thing("records", text))).isEmpty();
    }

    @Test
    void showsTheFormByTheExamplesOfTheSchema() {
        assertThat(schema.faults(thing("end_date", "tomorrow")))
                .containsExactly("at /end_date: \"tomorrow\" does not have the expected form, for example"
                        + " \"2024-01-01T00:00:00Z\" or \"2024-01-01T00:00:00+02:00\"");
    }

    @Test
    void speaksEnglishWhateverTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            DocumentSchema german = DocumentSchema.ofResource(DocumentSchemaTest.class, "thing.schema.json");

            assertThat(german.faults(thing("name", ""))).isEqualTo(schema.faults(thing("name", "")));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void mayComeFromMemory() throws JsonProcessingException {
        DocumentSchema flag = DocumentSchema.of(json("{\"type\": \"boolean\"}"));

        assertThat(flag.faults(json("true"))).isEmpty();
        assertThat(flag.faults(json("1"))).isEqualTo(List.of("at the top: integer found, boolean expected"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"pattern\": \"^(---\"}",
                "{\"$id\": \":::\"}",
                "{\"properties\": {\"a\": {\"pattern\": \"^(---\"}}}",
                "{\"properties\": {\"a\": {\"items\": {\"$ref\": \"#/definitions/none\"}}}}"
            })
    void mustBeASchema(String schema) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DocumentSchema.withoutFormats(json(schema)))
                .withMessageStartingWith("is no JSON Schema: ");
    }

    @Test
    void needsAResourceThatIsThere() {
        assertThatNullPointerException()
                .isThrownBy(() -> DocumentSchema.ofResource(DocumentSchemaTest.class, "missing.json"))
                .withMessage("missing.json");
    }

    private static JsonNode thing(String member, String value) {
        return JsonNodeFactory.instance.objectNode().put("name", "a").put(member, value);
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return Json.read(text);
    }
}
