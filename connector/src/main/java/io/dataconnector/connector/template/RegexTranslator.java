package io.dataconnector.connector.template;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Translates a regular expression from Python's syntax to Java's
 * (<a href="https://docs.python.org/3/library/re.html#regular-expression-syntax">Regular Expression Syntax</a>). What only
 * one of the two knows is translated, or refused by name: it must not silently mean something else.
 */
final class RegexTranslator {
    private static final Pattern QUANTIFIER = Pattern.compile("\\{(\\d*)(,?)(\\d*)\\}");
    private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?P<(\\w+)>");
    private static final Pattern NAMED_REFERENCE = Pattern.compile("\\(\\?P=(\\w+)\\)");
    private static final Pattern OCTAL = Pattern.compile("0[0-7]{0,2}|[1-3][0-7]{2}");
    private static final Pattern NUMBERED_REFERENCE = Pattern.compile("[1-9]\\d?");
    private static final Pattern LONG_UNICODE = Pattern.compile("U([0-9a-fA-F]{8})");
    private static final Pattern EXTENSION = Pattern.compile("\\(\\?(?:[:=!>]|<[=!]|[imsxu-]+[:)])");
    private static final String CLASSES = "dDsSwW";
    private static final String CHARACTERS = "fnrtaxuN";
    private static final String ANCHORS = "AbB";

    private final String regex;
    private final StringBuilder java = new StringBuilder();
    private final Map<String, Integer> groups = new HashMap<>();
    private int groupCount;
    private int at;

    private RegexTranslator(String regex) {
        this.regex = regex;
    }

    static RegexTranslator translate(String regex) {
        RegexTranslator translator = new RegexTranslator(regex);
        while (translator.at < regex.length()) {
            translator.next();
        }
        return translator;
    }

    /** The expression in Java's syntax; its groups have numbers only. */
    String translation() {
        return java.toString();
    }

    /** The numbers of the named groups. */
    Map<String, Integer> groups() {
        return Map.copyOf(groups);
    }

    private void next() {
        char character = regex.charAt(at);
        switch (character) {
            case '\\' -> escape(false);
            case '[' -> characterClass();
            case '(' -> group();
            case '{' -> quantifier();
            default -> {
                java.append(character);
                at++;
            }
        }
    }

    private void group() {
        if (!regex.startsWith("(?", at)) {
            groupCount++;
            java.append('(');
            at++;
            return;
        }
        Matcher named = match(NAMED_GROUP);
        if (named.lookingAt()) {
            groupCount++;
            groups.put(named.group(1), groupCount);
            java.append('(');
            at = named.end();
            return;
        }
        Matcher reference = match(NAMED_REFERENCE);
        if (reference.lookingAt()) {
            Integer number = groups.get(reference.group(1));
            if (number == null) {
                throw invalid("there is no group '" + reference.group(1) + "'");
            }
            java.append("(?:\\").append(number).append(')');
            at = reference.end();
            return;
        }
        if (regex.startsWith("(?#", at)) {
            int end = regex.indexOf(')', at);
            if (end < 0) {
                throw invalid("a comment has no end");
            }
            at = end + 1;
            return;
        }
        Matcher extension = match(EXTENSION);
        if (!extension.lookingAt()) {
            throw PythonException.value("the regular expression has a group of a kind that is not supported: "
                    + regex.substring(at, Math.min(regex.length(), at + 3)));
        }
        java.append(extension.group());
        at = extension.end();
    }

    /** A brace is a quantifier only if it has the form of one; {@code {,3}} begins at 0. */
    private void quantifier() {
        Matcher quantifier = match(QUANTIFIER);
        boolean bounded = quantifier.lookingAt()
                && (!quantifier.group(1).isEmpty() || !quantifier.group(2).isEmpty());
        if (!bounded) {
            java.append("\\{");
            at++;
            return;
        }
        java.append('{').append(quantifier.group(1).isEmpty() ? "0" : quantifier.group(1));
        java.append(quantifier.group(2)).append(quantifier.group(3)).append('}');
        at = quantifier.end();
    }

    /** A class of characters, in which Java would nest and intersect classes. */
    private void characterClass() {
        java.append('[');
        at++;
        if (regex.startsWith("^", at)) {
            java.append('^');
            at++;
        }
        int first = at;
        while (at < regex.length()) {
            char character = regex.charAt(at);
            if (character == '\\') {
                escape(true);
                continue;
            }
            at++;
            if (character == ']' && at - 1 > first) {
                java.append(']');
                return;
            }
            if ("[]&^".indexOf(character) >= 0) {
                java.append('\\');
            }
            java.append(character);
        }
        throw invalid("a class of characters has no end");
    }

    private void escape(boolean inClass) {
        at++;
        if (at >= regex.length()) {
            throw invalid("it ends with a backslash");
        }
        char escaped = regex.charAt(at);
        Matcher octal = match(OCTAL);
        Matcher unicode = match(LONG_UNICODE);
        if (octal.lookingAt()) {
            java.append("\\x{")
                    .append(Integer.toHexString(Integer.parseInt(octal.group(), 8)))
                    .append('}');
            at = octal.end();
            return;
        }
        if (unicode.lookingAt()) {
            java.append("\\x{").append(unicode.group(1)).append('}');
            at = unicode.end();
            return;
        }
        Matcher reference = match(NUMBERED_REFERENCE);
        if (reference.lookingAt()) {
            reference(reference, inClass);
            return;
        }
        if (escaped == 'v') {
            java.append("\\x0B");
        } else if (inClass && escaped == 'b') {
            java.append("\\x08");
        } else if (!inClass && escaped == 'Z') {
            java.append("\\z");
        } else if (isLetter(escaped) && !isKnown(escaped, inClass)) {
            throw invalid("bad escape \\" + escaped);
        } else {
            java.append('\\').append(escaped);
        }
        at++;
    }

    /** A reference, of which Java would take fewer digits if there is no such group. */
    private void reference(Matcher reference, boolean inClass) {
        int number = Integer.parseInt(reference.group());
        if (inClass || number > groupCount) {
            throw invalid("there is no group " + number + " to refer to");
        }
        java.append("(?:\\").append(number).append(')');
        at = reference.end();
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    private static boolean isKnown(char escaped, boolean inClass) {
        return CLASSES.indexOf(escaped) >= 0
                || CHARACTERS.indexOf(escaped) >= 0
                || (!inClass && ANCHORS.indexOf(escaped) >= 0);
    }

    private Matcher match(Pattern pattern) {
        return pattern.matcher(regex).region(at, regex.length());
    }

    private static PythonException invalid(String problem) {
        return PythonException.value("the regular expression is not valid: " + problem);
    }
}
