package io.dataconnector.connector.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dataconnector.core.document.InvalidDocumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each expectation is what the CDK's transformer does, but for the messages. */
final class PropagationTest {
    @Test
    void typesThatAreLeftOutAreThoseOfTheirPlace() throws InvalidDocumentException {
        assertThat(Manifests.resolved("""
                        streams:
                          - name: a
                            retriever:
                              requester: {path: /a}
                              paginator: {}
                        """, "/streams/0"))
                .isEqualTo("{\"name\":\"a\",\"retriever\":{\"requester\":{\"path\":\"/a\",\"type\":\"HttpRequester\"},"
                        + "\"paginator\":{\"type\":\"NoPagination\"},\"type\":\"SimpleRetriever\"},"
                        + "\"type\":\"DeclarativeStream\"}");
    }

    @Test
    void aClassOfItsOwnHasACustomType() throws InvalidDocumentException {
        assertThat(Manifests.resolved(
                        "streams: [{retriever: {class_name: x.Y}}, {schema_loader: {class_name: x.Z}}]", "/streams"))
                .isEqualTo("[{\"retriever\":{\"class_name\":\"x.Y\",\"type\":\"CustomRetriever\"},"
                        + "\"type\":\"DeclarativeStream\"},"
                        + "{\"schema_loader\":{\"class_name\":\"x.Z\"},\"type\":\"DeclarativeStream\"}]");
    }

    @Test
    void parametersBecomeMembersOfAllComponentsWithin() throws InvalidDocumentException {
        assertThat(Manifests.resolved("""
                        streams:
                          - $parameters: {name: a, path: /a}
                            retriever: {requester: {path: /own, headers: {x: y}}}
                        """, "/streams/0"))
                .isEqualTo("{\"retriever\":{\"requester\":{\"path\":\"/own\",\"headers\":{\"x\":\"y\"},"
                        + "\"type\":\"HttpRequester\",\"name\":\"a\",\"$parameters\":{\"name\":\"a\",\"path\":\"/a\"}},"
                        + "\"type\":\"SimpleRetriever\",\"name\":\"a\",\"path\":\"/a\","
                        + "\"$parameters\":{\"name\":\"a\",\"path\":\"/a\"}},\"type\":\"DeclarativeStream\","
                        + "\"name\":\"a\",\"path\":\"/a\",\"$parameters\":{\"name\":\"a\",\"path\":\"/a\"}}");
    }

    @Test
    void parametersOfTheNearerComponentWin() throws InvalidDocumentException {
        assertThat(Manifests.resolved("""
                        $parameters: {a: outer, b: outer}
                        check: {$parameters: {a: inner}}
                        """, "/check"))
                .isEqualTo("{\"type\":\"CheckStream\",\"a\":\"inner\",\"b\":\"outer\","
                        + "\"$parameters\":{\"a\":\"inner\",\"b\":\"outer\"}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0|\"p\"",
                "0.0|\"p\"",
                "false|\"p\"",
                "null|\"p\"",
                "''|\"p\"",
                "[]|\"p\"",
                "{}|\"p\"",
                "1|1",
                "0.5|0.5",
                "true|true",
                "x|\"x\"",
                "[0]|[0]",
            })
    void aParameterTakesThePlaceOfWhatPythonTakesForFalse(String own, String expected) throws InvalidDocumentException {
        String yaml = "check: {$parameters: {a: p}, a: " + own + "}";

        assertThat(Manifests.resolved(yaml, "/check/a")).isEqualTo(expected);
    }

    @Test
    void aParameterDoesNotReachIntoTheMemberOfItsOwnName() throws InvalidDocumentException {
        assertThat(Manifests.resolved(
                        "check: {$parameters: {part: {type: X}, n: 1}, list: [{type: Y}], other: {type: Z}}", "/check"))
                .isEqualTo("{\"list\":[{\"type\":\"Y\",\"part\":{\"type\":\"X\",\"n\":1,\"$parameters\":{\"n\":1}},"
                        + "\"n\":1,\"$parameters\":{\"n\":1,\"part\":{\"type\":\"X\"}}}],"
                        + "\"other\":{\"type\":\"Z\",\"part\":{\"type\":\"X\",\"n\":1,\"$parameters\":{\"n\":1}},"
                        + "\"n\":1,\"$parameters\":{\"n\":1,\"part\":{\"type\":\"X\"}}},"
                        + "\"type\":\"CheckStream\",\"part\":{\"type\":\"X\",\"n\":1,\"$parameters\":{\"n\":1}},\"n\":1,"
                        + "\"$parameters\":{\"n\":1,\"part\":{\"type\":\"X\"}}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{type: object, properties: {a: {type: string}}}|{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}",
                "{type: [object], b: {type: X}}|{\"type\":[\"object\"],\"b\":{\"type\":\"X\"}}",
                "{type: {a: 1}, b: {type: X}}|{\"type\":{\"a\":1},\"b\":{\"type\":\"X\"}}",
                "{b: {c: 1}}|{\"b\":{\"c\":1}}",
                "{b: {type: ''}}|{\"b\":{\"type\":\"\"}}",
                "{b: {type: X}, c: {d: 1}, $parameters: {q: 2}}|{\"b\":{\"type\":\"X\",\"p\":1,\"q\":2,\"$parameters\":{\"p\":1,\"q\":2}},\"c\":{\"d\":1}}",
            })
    void schemasAndPlainObjectsAreNoComponents(String value, String expected) throws InvalidDocumentException {
        assertThat(Manifests.resolved("$parameters: {p: 1}\nit: " + value, "/it"))
                .isEqualTo(expected);
    }

    @Test
    void parametersMustBeAnObject() {
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> Manifests.resolve("check: {$parameters: [1]}"))
                .withMessage("m.yaml: at check.$parameters: expected an object, found [1]");
    }

    @Test
    void parametersDoNotGrowWithoutBound() {
        StringBuilder bomb = new StringBuilder("$parameters:\n");
        for (int i = 0; i < 12; i++) {
            bomb.append("  p%d: {type: X}\n".formatted(i));
        }
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> Manifests.resolve(bomb.toString()))
                .withMessage("m.yaml: the manifest grows to more than 1000000 values when its references and"
                        + " parameters are resolved");
    }

    @Test
    void theManifestIsAnObject() {
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> Manifests.resolve("[1]"))
                .withMessage("m.yaml: expected a manifest, which is an object, found [1]");
    }
}
