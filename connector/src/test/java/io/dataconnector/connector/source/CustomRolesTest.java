package io.dataconnector.connector.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.manifest.Manifest;
import io.dataconnector.connector.manifest.ManifestView;
import io.dataconnector.connector.source.configuration.ConfigRules;
import io.dataconnector.connector.source.decoding.Decoder;
import io.dataconnector.connector.source.paging.PageEnd;
import io.dataconnector.connector.source.paging.Pagination;
import io.dataconnector.connector.source.record.RecordStage;
import io.dataconnector.connector.source.schema.SchemaLoaders;
import io.dataconnector.connector.source.slicing.Slicing;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.document.Yaml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Classes in Java for the roles that are not about requests. */
final class CustomRolesTest {
    private static final int LIMIT = 1_000;

    private static StreamManifest stream(String retriever, String members) {
        return StreamManifest.of("streams:\n  - type: DeclarativeStream\n    retriever: {type: SimpleRetriever"
                + (retriever.isEmpty() ? "" : ", " + retriever) + "}\n" + members.indent(4));
    }

    private static Settings settings(String config) {
        return new Settings((ObjectNode) SourceCases.json(config), Clock.systemUTC());
    }

    private static PageEnd page(Optional<JsonNode> token, long size, String response) {
        return new PageEnd(Slice.WHOLE, token, size, Optional.empty(), SourceCases.json(response), Map.of());
    }

    @Test
    void aPaginationStrategyGoesFromPageToPage() {
        StreamManifest manifest = stream(
                "paginator: {type: DefaultPaginator, pagination_strategy: {class_name: test.Sum, size: 3},"
                        + " page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: from},"
                        + " page_size_option: {type: RequestOption, inject_into: request_parameter, field_name: size}}",
                "");
        Pagination pagination = Pagination.compile(manifest.retriever(), "paginator", settings("{}"));
        assertThat(manifest.faults()).isEmpty();

        Optional<JsonNode> first = pagination.first();
        Optional<JsonNode> second = pagination.next(page(first, 3, "{\"total\":5}"));

        assertThat(SourceCases.request(pagination.injections(first)))
                .hasToString("{\"request_parameter\":{\"from\":0,\"size\":3}}");
        assertThat(second).hasToString("Optional[3]");
        assertThat(pagination.next(page(second, 2, "{\"total\":5}"))).isEmpty();
        assertThat(pagination.foresee(first)).isEmpty();
        assertThat(pagination.needs().wholeResponse()).isTrue();
        assertThat(pagination.file(second)).isEqualTo("3");
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> pagination.next(page(Optional.empty(), 2, "{}")))
                .withMessageContaining("retriever.paginator.pagination_strategy: the Java class of this component has"
                        + " failed with NoSuchElementException");
    }

    @Test
    void aPartitionRouterGivesPartitionsOnceAloneAndAmongOthers() {
        String own = "{class_name: test.Regions}";
        String typed = "{type: CustomPartitionRouter, class_name: test.Regions}";
        String kinds = "{type: ListPartitionRouter, cursor_field: kind, values: [a, b]}";

        assertThat(slices("partition_router: " + own)).containsExactly("{\"region\":\"eu\"}", "{\"region\":2}");
        assertThat(slices("partition_router: [" + kinds + ", " + typed + "]"))
                .containsExactly(
                        "{\"region\":\"eu\",\"kind\":\"a\"}",
                        "{\"region\":2,\"kind\":\"a\"}",
                        "{\"region\":\"eu\",\"kind\":\"b\"}",
                        "{\"region\":2,\"kind\":\"b\"}");
    }

    private static List<String> slices(String router) {
        StreamManifest manifest = stream(router, "");
        Slicing slicing = Slicing.compile(
                manifest.stream(),
                Optional.of(manifest.retriever()),
                settings("{\"regions\": [\"eu\", 2, \"eu\"]}"),
                (parent, isIncremental) -> {
                    throw new AssertionError("there is no parent");
                });
        assertThat(manifest.faults()).isEmpty();
        List<String> slices = new ArrayList<>();
        for (Slice slice : slicing.slices(partition -> Optional.empty(), (parent, keeper) -> {
            throw new AssertionError("there is no parent");
        })) {
            slices.add(slice.toJson().toString());
            assertThat(slicing.injections(slice)).isEmpty();
        }
        return slices;
    }

    @Test
    void aFilterKeepsRecords() {
        StreamManifest manifest = stream(
                "record_selector: {type: RecordSelector, record_filter: {type: CustomRecordFilter, class_name: test.Odd}}",
                "");
        RecordStage stage = RecordStage.compile(
                        manifest.retriever()
                                .component("record_selector", "RecordSelector")
                                .orElseThrow(),
                        manifest.stream(),
                        StreamSchema.NONE,
                        settings("{}"))
                .orElseThrow();
        assertThat(manifest.faults()).isEmpty();

        assertThat(stage.changesRecords()).isFalse();
        assertThat(stage.apply((ObjectNode) SourceCases.json("{\"id\":3}"), Slice.WHOLE.toJson(), Optional.empty()))
                .hasToString("Optional[{\"id\":3}]");
        assertThat(stage.apply((ObjectNode) SourceCases.json("{\"id\":4}"), Slice.WHOLE.toJson(), Optional.empty()))
                .isEmpty();
    }

    private static String decode(String body) throws IOException {
        return decode(new ByteArrayInputStream(body.getBytes(UTF_8)));
    }

    private static String decode(InputStream body) throws IOException {
        StreamManifest manifest = stream("decoder: {type: CustomDecoder, class_name: test.Words}", "");
        Decoder decoder =
                Decoder.compile(manifest.retriever(), "decoder", settings("{}")).orElseThrow();
        assertThat(manifest.faults()).isEmpty();
        try (InputStream document = decoder.document(body, LIMIT)) {
            return new String(document.readAllBytes(), UTF_8);
        }
    }

    @Test
    void aDecoderMakesDocumentsOneByOne() throws IOException {
        assertThat(decode("words\na\nb")).isEqualTo("[{\"word\":\"a\"},{\"word\":\"b\"}]");
        assertThat(decode("words\n")).isEqualTo("[]");
        assertThatIOException().isThrownBy(() -> decode("numbers")).withMessage("it does not begin with words");
        assertThatIOException().isThrownBy(() -> decode("words\na\nbad")).withMessage("a line is bad");
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> decode("words\nfault"))
                .withMessageContaining("retriever.decoder: the Java class of this component has failed with"
                        + " IllegalStateException: a fault");
    }

    @Test
    void aFailureOfTheBodyIsNoneOfTheClass() {
        for (RuntimeException failure : List.of(
                new ConnectorException(FailureType.TRANSIENT_ERROR, "the page has changed"),
                new CancellationException("the page is no longer wanted"))) {
            InputStream broken = new InputStream() {
                @Override
                public int read() {
                    throw failure;
                }

                @Override
                public int read(byte[] bytes, int from, int length) {
                    throw failure;
                }
            };
            InputStream begun = new ByteArrayInputStream("words\na\n".getBytes(UTF_8));

            assertThatThrownBy(() -> decode(broken)).isSameAs(failure);
            assertThatThrownBy(() -> decode(new SequenceInputStream(begun, broken)))
                    .isSameAs(failure);
        }
    }

    @Test
    void anErrorOfAClassIsAFailureOfIt() {
        for (Error error : List.of(new StackOverflowError(), new AssertionError(1), new NoClassDefFoundError())) {
            assertThatExceptionOfType(ConnectorException.class)
                    .isThrownBy(() -> CustomComponents.call("here", () -> {
                        throw error;
                    }))
                    .withMessageContaining("at here: the Java class of this component has failed with "
                            + error.getClass().getSimpleName());
        }
    }

    @Test
    void aStateIsMigrated() {
        StreamManifest manifest = stream(
                "",
                "state_migrations: [{type: CustomStateMigration, class_name: test.Renamed}]\nincremental_sync: {type:"
                        + " DatetimeBasedCursor, cursor_field: at, datetime_format: '%Y', start_datetime: '2024'}");
        Slicing slicing = Slicing.compile(
                manifest.stream(), Optional.of(manifest.retriever()), settings("{}"), (parent, isIncremental) -> {
                    throw new AssertionError("there is no parent");
                });
        assertThat(manifest.faults()).isEmpty();

        JsonNode old = SourceCases.json("{\"old\":\"2025\"}");
        assertThat(slicing.migrate(old)).hasToString("{\"at\":\"2025\"}");
        assertThat(old).hasToString("{\"old\":\"2025\"}");
        assertThat(slicing.migrate(SourceCases.json("{\"at\":\"2025\"}"))).hasToString("{\"at\":\"2025\"}");
        assertThat(slicing.migrate(SourceCases.json("7"))).hasToString("7");
    }

    @Test
    void aConfigurationIsTransformed() throws InvalidDocumentException {
        ObjectNode config = JsonNodeFactory.instance.objectNode().put("a", 1);

        ConfigRules rules = rules("test.Made", config);
        rules.transform();

        assertThat(config).hasToString("{\"a\":1,\"made\":\"b\"}");
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> rules("test.Absent", config))
                .withMessageContaining("a CustomConfigTransformation");
    }

    private static ConfigRules rules(String className, ObjectNode config) throws InvalidDocumentException {
        String manifest = "version: 7.0.0\nspec:\n  type: Spec\n  config_normalization_rules: {transformations: [{type:"
                + " CustomConfigTransformation, class_name: " + className + ", with: b}]}";
        ManifestView view =
                Manifest.resolve(Yaml.read("m.yaml", manifest.getBytes(UTF_8))).view();
        Component spec = view.source().requiredComponent("spec", "Spec").orElseThrow();
        ConfigRules rules = ConfigRules.compile(spec, config, Clock.systemUTC()).orElseThrow();
        view.refuse();
        return rules;
    }

    @Test
    void aSchemaIsLoadedAloneAndAmongOthers() {
        String own = "{type: CustomSchemaLoader, class_name: test.Fields, fields: [a, b]}";

        assertThat(schema(own)).hasToString("{\"properties\":{\"a\":{},\"b\":{}}}");
        assertThat(schema("[{type: InlineSchemaLoader, schema: {properties: {c: {}}}}, " + own + "]")
                        .path("properties"))
                .hasToString("{\"a\":{},\"b\":{},\"c\":{}}");
    }

    private static ObjectNode schema(String loader) {
        StreamManifest manifest = stream("", "name: s\nschema_loader: " + loader);
        StreamSchema schema = SchemaLoaders.compile(manifest.stream(), settings("{}"), retriever -> {
            throw new AssertionError("there is no retriever");
        });
        assertThat(manifest.faults()).isEmpty();
        assertThat(schema.isKnown()).isFalse();
        return schema.get();
    }
}
