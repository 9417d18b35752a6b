package io.dataconnector.connector.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Regular expressions in Python's syntax; each expectation is what Python's {@code re} gives. */
final class TemplateRegexTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            nullValues = "None",
            value = {
                "(?P<key_1>\\w+)=(\\d{2}) => a_b=12 => a_b",
                "((?P<k>a)(?P=k))1 => aa1 => aa",
                "(a{z) => a{z => a{z",
                "^(a{,2}) => aaaa => aa",
                "(a{2,}) => aaaa => aaaa",
                "(?#note)(b)\\Z => ab => b",
                "(?i)(B) => ab => b",
                "(?<=c)(a)(?!c) => cab => a",
                "([][&^]+) => a[]&^c => []&^",
                "([^]]+) => ]ab] => ab",
                "([a-c&&[b]+) => ab&[ => ab&[",
                "(\\U000000e9) => é => é",
                "(\\u00e9) => é => é",
                "(\\101) => A => A",
                "((a)\\2) => aa => aa",
                "(y)?x => x => None"
            })
    void searchesAsPythonDoes(String regex, String text, String expected) {
        assertThat(PythonRegex.compile(regex).search(text)).isEqualTo(expected == null ? None.NONE : expected);
    }

    @Test
    void knowsPythonsEndsAndControlCharacters() {
        assertThat(PythonRegex.compile("(e)$").search("line\n")).isEqualTo("e");
        assertThat(PythonRegex.compile("(.)$").search("l\r\n")).isEqualTo("\r");
        assertThat(PythonRegex.compile("(\\0b)").search("a\0b")).isEqualTo("\0b");
        assertThat(PythonRegex.compile("([\\b\\v]+)").search("a\b\u000bb")).isEqualTo("\b\u000b");
        assertThat(PythonRegex.compile("x").search("x")).isEqualTo("");
        assertThat(PythonRegex.compile("(x)").search("y")).isEqualTo("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "\\{x,(\\d)\\} => <\\1\\g<1>0\\g<0>> => see {x,3} => see <330{x,3}>",
                "(?P<n>\\d) => [\\g<n>] => a1b2 => a[1]b[2]",
                "\\\\ => \\\\1 => x\\y => x\\1y",
                "(y)?x => [\\1] => x => []",
                "x* => - => abxd => -a-b--d-",
                "a => $1\\. => a => $1\\."
            })
    void replacesAsPythonDoes(String regex, String replacement, String text, String expected) {
        assertThat(PythonRegex.compile(regex).replace(text, replacement)).isEqualTo(expected);
    }

    @Test
    void unescapesAReplacement() {
        assertThat(PythonRegex.compile("a").replace("a", "\\n\\t\\r\\f\\a\\b\\v\\0"))
                .isEqualTo("\n\t\r\f\u0007\b\u000b\0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "\\p => bad escape \\p",
                "[\\A] => bad escape \\A",
                "(?<n>a) => has a group of a kind that is not supported: (?<",
                "(?(1)a|b) => has a group of a kind that is not supported: (?(",
                "[a => a class of characters has no end",
                "a\\ => it ends with a backslash",
                "(?P=b) => there is no group 'b'",
                "(?#a => a comment has no end",
                "(a)\\2 => there is no group 2 to refer to",
                "(a => the regular expression is not valid: Unclosed group"
            })
    void refusesABadExpression(String regex, String message) {
        assertThatExceptionOfType(PythonException.class)
                .isThrownBy(() -> PythonRegex.compile(regex))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"\\q", "\\2", "\\g<x>", "a\\"})
    void refusesABadReplacement(String replacement) {
        PythonRegex regex = PythonRegex.compile("(a)");
        assertThatExceptionOfType(PythonException.class)
                .isThrownBy(() -> regex.replace("a", replacement))
                .withMessageContaining("the replacement");
    }

    @Test
    void givesUpOnRunawayBacktracking() {
        String text = "1,".repeat(40);
        PythonRegex regex = PythonRegex.compile("(?:.*?,){30}P");
        assertThatExceptionOfType(PythonException.class)
                .isThrownBy(() -> regex.search(text))
                .withMessageContaining("backtracks too often");
        assertThatExceptionOfType(PythonException.class)
                .isThrownBy(() -> regex.replace(text, ""))
                .withMessageContaining("backtracks too often");
    }

    @Test
    void readsALongTextThatDoesNotBacktrack() {
        String text = "ab ".repeat(1_000_000);
        assertThat(PythonRegex.compile("b ").replace(text, "c")).isEqualTo("ac".repeat(1_000_000));
    }

    @Test
    void refusesATextThatNeedsTooDeepRecursion() {
        PythonRegex regex = PythonRegex.compile("((?:a|b)*)c");
        assertThatExceptionOfType(PythonException.class)
                .isThrownBy(() -> regex.search("ab".repeat(1_000_000)))
                .withMessageContaining("regular expression");
    }
}
