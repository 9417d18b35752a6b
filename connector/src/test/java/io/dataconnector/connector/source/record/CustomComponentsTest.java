package io.dataconnector.connector.source.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.extension.CustomBackoffStrategy;
import io.dataconnector.connector.extension.CustomRecordExtractor;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.source.CustomComponents;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.core.document.InvalidDocumentException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Classes of manifests that Java classes on the class path stand for. */
final class CustomComponentsTest {
    private static final Settings SETTINGS = OneComponent.settings((ObjectNode) OneComponent.read("{\"mark\": \"m\"}"));

    private static RecordExtractor extractor(String members) throws InvalidDocumentException {
        OneComponent manifest = new OneComponent("{\"type\": \"CustomRecordExtractor\"" + members + "}");
        RecordExtractor extractor = RecordExtractor.compile(manifest.component(), SETTINGS);
        manifest.throwIfRefused();
        return extractor;
    }

    private static String refusal(String members) {
        OneComponent manifest = new OneComponent("{\"type\": \"CustomRecordExtractor\"" + members + "}");
        assertThat(RecordExtractor.compile(manifest.component(), SETTINGS)).isSameAs(RecordExtractor.OF_WHOLE_RESPONSE);
        InvalidDocumentException refused =
                org.junit.jupiter.api.Assertions.assertThrows(InvalidDocumentException.class, manifest::throwIfRefused);
        return refused.getMessage();
    }

    @Test
    void anExtractorSeesTheWholeResponse() throws InvalidDocumentException {
        RecordExtractor extractor = extractor(", \"class_name\": \"test.Members\", \"any\": {\"member\": 1}");

        assertThat(extractor.pointer()).isEmpty();
        assertThat(extractor.extract(OneComponent.read("{\"a\": {\"b\": 1}, \"c\": 2, \"d\": {\"e\": {}}}")))
                .hasToString("[{\"b\":1}, {\"e\":{}}]");
    }

    @Test
    void aTransformationChangesRecords() throws InvalidDocumentException {
        OneComponent manifest = new OneComponent(
                "{\"type\": \"DeclarativeStream\", \"retriever\": {\"type\":"
                        + " \"SimpleRetriever\", \"record_selector\": {\"type\": \"RecordSelector\"}}, \"transformations\":"
                        + " [{\"type\": \"CustomTransformation\", \"class_name\": \"test.Marking\"}, {\"type\": \"RemoveFields\", \"field_pointers\": [[\"a\"]]}]}");
        RecordStage stage = RecordStage.compile(
                        manifest.component()
                                .component("retriever", "SimpleRetriever")
                                .flatMap(retriever -> retriever.component("record_selector", "RecordSelector"))
                                .orElseThrow(),
                        manifest.component(),
                        manifest.schema(),
                        SETTINGS)
                .orElseThrow();
        manifest.throwIfRefused();
        ObjectNode slice = new Slice((ObjectNode) OneComponent.read("{\"p\": 1}"), OneComponent.NO_CONFIG).toJson();

        assertThat(stage.changesRecords()).isTrue();
        assertThat(stage.apply((ObjectNode) OneComponent.read("{\"a\": 1, \"b\": 2}"), slice, Optional.empty()))
                .hasToString("Optional[{\"b\":2,\"mark\":\"m\",\"slice\":\"[p=1]\"}]");
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> stage.apply((ObjectNode) OneComponent.read("{\"bad\": 1}"), slice, Optional.empty()))
                .withMessage(
                        "Manifest at streams[0].transformations[0]: the Java class of this component has failed with"
                                + " IllegalStateException: a bad record. Tell whoever maintains that class.");
    }

    @Test
    void whatCannotBeUsedIsRefusedByName() {
        assertThat(refusal(", \"class_name\": \"test.Unknown\", \"any\": 1"))
                .contains(
                        "class_name: the class \"test.Unknown\" is Python code and cannot be run; put a jar with a Java"
                                + " class for it, a CustomRecordExtractor, into the folder of components (docs/components.md)")
                .doesNotContain("any");
        assertThat(refusal(", \"class_name\": \"test.Patient\""))
                .contains("the Java class for \"test.Patient\" is not a CustomRecordExtractor, which is needed here");
        assertThat(refusal(", \"class_name\": \"test.Members\", \"refused\": 1"))
                .contains("the class \"test.Members\" refuses: refused is not supported");
        assertThat(refusal("")).contains("the required member class_name of CustomRecordExtractor is missing");
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> extractor(", \"class_name\": \"test.Members\", \"broken\": 1"))
                .withMessageContaining("failed with IllegalStateException. Tell whoever maintains that class.");
    }

    @Test
    void findsByNameAndRole() {
        OneComponent manifest =
                new OneComponent("{\"type\": \"CustomBackoffStrategy\", \"class_name\": \"test.Patient\"}");

        assertThat(CustomComponents.find(manifest.component(), SETTINGS, CustomBackoffStrategy.class))
                .isPresent();
        assertThat(CustomComponents.find(manifest.component(), SETTINGS, CustomRecordExtractor.class))
                .isEmpty();
    }
}
