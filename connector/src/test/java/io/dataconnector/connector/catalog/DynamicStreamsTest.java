package io.dataconnector.connector.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.source.Retrieved;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.SourceCases;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams that are made of templates, and those that are there for some configurations: what a source has of them. */
final class DynamicStreamsTest {
    private static final String CONFIG = "{\"tables\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"all\":false}";
    private static final String MANIFEST = """
            version: 7.0.0
            CHECK
            definitions:
              retriever:
                requester: {type: HttpRequester, url_base: "https://api.example.com", path: items}
                record_selector: {extractor: {type: DpathExtractor, field_path: []}}
            streams:
              - {name: own, retriever: {$ref: "#/definitions/retriever"}}
              - type: ConditionalStreams
                condition: "{{ config['all'] }}"
                streams: [{type: DeclarativeStream, name: more, retriever: {$ref: "#/definitions/retriever"}}]
            dynamic_streams:
              - type: DynamicDeclarativeStream
                NAME
                stream_template:
                  name: template
                  retriever: {$ref: "#/definitions/retriever"}
                  TEMPLATE
                components_resolver:
                  RESOLVER
                  components_mapping:
                    - {type: ComponentMappingDefinition, field_path: FIELD, value: "VALUE"}
            """;
    private static final String OF_CONFIG =
            "type: ConfigComponentsResolver\n      stream_config: {type: StreamConfig, configs_pointer: [tables]}";
    private static final String OF_HTTP =
            "type: HttpComponentsResolver\n      retriever: {$ref: \"#/definitions/retriever\"}";
    private static final String BY_NAME = "{type: CheckStream, stream_names: [own]}";

    private static String manifest(String resolver, String... replacements) {
        String manifest = MANIFEST;
        for (int i = 0; i < replacements.length; i += 2) {
            manifest = manifest.replace(replacements[i], replacements[i + 1]);
        }
        return manifest.replace("CHECK", "check: " + BY_NAME)
                .replace("NAME", "name: tables")
                .replace("TEMPLATE", "primary_key: id")
                .replace("RESOLVER", resolver)
                .replace("FIELD", "[name]")
                .replace("VALUE", "{{ components_values['name'] }}");
    }

    private static Source source(String manifest, String config) {
        return Sources.of(manifest, config, Clock.systemUTC(), (definition, isMoreWanted) -> {
            for (String name : List.of("x", "y")) {
                ObjectNode record = (ObjectNode) SourceCases.json("{\"name\":\"" + name + "\"}");
                if (!isMoreWanted.test(new Retrieved(record, Slice.WHOLE))) {
                    return;
                }
            }
        });
    }

    private static List<String> names(Source source) {
        return source.catalog().streams().stream().map(StreamDefinition::name).toList();
    }

    private static ConnectorException failure(String manifest, String config) {
        ConnectorException failure = catchThrowableOfType(ConnectorException.class, () -> source(manifest, config));
        assertThat(failure).as(manifest).isNotNull();
        return failure;
    }

    @Test
    void streamsAreMadeAfterThoseOfTheManifest() {
        assertThat(names(source(manifest(OF_CONFIG), CONFIG))).containsExactly("own", "a", "b");
        assertThat(names(source(manifest(OF_HTTP), CONFIG))).containsExactly("own", "x", "y");
        assertThat(names(source(manifest(OF_CONFIG), "{}"))).containsExactly("own");
    }

    @Test
    void aConditionDecidesOnStreamsOfTheManifest() {
        assertThat(names(source(manifest(OF_CONFIG), "{\"all\":true}"))).containsExactly("own", "more");
    }

    /** One object is one stream, whatever is an array elsewhere. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"tables\":{\"name\":\"a\"}} | [own, a]",
                "{\"tables\":[]}               | [own]",
                "{\"tables\":\"a\"}            | [own, none]"
            })
    void aPointerNeedNotLeadToAnArray(String config, String names) {
        String manifest = manifest(OF_CONFIG, "VALUE", "{{ components_values.get('name', 'none') }}");

        assertThat(names(source(manifest, config))).hasToString(names);
    }

    @Test
    void twoStreamsOfANameAreRefused() {
        ConnectorException twice = failure(manifest(OF_CONFIG), "{\"tables\":[{\"name\":\"a\"},{\"name\":\"a\"}]}");
        assertThat(twice)
                .hasMessage("Manifest at dynamic_streams[0] (tables): there is another stream of the same name, \"a\"."
                        + " Change the configuration that the streams are made of.");
        assertThat(twice.failureType()).isEqualTo(FailureType.CONFIG_ERROR);

        ConnectorException asAnother = failure(manifest(OF_CONFIG), "{\"tables\":[{\"name\":\"own\"}]}");
        assertThat(asAnother)
                .hasMessageContaining(
                        "at dynamic_streams[0].stream_template[0].name: there is another stream of the same name, \"own\"");

        ConnectorException ofApi = failure(manifest(OF_HTTP, "VALUE", "same"), CONFIG);
        assertThat(ofApi).hasMessageContaining("there is another stream of the same name, \"same\".");
        assertThat(ofApi.failureType()).isEqualTo(FailureType.SYSTEM_ERROR);
    }

    @Test
    void aNameMustBeAString() {
        assertThat(failure(manifest(OF_CONFIG), "{\"tables\":[{\"name\":7}]}"))
                .hasMessageContaining("the name of stream 0 must be a string; it is 7");
    }

    /** As in the CDK, which is as strict as elsewhere only with what an author writes. */
    @Test
    void aNumberMayStandForAString() {
        String template = "transformations: [{type: AddFields, fields: [{path: [x], value: PLACEHOLDER}]}]";
        String mapping = "- {type: ComponentMappingDefinition, field_path: [transformations, '0', fields, '0', value],"
                + " value: \"{{ 7 if components_values['name'] == 'a' else true }}\"}\n        ";

        Source source = source(
                manifest(OF_CONFIG, "TEMPLATE", template, "- {type: ComponentM", mapping + "- {type: ComponentM"),
                CONFIG);

        assertThat(source.catalog().streams())
                .hasSize(3)
                .allSatisfy(stream -> assertThat(stream.limits()).isEmpty());
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> source(
                        manifest(OF_CONFIG)
                                .replace(
                                        "streams:\n  - {name: own,",
                                        "streams:\n  - {name: own, primary_key: id, "
                                                + template.replace("PLACEHOLDER", "7") + ","),
                        CONFIG))
                .withMessageContaining("expected a string, found 7");
    }

    /** A path that leads nowhere changes nothing, as in the CDK. */
    @Test
    void aPathThatLeadsNowhereChangesNothing() {
        assertThat(names(source(
                        manifest(OF_CONFIG, "FIELD", "[retriever, nothing]"), "{\"tables\":[{\"name\":\"a\"}]}")))
                .containsExactly("own", "template");
    }

    @Test
    void aTemplateThatFailsIsNamedByItsPlace() {
        assertThat(failure(manifest(OF_CONFIG, "VALUE", "{{ components_values['name']['x'] | int(base=1) }}"), CONFIG))
                .hasMessageContaining("dynamic_streams[0] (tables).components_resolver.components_mapping[0].value");
    }

    @Test
    void whatIsNotSupportedFailsItsStreamsAlone() {
        Source one = source(manifest(OF_CONFIG, "TEMPLATE", "transformations: [{class_name: a.B}]"), CONFIG);
        assertThat(one.catalog().stream("own").orElseThrow().limits()).isEmpty();
        assertThat(one.catalog().stream("b").orElseThrow().limits())
                .singleElement()
                .asString()
                .startsWith(
                        "at dynamic_streams[0].stream_template[1].transformations[0].class_name: the class \"a.B\" is Python");

        Source all = source(manifest("type: CustomComponentsResolver\n      class_name: a.B"), CONFIG);
        assertThat(names(all)).containsExactly("own");
        assertThat(all.warnings())
                .singleElement()
                .asString()
                .startsWith("The streams of dynamic_streams[0] (tables) cannot be made: at ")
                .contains("\"a.B\"")
                .endsWith("The other streams can be read.");
    }

    /** Whether a stream is gone is known only if all could be made. */
    @Test
    void theAbsenceOfAStreamIsExplained() {
        assertThat(source(manifest(OF_CONFIG), CONFIG).catalog().absence("c"))
                .hasMessage("Stream c is not there any more. Refresh the catalog, or leave it out.");

        Catalog incomplete = source(manifest("type: CustomComponentsResolver\n      class_name: a.B"), CONFIG)
                .catalog();
        assertThat(incomplete.absence("c"))
                .hasMessageStartingWith("Stream c is not there; it may be one that could not be made. The streams of"
                        + " dynamic_streams[0] (tables) cannot be made: at ")
                .hasMessageContaining("\"a.B\"")
                .hasMessageEndingWith("The other streams can be read. Leave it out of the configured catalog.")
                .hasMessageNotContaining("any more");
    }

    @Test
    void aWrongResolverRefusesTheManifest() {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> source(manifest("type: ConfigComponentsResolver"), CONFIG))
                .withMessageContaining("the required member stream_config of ConfigComponentsResolver is missing");
        assertThat(failure(
                        manifest(OF_HTTP, "value: \"VALUE\"", "value: \"VALUE\", condition: \"{{ True }}\""), CONFIG))
                .hasMessageContaining("components_mapping[0].condition: is for a ConfigComponentsResolver only");
        assertThat(failure(manifest(OF_CONFIG, "FIELD", "[]"), CONFIG))
                .hasMessageContaining("field_path: must have at least one step");
        assertThat(failure(manifest(OF_CONFIG, "FIELD", "['**', a, '**']"), CONFIG))
                .hasMessageContaining("field_path may have one ** only");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: CheckStream, stream_names: [own, b]}                          | [own, b] | []",
                "{type: CheckStream, stream_names: [gone]}                            | []       | has no stream \"gone\"",
                "{type: CheckStream, dynamic_streams_check_configs: [{type: DynamicStreamCheckConfig,"
                        + " dynamic_stream_name: tables, stream_count: 1}]}           | [a]      | []",
                "{type: CheckStream, dynamic_streams_check_configs: [{type: DynamicStreamCheckConfig,"
                        + " dynamic_stream_name: tables}]}                            | [a, b]   | []",
                "{type: CheckStream, dynamic_streams_check_configs: [{type: DynamicStreamCheckConfig,"
                        + " dynamic_stream_name: gone}]}              | []       | no dynamic stream \"gone\"",
                "{type: CheckDynamicStream, stream_count: 2}                          | [own, a] | []",
                "{type: CheckDynamicStream, stream_count: 9}                          | [own, a, b] | []",
                "{type: CheckDynamicStream, stream_count: 1, use_check_availability: false} | []   | []"
            })
    void aCheckReadsSomeOfThem(String check, String checked, String fault) {
        Source source = source(manifest(OF_CONFIG, "CHECK", "check: " + check), CONFIG);

        assertThat(source.checkedStreams().stream().map(StreamDefinition::name).toList())
                .hasToString(checked);
        assertThat(source.checkFaults().toString()).contains(fault);
    }

    @Test
    void aCheckOfASourceWithoutStreamsFails() {
        String manifest = manifest(OF_CONFIG, "CHECK", "check: {type: CheckDynamicStream, stream_count: 1}")
                .replaceFirst("(?s)streams:\n  - \\{name: own.*?(?=dynamic_streams)", "");

        assertThat(source(manifest, "{}").checkFaults())
                .containsExactly("The source has no streams that could be read to check the connection.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"b\"]        | [b]   | []",
                "[]           | [own] | []",
                "[\"b\",\"no\"] | [b]   | The source has no stream \"no\"",
                "\"own\"        | [own] | Configuration at /__airbyte_check_stream_names: must be an array of strings",
                "[1]          | [own] | Configuration at /__airbyte_check_stream_names: must be an array of strings",
                "null         | [own] | []",
            })
    void theConfigurationMayNameTheStreamsOfACheck(String names, String checked, String fault) {
        String config = CONFIG.replaceFirst("}$", ",\"__airbyte_check_stream_names\":" + names + "}");

        Source source = source(manifest(OF_CONFIG), config);

        assertThat(source.checkedStreams().stream().map(StreamDefinition::name).toList())
                .hasToString(checked);
        assertThat(source.checkFaults().toString()).contains(fault);
    }
}
