package io.dataconnector.core.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class YamlTest {
    private static String json(String yaml) throws InvalidDocumentException {
        return Json.write(Yaml.read("m.yaml", yaml.getBytes(UTF_8)).content());
    }

    private static void assertFault(String yaml, String fault) {
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> json(yaml))
                .withMessage("m.yaml: " + fault);
    }

    @Test
    void mappingsAndSequencesBecomeObjectsAndArrays() throws InvalidDocumentException {
        assertThat(json("""
                        # a comment
                        streams:
                          - name: accounts
                            key: [id, "{{ config['x'] }}"]
                          - {name: users, nested: {a: 1}}
                        text: |
                          two
                          lines
                        folded: >-
                          one
                          line
                        """))
                .isEqualTo(
                        "{\"streams\":[{\"name\":\"accounts\",\"key\":[\"id\",\"{{ config['x'] }}\"]},"
                                + "{\"name\":\"users\",\"nested\":{\"a\":1}}],\"text\":\"two\\nlines\\n\",\"folded\":\"one line\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null|null",
                "~|null",
                "true|true",
                "False|false",
                "12|12",
                "-7|-7",
                "+7|7",
                "0x1F|31",
                "9223372036854775808|9223372036854775808",
                "3000000000|3000000000",
                "1.50|1.50",
                "0.1000000000000000055511151231257827|0.1000000000000000055511151231257827",
                "1.0e+3|1000",
                "tRUE|\"tRUE\"",
                "'12'|\"12\"",
                "\"yes\"|\"yes\"",
                "v1.2.3|\"v1.2.3\"",
                "2024-13|\"2024-13\"",
                "!!str 12|\"12\"",
                "! 12|\"12\"",
                "!!map {a: 1}|{\"a\":1}",
                "!!seq [1]|[1]",
            })
    void scalarsFollowTheCoreSchema(String yaml, String expected) throws InvalidDocumentException {
        assertThat(json(yaml)).isEqualTo(expected);
    }

    @Test
    void anEmptyValueIsNull() throws InvalidDocumentException {
        assertThat(json("a:\nb: ''")).isEqualTo("{\"a\":null,\"b\":\"\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "yes, a string, a boolean",
        "NO, a string, a boolean",
        "off, a string, a boolean",
        "2024-01-01, a string, a timestamp",
        "2024-01-01T10:00:00Z, a string, a timestamp",
        "2024-01-01 10:00:00 +02:00, a string, a timestamp",
        "1_000, a string, an integer",
        "0b11, a string, an integer",
        "0o17, an integer, a string",
        "12:30, a string, an integer",
        "1e3, a decimal, a string",
        "+.5, a decimal, a string",
        "08, an integer, a string",
    })
    void aScalarThatOlderYamlReadsOtherwiseIsRefused(String scalar, String inYaml12, String inYaml11) {
        assertFault(
                "a: " + scalar,
                "not YAML at line 1, column 4: " + scalar + " without quotes is " + inYaml12 + " in YAML 1.2 and "
                        + inYaml11 + " in YAML 1.1; put it in quotes, or write it in another way");
    }

    @Test
    void aNumberThatJsonDoesNotHaveIsRefused() {
        assertFault(
                "a: .inf",
                "not YAML at line 1, column 4: .inf is no number of JSON; put it in quotes if it is a string");
        assertFault(
                "a: 017",
                "not YAML at line 1, column 4: 017 is decimal in YAML 1.2 and octal in YAML 1.1;"
                        + " leave out the zero at the beginning, or put it in quotes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0e+1000", "1.0E-00002000"})
    void aNumberThatIsHugeWhenWrittenOutIsRefused(String number) {
        assertFault(number, "not YAML at line 1, column 1: a number may have 1000 digits and an exponent of three");
    }

    @Test
    void numbersHaveABoundOfDigits() throws InvalidDocumentException {
        assertThat(json("1".repeat(1000))).isEqualTo("1".repeat(1000));
        assertFault(
                "1".repeat(1001),
                "not YAML at line 1, column 1: a number may have 1000 digits and an exponent of three");
    }

    @Test
    void anAliasRepeatsItsAnchor() throws InvalidDocumentException {
        assertThat(json("a: &x {b: [1, &y two]}\nc: *x\nd: *y"))
                .isEqualTo("{\"a\":{\"b\":[1,\"two\"]},\"c\":{\"b\":[1,\"two\"]},\"d\":\"two\"}");
    }

    @Test
    void anAnchorMayBeGivenAgain() throws InvalidDocumentException {
        assertThat(json("a: &x 1\nb: *x\nc: &x 2\nd: *x")).isEqualTo("{\"a\":1,\"b\":1,\"c\":2,\"d\":2}");
    }

    @Test
    void mergedMembersComeFirstAndGiveWay() throws InvalidDocumentException {
        assertThat(json("base: &base {a: 1, b: 2}\nit: {b: 3, <<: *base, c: 4}"))
                .isEqualTo("{\"base\":{\"a\":1,\"b\":2},\"it\":{\"a\":1,\"b\":3,\"c\":4}}");
    }

    @Test
    void ofSeveralMergedMappingsTheFirstWins() throws InvalidDocumentException {
        assertThat(json("x: &x {a: 1}\ny: &y {a: 2, b: 2}\nit: {<<: [*x, *y]}"))
                .isEqualTo("{\"x\":{\"a\":1},\"y\":{\"a\":2,\"b\":2},\"it\":{\"a\":1,\"b\":2}}");
    }

    @Test
    void aMergeKeyInQuotesIsAName() throws InvalidDocumentException {
        assertThat(json("'<<': 1")).isEqualTo("{\"<<\":1}");
        assertFault("<<: 1", "not YAML at line 1, column 5: << must name a mapping, or a sequence of mappings");
        assertFault("<<: [1]", "not YAML at line 1, column 5: << must name a mapping, or a sequence of mappings");
    }

    @Test
    void namesAreText() throws InvalidDocumentException {
        assertThat(json("200: a\ntrue: b\n1.50: c")).isEqualTo("{\"200\":\"a\",\"true\":\"b\",\"1.50\":\"c\"}");
        assertFault("? [a]\n: 1", "not YAML at line 1, column 3: a name must be a scalar");
        assertFault(
                "on: 1",
                "not YAML at line 1, column 1: on without quotes is a string in YAML 1.2 and a boolean in YAML 1.1;"
                        + " put it in quotes, or write it in another way");
    }

    @Test
    void aNameTwiceIsRefused() {
        assertFault("a: 1\nb: 2\na: 3", "not YAML at line 3, column 1: the name \"a\" is there twice");
    }

    @Test
    void whatIsNotYamlIsRefusedWithItsPlace() {
        assertFault(
                "a: [1, 2\nb: 3",
                "not YAML at line 2, column 2: while parsing a flow sequence, expected ',' or ']', but got :");
        assertFault(
                "a: \t@b",
                "not YAML at line 1, column 5: while scanning for the next token, found character '@' that cannot start any token. (Do not use @ for indentation)");
    }

    @Test
    void aCharacterThatYamlDoesNotAllowIsRefused() {
        assertFault(
                "a: é\nb: é\u0001",
                "not YAML at line 2, column 5: the character U+0001 is not allowed; write it as an escape in double quotes");
    }

    @Test
    void aliasesThatLeadNowhereOrIntoThemselvesAreRefused() {
        assertFault("a: *x", "not YAML at line 1, column 4: there is no anchor &x before this alias");
        assertFault("a: &x [1, *x]", "not YAML at line 1, column 11: the alias *x is part of what it stands for");
    }

    @Test
    void tagsOfOtherKindsAreRefused() {
        assertFault("a: !!binary aa", "not YAML at line 1, column 4: the tag !!binary cannot be used here");
        assertFault("a: !env x", "not YAML at line 1, column 4: the tag !env cannot be used here");
        assertFault("a: !!map [1]", "not YAML at line 1, column 4: the tag !!map cannot be used here");
    }

    @Test
    void aliasesDoNotGrowWithoutBound() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i <= 9; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(10, alias))));
        }
        assertFault(
                bomb.toString(),
                "not YAML at line 6, column 45: the document has more than 1000000 nodes, aliases expanded");
    }

    @Test
    void nestingIsBounded() throws InvalidDocumentException {
        assertThat(json("[".repeat(255) + "1" + "]".repeat(255))).startsWith("[[[");
        assertFault("[".repeat(100_000), "not YAML at line 1, column 257: is nested more than 256 levels deep");
    }

    @Test
    void aliasesDoNotNestDeeperThanTheBound() {
        StringBuilder chain = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i <= 300; i++) {
            chain.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
        }
        assertFault(chain.toString(), "not YAML at line 255, column 14: is nested more than 256 levels deep");
    }

    @Test
    void theSizeIsBounded() {
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> Yaml.read("m.yaml", new byte[Yaml.MAX_BYTES + 1]))
                .withMessage("m.yaml: has 16777217 bytes; at most 16777216 are read");
    }

    @Test
    void thereIsOneDocument() throws InvalidDocumentException {
        assertThat(json("---\na: 1\n...\n")).isEqualTo("{\"a\":1}");
        assertFault("a: 1\n---\nb: 2", "not YAML at line 2, column 1: a second document begins; there must be one");
        assertFault("# nothing\n", "is empty; it must hold a YAML document");
    }

    @Test
    void theTextIsUtf8() throws InvalidDocumentException {
        assertThat(json("\uFEFFname: Möller 🌲")).isEqualTo("{\"name\":\"Möller 🌲\"}");
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> Yaml.read("m.yaml", "é".getBytes(StandardCharsets.ISO_8859_1)))
                .withMessage("m.yaml: is not UTF-8");
    }

    @Test
    void aFileIsRead(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("m.yaml"), "a: 1");
        assertThat(Yaml.read(file).content().path("a").intValue()).isEqualTo(1);
        assertThat(Yaml.read(file).name()).isEqualTo(file.toString());
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> Yaml.read(folder.resolve("none.yaml")))
                .withMessageEndingWith("none.yaml: no such file");
    }

    /** As {@code yaml.safe_load} of PyYAML has it, but for dates and what is no number of JSON. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "yes | true",
                "Off | false",
                "~ | null",
                "# nothing | null",
                "017 | 15",
                "0b101 | 5",
                "-0x1F | -31",
                "1_000 | 1000",
                "12:30 | 750",
                "-1:30.5 | -90.5",
                "1_0.5 | 10.5",
                "1e3 | \"1e3\"",
                "1.0e+3 | 1.0E+3",
                ".inf | \".inf\"",
                "08 | \"08\"",
                "2024-01-01 | \"2024-01-01\"",
                "'yes' | \"yes\"",
                "a: [on, x] | {\"a\":[true,\"x\"]}"
            })
    void aValueIsThatOfYaml11(String text, String value) {
        assertThat(Yaml.readValue(text).orElseThrow().toString()).isEqualTo(value);
    }

    @Test
    void whatIsNotYamlHasNoValue() {
        assertThat(Yaml.readValue("[1, 2")).isEmpty();
        assertThat(Yaml.readValue("%Y-%m-%d")).isEmpty();
        assertThat(Yaml.readValue("a: *b")).isEmpty();
        assertThat(Yaml.readValue("").orElseThrow().isNull()).isTrue();
    }
}
