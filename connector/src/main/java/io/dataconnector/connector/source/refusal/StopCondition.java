package io.dataconnector.connector.source.refusal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds stop conditions that take a page for the last one because it has fewer records than the manifest's page size: they
 * would end a stream at the first page that was asked for with a smaller size. As in the CDK, only those are refused that
 * certainly do so; what is more than comparisons, joined by {@code and} and {@code or}, is passed over.
 */
final class StopCondition {
    private static final String OPERAND = "([A-Za-z0-9_.'\\[\\]]+)";
    private static final Pattern BELOW = Pattern.compile("(?<![\\w.])last_page_size\\s*(<=?)\\s*" + OPERAND);
    private static final Pattern ABOVE = Pattern.compile(OPERAND + "\\s*(>=?)\\s*last_page_size(?![\\w.])");
    private static final Pattern COMPLEX = Pattern.compile("\\b(not|if|else)\\b|[|(+*/~-]");
    private static final Pattern TEMPLATE = Pattern.compile("\\s*\\{\\{(?:(?!}}).)*}}\\s*", Pattern.DOTALL);

    private StopCondition() {}

    /** Why a condition cannot be used with pages of different sizes; empty if nothing is known against it. */
    static Optional<String> compile(String condition, long minimum) {
        if (!TEMPLATE.matcher(condition).matches() || COMPLEX.matcher(condition).find()) {
            return Optional.empty();
        }
        return find(BELOW.matcher(condition), 1, 2, minimum).or(() -> find(ABOVE.matcher(condition), 2, 1, minimum));
    }

    private static Optional<String> find(Matcher matcher, int operator, int operand, long minimum) {
        while (matcher.find()) {
            if (!isSafe(matcher.group(operator).length() == 2, matcher.group(operand), minimum)) {
                return Optional.of("cannot be used with a stop_condition that compares last_page_size with "
                        + matcher.group(operand)
                        + ", which is not the size that was asked for; compare it with page_size");
            }
        }
        return Optional.empty();
    }

    private static boolean isSafe(boolean includesEqual, String operand, long minimum) {
        if (operand.equals("page_size")) {
            return true;
        }
        return operand.matches("[0-9]{1,18}")
                && (includesEqual ? Long.parseLong(operand) < minimum : Long.parseLong(operand) <= minimum);
    }
}
