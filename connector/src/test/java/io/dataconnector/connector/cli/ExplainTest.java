package io.dataconnector.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code connector explain} says of manifests. */
final class ExplainTest {
    private static final String MANIFEST = """
            version: 7.0.0
            check: {type: CheckStream, stream_names: [plain]}
            definitions:
              retriever:
                requester:
                  type: HttpRequester
                  url: "{{ config['credentials']['url'] }}"
                  authenticator: {type: BearerAuthenticator, api_token: "{{ config['token'] }}"}
                record_selector: {extractor: {type: DpathExtractor, field_path: ["{{ config['field'] }}"]}}
            streams:
              - {name: plain, retriever: {$ref: "#/definitions/retriever"}}
              - name: changed
                retriever: {$ref: "#/definitions/retriever"}
                transformations: [{type: KeysToLower}]
                incremental_sync:
                  type: DatetimeBasedCursor
                  cursor_field: updated_at
                  datetime_format: "%Y-%m-%d"
                  start_datetime: "{{ config['start_date'] }}"
              - name: filtered
                retriever:
                  $ref: "#/definitions/retriever"
                  record_selector:
                    extractor: {type: DpathExtractor, field_path: []}
                    record_filter: {type: RecordFilter, condition: "{{ record.id }}"}
              - name: held
                retriever:
                  $ref: "#/definitions/retriever"
                  record_selector: {extractor: {type: DpathExtractor, field_path: ["*"]}}
              - name: python
                shown: true
                retriever: {class_name: components.Retriever}
              - name: templates
                retriever:
                  $ref: "#/definitions/retriever"
                  record_selector: {extractor: {type: DpathExtractor, field_path: ["{{ config['missing']['x'] }}"]}}
            spec:
              type: Spec
              connection_specification:
                type: object
                required: [token]
                properties:
                  token: {type: string, airbyte_secret: true}
                  field: {type: string, default: data}
                  start_date: {type: string, examples: ["2024-01-01"]}
                  kind: {enum: [a, b]}
                  number: {type: [integer, "null"], minimum: 3}
                  flag: {type: boolean}
                  list: {type: array, items: {type: string}}
                  any: {}
                  credentials:
                    oneOf:
                      - {properties: {kind: {const: one}, url: {type: string}}}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int explain(String manifest, String... more) throws IOException {
        Files.writeString(folder.resolve("m.yaml"), manifest);
        AirbyteOutput output = new AirbyteOutput(new ByteArrayOutputStream(), Clock.systemUTC(), LogLevel.INFO);
        String[] arguments = new String[3 + more.length];
        arguments[0] = "explain";
        arguments[1] = "--manifest-path";
        arguments[2] = folder.resolve("m.yaml").toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return ConnectorCommandLine.of(new ConnectorCommands(output, Clock::systemUTC), arguments)
                .setExecutionExceptionHandler(new FailureHandler(output))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void bothStreamsOfAStreamThatDelegatesAreSaid() throws IOException {
        String delegating = """
              - type: StateDelegatingStream
                name: both
                full_refresh_stream: {type: DeclarativeStream, name: both, retriever: {$ref: "#/definitions/retriever"}}
                incremental_stream:
                  type: DeclarativeStream
                  name: both
                  transformations: [{type: KeysToLower}]
                  retriever: RETRIEVER
            spec:""";

        assertThat(explain(MANIFEST.replace(
                        "spec:", delegating.replace("RETRIEVER", "{$ref: \"#/definitions/retriever\"}"))))
                .isZero();
        assertThat(explain(MANIFEST.replace(
                        "spec:", delegating.replace("RETRIEVER", "{class_name: components.Retriever}"))))
                .isZero();

        assertThat(out.toString())
                .contains(
                        "both       bytes  full_refresh  records are passed on as they come\n"
                                + "           tree   full_refresh  each record is built, because it is changed, once it has a"
                                + " state\n",
                        "both       cannot be read:\n    at streams[6].incremental_stream.retriever:");
    }

    @Test
    void eachStreamIsSaidToBeReadableOrNot() throws IOException {
        assertThat(explain(MANIFEST)).isZero();

        assertThat(err.toString()).isEmpty();
        assertThat(out.toString().lines().skip(1))
                .containsExactly(
                        "",
                        "plain      bytes  full_refresh  records are passed on as they come",
                        "changed    tree   full_refresh, incremental  each record is built, because it is changed",
                        "filtered   tree   full_refresh  each record is built for the filter, and passed on as it came",
                        "held       page   full_refresh  each response is held, because the manifest looks at all of it",
                        "python     cannot be read:",
                        "    at streams[4].retriever: a component of a class of its own, \"components.Retriever\", is Python code"
                                + " and cannot be run; supported here: SimpleRetriever, AsyncRetriever",
                        "templates  can be read with a configuration that has what it needs; run explain with --config",
                        "",
                        "Manifest " + folder.resolve("m.yaml")
                                + " has members that do not exist in the format and have no effect:"
                                + " DeclarativeStream.shown at streams[4].shown.");
        assertThat(out.toString()).startsWith("Manifest " + folder.resolve("m.yaml") + ": 5 of 6 streams can be read.");
    }

    /** What only a configuration can tell, one tells. */
    @Test
    void aConfigurationIsUsedIfThereIsOne() throws IOException {
        Path config = Files.writeString(
                folder.resolve("config.json"),
                "{\"token\":\"s3cr3t\",\"field\":\"s3cr3t\",\"start_date\":\"yesterday\"}");

        assertThat(explain(MANIFEST, "--config", config.toString())).isZero();

        assertThat(out.toString())
                .contains("3 of 6 streams can be read", "changed    cannot be read:", "templates  cannot be read:")
                .doesNotContain("s3cr3t");
    }

    /** No configuration mends what is not a matter of one. */
    @Test
    void aComponentThatCannotBeMadeCannotBeRead() throws IOException {
        String broken = MANIFEST.replace(
                "{type: DpathExtractor, field_path: [\"*\"]}",
                "{type: CustomRecordExtractor, class_name: test.Members, broken: true}");

        assertThat(explain(broken)).isZero();

        assertThat(out.toString())
                .contains(
                        "4 of 6 streams can be read",
                        "held       cannot be read:",
                        "has failed with IllegalStateException");
    }

    /** A class may refuse a configuration that nobody has written. */
    @Test
    void whatAClassRefusesIsAMatterOfTheConfiguration() throws IOException {
        String refused = MANIFEST.replace(
                "{type: DpathExtractor, field_path: [\"*\"]}",
                "{type: CustomRecordExtractor, class_name: test.Members, refused: true}");
        Path config = Files.writeString(folder.resolve("config.json"), "{\"token\":\"s3cr3t\"}");

        assertThat(explain(refused)).isZero();
        assertThat(out.toString()).contains("held       can be read with a configuration that has what it needs");

        assertThat(explain(refused, "--config", config.toString())).isZero();
        assertThat(out.toString())
                .contains("held       cannot be read:", "the class \"test.Members\" refuses: refused is not supported");
    }

    @Test
    void aManifestThatIsWrongIsRefused() throws IOException {
        assertThat(explain("streams: []")).isEqualTo(1);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .startsWith("connector: Manifest " + folder.resolve("m.yaml") + ":")
                .contains("a source must have at least one stream");
    }

    /** What only requests can tell is not asked; of the template is said what is known. */
    @Test
    void aTemplateOfStreamsIsExplained() throws IOException {
        String dynamic = """
                dynamic_streams:
                  - type: DynamicDeclarativeStream
                    name: tables
                    stream_template:
                      name: PLACEHOLDER
                      retriever: {$ref: "#/definitions/retriever"}
                      transformations: [{type: KeysToLower}]
                    components_resolver:
                      type: HttpComponentsResolver
                      retriever: {$ref: "#/definitions/retriever"}
                      components_mapping: [{type: ComponentMappingDefinition, field_path: [name], value: x}]
                  - type: DynamicDeclarativeStream
                    stream_template: {name: x, retriever: {class_name: a.B}}
                    components_resolver: {type: CustomComponentsResolver, class_name: a.C}
                  - type: DynamicDeclarativeStream
                    stream_template: {name: listed, retriever: {$ref: "#/definitions/retriever"}}
                    components_resolver:
                      type: ConfigComponentsResolver
                      stream_config: {type: StreamConfig, configs_pointer: [list]}
                      components_mapping:
                        - {type: ComponentMappingDefinition, field_path: [name], value: "of_{{ components_values.source_config_0[1] }}"}
                spec:
                """;

        assertThat(explain(MANIFEST.replace("spec:\n", dynamic))).isZero();

        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
                .contains("6 of 7 streams can be read.", "of_sample  bytes  full_refresh")
                .contains(
                        "dynamic_streams[0] (tables)  its streams are made when they are read, and are not known here;"
                                + " its template can be read: tree, full_refresh")
                .contains(
                        "dynamic_streams[1]  its streams are made when they are read, and are not known here; what follows"
                                + " cannot be read of the template, unless it is replaced:")
                .contains("    at dynamic_streams[1].components_resolver: a component of a class of its own, \"a.C\"")
                .contains("    at dynamic_streams[1].stream_template[0].retriever: a component of a class of its own");
    }

    /** Without a configuration, that one is needed; with one that does not do, what of the template fails. */
    @Test
    void templatesOfAStreamTemplateAreEvaluated() throws IOException {
        String dynamic = """
                dynamic_streams:
                  - type: DynamicDeclarativeStream
                    name: requested
                    stream_template:
                      name: PLACEHOLDER
                      retriever:
                        $ref: "#/definitions/retriever"
                        record_selector:
                          extractor: {type: DpathExtractor, field_path: ["{{ config['missing']['x'] }}"]}
                    components_resolver:
                      type: HttpComponentsResolver
                      retriever: {$ref: "#/definitions/retriever"}
                      components_mapping: [{type: ComponentMappingDefinition, field_path: [name], value: x}]
                  - type: DynamicDeclarativeStream
                    name: mapped
                    stream_template: {name: x, retriever: {$ref: "#/definitions/retriever"}}
                    components_resolver:
                      type: ParametrizedComponentsResolver
                      stream_parameters:
                        type: StreamParametersDefinition
                        list_of_parameters_for_stream: [{id: 1}]
                      components_mapping:
                        - {type: ComponentMappingDefinition, field_path: [name], value: "{{ config['missing']['x'] }}"}
                spec:
                """;
        String manifest = MANIFEST.replace("spec:\n", dynamic);
        String unknown = "  its streams are made when they are read, and are not known here; ";
        String conditional = "they can be read with a configuration that has what it needs; run explain with --config";

        assertThat(explain(manifest)).isZero();

        assertThat(out.toString().lines())
                .contains(
                        "dynamic_streams[0] (requested)" + unknown + conditional,
                        "dynamic_streams[1] (mapped)" + unknown + conditional);

        String one = "{\"token\":\"s3cr3t\",\"start_date\":\"2024-01-01\"";
        Path config = Files.writeString(folder.resolve("config.json"), one + ",\"missing\":{\"x\":\"list\"}}");
        out.getBuffer().setLength(0);

        assertThat(explain(manifest, "--config", config.toString())).isZero();

        assertThat(out.toString().lines())
                .contains("dynamic_streams[0] (requested)" + unknown + "its template can be read: bytes, full_refresh")
                .contains("list       bytes  full_refresh  records are passed on as they come");

        Files.writeString(config, one + "}");
        out.getBuffer().setLength(0);

        String named = manifest.replace("value: \"{{ config['missing']['x'] }}\"", "value: y");
        assertThat(explain(named, "--config", config.toString())).isZero();

        assertThat(out.toString())
                .contains("dynamic_streams[0] (requested)" + unknown
                        + "what follows cannot be read of the template, unless it is replaced:\n"
                        + "    at dynamic_streams[0].stream_template[0]: ")
                .contains("{{ config['missing']['x'] }}");
    }
}
