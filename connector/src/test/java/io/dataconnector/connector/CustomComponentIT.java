package io.dataconnector.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.http.ScriptedServer;
import io.dataconnector.connector.http.ScriptedServer.Reply;
import io.dataconnector.connector.protocol.RawOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes of manifests in Java, from the source to a read of the built jar: those of docs/components.md. */
final class CustomComponentIT {
    private static final String SERVICE = ComponentsJar.SERVICE;
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [rates]}
            streams:
              - type: DeclarativeStream
                name: rates
                retriever:
                  type: SimpleRetriever
                  requester:
                    type: HttpRequester
                    url_base: "{{ config['api_url'] }}"
                    path: /rates
                    error_handler:
                      type: DefaultErrorHandler
                      backoff_strategies:
                        - {type: CustomBackoffStrategy, class_name: components.OneMilli}
                  record_selector:
                    type: RecordSelector
                    extractor:
                      type: CustomRecordExtractor
                      class_name: source_declarative_manifest.components.KeyValueExtractor
                      field: rates
                transformations:
                  - {type: CustomTransformation, class_name: components.Upper, field: key}
              - type: DeclarativeStream
                name: others
                retriever:
                  type: SimpleRetriever
                  requester: {type: HttpRequester, url_base: "{{ config['api_url'] }}", path: /others}
                  record_selector:
                    type: RecordSelector
                    extractor: {type: CustomRecordExtractor, class_name: components.Unknown}
            spec:
              type: Spec
              connection_specification: {type: object, properties: {api_url: {type: string}}}
            """;

    private static final String EXTRACTOR = """
            package example;

            import com.fasterxml.jackson.databind.JsonNode;
            import com.fasterxml.jackson.databind.node.JsonNodeFactory;
            import com.fasterxml.jackson.databind.node.ObjectNode;
            import io.dataconnector.connector.extension.CustomComponent;
            import io.dataconnector.connector.extension.CustomComponentFactory;
            import io.dataconnector.connector.extension.CustomRecordExtractor;
            import java.util.ArrayList;
            import java.util.List;

            /** Each member of an object is a record of its name and its value. */
            public final class KeyValueExtractor implements CustomComponentFactory {
                @Override
                public String className() {
                    return "source_declarative_manifest.components.KeyValueExtractor";
                }

                @Override
                public CustomComponent create(ObjectNode component, ObjectNode config) {
                    String field = component.path("field").asText();
                    if (field.isEmpty()) {
                        throw new IllegalArgumentException("the member field is missing");
                    }
                    return (CustomRecordExtractor) response -> records(response.path(field));
                }

                private static List<ObjectNode> records(JsonNode members) {
                    List<ObjectNode> records = new ArrayList<>();
                    members.properties().forEach(member -> {
                        ObjectNode record = JsonNodeFactory.instance.objectNode();
                        record.put("key", member.getKey()).set("value", member.getValue());
                        records.add(record);
                    });
                    return records;
                }
            }
            """;

    private static final String OTHERS = """
            package example;

            import com.fasterxml.jackson.databind.node.ObjectNode;
            import io.dataconnector.connector.extension.CustomBackoffStrategy;
            import io.dataconnector.connector.extension.CustomComponent;
            import io.dataconnector.connector.extension.CustomComponentFactory;
            import io.dataconnector.connector.extension.CustomTransformation;
            import java.time.Duration;
            import java.util.Optional;

            public final class Others {
                public static final class Upper implements CustomComponentFactory {
                    @Override
                    public String className() {
                        return "components.Upper";
                    }

                    @Override
                    public CustomComponent create(ObjectNode component, ObjectNode config) {
                        String field = component.path("field").asText();
                        return (CustomTransformation) (record, streamSlice) ->
                                record.put(field, record.get(field).textValue().toUpperCase());
                    }
                }

                public static final class OneMilli implements CustomComponentFactory {
                    @Override
                    public String className() {
                        return "components.OneMilli";
                    }

                    @Override
                    public CustomComponent create(ObjectNode component, ObjectNode config) {
                        return (CustomBackoffStrategy) failure -> failure.status().orElse(0) == 503
                                ? Optional.of(Duration.ofMillis(failure.attempt()))
                                : Optional.empty();
                    }
                }
            }
            """;

    @TempDir
    private Path folder;

    private World world;

    @BeforeEach
    void writeManifest() throws IOException {
        Files.writeString(folder.resolve("manifest.yaml"), MANIFEST);
        world = new World(folder).manifest("manifest.yaml").option("max_retries", 2);
    }

    private ConnectorJar jarWithComponents() throws IOException {
        Path components = folder.resolve("components");
        ComponentsJar.make(
                folder,
                components,
                Map.of("KeyValueExtractor", EXTRACTOR, "Others", OTHERS),
                List.of("KeyValueExtractor", "Others$Upper", "Others$OneMilli"));
        return world.jar().withMoreJavaOptions("-Ddataconnector.components=" + components);
    }

    @Test
    void classesInJavaTakeTheirPlaces() throws IOException {
        AtomicInteger failures = new AtomicInteger(1);
        try (ScriptedServer server = new ScriptedServer(request -> failures.getAndDecrement() > 0
                ? Reply.of(503, "busy")
                : Reply.of(200, "{\"rates\":{\"eur\":1.10,\"usd\":{\"sell\":2}}}"))) {
            world.api(server.url(""));

            RawOutput raw = jarWithComponents()
                    .run(world.readArguments("rates:full_refresh"))
                    .rawOfSuccess();

            assertThat(raw.recordTexts("rates"))
                    .containsExactly("{\"key\":\"EUR\",\"value\":1.10}", "{\"key\":\"USD\",\"value\":{\"sell\":2}}");
            assertThat(server.received()).hasSize(2);
            assertThat(raw.messages())
                    .anyMatch(message -> message.toString().contains("PT0.001S")
                            || message.toString().contains("0.001"));
        }
    }

    @Test
    void whatHasNoClassIsExplained() throws IOException {
        ConnectorJar.Finished explained = jarWithComponents().run("explain", "--manifest-path", "manifest.yaml");

        assertThat(explained.exitCode()).isZero();
        assertThat(explained.lines())
                .contains(
                        "Manifest manifest.yaml: 1 of 2 streams can be read.",
                        "rates   page   full_refresh  each response is held, because the manifest looks at all of it",
                        "others  cannot be read:",
                        "    at streams[1].retriever.record_selector.extractor.class_name: the class"
                                + " \"components.Unknown\" is Python code and cannot be run; put a jar with a Java class"
                                + " for it, a CustomRecordExtractor, into the folder of components (docs/components.md)");
    }

    @Test
    void withoutTheJarTheOtherStreamsAreUnaffected() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(200, "{}"))) {
            ConnectorJar.Finished read = world.api(server.url("")).read("rates:full_refresh");

            assertThat(read.exitCode()).isEqualTo(1);
            assertThat(read.raw().errorMessages())
                    .singleElement()
                    .asString()
                    .contains("components.OneMilli", "components.Upper", "KeyValueExtractor", "docs/components.md");
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void aClassThatRefusesOrFailsIsNamed() throws IOException {
        for (Map.Entry<String, String> wrong : Map.of(
                        "field: rates",
                                "the class \"source_declarative_manifest.components.KeyValueExtractor\" refuses: the"
                                        + " member field is missing",
                        "field: key",
                                "streams[0] (rates).transformations[0]: the Java class of this component has failed with"
                                        + " NullPointerException",
                        "components.OneMilli",
                                "\"components.Upper\" is not a CustomBackoffStrategy, which is needed here")
                .entrySet()) {
            String replacement = wrong.getKey().startsWith("components")
                    ? "components.Upper"
                    : wrong.getKey().equals("field: rates") ? "x: rates" : "field: absent";
            Files.writeString(folder.resolve("manifest.yaml"), MANIFEST.replace(wrong.getKey(), replacement));
            try (ScriptedServer server = new ScriptedServer(request -> Reply.of(200, "{\"rates\":{\"eur\":1}}"))) {
                world.api(server.url(""));
                ConnectorJar.Finished read = jarWithComponents().run(world.readArguments("rates:full_refresh"));

                assertThat(read.exitCode()).isEqualTo(1);
                assertThat(read.standardError()).isEmpty();
                assertThat(read.raw().errorMessages())
                        .singleElement()
                        .asString()
                        .contains(wrong.getValue());
            }
        }
    }

    @Test
    void aFolderThatCannotBeReadIsNamed() throws IOException {
        world.api("http://127.0.0.1:1");

        ConnectorJar.Finished read = world.jar()
                .withMoreJavaOptions("-Ddataconnector.components=" + folder.resolve("components"))
                .run(world.readArguments("rates:full_refresh"));

        assertThat(read.exitCode()).isEqualTo(1);
        assertThat(read.standardError()).isEmpty();
        assertThat(read.raw().errorMessages())
                .singleElement()
                .asString()
                .contains("components, cannot be read: ", "dataconnector.components");
    }

    @Test
    void aBrokenJarLeavesTheOthersUsable() throws IOException {
        ConnectorJar connector = jarWithComponents();
        // The first eight bytes of a class for Java 55.
        byte[] header = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 99};
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("components/bad.jar")))) {
            jar.putNextEntry(new JarEntry("META-INF/services/" + SERVICE));
            jar.write("example.Newer\n".getBytes(UTF_8));
            jar.putNextEntry(new JarEntry("example/Newer.class"));
            jar.write(header);
        }
        try (ScriptedServer server = new ScriptedServer(request -> Reply.of(200, "{\"rates\":{\"eur\":1}}"))) {
            world.api(server.url(""));

            RawOutput raw =
                    connector.run(world.readArguments("rates:full_refresh")).rawOfSuccess();

            assertThat(raw.recordTexts("rates")).containsExactly("{\"key\":\"EUR\",\"value\":1}");
            assertThat(raw.warnings())
                    .singleElement()
                    .asString()
                    .contains("The class example.Newer of the jar of components ", "bad.jar", "Build it for Java ");
        }
    }

    @Test
    void theExampleOfTheDocumentationIsTheOneThatIsTested() throws IOException {
        String documented = Files.readString(Repository.root().resolve("docs/components.md"));

        assertThat(documented).contains(EXTRACTOR.strip()).contains(SERVICE);
    }
}
