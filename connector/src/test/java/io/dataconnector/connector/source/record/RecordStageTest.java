package io.dataconnector.connector.source.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.document.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is refused, what fails, and what stays as it is; RecordDifferentialTest has the rest. */
final class RecordStageTest {
    private static Optional<RecordStage> compile(String selector, String stream) throws InvalidDocumentException {
        ObjectNode content = (ObjectNode) OneComponent.read(stream);
        content.put("type", "DeclarativeStream");
        ObjectNode selectorContent = (ObjectNode) OneComponent.read(selector);
        selectorContent.put("type", "RecordSelector");
        content.set("record_selector", selectorContent);
        OneComponent manifest = new OneComponent(content);
        Component recordSelector = manifest.component()
                .component("record_selector", "RecordSelector")
                .orElseThrow();
        Optional<RecordStage> stage = RecordStage.compile(
                recordSelector, manifest.component(), manifest.schema(), OneComponent.settings(OneComponent.NO_CONFIG));
        manifest.throwIfRefused();
        return stage;
    }

    private static String apply(RecordStage stage, String record) {
        return stage.apply((ObjectNode) OneComponent.read(record), Slice.WHOLE.toJson(), Optional.empty())
                .map(Json::write)
                .orElse("dropped");
    }

    private static String transformed(String transformations, String record) throws InvalidDocumentException {
        return apply(
                compile("{}", "{\"transformations\": [" + transformations + "]}")
                        .orElseThrow(),
                record);
    }

    private static void assertRefused(String selector, String stream, String fault) {
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> compile(selector, stream))
                .withMessageContaining(fault);
    }

    @Test
    void isNothingWhereNothingTouchesRecords() throws InvalidDocumentException {
        assertThat(compile("{\"schema_normalization\": \"None\"}", "{\"transformations\": []}"))
                .isEmpty();
        assertThat(compile("{\"transform_before_filtering\": true}", "{}")).isEmpty();
    }

    @Test
    void aFilterAloneChangesNoRecords() throws InvalidDocumentException {
        RecordStage stage = compile(
                        "{\"record_filter\": {\"type\": \"RecordFilter\", \"condition\": \"{{ record.id > 1 }}\"}}",
                        "{}")
                .orElseThrow();

        assertThat(stage.changesRecords()).isFalse();
        assertThat(apply(stage, "{\"id\": 1}")).isEqualTo("dropped");
        assertThat(apply(stage, "{\"id\": 2, \"price\": 1.50}")).isEqualTo("{\"id\":2,\"price\":1.50}");
    }

    @Test
    void numbersKeepTheirDigits() throws InvalidDocumentException {
        assertThat(transformed(
                        "{\"type\": \"AddFields\", \"fields\": [{\"type\": \"AddedFieldDefinition\", \"path\": [\"copy\"],"
                                + " \"value\": \"{{ record.price }}\"}]}",
                        "{\"price\": 0.1000000000000000055, \"big\": 123456789012345678901234567890}"))
                .isEqualTo("{\"price\":0.1000000000000000055,\"big\":123456789012345678901234567890,"
                        + "\"copy\":0.1000000000000000055}");
    }

    @Test
    void aStreamThatComparesCursorsFiltersLast() throws InvalidDocumentException {
        String filter = "{\"record_filter\": {\"type\": \"RecordFilter\", \"condition\": \"{{ record.get('a') }}\"}%s}";
        String stream = "{\"transformations\": [{\"type\": \"RemoveFields\", \"field_pointers\": [[\"a\"]]}]%s}";
        String compares = ", \"incremental_sync\": {\"is_client_side_incremental\": true}";
        String record = "{\"a\":1,\"b\":2}";

        assertThat(apply(compile(filter.formatted(""), stream.formatted("")).orElseThrow(), record))
                .isEqualTo("{\"b\":2}");
        assertThat(apply(
                        compile(filter.formatted(""), stream.formatted(compares))
                                .orElseThrow(),
                        record))
                .isEqualTo("dropped");
        assertThat(apply(
                        compile(filter.formatted(", \"transform_before_filtering\": false"), stream.formatted(compares))
                                .orElseThrow(),
                        record))
                .isEqualTo("{\"b\":2}");
    }

    @Test
    void aFilterWithoutAConditionKeepsNothingUnlessCursorsAreCompared() throws InvalidDocumentException {
        String filter = "{\"record_filter\": {\"type\": \"RecordFilter\"}}";

        assertThat(apply(compile(filter, "{}").orElseThrow(), "{\"a\":1}")).isEqualTo("dropped");
        assertThat(compile(filter, "{\"incremental_sync\": {\"is_client_side_incremental\": true}}"))
                .isEmpty();
    }

    @Test
    void theFilterSeesTheTokenAndTheSlice() throws InvalidDocumentException {
        RecordStage stage = compile(
                        "{\"record_filter\": {\"type\": \"RecordFilter\", \"condition\":"
                                + " \"{{ next_page_token.next_page_token == 2 and stream_interval.to == 'b' and"
                                + " stream_partition.id == 'p' }}\"}}",
                        "{}")
                .orElseThrow();
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        Slice slice =
                new Slice(nodes.objectNode().put("id", "p"), nodes.objectNode().put("to", "b"));
        JsonNode token = nodes.numberNode(2);

        assertThat(stage.apply(nodes.objectNode().put("a", 1), slice.toJson(), Optional.of(token)))
                .isPresent();
        assertThat(stage.apply(nodes.objectNode().put("a", 1), slice.toJson(), Optional.empty()))
                .isEmpty();
        assertThat(stage.apply(nodes.objectNode().put("a", 1), Slice.WHOLE.toJson(), Optional.of(token)))
                .isEmpty();
    }

    @Test
    void failsWhereAFieldCannotBeAdded() throws InvalidDocumentException {
        String add =
                "{\"type\": \"AddFields\", \"fields\": [{\"type\": \"AddedFieldDefinition\", \"path\": [\"a\", \"b\"],"
                        + " \"value\": \"x\"}]}";

        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> transformed(add, "{\"a\": \"secret\"}"))
                .withMessage("Manifest at streams[0].transformations[0]: the field a.b cannot be added, because a"
                        + " is neither an object nor an array.")
                .satisfies(e -> assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR));
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> transformed(add, "{\"a\": []}"))
                .withMessageContaining("because b is to be in an array, and is no index");
    }

    @Test
    void snakeCaseKnowsLatinLettersOnly() throws InvalidDocumentException {
        String snakeCase = "{\"type\": \"KeysToSnakeCase\"}";

        assertThat(transformed(
                        snakeCase,
                        "{\"\u00c5ngstr\u00f6mTeil2\": 1, \"\u0141\u00f3d\u017a\": {\"aB\": [{\"cD\": 2}]}}"))
                .isEqualTo("{\"angstrom_teil_2\":1,\"lodz\":{\"a_b\":[{\"cD\":2}]}}");
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> transformed(snakeCase, "{\"\u4e2d\": 1}"))
                .withMessageContaining(
                        "Manifest at streams[0].transformations[0]: the name \"\u4e2d\" of a record has letters");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertRefused(
                "{}",
                "{\"transformations\": [{\"type\": \"CustomTransformation\", \"class_name\": \"a.B\"}]}",
                "streams[0].transformations[0]");
        assertRefused("{\"schema_normalization\": \"Some\"}", "{}", "must be Default or None");
        assertRefused(
                "{}",
                "{\"transformations\": [{\"type\": \"RemoveFields\", \"field_pointers\": [\"a\"]}]}",
                "must be arrays of strings");
        assertRefused(
                "{}",
                "{\"transformations\": [{\"type\": \"RemoveFields\", \"field_pointers\": [[\"**\", \"a\", \"**\"]]}]}",
                "a pointer may have one ** only");
        assertRefused(
                "{}",
                "{\"transformations\": [{\"type\": \"AddFields\", \"fields\": [{\"type\": \"AddedFieldDefinition\", \"path\":"
                        + " [], \"value\": \"{{ x\", \"value_type\": \"date\"}]}]}",
                "must name at least one member");
        assertRefused(
                "{\"record_filter\": {\"type\": \"RecordFilter\", \"condition\": \"{{ record\"}}",
                "{}",
                "streams[0].record_selector.record_filter.condition");
        assertRefused("{}", "{\"transformations\": [{\"type\": \"KeysReplace\", \"old\": \"a\"}]}", "new");
    }

    @Test
    void normalizesByTheSchema() throws InvalidDocumentException {
        RecordStage stage = compile(
                        "{\"schema_normalization\": \"Default\"}",
                        "{\"schema_loader\": {\"type\": \"InlineSchemaLoader\", \"schema\": {\"properties\": {"
                                + "\"n\": {\"type\": \"number\"}, \"i\": {\"type\": [\"integer\", \"null\"]},"
                                + " \"r\": {\"$ref\": \"#/properties/o\"}, \"o\": {\"properties\": {\"s\": {\"type\":"
                                + " \"string\"}}}}}}}")
                .orElseThrow();

        assertThat(stage.changesRecords()).isTrue();
        assertThat(apply(stage, "{\"n\":12345678901234567890,\"i\":\"+1_2\",\"r\":{\"s\":[1]},\"o\":{\"s\":true}}"))
                .isEqualTo("{\"n\":12345678901234567890.0,\"i\":12,\"r\":{\"s\":\"[1]\"},\"o\":{\"s\":\"True\"}}");
        assertThat(apply(stage, "{\"n\":\"1e999\",\"i\":1e400}"))
                .isEqualTo("{\"n\":\"1e999\",\"i\":" + "1" + "0".repeat(400) + "}");
    }
}
