package io.dataconnector.connector.source.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.Catalog;
import io.dataconnector.connector.catalog.Sources;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.source.Retrieved;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.SourceCases;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beside what DynamicDifferentialTest compares with the CDK: when it is loaded, and what cannot be a schema. */
final class DynamicSchemaTest {
    private static final String MANIFEST = """
            version: 7.0.0
            check: {type: CheckStream, stream_names: [notes]}
            definitions:
              retriever:
                requester: {type: HttpRequester, url_base: "https://api.example.com", path: items}
                record_selector: {extractor: {type: DpathExtractor, field_path: []}}
            streams:
              - name: notes
                retriever: RETRIEVER
                schema_loader:
                  type: DynamicSchemaLoader
                  retriever: {$ref: "#/definitions/retriever"}
                  schema_type_identifier:
                    type: SchemaTypeIdentifier
                    schema_pointer: [fields]
                    key_pointer: [name]
                    type_pointer: [type]
                    types_mapping: [MAPPING]
            """;
    private static final String OWN = "{$ref: \"#/definitions/retriever\"}";

    private final List<String> asked = new ArrayList<>();

    private Catalog catalog(String manifest, String... found) {
        return Sources.of(manifest, "{}", Clock.systemUTC(), (definition, isMoreWanted) -> {
                    asked.add(definition.name());
                    for (String record : found) {
                        if (!isMoreWanted.test(new Retrieved((ObjectNode) SourceCases.json(record), Slice.WHOLE))) {
                            return;
                        }
                    }
                })
                .catalog();
    }

    private static String manifest(String mapping) {
        return MANIFEST.replace("RETRIEVER", OWN).replace("MAPPING", mapping);
    }

    @Test
    void itIsLoadedOnceAndOnlyIfItIsAskedFor() {
        Catalog catalog = catalog(manifest(""), "{\"fields\":[{\"name\":\"a\"}]}", "{\"fields\":7}");
        assertThat(asked).isEmpty();

        catalog.toAirbyteCatalog();
        catalog.toAirbyteCatalog();

        assertThat(asked).containsExactly("notes.schema");
        assertThat(catalog.stream("notes").orElseThrow().jsonSchema().path("properties"))
                .hasToString("{\"a\":{\"type\":[\"null\",\"string\"]}}");
    }

    @Test
    void nothingIsRequestedForAStreamThatCannotBeRead() {
        Catalog catalog =
                catalog(MANIFEST.replace("RETRIEVER", "{class_name: a.B}").replace("MAPPING", ""), "{}");

        assertThat(catalog.toAirbyteCatalog().at("/streams/0/json_schema").isEmpty())
                .isTrue();
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"other\":[]}                                 | the response must have an array at schema_pointer; found null",
                "{\"fields\":7}                                 | the response must have an array at schema_pointer; found 7",
                "{\"fields\":[{\"name\":7}]}                    | the name of a field, at key_pointer, must be a string; found 7",
                "{\"fields\":[{\"name\":\"a\",\"type\":\"x\"}]} | field \"a\": its type, \"x\", is none of Airbyte's",
                "{\"fields\":[{\"name\":\"a\",\"type\":[\"string\"]}]} | field \"a\": its type, [\"string\"], is none"
            })
    void whatDescribesNoFieldsIsAFailure(String found, String problem) {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> catalog(manifest(""), found).toAirbyteCatalog())
                .withMessageContaining("The schema of the stream cannot be made, streams[0] (notes).schema_loader: ")
                .withMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{current_type: a, target_type: {items: string}}                      | must have a field_type, a string",
                "{current_type: a, target_type: {field_type: object, items: string}}  | may have items only if its field_type is array",
                "{current_type: a}                                                    | the required member target_type"
            })
    void aWrongMappingRefusesTheManifest(String mapping, String fault) {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> catalog(manifest(mapping)))
                .withMessageContaining(fault);
    }

    @Test
    void aPointerToSeveralValuesIsAFailure() {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(
                        () -> catalog(manifest("").replace("[fields]", "['*', x]"), "{\"a\":{\"x\":1},\"b\":{\"x\":2}}")
                                .toAirbyteCatalog())
                .withMessageContaining("schema_pointer: leads to 2 values of the response, where one is expected");
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> catalog(manifest("").replace("[fields]", "['**', x, '**']"), "{\"a\":1}")
                        .toAirbyteCatalog())
                .withMessageContaining("schema_pointer: may have one ** only");
    }
}
