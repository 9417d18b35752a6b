package io.dataconnector.connector.source.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.core.document.InvalidDocumentException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecordExtractorTest {
    private static RecordExtractor extractor(String members) throws InvalidDocumentException {
        OneComponent manifest = new OneComponent("{\"type\": \"DpathExtractor\", " + members + "}");
        RecordExtractor extractor = RecordExtractor.compile(manifest.component(), OneComponent.settings((ObjectNode)
                OneComponent.read("{\"field\": \"data\", \"index\": 0}")));
        manifest.throwIfRefused();
        return extractor;
    }

    private static String records(String path, String response) throws InvalidDocumentException {
        JsonNode document = OneComponent.read(response);
        return extractor("\"field_path\": " + path).extract(document).toString();
    }

    @Test
    void aPathWithoutWildcardsIsAPointer() throws InvalidDocumentException {
        assertThat(extractor("\"field_path\": []").pointer()).contains("");
        assertThat(extractor("\"field_path\": [\"{{ config['field'] }}\", \"a/b~c\"]")
                        .pointer())
                .contains("/data/a~1b~0c");
        assertThat(extractor("\"field_path\": [\"a\", \"*\"]").pointer()).isEmpty();
        assertThat(extractor("\"field_path\": [\"a?\"]").pointer()).isEmpty();
        assertThat(extractor("\"field_path\": [\"{{ config.index }}\"]").pointer())
                .isEmpty();
        assertThat(extractor("\"field_path\": [\"007\"]").pointer()).isEmpty();
    }

    @Test
    void aValueMayBeRequired() throws InvalidDocumentException {
        assertThat(extractor("\"field_path\": []").isRequired()).isFalse();
        assertThat(extractor("\"field_path\": [], \"x-required\": true").isRequired())
                .isTrue();
    }

    @Test
    void findsRecords() throws InvalidDocumentException {
        assertThat(records("[]", "{\"a\": 1}")).isEqualTo("[{\"a\":1}]");
        assertThat(records("[]", "[{\"a\": 1}, {\"a\": 2}]")).isEqualTo("[{\"a\":1}, {\"a\":2}]");
        assertThat(records("[]", "{}")).isEqualTo("[]");
        assertThat(records("[\"a\"]", "{\"a\": [1, null]}")).isEqualTo("[1, null]");
        assertThat(records("[\"a\"]", "{\"a\": {\"b\": 1}}")).isEqualTo("[{\"b\":1}]");
        assertThat(records("[\"a\"]", "{\"a\": 0}")).isEqualTo("[]");
        assertThat(records("[\"a\"]", "{\"a\": true}")).isEqualTo("[true]");
        assertThat(records("[\"a\", \"b\"]", "{\"a\": null}")).isEqualTo("[]");
        assertThat(records("[\"a\", \"*\", \"b\"]", "{\"a\": [{\"b\": 1}, {\"c\": 2}, {\"b\": [3]}]}"))
                .isEqualTo("[1, [3]]");
        assertThat(records("[\"a\", \"1\"]", "{\"a\": [[1], [2]]}")).isEqualTo("[2]");
        assertThat(records("[\"a\", \"-1\"]", "{\"a\": [[1], [2]]}")).isEqualTo("[2]");
    }

    private static List<JsonNode> combined(String members, String response) throws InvalidDocumentException {
        OneComponent manifest = new OneComponent("{\"type\": \"CombinedExtractor\", " + members + "}");
        RecordExtractor extractor =
                RecordExtractor.compile(manifest.component(), OneComponent.settings(OneComponent.NO_CONFIG));
        manifest.throwIfRefused();
        assertThat(extractor.pointer()).isEmpty();
        assertThat(extractor.isUnion()).isEqualTo(!members.contains("first_match"));
        return extractor.extract(OneComponent.read(response));
    }

    @Test
    void recordsMayBeInSeveralPlaces() throws InvalidDocumentException {
        String both = "\"extractors\": [{\"type\": \"DpathExtractor\", \"field_path\": [\"a\"]},"
                + " {\"type\": \"DpathExtractor\", \"field_path\": [\"b\"]}]";
        String response = "{\"a\": [null, {}], \"b\": [{\"id\": 1}, null]}";

        assertThat(combined(both, response)).hasToString("[null, {}, {\"id\":1}, null]");
        assertThat(combined(both + ", \"mode\": \"first_match\"", response)).hasToString("[null, {}]");
        // What is left out still counts.
        assertThat(combined(both + ", \"skip_empty_records\": true", response))
                .hasSize(4)
                .filteredOn(record -> !record.isMissingNode())
                .hasToString("[{\"id\":1}]");
        assertThat(combined(both + ", \"skip_empty_records\": true, \"mode\": \"first_match\"", response))
                .hasSize(2)
                .filteredOn(record -> !record.isMissingNode())
                .hasToString("[{\"id\":1}]");
    }

    @Test
    void elementsOfARecordMayBeTheRecords() throws InvalidDocumentException {
        String response = "{\"data\": [{\"id\": 1, \"lines\": [{\"n\": 2}, 3]}, {\"id\": 4}]}";
        String expander = "\"field_path\": [\"data\"], \"record_expander\": {\"type\": \"RecordExpander\","
                + " \"expand_records_from_field\": [\"lines\"]";

        assertThat(extractor(expander + "}").pointer()).isEmpty();
        assertThat(extractor(expander + "}").extract(OneComponent.read(response)))
                .hasToString("[{\"n\":2}, 3]");
        assertThat(extractor(expander + ", \"merge_parent\": true, \"on_no_records\": \"emit_parent\"}")
                        .extract(OneComponent.read(response)))
                .hasToString("[{\"id\":1,\"n\":2}, {\"id\":1,\"value\":3}, {\"id\":4}]");
        assertThat(extractor(expander + ", \"parent_fields\": [{\"type\": \"ParentFieldPath\","
                                + " \"parent_path\": [\"id\"], \"record_path\": [\"of\", \"id\"]}]}")
                        .extract(OneComponent.read(response)))
                .hasToString("[{\"n\":2,\"of\":{\"id\":1}}, {\"value\":3,\"of\":{\"id\":1}}]");
    }

    @Test
    void aFieldHasNoPlaceInWhatIsNoObject() throws InvalidDocumentException {
        RecordExtractor extractor = extractor("\"field_path\": [], \"record_expander\": {\"type\": \"RecordExpander\","
                + " \"expand_records_from_field\": [\"lines\"], \"parent_fields\": [{\"type\": \"ParentFieldPath\","
                + " \"parent_path\": [\"id\"], \"record_path\": [\"n\", \"id\"]}]}");

        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> extractor.extract(OneComponent.read("{\"lines\": [{\"n\": 2}]}")))
                .withMessage(
                        "Manifest at streams[0].record_expander.parent_fields[0].record_path: a field cannot be put"
                                + " at n.id, because a record has something else than an object at n.");
    }

    @Test
    void refusesExpandersAndCombinationsThatAreNone() {
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> extractor("\"field_path\": [], \"record_expander\": {\"type\": \"RecordExpander\","
                        + " \"expand_records_from_field\": [\"**\", \"**\"], \"on_no_records\": \"fail\","
                        + " \"parent_fields\": [{\"type\": \"ParentFieldPath\", \"parent_path\": [],"
                        + " \"record_path\": [\"*\"]}]}"))
                .withMessageContaining("expand_records_from_field: may have one ** only")
                .withMessageContaining("on_no_records: must be skip or emit_parent, not fail")
                .withMessageContaining("parent_path: must lead to one field")
                .withMessageContaining("record_path: must lead to one field");
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> combined("\"extractors\": [], \"mode\": \"all\"", "{}"))
                .withMessageContaining("extractors: at least one is required")
                .withMessageContaining("mode: must be union or first_match, not all");
    }

    @Test
    void onePathLeadsToOneValue() {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> records("[\"a*\"]", "{\"a1\": [1], \"a2\": [2]}"))
                .withMessage(
                        "Manifest at streams[0].field_path: the path leads to 2 values, where one is expected; a step that"
                                + " is only * stands for any number of them.");
    }

    @Test
    void refusesPathsThatAreNone() {
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> extractor("\"field_path\": [\"**\", \"**\"]"))
                .withMessageContaining("may have one ** only");
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> extractor("\"x\": 1"))
                .withMessageContaining("field_path");
    }
}
