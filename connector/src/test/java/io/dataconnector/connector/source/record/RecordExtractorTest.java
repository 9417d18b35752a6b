package io.dataconnector.connector.source.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.core.document.InvalidDocumentException;
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
