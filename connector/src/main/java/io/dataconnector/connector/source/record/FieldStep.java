package io.dataconnector.connector.source.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A step of a {@link FieldGlob}.
 *
 * @param name the name of a member, if the step has no wildcards
 * @param pattern what the names of members match; empty if none does
 * @param index the index of an array, negative from its end; an element matches if its index is this, or in decimal
 *     digits matches the pattern
 */
record FieldStep(Optional<String> name, Optional<Pattern> pattern, OptionalInt index) {
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,9}");

    static FieldStep of(JsonNode step) {
        if (!step.isTextual()) {
            boolean isIndex = step.isIntegralNumber() && step.canConvertToInt();
            return new FieldStep(
                    Optional.empty(),
                    Optional.empty(),
                    isIndex ? OptionalInt.of(step.intValue()) : OptionalInt.empty());
        }
        String text = step.textValue();
        OptionalInt index = INTEGER.matcher(text.strip()).matches()
                ? OptionalInt.of(Integer.parseInt(text.strip()))
                : OptionalInt.empty();
        boolean isPlain = text.chars().noneMatch(c -> c == '*' || c == '?' || c == '[');
        return new FieldStep(isPlain ? Optional.of(text) : Optional.empty(), Optional.of(pattern(text)), index);
    }

    /** The place of an element in an array of a length. */
    record Index(int at, int length) {
        @Override
        public String toString() {
            return Integer.toString(at);
        }
    }

    /** Whether a name or an {@link Index} is one of this step. */
    boolean matches(Object key) {
        if (key instanceof Index element && index.isPresent()) {
            return index.getAsInt() == element.at() || index.getAsInt() + element.length() == element.at();
        }
        return pattern.filter(names -> names.matcher(key.toString()).matches()).isPresent();
    }

    /** A wildcard pattern, as Python's {@code fnmatch} has it, as a regular expression. */
    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < glob.length()) {
            char character = glob.charAt(at++);
            if (character == '*') {
                regex.append(".*");
            } else if (character == '?') {
                regex.append('.');
            } else {
                int end = character == '[' ? endOfSet(glob, at) : -1;
                if (end < 0) {
                    regex.append(Pattern.quote(String.valueOf(character)));
                } else {
                    appendSet(regex, glob.substring(at, end));
                    at = end + 1;
                }
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** Where a set of characters ends; -1 if it does not. A bracket that is its first character belongs to it. */
    private static int endOfSet(String glob, int start) {
        int at = start;
        if (at < glob.length() && glob.charAt(at) == '!') {
            at++;
        }
        return glob.indexOf(']', at + 1);
    }

    private static void appendSet(StringBuilder regex, String set) {
        boolean isNegated = set.startsWith("!");
        StringBuilder members = new StringBuilder();
        int at = isNegated ? 1 : 0;
        while (at < set.length()) {
            char from = set.charAt(at);
            boolean isRange = at + 2 < set.length() && set.charAt(at + 1) == '-';
            char to = isRange ? set.charAt(at + 2) : from;
            if (from <= to) {
                members.append(escape(from)).append('-').append(escape(to));
            }
            at += isRange ? 3 : 1;
        }
        if (members.isEmpty()) {
            regex.append(isNegated ? "." : "(?!)");
        } else {
            regex.append(isNegated ? "[^" : "[").append(members).append(']');
        }
    }

    private static String escape(char character) {
        return "\\x{" + Integer.toHexString(character) + "}";
    }
}
