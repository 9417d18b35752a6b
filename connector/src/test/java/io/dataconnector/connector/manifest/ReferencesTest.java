package io.dataconnector.connector.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dataconnector.core.document.InvalidDocumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each expectation is what the CDK's resolver does, but for the messages. */
final class ReferencesTest {
    private static void assertFaults(String yaml, String faults) {
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> Manifests.resolve(yaml))
                .withMessage("m.yaml:" + faults.replace("\n", "\n  "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'#/limit'|50",
                "'#/dict/limit'|1",
                "'#/dict'|{\"limit\":1,\"a/b\":\"with a slash\",\"7\":\"a name\"}",
                "'#/dict/'|{\"limit\":1,\"a/b\":\"with a slash\",\"7\":\"a name\"}",
                "'#/dict/a/b'|\"with a slash\"",
                "'#/nested/path'|\"the whole name\"",
                "'#/list/1/x'|\"second\"",
                "'#/list/0'|\"first\"",
                "'#/list/-1/x'|\"second\"",
                "'#/dict/7'|\"a name\"",
                "'#/none'|null",
                "{$ref: '#/limit'}|50",
                "{$ref: '#/list/1'}|{\"x\":\"second\"}",
                "{$ref: '#/list/1', x: own, y: more}|{\"x\":\"own\",\"y\":\"more\"}",
                "{$ref: '#/list', x: own}|[\"first\",{\"x\":\"second\"}]",
                "{$ref: '#/chain'}|{\"x\":\"second\",\"z\":1}",
                "{$ref: {x: '#/limit'}, y: 1}|{\"x\":50,\"y\":1}",
                "['#/limit', {a: '#/limit'}]|[50,{\"a\":50}]",
                "'# /limit'|\"# /limit\"",
                "{config_overrides: {a: '#/limit'}}|{\"config_overrides\":{\"a\":\"#/limit\"}}",
            })
    void aReferenceBecomesWhatItNames(String reference, String expected) throws InvalidDocumentException {
        String yaml = "limit: 50\nnone: null\nnested: {path: wrong}\nnested/path: the whole name\n"
                + "dict: {limit: 1, a/b: with a slash, '7': a name}\nlist: [first, {x: second}]\n"
                + "chain: {$ref: '#/list/1', z: 1}\nit: " + reference;

        assertThat(Manifests.resolved(yaml, "/it")).isEqualTo(expected);
    }

    @Test
    void membersOfAComponentAreOnTopOfNestedReferences() throws InvalidDocumentException {
        assertThat(Manifests.resolved("""
                        definitions:
                          requester: {url: a, method: GET}
                          retriever:
                            requester: {$ref: "#/definitions/requester", method: POST}
                            paginator: none
                        it: {$ref: "#/definitions/retriever", paginator: some}
                        """, "/it"))
                .isEqualTo("{\"requester\":{\"url\":\"a\",\"method\":\"POST\"},\"paginator\":\"some\"}");
    }

    @Test
    void referencesThatLeadNowhereAreListedWithTheirPlacesOnce() {
        assertFaults("""
                definitions:
                  a: {$ref: "#/definitions/none"}
                  with space: ["#/nowhere"]
                streams: [{$ref: "#/definitions/a"}, {$ref: "#/list/9"}, {$ref: "#/list/x"}, {$ref: "#/list/0/1/y"}]
                list: [{"1": {y: 1}}]
                """, """

                  at definitions.a.$ref: the reference "#/definitions/none" leads nowhere
                  at definitions["with space"][0]: the reference "#/nowhere" leads nowhere
                  at streams[1].$ref: the reference "#/list/9" leads nowhere
                  at streams[2].$ref: the reference "#/list/x" leads nowhere
                  at streams[3].$ref: the reference "#/list/0/1/y" leads nowhere""");
    }

    @Test
    void aCycleIsShown() {
        assertFaults("""
                definitions:
                  a: {$ref: "#/definitions/b"}
                  b: {c: "#/definitions/a"}
                """, """

                  at definitions.a.$ref: the references form a cycle: #/definitions/b -> #/definitions/a -> #/definitions/b
                  at definitions.b.c: the references form a cycle: #/definitions/a -> #/definitions/b -> #/definitions/a""");
    }

    @Test
    void theManifestCannotReferToItself() {
        assertFaults("a: '#/'", " at a: the references form a cycle: #/ -> #/");
        assertFaults("$ref: '#/a'\na: 1", " at the top: the manifest must not refer to something else as a whole");
    }

    @Test
    void aReferenceThatIsNoPointerIsRefused() {
        assertFaults("a: {$ref: definitions.b}", " at a.$ref: a reference must begin with #/, found \"definitions.b\"");
    }

    @Test
    void referencesDoNotGrowWithoutBound() {
        StringBuilder bomb = new StringBuilder("a0: [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i <= 9; i++) {
            bomb.append("a%d: [%s]\n".formatted(i, "'#/a%d', ".formatted(i - 1).repeat(10)));
        }
        assertFaults(
                bomb.toString(),
                " the manifest grows to more than 1000000 values when its references and parameters are resolved");
    }

    @Test
    void referencesDoNotNestWithoutBound() {
        StringBuilder chain = new StringBuilder("a0: {x: 1}\n");
        for (int i = 1; i <= 300; i++) {
            chain.insert(0, "a%d: {x: '#/a%d'}\n".formatted(i, i - 1));
        }
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> Manifests.resolve(chain.toString()))
                .withMessage("m.yaml: at a46.x: is nested more than 256 levels deep");
    }
}
